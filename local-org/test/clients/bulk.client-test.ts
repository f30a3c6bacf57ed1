/** The real `sf` and jsforce load and query in bulk; and jobs outlive `kill -9`. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import jsforce, { type Connection } from 'jsforce';
import { RunningOrg, SAMPLE_PROJECT } from './running-org.ts';
import { Sf } from './sf.ts';

type CsvRecord = Record<string, string>;

function connect({ info: { instanceUrl, accessToken } }: RunningOrg): Connection {
    const connection = new jsforce.Connection({ instanceUrl, accessToken, version: '66.0' });
    Object.assign(connection.bulk, { pollInterval: 50, pollTimeout: 120_000 });
    Object.assign(connection.bulk2, { pollInterval: 50, pollTimeout: 120_000 });
    return connection;
}

const numbered = (prefix: string, count: number): { Name: string; NumberOfEmployees: number }[] =>
    Array.from({ length: count }, (_, row) => ({ Name: `${prefix} ${String(row)}`, NumberOfEmployees: row }));

describe('bulk by sf', { timeout: 300_000 }, () => {
    let org: RunningOrg;
    let connection: Connection;
    /** Where the commands run, and leave the results of jobs. */
    const folder = mkdtempSync(join(tmpdir(), 'sf-bulk-'));
    const sf = new Sf(folder);
    const target = ['--target-org', 'bulk', '--wait', '5'];

    before(async () => {
        org = await RunningOrg.start([SAMPLE_PROJECT]);
        connection = connect(org);
        const args = ['--instance-url', org.info.instanceUrl, '--alias', 'bulk', '--no-prompt'];
        const login = await sf.json(['org', 'login', 'access-token', ...args], {
            SF_ACCESS_TOKEN: org.info.accessToken,
        });
        assert.equal(login.status, 0, JSON.stringify(login));
    });
    after(async () => {
        await org.remove();
        sf.remove();
        rmSync(folder, { recursive: true });
    });

    /** Runs a command that must succeed. @returns its result */
    async function ok<T>(...args: string[]): Promise<T> {
        const answer = await sf.json([...args, ...target]);
        assert.equal(answer.status, 0, `sf ${args.join(' ')}: ${JSON.stringify(answer)}`);
        return answer.result as T;
    }

    function csvFile(name: string, text: string): string {
        const path = join(folder, name);
        writeFileSync(path, text);
        return path;
    }

    function records(path: string): CsvRecord[] {
        return parse(readFileSync(path), { columns: true });
    }

    const accounts = async (): Promise<{ Id: string; Name: string; Phone: string | null }[]> =>
        (
            await connection.query<{ Id: string; Name: string; Phone: string | null }>(
                'SELECT Id, Name, Phone FROM Account ORDER BY Name',
            )
        ).records;

    test('data import bulk', async () => {
        const file = csvFile('import.csv', 'Name,Phone\n"Comma, Ltd",1\n"Quote ""Q""\nand line",2\nPlain,3\n');
        const result = await ok<{ processedRecords: number; successfulRecords: number; failedRecords: number }>(
            'data',
            'import',
            'bulk',
            '--sobject',
            'Account',
            '--file',
            file,
        );
        assert.deepEqual([result.processedRecords, result.successfulRecords, result.failedRecords], [3, 3, 0]);
        assert.deepEqual(
            (await accounts()).map(({ Name, Phone }) => [Name, Phone]),
            [
                ['Comma, Ltd', '1'],
                ['Plain', '3'],
                ['Quote "Q"\nand line', '2'],
            ],
        );
    });

    test('data import bulk shows what failed', async () => {
        const file = csvFile('bad.csv', 'Name,Phone\nGood,1\n,2\n');
        const answer = await sf.json(['data', 'import', 'bulk', '--sobject', 'Account', '--file', file, ...target]);
        assert.notEqual(answer.status, 0);
        const { data } = answer as unknown as { data: { jobId: string } };
        const { status, result } = await sf.json([
            'data',
            'bulk',
            'results',
            '--job-id',
            data.jobId,
            '--target-org',
            'bulk',
        ]);
        assert.equal(status, 0, JSON.stringify(result));
        const { failedFilePath } = result as { failedFilePath: string };
        const [row] = records(join(folder, failedFilePath));
        assert.match(row?.['sf__Error'] ?? '', /^REQUIRED_FIELD_MISSING/);
    });

    test('data update bulk, with lines that end in CRLF', async () => {
        const lines = (await accounts()).map(({ Id }) => `${Id},4`);
        const file = csvFile('update.csv', ['Id,Phone', ...lines, ''].join('\r\n'));
        await ok('data', 'update', 'bulk', '--sobject', 'Account', '--line-ending', 'CRLF', '--file', file);
        assert.ok((await accounts()).every(({ Phone }) => Phone === '4'));
    });

    test('data upsert bulk', async () => {
        const file = csvFile('upsert.csv', 'Name,Phone\nPlain,5\nNew,5\n');
        await ok('data', 'upsert', 'bulk', '--sobject', 'Account', '--external-id', 'Name', '--file', file);
        assert.equal((await accounts()).filter(({ Phone }) => Phone === '5').length, 2);
    });

    test('data export bulk', async () => {
        const file = join(folder, 'export.csv');
        const soql = 'SELECT Name, Owner.Name FROM Account ORDER BY Name';
        const args = ['--query', soql, '--output-file', file, '--result-format', 'csv'];
        const { totalSize } = await ok<{ totalSize: number }>('data', 'export', 'bulk', ...args);
        assert.equal(totalSize, (await accounts()).length);
        assert.deepEqual(
            records(file).map((row) => row['Name']),
            (await accounts()).map(({ Name }) => Name),
        );
    });

    test('data delete bulk', async () => {
        const lines = (await accounts()).slice(0, 2).map(({ Id }) => Id);
        const file = csvFile('delete.csv', ['Id', ...lines, ''].join('\n'));
        const before = (await accounts()).length;
        await ok('data', 'delete', 'bulk', '--sobject', 'Account', '--file', file);
        assert.equal((await accounts()).length, before - 2);
    });

    test('force data bulk upsert, status and delete', async () => {
        const file = csvFile('classic.csv', 'Name,Phone\nPlain,6\nClassic,6\n');
        const [job] = await ok<{ id: string }[]>(
            'force',
            'data',
            'bulk',
            'upsert',
            '--sobject',
            'Account',
            '--external-id',
            'Name',
            '--file',
            file,
        );
        const six = (await accounts()).filter(({ Phone }) => Phone === '6');
        assert.equal(six.length, 2);
        const ids = ['--job-id', job?.id ?? '', '--target-org', 'bulk'];
        const status = await sf.json(['force', 'data', 'bulk', 'status', ...ids]);
        assert.equal(status.status, 0, JSON.stringify(status));
        const gone = csvFile('classic-delete.csv', ['Id', ...six.map(({ Id }) => Id), ''].join('\n'));
        await ok('force', 'data', 'bulk', 'delete', '--sobject', 'Account', '--file', gone);
        assert.equal((await accounts()).filter(({ Phone }) => Phone === '6').length, 0);
    });
});

describe('bulk by jsforce', { timeout: 300_000 }, () => {
    let org: RunningOrg;
    let connection: Connection;
    before(async () => {
        org = await RunningOrg.start([SAMPLE_PROJECT]);
        connection = connect(org);
    });
    after(() => org.remove());

    test('1.0: load, with errors by row, and query', async () => {
        const rows = [...numbered('Bulk', 250), { Name: '', NumberOfEmployees: 1 }];
        const loaded = (await connection.bulk.load('Account', 'insert', rows)) as {
            id: string | null;
            success: boolean;
            errors: string[];
        }[];
        assert.equal(loaded.filter(({ success }) => success).length, 250);
        assert.match(loaded.at(-1)?.errors[0] ?? '', /REQUIRED_FIELD_MISSING/);
        const stream = await connection.bulk.query("SELECT Id, Name FROM Account WHERE Name LIKE 'Bulk %'");
        const found = (await stream.toArray()) as CsvRecord[];
        assert.equal(new Set(found.map((row) => row['Name'])).size, 250);
        const deleted = (await connection.bulk.load('Account', 'delete', found)) as { success: boolean }[];
        assert.ok(deleted.every(({ success }) => success));
        assert.equal((await connection.query('SELECT Id FROM Account')).totalSize, 0);
        await assert.rejects(async () => connection.bulk.load('Nope', 'insert', rows), /InvalidEntity|not supported/);
    });

    test('2.0: 100,000 rows in and out', async () => {
        const count = 100_000;
        const input = numbered('Two', count);
        const loaded = await connection.bulk2.loadAndWaitForResults({ object: 'Account', operation: 'insert', input });
        assert.deepEqual(
            [loaded.successfulResults.length, loaded.failedResults.length, loaded.unprocessedRecords.length],
            [count, 0, 0],
        );
        const stream = await connection.bulk2.query('SELECT Id, Name, NumberOfEmployees FROM Account');
        const found = (await stream.toArray()) as CsvRecord[];
        assert.equal(found.length, count);
        assert.equal(new Set(found.map((row) => row['Name'])).size, count);
        const input2 = found.slice(0, 500).map(({ Id = '' }) => ({ Id, Name: 'Changed' }));
        const changed = await connection.bulk2.loadAndWaitForResults({
            object: 'Account',
            operation: 'update',
            input: input2,
        });
        assert.equal(changed.successfulResults.length, 500);
        await assert.rejects(connection.bulk2.query('SELECT Nope__c FROM Account'), /No such column/);
    });

    test('an upload that is too large is answered, and the connection lives', async () => {
        const job = connection.bulk2.createJob({ object: 'Account', operation: 'insert' });
        await job.open();
        const { port } = new URL(org.info.instanceUrl);
        const answer = await new Promise<string>((resolve, reject) => {
            const path = `/services/data/v66.0/jobs/ingest/${job.id}/batches`;
            const headers = { authorization: `Bearer ${org.info.accessToken}`, 'content-type': 'text/csv' };
            const sent = request({ port, method: 'PUT', path, headers }, (response) => {
                response.setEncoding('utf8').on('data', (text: string) => {
                    resolve(`${String(response.statusCode)} ${text}`);
                });
            });
            sent.on('error', reject);
            sent.end(Buffer.alloc(151_000_000, 'x'));
        });
        assert.match(answer, /^400 .*Exceeded max size limit of 150000000.*CLIENTINPUTERROR/);
        await job.abort();
    });
});

describe('bulk over kill -9', { timeout: 120_000 }, () => {
    test('every row is saved once, and has its result', async () => {
        const count = 20_000;
        let org = await RunningOrg.start([SAMPLE_PROJECT]);
        const id = await submit(connect(org), numbered('Kill', count));
        for (let kills = 0; kills < 4; kills++) {
            await setTimeout(150 + 100 * kills);
            const { folder } = org;
            await org.stop('SIGKILL');
            org = await RunningOrg.start([SAMPLE_PROJECT], folder);
        }
        const connection = connect(org);
        const job = connection.bulk2.job('ingest', { id });
        await job.check();
        await job.poll(50, 60_000);
        const results = (await job.getSuccessfulResults()) as unknown as CsvRecord[];
        assert.equal(results.length, count);
        assert.equal(new Set(results.map((row) => row['Name'])).size, count);
        const found = (await (await connection.bulk2.query('SELECT Id, Name FROM Account')).toArray()) as CsvRecord[];
        assert.deepEqual(
            new Map(found.map((row) => [row['Id'], row['Name']])),
            new Map(results.map((row) => [row['sf__Id'], row['Name']])),
        );
        assert.equal(found.length, count);
        await org.remove();
    });
});

async function submit(connection: Connection, rows: Record<string, unknown>[]): Promise<string> {
    const job = connection.bulk2.createJob({ object: 'Account', operation: 'insert' });
    await job.open();
    await job.uploadData(rows);
    await job.close();
    return job.id;
}
