/** The Tooling API: what the org consists of as records, and what it does with them. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { outcomeOf, TestServer, type Answer, type Client } from '../suite/client.ts';

let server: TestServer;
let admin: Client;
before(() => {
    server = new TestServer();
    admin = server.admin;
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

const query = (soql: string, client = admin): Promise<Answer> =>
    client.get(`/tooling/query?q=${encodeURIComponent(soql)}`);

async function rows(soql: string): Promise<Record<string, unknown>[]> {
    const { body, text } = await query(soql);
    assert.ok(!Array.isArray(body), text);
    return (body as { records: Record<string, unknown>[] }).records;
}

describe('tooling queries', () => {
    test('find what metadata consists of', async () => {
        const [object] = await rows("SELECT Id, DeveloperName FROM CustomObject WHERE DeveloperName = 'Library'");
        assert.match(String(object?.['Id']), /^01I/);
        const [field] = await rows(
            "SELECT Id, DeveloperName, EntityDefinition.QualifiedApiName, CreatedBy.Name, TableEnumOrId FROM CustomField WHERE DeveloperName = 'Code' AND EntityDefinition.QualifiedApiName = 'Library__c'",
        );
        assert.equal(field?.['TableEnumOrId'], object?.['Id']);
        assert.equal((field?.['EntityDefinition'] as { QualifiedApiName: string }).QualifiedApiName, 'Library__c');
        const { url } = field?.['attributes'] as { url: string };
        assert.equal(url, `/services/data/v66.0/tooling/sobjects/CustomField/${String(field?.['Id'])}`);
        assert.deepEqual(((await admin.get(url)).body as { FullName: string }).FullName, 'Library__c.Code__c');
        const rules = await rows("SELECT ValidationName FROM ValidationRule WHERE EntityDefinitionId = 'Library__c'");
        assert.ok(rules.length >= 4);
        const fields = await rows(
            "SELECT QualifiedApiName, (SELECT QualifiedApiName FROM Fields) FROM EntityDefinition WHERE QualifiedApiName = 'Library__c'",
        );
        assert.ok((fields[0]?.['Fields'] as { totalSize: number }).totalSize > 5);
    });

    test('give the definition of one component at a time', async () => {
        const name = "DeveloperName = 'Code' AND EntityDefinitionId = 'Library__c'";
        const [field] = await rows(`SELECT FullName, Metadata FROM CustomField WHERE ${name}`);
        const { label, type, unique } = field?.['Metadata'] as Record<string, unknown>;
        assert.deepEqual([typeof label, type, typeof unique], ['string', 'Text', 'boolean']);
        assert.equal(outcomeOf(await query('SELECT Metadata FROM CustomField')), '400 MALFORMED_QUERY');
    });

    test('of what comes with Apex find nothing', async () => {
        for (const name of [
            'ApexClass',
            'ApexLog',
            'ApexTestResult',
            'ApexTestQueueItem',
            'ApexTestRunResult',
            'ApexCodeCoverageAggregate',
            'ContainerAsyncRequest',
            'ApexExecutionOverlayAction',
        ])
            assert.deepEqual(await rows(`SELECT Id FROM ${name}`), [], name);
        assert.deepEqual(await rows('SELECT PercentCovered FROM ApexOrgWideCoverage'), []);
    });

    test('do not find the objects of the data API, nor those of other kinds of org; nor does the data API find theirs', async () => {
        for (const name of ['SandboxProcess', 'SourceMember', 'Library__c', 'Nope'])
            assert.equal(outcomeOf(await query(`SELECT Id FROM ${name}`)), '400 INVALID_TYPE', name);
        assert.equal(outcomeOf(await admin.get('/tooling/sobjects/SourceMember/describe')), '404 NOT_FOUND');
        assert.equal(outcomeOf(await admin.query('SELECT Id FROM CustomField')), '400 INVALID_TYPE');
        assert.equal(outcomeOf(await admin.get('/sobjects/TraceFlag/describe')), '404 NOT_FOUND');
    });

    test('show the setup to those who may see it only', async () => {
        const reader = server.user('Reader', { sets: ['Reader'] });
        assert.equal(outcomeOf(await query('SELECT Id FROM CustomField', reader)), '400 INVALID_TYPE');
        assert.equal((await query('SELECT Id FROM User', reader)).status, 200);
    });

    test('are explained, described by column, and go on in pages', async () => {
        const soql = encodeURIComponent('SELECT Id FROM FieldDefinition');
        assert.equal((await admin.get(`/tooling/query?q=${soql}&columns=true`)).status, 200);
        assert.equal((await admin.get(`/tooling/query?explain=${soql}`)).status, 200);
        const { body } = await admin.get(`/tooling/query?q=${soql}`, { 'sforce-query-options': 'batchSize=200' });
        const { nextRecordsUrl } = body as { nextRecordsUrl: string };
        assert.match(nextRecordsUrl, /^\/services\/data\/v66\.0\/tooling\/query\/01g/);
        assert.equal((await admin.get(nextRecordsUrl)).status, 200);
    });
});

describe('tooling records', () => {
    test('of logging are made, changed and deleted', async () => {
        const made = await admin.send('POST', '/tooling/sobjects/DebugLevel', {
            DeveloperName: 'Fine',
            MasterLabel: 'Fine',
            ApexCode: 'FINE',
        });
        assert.equal(made.status, 201, made.text);
        const { id: level } = made.body as { id: string };
        const flag = await admin.send('POST', '/tooling/sobjects/TraceFlag', {
            TracedEntityId: admin.userId,
            DebugLevelId: level,
            LogType: 'DEVELOPER_LOG',
            ExpirationDate: '2024-05-17T20:00:00.000Z',
        });
        const { id } = flag.body as { id: string };
        const changed = await admin.send('PATCH', `/tooling/sobjects/TraceFlag/${id}`, {
            ExpirationDate: '2024-05-18T08:00:00.000Z',
        });
        assert.equal(changed.status, 204);
        const [found] = await rows(`SELECT DebugLevel.ApexCode, ExpirationDate FROM TraceFlag WHERE Id = '${id}'`);
        assert.deepEqual((found?.['DebugLevel'] as { ApexCode: string }).ApexCode, 'FINE');
        assert.equal((await admin.send('DELETE', `/tooling/sobjects/TraceFlag/${id}`)).status, 204);
        assert.equal((await admin.get(`/tooling/sobjects/TraceFlag/${id}`)).status, 404);
        const bare = await admin.send('POST', '/tooling/sobjects/TraceFlag', {});
        assert.equal(outcomeOf(bare), '400 REQUIRED_FIELD_MISSING');
    });

    test('of fields and rules are components of the metadata', async () => {
        const Metadata = { label: 'Motto', type: 'Text', length: 80 };
        const made = await admin.send('POST', '/tooling/sobjects/CustomField', {
            FullName: 'LIBRARY__C.Motto__c',
            Metadata,
        });
        assert.equal(made.status, 201, made.text);
        const { id } = made.body as { id: string };
        const field = `/tooling/sobjects/CustomField/${id}`;
        assert.equal(await admin.count("SELECT count() FROM FieldDefinition WHERE QualifiedApiName = 'Motto__c'"), 1);
        const wider = await admin.send('PATCH', field, { Metadata: { ...Metadata, length: 120 } });
        assert.equal(wider.status, 204, wider.text);
        const [read] = await rows(`SELECT Length, Metadata FROM CustomField WHERE Id = '${id}'`);
        assert.deepEqual([read?.['Length'], (read?.['Metadata'] as { length: number }).length], [120, 120]);
        const rule = await admin.send('POST', '/tooling/sobjects/ValidationRule', {
            FullName: 'Library__c.Has_Motto',
            Metadata: { active: true, errorConditionFormula: 'ISBLANK(Motto__c)', errorMessage: 'A motto, please' },
        });
        assert.equal(rule.status, 201, rule.text);
        const library = await admin.send('POST', '/sobjects/Library__c', { Name: 'x', Code__c: 'TOOL1' });
        assert.match(library.text, /A motto, please/);
        const { id: ruleId } = rule.body as { id: string };
        assert.equal((await admin.send('DELETE', `/tooling/sobjects/ValidationRule/${ruleId}`)).status, 204);
        assert.equal((await admin.send('DELETE', field)).status, 204);
        assert.equal((await admin.send('DELETE', field)).status, 404);
    });

    test('that are wrong are refused in the words of a deploy', async () => {
        const create = (body: object): Promise<Answer> => admin.send('POST', '/tooling/sobjects/CustomField', body);
        const bad = await create({ FullName: 'Library__c.X__c', Metadata: { label: 'X', type: 'Nope' } });
        assert.equal(bad.status, 400);
        assert.equal(outcomeOf(await create({ FullName: 'Library__c.X__c' })), '400 REQUIRED_FIELD_MISSING');
        assert.equal(outcomeOf(await create({ Metadata: {} })), '400 REQUIRED_FIELD_MISSING');
        const lost = await create({ FullName: 'Nope__c.X__c', Metadata: { label: 'X', type: 'Checkbox' } });
        assert.equal(lost.status, 400, lost.text);
        const user = await admin.send('PATCH', `/tooling/sobjects/User/${admin.userId}`, { FirstName: 'x' });
        assert.equal(outcomeOf(user), '400 INVALID_TYPE_FOR_OPERATION');
        const log = await admin.send('POST', '/tooling/sobjects/ApexLog', { Status: 'x' });
        assert.equal(outcomeOf(log), '400 INVALID_TYPE_FOR_OPERATION');
    });

    test('are written several at a time', async () => {
        const level = (DeveloperName: string): object => ({
            attributes: { type: 'DebugLevel' },
            DeveloperName,
            MasterLabel: DeveloperName,
        });
        const made = await admin.send('POST', '/tooling/composite/sobjects', {
            records: [level('A'), level('B'), { attributes: { type: 'DebugLevel' } }],
        });
        const results = made.body as { id: string; success: boolean }[];
        assert.deepEqual(
            results.map(({ success }) => success),
            [true, true, false],
        );
        const ids = results.flatMap(({ id, success }) => (success ? [id] : [])).join(',');
        const gone = await admin.send('DELETE', `/tooling/composite/sobjects?ids=${ids}`);
        assert.deepEqual(
            (gone.body as { success: boolean }[]).map(({ success }) => success),
            [true, true],
        );
    });
});

describe('the Tooling API', () => {
    test('tells what it has', async () => {
        const { body } = await admin.get('/tooling');
        assert.equal((body as { query: string }).query, '/services/data/v66.0/tooling/query');
        const { sobjects } = (await admin.get('/tooling/sobjects')).body as { sobjects: { name: string }[] };
        assert.ok(sobjects.some(({ name }) => name === 'TraceFlag'));
        assert.ok(!sobjects.some(({ name }) => name === 'Library__c'));
        assert.equal((await admin.get('/tooling/sobjects/apexclass/describe')).status, 200);
        assert.equal((await admin.get('/tooling/completions?type=apex')).status, 200);
        for (const path of [
            '/tooling/nope',
            '/tooling/sobjects/Nope',
            '/tooling/sobjects/User/x',
            '/tooling/composite/x',
        ])
            assert.equal((await admin.get(path)).status, 404, path);
    });

    test('runs statements of Apex', async () => {
        const run = async (source: string): Promise<unknown> =>
            (await admin.get(`/tooling/executeAnonymous?anonymousBody=${encodeURIComponent(source)}`)).body;
        const success = {
            line: -1,
            column: -1,
            compiled: true,
            success: true,
            compileProblem: null,
            exceptionMessage: null,
            exceptionStackTrace: null,
        };
        assert.deepEqual(await run('Integer i = 1;'), success);
        assert.deepEqual(await run('Integer i = 1;\ni = i / 0;'), {
            ...success,
            line: 2,
            column: 1,
            success: false,
            exceptionMessage: 'System.MathException: Divide by 0',
            exceptionStackTrace: 'AnonymousBlock: line 2, column 1',
        });
        assert.deepEqual(await run('Integer i = x;'), {
            ...success,
            line: 1,
            column: 13,
            compiled: false,
            success: false,
            compileProblem: 'Variable does not exist: x',
        });
    });

    test('takes no pages', async () => {
        const page = { Name: 'X', MasterLabel: 'X', Markup: '<apex:page/>' };
        const answer = await admin.send('POST', '/tooling/sobjects/ApexPage', page);
        assert.equal(outcomeOf(answer), '501 FUNCTIONALITY_NOT_ENABLED');
    });
});
