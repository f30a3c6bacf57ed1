/** The real `sf` against a local org with this project: every command that works with records. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { PROJECT, RunningOrg } from './running-org.ts';
import { Sf } from './sf.ts';

/** What `sf apex run` tells. */
interface ApexRun {
    readonly success: boolean;
    readonly logs: string;
}

describe('sf', { timeout: 300_000 }, () => {
    let org: RunningOrg;
    const sf = new Sf();
    const target = ['--target-org', 'hvt'];

    before(async () => {
        org = await RunningOrg.start([PROJECT]);
    });
    after(async () => {
        await org.remove();
        sf.remove();
    });

    /** Runs a command that must succeed. @returns its result */
    async function ok<T>(...args: string[]): Promise<T> {
        const answer = await sf.json(args);
        assert.equal(answer.status, 0, `sf ${args.join(' ')}: ${JSON.stringify(answer)}`);
        return answer.result as T;
    }

    /** Runs a command that must fail. @returns its name and message */
    async function refused(...args: string[]): Promise<string> {
        const answer = await sf.json(args);
        assert.notEqual(answer.status, 0, `sf ${args.join(' ')} should fail`);
        return `${answer.name ?? ''}: ${answer.message ?? ''}`;
    }

    test('org login access-token', async () => {
        const args = [
            'org',
            'login',
            'access-token',
            '--instance-url',
            org.info.instanceUrl,
            '--alias',
            'hvt',
            '--no-prompt',
            '--set-default',
        ];
        const answer = await sf.json(args, { SF_ACCESS_TOKEN: org.info.accessToken });
        assert.equal(answer.status, 0, JSON.stringify(answer));
    });

    test('local-org login makes the org known to sf', async () => {
        const program = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
        const environment = { ...process.env, HOME: sf.home, SF_USE_GENERIC_UNIX_KEYCHAIN: 'true' };
        const args = [program, 'login', '--data', org.folder, '--alias', 'local'];
        const login = spawnSync(process.execPath, args, { env: environment, encoding: 'utf8' });
        assert.equal(login.status, 0, login.stderr);
        const { username } = await ok<{ username: string }>('org', 'display', '--target-org', 'local');
        assert.equal(username, org.info.username);
    });

    test('org login jwt', async () => {
        const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
        const key = join(sf.home, 'server.key');
        writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
        const login = [
            '--client-id',
            'any',
            '--jwt-key-file',
            key,
            '--username',
            org.info.username,
            '--instance-url',
            org.info.instanceUrl,
        ];
        await ok('org', 'login', 'jwt', ...login, '--alias', 'hvt', '--set-default');
    });

    test('org display', async () => {
        const { username, id } = await ok<{ username: string; id: string }>('org', 'display', ...target);
        assert.deepEqual([username, id], [org.info.username, org.info.orgId]);
    });

    test('data import tree: the municipalities by plan', async () => {
        await ok(
            'data',
            'import',
            'tree',
            '--plan',
            join(PROJECT, 'scripts', 'seed', 'reference', 'plan.json'),
            ...target,
        );
        const count = await ok<{ totalSize: number }>(
            'data',
            'query',
            '--query',
            'SELECT Id FROM Municipality__c',
            ...target,
        );
        assert.equal(count.totalSize, 312);
    });

    test('data query shows relationships and aggregates', async () => {
        const soql = "SELECT Name, Successor__r.Name FROM Municipality__c WHERE NIS_Code__c = '11056'";
        const { records } = await ok<{ records: { Successor__r: { Name: string } }[] }>(
            'data',
            'query',
            '--query',
            soql,
            ...target,
        );
        assert.equal(records[0]?.Successor__r.Name, 'Beveren-Kruibeke-Zwijndrecht');
        const table = await sf.run([
            'data',
            'query',
            '--query',
            'SELECT Province__c, COUNT(Id) aantal FROM Municipality__c WHERE Valid_To__c = NULL GROUP BY Province__c',
            ...target,
        ]);
        assert.equal(table.code, 0, table.stderr);
        assert.match(table.stdout, /Antwerpen\W+67/);
    });

    test('data query names the column that does not exist', async () => {
        assert.match(
            await refused('data', 'query', '--query', 'SELECT Nope__c FROM Municipality__c', ...target),
            /No such column 'Nope__c'/,
        );
    });

    test('data create, get, update and delete record', async () => {
        const values = "Name='Hotel De Linde' Provider_Type__c=Company Phone__c='+32 9 123 45 67'";
        const { id } = await ok<{ id: string }>(
            'data',
            'create',
            'record',
            '--sobject',
            'Provider__c',
            '--values',
            values,
            ...target,
        );
        await ok(
            'data',
            'update',
            'record',
            '--sobject',
            'Provider__c',
            '--record-id',
            id,
            '--values',
            "Town__c='Gent'",
            ...target,
        );
        const record = await ok<Record<string, unknown>>(
            'data',
            'get',
            'record',
            '--sobject',
            'Provider__c',
            '--where',
            "Name='Hotel De Linde'",
            ...target,
        );
        assert.deepEqual([record['Id'], record['Town__c']], [id, 'Gent']);
        await ok('data', 'delete', 'record', '--sobject', 'Provider__c', '--record-id', id, ...target);
        await refused('data', 'get', 'record', '--sobject', 'Provider__c', '--record-id', id, ...target);
    });

    test('a validation rule speaks through sf', async () => {
        const values = 'Name=Test Provider_Type__c=Company';
        const message = await refused(
            'data',
            'create',
            'record',
            '--sobject',
            'Provider__c',
            '--values',
            values,
            ...target,
        );
        assert.match(message, /telefoonnummer of een e-mailadres/);
    });

    test('data search', async () => {
        const result = await ok<{ searchRecords: { Name?: string }[] }>(
            'data',
            'search',
            '--query',
            'FIND {Beveren*} IN NAME FIELDS RETURNING Municipality__c(Name)',
            ...target,
        );
        assert.ok(result.searchRecords.length >= 2, JSON.stringify(result));
    });

    test('data export tree', async () => {
        const folder = mkdtempSync(join(sf.home, 'export-'));
        await ok(
            'data',
            'export',
            'tree',
            '--query',
            "SELECT Name, NIS_Code__c FROM Municipality__c WHERE Province__c = 'Limburg'",
            '--output-dir',
            folder,
            ...target,
        );
        const [file = ''] = readdirSync(folder);
        const { records } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { records: unknown[] };
        assert.ok(records.length >= 38);
    });

    test('sobject describe and list', async () => {
        const bed = await ok<{ label: string; fields: { name: string }[] }>(
            'sobject',
            'describe',
            '--sobject',
            'Bed__c',
            ...target,
        );
        assert.equal(bed.label, 'Slaapplek');
        assert.ok(bed.fields.some((field) => field.name === 'Bed_Number__c'));
        const list = await ok<string[]>('sobject', 'list', '--sobject', 'custom', ...target);
        assert.ok(list.includes('Location__c'));
    });

    test('org list users, assign permset, list limits', async () => {
        const users = await ok<{ username: string }[]>('org', 'list', 'users', ...target);
        assert.ok(users.some((user) => user.username === org.info.username));
        const { successes } = await ok<{ successes: unknown[] }>(
            'org',
            'assign',
            'permset',
            '--name',
            'Municipal_Officer',
            ...target,
        );
        assert.equal(successes.length, 1);
        const limits = await ok<{ name: string }[]>('org', 'list', 'limits', ...target);
        assert.ok(limits.some((limit) => limit.name === 'DailyApiRequests'));
    });

    test('api request rest', async () => {
        const { code, stdout, stderr } = await sf.run([
            'api',
            'request',
            'rest',
            '/services/data/v66.0/limits',
            ...target,
        ]);
        assert.equal(code, 0, stderr);
        assert.match(stdout, /DailyApiRequests/);
    });

    test('org open --url-only gives a link that opens once, without the access token', async () => {
        const { url } = await ok<{ url: string }>(
            'org',
            'open',
            '--url-only',
            '--path',
            'lightning/o/x/list',
            ...target,
        );
        assert.ok(!decodeURIComponent(url).includes(org.info.accessToken));
        const opened = await fetch(url, { redirect: 'manual' });
        assert.equal(opened.status, 302);
        assert.equal(opened.headers.get('location'), '/lightning/o/x/list');
        assert.match(opened.headers.get('set-cookie') ?? '', /^sid=.*HttpOnly; SameSite=Lax$/);
        assert.equal((await fetch(url, { redirect: 'manual' })).status, 401);
    });

    test('data query -t', async () => {
        const soql =
            "SELECT DeveloperName, EntityDefinition.QualifiedApiName FROM CustomField WHERE EntityDefinition.QualifiedApiName = 'Bed__c'";
        const { records } = await ok<{ records: { EntityDefinition: { QualifiedApiName: string } }[] }>(
            'data',
            'query',
            '--use-tooling-api',
            '--query',
            soql,
            ...target,
        );
        assert.ok(records.length > 0);
        assert.equal(records[0]?.EntityDefinition.QualifiedApiName, 'Bed__c');
        const unknown = 'SELECT Id FROM SandboxProcess';
        assert.match(await refused('data', 'query', '-t', '--query', unknown, ...target), /INVALID_TYPE/);
    });

    test('sobject describe --use-tooling-api', async () => {
        const { name } = await ok<{ name: string }>(
            'sobject',
            'describe',
            '--use-tooling-api',
            '--sobject',
            'TraceFlag',
            ...target,
        );
        assert.equal(name, 'TraceFlag');
    });

    test('apex run runs statements, and tells what does not compile and what was thrown', async () => {
        const script = join(sf.home, 'script.apex');
        const run = async (text: string): Promise<ApexRun> => {
            writeFileSync(script, text);
            return ok<ApexRun>('apex', 'run', '--file', script, ...target);
        };
        const { success, logs } = await run('Integer total = 40; System.debug(total + 2);');
        assert.equal(success, true);
        assert.match(logs, /USER_DEBUG\|\[1\]\|DEBUG\|42/);
        writeFileSync(script, 'Integer total = unknown;');
        assert.match(await refused('apex', 'run', '--file', script, ...target), /Variable does not exist: unknown/);
        writeFileSync(script, 'Integer total = 1 / 0;');
        assert.match(await refused('apex', 'run', '--file', script, ...target), /Divide by 0/);
    });

    test('apex list log finds none', async () => {
        assert.deepEqual(await ok('apex', 'list', 'log', ...target), []);
    });

    test('org generate password', async () => {
        const { username, password } = await ok<{ username: string; password: string }>(
            'org',
            'generate',
            'password',
            ...target,
        );
        assert.equal(username, org.info.username);
        const body = new URLSearchParams({
            grant_type: 'password',
            client_id: 'x',
            client_secret: 'x',
            username,
            password,
        });
        const logIn = await fetch(`${org.info.instanceUrl}/services/oauth2/token`, { method: 'POST', body });
        assert.equal(logIn.status, 200);
        await ok('org', 'display', ...target);
    });
});
