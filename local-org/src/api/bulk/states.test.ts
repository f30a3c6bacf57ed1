/** Jobs of Bulk API 2.0 in their states: what may be done when, by whom, and what is told of them. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { multipart, outcomeOf, TestServer, type Client } from '../suite/client.ts';
import { create, CSV, ended, info, load, results, setState, submit, successful, until, upload } from './suite/jobs.ts';

const ACCOUNTS = { object: 'Account', operation: 'insert' };

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

const many = (count: number): string =>
    ['Name', ...Array.from({ length: count }, (_, row) => `Row ${String(row)}`)].join('\n');

describe('a job', () => {
    test('is told with all that is documented', async () => {
        const settings = { object: 'library__c', operation: 'upsert', externalIdFieldName: 'code__C' };
        const made = await create(admin, {
            ...settings,
            columnDelimiter: 'PIPE',
            lineEnding: 'CRLF',
            contentType: 'CSV',
        });
        assert.deepEqual(made, {
            id: made.id,
            operation: 'upsert',
            object: 'Library__c',
            createdById: admin.userId,
            createdDate: '2024-05-17T10:00:00.000+0000',
            systemModstamp: '2024-05-17T10:00:00.000+0000',
            state: 'Open',
            externalIdFieldName: 'Code__c',
            concurrencyMode: 'Parallel',
            contentType: 'CSV',
            apiVersion: 66,
            jobType: 'V2Ingest',
            contentUrl: `services/data/v66.0/jobs/ingest/${made.id}/batches`,
            lineEnding: 'CRLF',
            columnDelimiter: 'PIPE',
        });
        const { totalProcessingTime, apiActiveProcessingTime, ...told } = await info(admin, made.id);
        assert.deepEqual([totalProcessingTime, apiActiveProcessingTime], [0, 0]);
        const counts = { numberRecordsProcessed: 0, numberRecordsFailed: 0, retries: 0, apexProcessingTime: 0 };
        assert.deepEqual(told, { ...made, ...counts });
        assert.deepEqual(await info(admin, made.id.slice(0, 15)), await info(admin, made.id));
    });

    test('is not made of settings that make no sense', async () => {
        const cases: [settings: unknown, outcome: string][] = [
            [{ operation: 'insert' }, '400 INVALIDJOB'],
            [{ object: 'Account' }, '400 INVALIDJOB'],
            [{ ...ACCOUNTS, object: 'Nope__c' }, '400 INVALIDENTITY'],
            [{ ...ACCOUNTS, object: 'Library__History' }, '400 INVALIDENTITY'],
            [{ ...ACCOUNTS, operation: 'merge' }, '400 JSON_PARSER_ERROR'],
            [{ ...ACCOUNTS, operation: 'query' }, '400 JSON_PARSER_ERROR'],
            [{ ...ACCOUNTS, columnDelimiter: ',' }, '400 JSON_PARSER_ERROR'],
            [{ ...ACCOUNTS, lineEnding: 'CR' }, '400 JSON_PARSER_ERROR'],
            [{ ...ACCOUNTS, contentType: 'JSON' }, '400 JSON_PARSER_ERROR'],
            [{ ...ACCOUNTS, colour: 'red' }, '400 JSON_PARSER_ERROR'],
            [{ ...ACCOUNTS, object: 5 }, '400 JSON_PARSER_ERROR'],
            [{ ...ACCOUNTS, assignmentRuleId: '01Q' }, '400 FEATURENOTENABLED'],
            [{ ...ACCOUNTS, operation: 'upsert' }, '400 INVALIDJOB'],
            [{ ...ACCOUNTS, operation: 'upsert', externalIdFieldName: 'Phone' }, '400 INVALIDJOB'],
            [[], '400 JSON_PARSER_ERROR'],
        ];
        for (const [settings, outcome] of cases)
            assert.equal(
                outcomeOf(await admin.send('POST', '/jobs/ingest', settings as object)),
                outcome,
                JSON.stringify(settings),
            );
    });

    test('takes data once, while it is open', async () => {
        const { id } = await create(admin, ACCOUNTS);
        assert.equal(outcomeOf(await admin.get(`/jobs/ingest/${id}/successfulResults`)), '400 INVALIDJOBSTATE');
        assert.equal(outcomeOf(await admin.send('DELETE', `/jobs/ingest/${id}`)), '400 INVALIDJOBSTATE');
        assert.equal((await upload(admin, id, 'Name\nOnce\n')).status, 201);
        const again = await upload(admin, id, 'Name\nTwice\n');
        assert.match(again.text, /Found multiple contents for job: <750\w+>/);
        assert.equal(outcomeOf(again), '400 CLIENTINPUTERROR');
        assert.equal((await setState(admin, id, 'UploadComplete')).status, 200);
        assert.equal((await ended(admin, id)).numberRecordsProcessed, 1);
        for (const answer of [
            await upload(admin, id, 'Name\nLate\n'),
            await setState(admin, id, 'UploadComplete'),
            await setState(admin, id, 'Aborted'),
        ])
            assert.equal(outcomeOf(answer), '400 INVALIDJOBSTATE');
        assert.equal(outcomeOf(await setState(admin, id, 'Open')), '400 JSON_PARSER_ERROR');
        assert.equal((await admin.send('DELETE', `/jobs/ingest/${id}`)).status, 204);
        assert.equal(outcomeOf(await admin.get(`/jobs/ingest/${id}`)), '404 NOT_FOUND');
    });

    test('that is aborted keeps what is done, and tells what is not', async () => {
        const id = await submit(admin, ACCOUNTS, many(6000));
        await until(admin, id, ({ numberRecordsProcessed }) => numberRecordsProcessed > 0);
        assert.equal((await setState(admin, id, 'Aborted')).status, 200);
        const job = await info(admin, id);
        assert.equal(job.state, 'Aborted');
        const done = await successful(admin, job);
        const left = await results(admin, job, 'unprocessedrecords');
        assert.ok(left.length > 0);
        assert.deepEqual(
            [...done, ...left].map((row) => row['Name']),
            many(6000).split('\n').slice(1),
        );
        assert.equal(await admin.count("SELECT Id FROM Account WHERE Name LIKE 'Row %'"), done.length);
    });

    test('ends when its user is deactivated', async () => {
        const leaver = server.user('Leaver', { sets: ['Librarian'] });
        const id = await submit(leaver, { object: 'Library__c', operation: 'insert' }, many(6000));
        await until(admin, id, ({ numberRecordsProcessed }) => numberRecordsProcessed > 0);
        await admin.send('PATCH', `/sobjects/User/${leaver.userId}`, { IsActive: false });
        const job = await ended(admin, id);
        assert.equal(job.state, 'Failed');
        assert.match(job.errorMessage ?? '', /INVALID_SESSION_ID/);
        assert.ok(job.numberRecordsProcessed < 6000);
    });

    test('lets others have their answers meanwhile', async () => {
        const id = await submit(admin, ACCOUNTS, many(4000));
        const seen = new Set<number>();
        await until(admin, id, ({ state, numberRecordsProcessed }) => {
            seen.add(numberRecordsProcessed);
            return state === 'JobComplete';
        });
        assert.ok(seen.size > 5, `progress was seen ${String(seen.size)} times`);
    });

    test('may come with its data in one request', async () => {
        const send = (...parts: Parameters<typeof multipart>): ReturnType<Client['send']> => {
            const [body, type] = multipart(...parts);
            return admin.send('POST', '/jobs/ingest', body, { 'content-type': type });
        };
        const job = { name: 'job', type: 'application/json', content: JSON.stringify(ACCOUNTS) };
        const content = { name: 'content', type: 'text/csv', content: 'Name\nIn one\n' };
        // the first part is a value of the form, as clients send it
        const [body, type] = multipart(job, content);
        const plain = body.replace('name="job"; filename="x"', 'name="job"');
        const made = await admin.send('POST', '/jobs/ingest', plain, { 'content-type': type });
        assert.equal(made.status, 200, made.text);
        const { state, id } = made.body as { state: string; id: string };
        assert.equal(state, 'UploadComplete');
        assert.equal((await ended(admin, id)).numberRecordsProcessed, 1);
        assert.equal(outcomeOf(await send(content, job)), '400 JSON_PARSER_ERROR');
        assert.equal(outcomeOf(await send(job)), '400 JSON_PARSER_ERROR');
        for (const broken of ['', 'x', plain.slice(0, 150), plain.slice(0, -30)]) {
            const { status } = await admin.send('POST', '/jobs/ingest', broken, { 'content-type': type });
            assert.equal(status, 400, broken);
        }
    });
});

describe('jobs', () => {
    test("are their makers' own, unless one may view all data", async () => {
        const owner = server.user('Owner', { sets: ['Librarian'] });
        const other = server.user('Other', { sets: ['Librarian'] });
        const job = await load(owner, { object: 'Library__c', operation: 'insert' }, 'Name\nMine\n');
        const path = `/jobs/ingest/${job.id}`;
        for (const answer of [
            await other.get(path),
            await other.get(`${path}/successfulResults`),
            await other.get(`${path}/unprocessedrecords`),
            await other.send('PATCH', path, { state: 'Aborted' }),
            await other.send('DELETE', path),
            await upload(other, job.id, 'Name\nx\n'),
            await owner.get(`/jobs/query/${job.id}`),
        ])
            assert.equal(outcomeOf(answer), '404 NOT_FOUND');
        const listed = async (client: Client): Promise<string[]> =>
            ((await client.get('/jobs/ingest')).body as { records: { id: string }[] }).records.map(({ id }) => id);
        assert.deepEqual(await listed(other), []);
        assert.deepEqual(await listed(owner), [job.id]);
        assert.ok((await listed(admin)).includes(job.id));
        assert.equal((await admin.get(`${path}/successfulResults`)).status, 200);
    });

    test('are listed by the thousand, by type and mode', async () => {
        const lister = server.user('Lister', { sets: ['Librarian'] });
        for (let made = 0; made < 1001; made++) await create(lister, { object: 'Library__c', operation: 'insert' });
        type Page = { done: boolean; records: { id: string }[]; nextRecordsUrl?: string };
        const list = async (path: string): Promise<Page> => (await lister.get(path)).body as Page;
        const first = await list('/jobs/ingest?jobType=V2Ingest');
        assert.deepEqual([first.done, first.records.length], [false, 1000]);
        const second = await list(first.nextRecordsUrl ?? '');
        assert.deepEqual([second.done, second.records.length], [true, 1]);
        assert.equal(new Set([...first.records, ...second.records].map(({ id }) => id)).size, 1001);
        assert.equal((await list('/jobs/ingest?jobType=Classic')).records.length, 0);
        assert.equal((await list('/jobs/ingest?concurrencyMode=serial')).records.length, 0);
        assert.equal((await list('/jobs/ingest?isPkChunkingEnabled=true')).records.length, 0);
        assert.equal((await list('/jobs/query')).records.length, 0);
        for (const wrong of ['jobType=x', 'queryLocator=x', 'queryLocator='])
            assert.equal(outcomeOf(await lister.get(`/jobs/ingest?${wrong}`)), '400 INVALIDOPTIONS', wrong);
    });
});

describe('data', () => {
    test('may be compressed', async () => {
        const { id } = await create(admin, ACCOUNTS);
        const zipped = gzipSync('Name\nZipped\n');
        assert.equal((await upload(admin, id, zipped, { 'content-encoding': 'gzip' })).status, 201);
        await setState(admin, id, 'UploadComplete');
        assert.equal((await ended(admin, id)).numberRecordsProcessed, 1);
    });

    test('that are too large, compressed badly or of another type are refused, and others can follow', async () => {
        const { id } = await create(admin, ACCOUNTS);
        const bomb = gzipSync(Buffer.alloc(151_000_000, 'x'), { level: 1 });
        const tooLarge = await upload(admin, id, bomb, { 'content-encoding': 'gzip' });
        assert.equal(outcomeOf(tooLarge), '400 CLIENTINPUTERROR');
        assert.match(tooLarge.text, /Exceeded max size limit of 150000000/);
        for (const [body, headers, outcome] of [
            ['no gzip', { 'content-encoding': 'gzip' }, '400 JSON_PARSER_ERROR'],
            [gzipSync('Name\nx\n').subarray(0, 12), { 'content-encoding': 'gzip' }, '400 JSON_PARSER_ERROR'],
            ['x', { 'content-encoding': 'br' }, '415 UNSUPPORTED_MEDIA_TYPE'],
            ['x', { 'content-type': 'application/json' }, '415 UNSUPPORTED_MEDIA_TYPE'],
            ['x', { 'content-type': 'application/x-www-form-urlencoded' }, '415 UNSUPPORTED_MEDIA_TYPE'],
            ['x', { 'content-type': 'text/csv; charset=iso-8859-1' }, '415 UNSUPPORTED_MEDIA_TYPE'],
        ] as const)
            assert.equal(outcomeOf(await upload(admin, id, body, headers)), outcome);
        assert.equal((await upload(admin, id, 'Name\nSmall\n')).status, 201);
    });

    test('are no way around: odd addresses and methods', async () => {
        const { id } = await create(admin, ACCOUNTS);
        const cases: [method: 'GET' | 'PUT' | 'POST' | 'DELETE' | 'PATCH', path: string, outcome: string][] = [
            ['GET', '/jobs/nope', '404 NOT_FOUND'],
            ['GET', '/jobs/ingest/x', '404 NOT_FOUND'],
            ['GET', `/jobs/ingest/${id}/nope`, '404 NOT_FOUND'],
            ['GET', `/jobs/ingest/${id}/successfulResults/x`, '404 NOT_FOUND'],
            ['GET', `/jobs/ingest/${id}/batches`, '405 METHOD_NOT_ALLOWED'],
            ['PUT', '/jobs/ingest', '405 METHOD_NOT_ALLOWED'],
            ['PUT', `/jobs/ingest/${id}`, '405 METHOD_NOT_ALLOWED'],
            ['DELETE', `/jobs/ingest/${id}/successfulResults`, '405 METHOD_NOT_ALLOWED'],
            ['POST', '/jobs/ingest', '400 JSON_PARSER_ERROR'],
            ['PATCH', `/jobs/ingest/${id}`, '400 JSON_PARSER_ERROR'],
        ];
        for (const [method, path, outcome] of cases)
            assert.equal(outcomeOf(await admin.send(method, path)), outcome, `${method} ${path}`);
        const anonymous = await server.request('PUT', `/services/data/v66.0/jobs/ingest/${id}/batches`, 'Name\nx', CSV);
        assert.equal(outcomeOf(anonymous), '401 INVALID_SESSION_ID');
    });
});
