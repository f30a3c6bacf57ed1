/** Bulk API 1.0: XML and JSON to control jobs, CSV in batches. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { parseXml, type XmlElement } from '../../../metadata/xml.ts';
import { TestServer, type Answer, type Client, type Method } from '../../suite/client.ts';
import { records } from '../suite/jobs.ts';

const NAMESPACE = 'http://www.force.com/2009/06/asyncapi/dataload';
const XML = { 'content-type': 'application/xml; charset=utf-8' };
const CSV = { 'content-type': 'text/csv' };

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

function call(client: Client, method: Method, path: string, body?: string | Buffer, headers = {}): Promise<Answer> {
    return server.request(method, `/services/async/66.0${path}`, body, { 'x-sfdc-session': client.token, ...headers });
}

function jobInfo(values: Readonly<Record<string, string>>): string {
    const inner = Object.entries(values).map(([name, value]) => `<${name}>${value}</${name}>`);
    return `<?xml version="1.0" encoding="UTF-8"?><jobInfo xmlns="${NAMESPACE}">${inner.join('')}</jobInfo>`;
}

function valueOf(answer: Answer, name: string): string | undefined {
    return parseXml(answer.text).value(name);
}

/** Code of the error in an answer of status 400. */
function refusal(answer: Answer): string | undefined {
    assert.equal(answer.status, 400, answer.text);
    const root: XmlElement = parseXml(answer.text);
    assert.deepEqual([root.name, root.attributes['xmlns']], ['error', NAMESPACE]);
    return root.value('exceptionCode');
}

async function open(settings: Readonly<Record<string, string>>, client = admin): Promise<string> {
    const answer = await call(client, 'POST', '/job', jobInfo({ contentType: 'CSV', ...settings }), XML);
    assert.equal(answer.status, 201, answer.text);
    assert.equal(valueOf(answer, 'state'), 'Open');
    return valueOf(answer, 'id') ?? '';
}

/** Adds a batch and waits for its end. @returns what is told of it */
async function run(job: string, body: string, client = admin): Promise<XmlElement> {
    const added = await call(client, 'POST', `/job/${job}/batch`, body, CSV);
    assert.equal(added.status, 201, added.text);
    for (;;) {
        const batch = parseXml((await call(client, 'GET', `/job/${job}/batch/${valueOf(added, 'id') ?? ''}`)).text);
        if (!['Queued', 'InProgress'].includes(batch.value('state') ?? '')) return batch;
        await setTimeout(1);
    }
}

function result(job: string, batch: XmlElement, client = admin): Promise<Answer> {
    return call(client, 'GET', `/job/${job}/batch/${batch.value('id') ?? ''}/result`);
}

describe('Bulk API 1.0', () => {
    test('loads batches of one job, with results in the order of the rows', async () => {
        const job = await open({ operation: 'upsert', object: 'Library__c', externalIdFieldName: 'Code__c' });
        const first = await run(job, 'Id,Code__c,Name\n,c1,One\n,c2,\n');
        assert.deepEqual(
            ['state', 'jobId', 'numberRecordsProcessed', 'numberRecordsFailed'].map((name) => first.value(name)),
            ['Completed', job, '2', '0'],
        );
        const second = await run(job, 'Code__c,Name,Nope__c\r\nc1,Again,x\r\n');
        assert.deepEqual(
            [second.value('state'), second.value('stateMessage')],
            ['Failed', 'InvalidBatch : Field name not found : Nope__c'],
        );
        const third = await run(job, 'Code__c,Name,City__c\r\nc1,Again,Gent\r\ntoo long a code,x,\r\nc3,Three,\r\n');
        assert.deepEqual([third.value('state'), third.value('numberRecordsFailed')], ['Completed', '1']);
        const rows = records((await result(job, third)).text);
        assert.deepEqual(
            rows.map((row) => [row['Success'], row['Created']]),
            [
                ['true', 'false'],
                ['false', 'false'],
                ['true', 'true'],
            ],
        );
        assert.match(rows[1]?.['Error'] ?? '', /^STRING_TOO_LONG:.*:Code__c --$/);
        const list = parseXml((await call(admin, 'GET', `/job/${job}/batch`)).text);
        assert.deepEqual(
            list.all('batchInfo').map((one) => one.value('state')),
            ['Completed', 'Failed', 'Completed'],
        );
        const closed = await call(admin, 'POST', `/job/${job}`, jobInfo({ state: 'Closed' }), XML);
        assert.deepEqual(
            ['state', 'numberBatchesTotal', 'numberBatchesFailed', 'numberRecordsProcessed'].map((name) =>
                valueOf(closed, name),
            ),
            ['Closed', '3', '1', '5'],
        );
        const late = await call(admin, 'POST', `/job/${job}/batch`, 'Name\nx', CSV);
        assert.equal(refusal(late), 'InvalidJobState');
        assert.match(late.text, /the Job is not Open. Current job state is 'Closed'/);
    });

    test('queries, and gives a list of results', async () => {
        await admin.make('Account', { Name: 'Queried', Phone: '1' });
        const job = await open({ operation: 'query', object: 'Account' });
        const batch = await run(job, "SELECT Name, Phone FROM Account WHERE Name = 'Queried'");
        assert.equal(batch.value('numberRecordsProcessed'), '1');
        const list = parseXml((await result(job, batch)).text);
        const [id = ''] = list.values('result');
        assert.deepEqual([list.name, id.slice(0, 3)], ['result-list', '752']);
        const path = `/job/${job}/batch/${batch.value('id') ?? ''}/result`;
        assert.deepEqual(records((await call(admin, 'GET', `${path}/${id}`)).text), [{ Name: 'Queried', Phone: '1' }]);
        assert.equal(refusal(await call(admin, 'GET', `${path}/752000000000000AAA`)), 'InvalidBatch');
        const wrong = await run(job, 'SELECT Nope__c FROM Account');
        assert.equal(wrong.value('state'), 'Failed');
        assert.match(wrong.value('stateMessage') ?? '', /^InvalidBatch : Failed to process query: INVALID_FIELD: /);
    });

    test('speaks JSON to those who speak it', async () => {
        const json = { 'content-type': 'application/json' };
        const settings = { operation: 'insert', object: 'Account', contentType: 'CSV' };
        const made = await call(admin, 'POST', '/job', JSON.stringify(settings), json);
        const { id, state, operation } = made.body as Record<string, string>;
        assert.deepEqual([made.status, state, operation], [201, 'Open', 'insert']);
        const accept = { accept: 'application/json' };
        const batches = await call(admin, 'GET', `/job/${id ?? ''}/batch`, undefined, accept);
        assert.deepEqual(batches.body, { batchInfo: [] });
        const refused = await call(admin, 'POST', '/job', '{"operation":1}', json);
        assert.deepEqual(refused.body, { exceptionCode: 'InvalidJob', exceptionMessage: 'operation must be a text' });
    });

    test('aborts: batches that wait are not processed', async () => {
        const job = await open({ operation: 'insert', object: 'Account' });
        const rows = Array.from({ length: 5000 }, (_, row) => `A ${String(row)}`);
        const added = await call(admin, 'POST', `/job/${job}/batch`, ['Name', ...rows].join('\n'), CSV);
        const aborted = await call(admin, 'POST', `/job/${job}`, jobInfo({ state: 'Aborted' }), XML);
        assert.equal(valueOf(aborted, 'state'), 'Aborted');
        const batch = await call(admin, 'GET', `/job/${job}/batch/${valueOf(added, 'id') ?? ''}`);
        assert.equal(valueOf(batch, 'state'), 'NotProcessed');
    });

    test('takes batches of 10,000 rows and 10 MB at most', async () => {
        const job = await open({ operation: 'insert', object: 'Account' });
        const many = await run(job, ['Phone', ...Array.from({ length: 10_001 }, () => '1')].join('\n'));
        assert.deepEqual(
            [many.value('state'), many.value('stateMessage')],
            ['Failed', 'InvalidBatch : Exceeded max number of records 10000'],
        );
        const large = await call(admin, 'POST', `/job/${job}/batch`, 'x'.repeat(10_000_001), CSV);
        assert.equal(refusal(large), 'ClientInputError');
        const zipped = gzipSync('Name\nZipped\n');
        const headers = { ...CSV, 'content-encoding': 'gzip' };
        assert.equal((await call(admin, 'POST', `/job/${job}/batch`, zipped, headers)).status, 201);
    });

    test('refuses in its own words', async () => {
        const settings = { operation: 'insert', object: 'Account', contentType: 'CSV' };
        const post = async (values: Readonly<Record<string, string>>): Promise<string | undefined> =>
            refusal(await call(admin, 'POST', '/job', jobInfo(values), XML));
        assert.equal(await post({ ...settings, object: 'Nope__c' }), 'InvalidEntity');
        assert.equal(await post({ ...settings, operation: 'merge' }), 'InvalidJob');
        assert.equal(await post({ ...settings, operation: 'upsert' }), 'InvalidJob');
        assert.equal(await post({ ...settings, contentType: 'XML' }), 'FeatureNotEnabled');
        assert.equal(await post({ ...settings, concurrencyMode: 'x' }), 'InvalidJob');
        for (const body of ['', '<', '<a/>', '<!DOCTYPE x [<!ENTITY a "b">]><jobInfo><object>&a;</object></jobInfo>'])
            assert.equal(refusal(await call(admin, 'POST', '/job', body, XML)), 'InvalidJob', body);
        assert.equal(refusal(await call(admin, 'GET', '/job/750000000000000AAA')), 'InvalidJob');
        const job = await open(settings);
        assert.equal(refusal(await call(admin, 'GET', `/job/${job}/batch/x`)), 'InvalidBatch');
        assert.equal(refusal(await call(admin, 'POST', `/job/${job}/batch`, '<a/>', XML)), 'InvalidBatch');
        const stranger = await server.request('GET', `/services/async/66.0/job/${job}`, undefined, {
            'x-sfdc-session': 'x',
        });
        assert.equal(refusal(stranger), 'InvalidSessionId');
        const old = await server.request('GET', `/services/async/10.0/job/${job}`, undefined, {
            'x-sfdc-session': admin.token,
        });
        assert.equal(refusal(old), 'InvalidOptions');
    });

    test('keeps jobs and batches to those who made them', async () => {
        const other = server.user('Classicother', { sets: ['Librarian'] });
        const job = await open({ operation: 'insert', object: 'Library__c' });
        const batch = await run(job, 'Name\nTheirs\n');
        const path = `/job/${job}`;
        for (const answer of [
            await call(other, 'GET', path),
            await call(other, 'GET', `${path}/batch`),
            await call(other, 'POST', path, jobInfo({ state: 'Closed' }), XML),
            await call(other, 'POST', `${path}/batch`, 'Name\nx', CSV),
            await result(job, batch, other),
        ])
            assert.equal(refusal(answer), 'InvalidJob');
        const own = await open({ operation: 'insert', object: 'Library__c' }, other);
        assert.equal(refusal(await result(own, batch, other)), 'InvalidBatch');
        const request = await call(admin, 'GET', `${path}/batch/${batch.value('id') ?? ''}/request`);
        assert.equal(request.text, 'Name\nTheirs\n');
    });
});
