/** Bulk API 2.0 queries: what they give, page by page, and what they do not take. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { outcomeOf, TestServer, type Client } from '../suite/client.ts';
import { create, ended, load, query, records, until } from './suite/jobs.ts';

let server: TestServer;
let admin: Client;
before(async () => {
    server = new TestServer();
    admin = server.admin;
    const rows = Array.from({ length: 25 }, (_, row) => `Q ${String(row).padStart(2, '0')},q${String(row)},true`);
    await load(admin, { object: 'Library__c', operation: 'insert' }, ['Name,Code__c,Open__c', ...rows].join('\n'));
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

const start = (soql: string, client = admin): Promise<string> =>
    create(client, { operation: 'query', query: soql }, 'query').then(({ id }) => id);

describe('a bulk query', () => {
    test('gives fields and those of parents, instants and flags as text, blanks as nothing', async () => {
        const soql = `SELECT Name, CreatedBy.Name, Code__c, Keeper__r.Name, Keeper__r.IsActive, Open__c, CreatedDate
            FROM Library__c WHERE Code__c = 'q3'`;
        assert.deepEqual(await query(admin, soql), [
            {
                Name: 'Q 03',
                'CreatedBy.Name': 'Local Administrator',
                Code__c: 'q3',
                'Keeper__r.Name': '',
                'Keeper__r.IsActive': '',
                Open__c: 'true',
                CreatedDate: '2024-05-17T10:00:00.000Z',
            },
        ]);
    });

    test('is told with all that is documented', async () => {
        const id = await start('SELECT Id FROM library__c');
        const { totalProcessingTime, ...job } = await ended(admin, id, 'query');
        assert.equal(typeof totalProcessingTime, 'number');
        assert.deepEqual(job, {
            id,
            operation: 'query',
            object: 'Library__c',
            createdById: admin.userId,
            createdDate: '2024-05-17T10:00:00.000+0000',
            systemModstamp: '2024-05-17T10:00:00.000+0000',
            state: 'JobComplete',
            concurrencyMode: 'Parallel',
            contentType: 'CSV',
            apiVersion: 66,
            jobType: 'V2Query',
            lineEnding: 'LF',
            columnDelimiter: 'COMMA',
            numberRecordsProcessed: 25,
            retries: 0,
            isPkChunkingSupported: false,
        });
    });

    test('gives its results in pages of the size that is asked for', async () => {
        const id = await start('SELECT Name FROM Library__c ORDER BY Name');
        await ended(admin, id, 'query');
        const names: string[] = [];
        const sizes: unknown[] = [];
        for (let locator = ''; locator !== 'null';) {
            const from = locator === '' ? '' : `&locator=${locator}`;
            const page = await admin.get(`/jobs/query/${id}/results?maxRecords=10${from}`);
            sizes.push(page.headers['sforce-numberofrecords']);
            names.push(...records(page.text).map((row) => row['Name'] ?? ''));
            locator = String(page.headers['sforce-locator']);
        }
        assert.deepEqual(sizes, ['10', '10', '5']);
        assert.deepEqual(
            names,
            Array.from({ length: 25 }, (_, row) => `Q ${String(row).padStart(2, '0')}`),
        );
        for (const wrong of [
            'maxRecords=0',
            'maxRecords=x',
            'maxRecords=-1',
            'locator=x',
            'locator=MjU',
            'locator=OTk5OTk',
        ])
            assert.equal(outcomeOf(await admin.get(`/jobs/query/${id}/results?${wrong}`)), '400 INVALIDOPTIONS', wrong);
    });

    test('of nothing gives a header', async () => {
        const id = await start("SELECT Id, Name FROM Library__c WHERE Name = 'none'");
        await ended(admin, id, 'query');
        const page = await admin.get(`/jobs/query/${id}/results`);
        assert.equal(page.text, '"Id","Name"\n');
        assert.deepEqual([page.headers['sforce-locator'], page.headers['sforce-numberofrecords']], ['null', '0']);
    });

    test('finds deleted records by queryAll', async () => {
        const id = await admin.make('Library__c', { Name: 'Deleted' });
        await admin.send('DELETE', `/sobjects/Library__c/${id}`);
        const soql = "SELECT Id, IsDeleted FROM Library__c WHERE Name = 'Deleted'";
        assert.deepEqual(await query(admin, soql), []);
        assert.deepEqual(await query(admin, soql, { operation: 'queryAll' }), [{ Id: id, IsDeleted: 'true' }]);
    });

    test('refuses what bulk jobs do not take', async () => {
        const cases: [soql: string, outcome: string][] = [
            ['SELECT COUNT() FROM Library__c', '400 API_ERROR'],
            ['SELECT COUNT(Id) FROM Library__c', '400 API_ERROR'],
            ['SELECT Name, COUNT(Id) FROM Library__c GROUP BY Name', '400 API_ERROR'],
            ['SELECT Id FROM Library__c LIMIT 5 OFFSET 5', '400 API_ERROR'],
            ['SELECT Id, (SELECT Id FROM Members__r) FROM Library__c', '400 API_ERROR'],
            ['SELECT TYPEOF Owner WHEN User THEN Name END FROM Library__c', '400 API_ERROR'],
            ['SELECT BillingAddress FROM Account', '400 API_ERROR'],
            ['SELECT Place__c FROM Library__c', '400 API_ERROR'],
            ['SELECT VersionData FROM ContentVersion', '400 API_ERROR'],
            ['SELECT Nope__c FROM Library__c', '400 INVALID_FIELD'],
            ['SELECT Id FROM Nope__c', '400 INVALID_TYPE'],
            ['SELECT', '400 MALFORMED_QUERY'],
        ];
        for (const [soql, outcome] of cases) {
            const answer = await admin.send('POST', '/jobs/query', { operation: 'query', query: soql });
            assert.equal(outcomeOf(answer), outcome, `${soql}: ${answer.text}`);
        }
        for (const body of [{}, { operation: 'query' }, { query: 'SELECT Id FROM User' }])
            assert.equal(outcomeOf(await admin.send('POST', '/jobs/query', body)), '400 INVALIDJOB');
    });

    test('sees what its user sees', async () => {
        const reader = server.user('Bulkreader', { sets: ['Reader'] });
        assert.deepEqual(await query(reader, 'SELECT Name FROM Library__c'), []);
        const shared = await admin.make('Library__c', { Name: 'For the reader', Secret__c: 's' });
        const share = { ParentId: shared, UserOrGroupId: reader.userId, AccessLevel: 'Read' };
        await admin.make('Library__Share', share);
        assert.deepEqual(await query(reader, 'SELECT Name FROM Library__c'), [{ Name: 'For the reader' }]);
        const hidden = { operation: 'query', query: 'SELECT Secret__c FROM Library__c' };
        assert.equal(outcomeOf(await reader.send('POST', '/jobs/query', hidden)), '400 INVALID_FIELD');
        const id = await start('SELECT Secret__c FROM Library__c');
        await ended(admin, id, 'query');
        for (const path of ['', '/results'])
            assert.equal(outcomeOf(await reader.get(`/jobs/query/${id}${path}`)), '404 NOT_FOUND');
    });

    test('is deleted when it is done', async () => {
        const id = await start('SELECT Id FROM Library__c');
        await ended(admin, id, 'query');
        assert.equal(
            outcomeOf(await admin.send('PATCH', `/jobs/query/${id}`, { state: 'Aborted' })),
            '400 INVALIDJOBSTATE',
        );
        assert.equal((await admin.send('DELETE', `/jobs/query/${id}`)).status, 204);
        assert.equal(outcomeOf(await admin.get(`/jobs/query/${id}/results`)), '404 NOT_FOUND');
    });
});

describe('a bulk query of an org on disk', () => {
    let folder: string;
    let onDisk: TestServer;
    before(() => {
        folder = mkdtempSync(join(tmpdir(), 'bulk-query-'));
        onDisk = new TestServer({ dataFolder: folder });
    });
    after(async () => {
        assert.deepEqual(onDisk.faults, []);
        await onDisk.close();
        rmSync(folder, { recursive: true });
    });

    /** Formulas that SQL cannot express are functions of SQL, which the second connection must know too. */
    const SOQL = 'SELECT Name, Rank__c, Phone, LastModifiedBy.Name FROM Account ORDER BY Name';

    test('gives the data as they were when it began, while others write', async () => {
        const client = onDisk.admin;
        const rows = Array.from({ length: 8000 }, (_, row) => `Snap ${String(row).padStart(5, '0')},before`);
        await load(client, { object: 'Account', operation: 'insert' }, ['Name,Phone', ...rows].join('\n'));
        const { id } = await create(client, { operation: 'query', query: SOQL }, 'query');
        await until(client, id, ({ state }) => state !== 'UploadComplete', 'query');
        const ids = (await client.query("SELECT Id FROM Account WHERE Name > 'Snap 07900'")).body as {
            records: { Id: string }[];
        };
        const changed = ids.records.slice(0, 50);
        for (const { Id } of changed) await client.send('PATCH', `/sobjects/Account/${Id}`, { Phone: 'after' });
        const job = await ended(client, id, 'query');
        assert.deepEqual([job.state, job.errorMessage, job.numberRecordsProcessed], ['JobComplete', undefined, 8000]);
        const found = records((await client.get(`/jobs/query/${id}/results`)).text);
        assert.equal(found.length, 8000);
        const phones = new Set(found.map((row) => row['Phone']));
        assert.deepEqual([...phones], ['before']);
        assert.equal(await client.count("SELECT Id FROM Account WHERE Phone = 'after'"), changed.length);
    });

    test('can be aborted while it runs', async () => {
        const client = onDisk.admin;
        const { id } = await create(client, { operation: 'query', query: SOQL }, 'query');
        assert.equal((await client.send('PATCH', `/jobs/query/${id}`, { state: 'Aborted' })).status, 200);
        assert.equal((await ended(client, id, 'query')).state, 'Aborted');
        assert.equal(outcomeOf(await client.get(`/jobs/query/${id}/results`)), '400 INVALIDJOBSTATE');
    });

    test('evaluates formulas', async () => {
        const client = onDisk.admin;
        await client.make('Everything__c', { Name: 'F', Required__c: 'x', Text__c: 'abc', Number__c: 5 });
        const formulas = 'Text_Formula__c, Number_Formula__c, Check_Formula__c, DateTime_Formula__c';
        const soql = `SELECT ${formulas} FROM Everything__c`;
        const [row] = ((await client.query(soql)).body as { records: Record<string, unknown>[] }).records;
        const [bulk] = await query(client, soql);
        for (const [name, value] of Object.entries(bulk ?? {}))
            assert.equal(value, String((row?.[name] ?? '') as string | number).replace('+0000', 'Z'), name);
    });
});
