/** REST as a client meets it: status, body and headers, over the real server. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { ADMINISTRATOR_ID } from '../../org/first-records.ts';
import { Org } from '../../org/org.ts';
import { createServer } from '../http/server.ts';

const V = '/services/data/v66.0';
type Method = 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

let org: Org;
let app: FastifyInstance;
let token: string;

before(() => {
    org = new Org({ projects: [], locale: { language: 'en_US', locale: 'en_US', timeZone: 'Europe/Brussels' } });
    const server = createServer(org, (error) => assert.fail(String(error)));
    app = server.app;
    token = server.tokens.standing(ADMINISTRATOR_ID);
});
after(async () => {
    await app.close();
    org.close();
});

interface Answer {
    readonly status: number;
    readonly body: unknown;
    readonly headers: Record<string, unknown>;
}

async function send(
    method: Method,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
): Promise<Answer> {
    const options: InjectOptions = { method, url: V + path, headers: { authorization: `Bearer ${token}`, ...headers } };
    const answer = await app.inject(body === undefined ? options : { ...options, payload: body as object });
    return {
        status: answer.statusCode,
        body: answer.body === '' ? undefined : answer.json<unknown>(),
        headers: answer.headers,
    };
}

/** The code of the first error of a body. */
const codeOf = ({ body }: Answer): unknown => (body as { errorCode: string }[])[0]?.errorCode;

async function createAccount(name: string): Promise<string> {
    return ((await send('POST', '/sobjects/Account', { Name: name })).body as { id: string }).id;
}

describe('a session', () => {
    test('is asked for by everything but the list of versions', async () => {
        const versions = await app.inject({ url: '/services/data' });
        assert.equal(versions.json<{ version: string }[]>().at(-1)?.version, '66.0');
        for (const url of [V, `${V}/sobjects`, `${V}/query?q=SELECT+Id+FROM+User`]) {
            const answer = await app.inject({ url });
            assert.deepEqual(
                [answer.statusCode, answer.json()],
                [401, [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]],
            );
        }
    });

    test('may use the versions from 50.0 to 66.0', async () => {
        const status = async (version: string): Promise<number> =>
            (
                await app.inject({
                    url: `/services/data/v${version}/limits`,
                    headers: { authorization: `Bearer ${token}` },
                })
            ).statusCode;
        assert.deepEqual(
            [await status('50.0'), await status('66.0'), await status('49.0'), await status('67.0')],
            [200, 200, 404, 404],
        );
    });

    test('is told its limits with every answer', async () => {
        assert.match(String((await send('GET', '/limits')).headers['sforce-limit-info']), /^api-usage=\d+\/\d+$/);
    });

    test('reaches paths that begin with two slashes, as sf asks for them', async () => {
        const answer = await app.inject({ url: `/${V}/limits`, headers: { authorization: `Bearer ${token}` } });
        assert.equal(answer.statusCode, 200);
    });
});

describe('a record', () => {
    test('is created (201), read, changed (204), deleted (204), and then gone (404)', async () => {
        const made = await send('POST', '/sobjects/Account', { Name: 'One' });
        assert.equal(made.status, 201);
        const { id } = made.body as { id: string };
        assert.equal(((await send('GET', `/sobjects/Account/${id}`)).body as { Name: string }).Name, 'One');
        assert.equal((await send('PATCH', `/sobjects/Account/${id}`, { Name: 'Two' })).status, 204);
        assert.equal((await send('DELETE', `/sobjects/Account/${id}`)).status, 204);
        const gone = await send('GET', `/sobjects/Account/${id}`);
        assert.deepEqual([gone.status, codeOf(gone)], [404, 'NOT_FOUND']);
    });

    test('takes names in any case and values as strings', async () => {
        const made = await send('POST', '/sobjects/account', { name: 'Strings', NUMBEROFEMPLOYEES: '5' });
        const { id } = made.body as { id: string };
        const read = await send('GET', `/sobjects/Account/${id}?fields=numberofemployees`);
        assert.equal((read.body as { NumberOfEmployees: number }).NumberOfEmployees, 5);
    });

    test('is refused with the org’s code', async () => {
        const refused: [Answer, number, string][] = [
            [await send('POST', '/sobjects/Account', {}), 400, 'REQUIRED_FIELD_MISSING'],
            [await send('POST', '/sobjects/Account', { Name: 'x', Nope__c: 1 }), 400, 'INVALID_FIELD'],
            [await send('POST', '/sobjects/Nope__c', { Name: 'x' }), 404, 'NOT_FOUND'],
            [
                await send('POST', '/sobjects/Account', { Name: 'x', NumberOfEmployees: 'many' }),
                400,
                'INVALID_TYPE_ON_FIELD_IN_RECORD',
            ],
            [
                await send('POST', '/sobjects/Account', '{', { 'content-type': 'application/json' }),
                400,
                'JSON_PARSER_ERROR',
            ],
            [await send('PUT', '/sobjects/Account/001000000000001AAA', {}), 405, 'METHOD_NOT_ALLOWED'],
        ];
        for (const [answer, status, code] of refused) assert.deepEqual([answer.status, codeOf(answer)], [status, code]);
    });
});

describe('a query', () => {
    test('comes in pages with a locator', async () => {
        const records = Array.from({ length: 200 }, (_, index) => ({
            attributes: { type: 'Lead' },
            LastName: `L${index}`,
            Company: 'Paged',
            Status: 'Open',
        }));
        for (let batch = 0; batch < 2; batch++) await send('POST', '/composite/sobjects', { allOrNone: true, records });
        const headers = { 'Sforce-Query-Options': 'batchSize=200' };
        const first = await send(
            'GET',
            `/query?q=${encodeURIComponent("SELECT Id FROM Lead WHERE Company = 'Paged'")}`,
            undefined,
            headers,
        );
        const { totalSize, done, nextRecordsUrl } = first.body as {
            totalSize: number;
            done: boolean;
            nextRecordsUrl: string;
        };
        assert.deepEqual([totalSize, done], [400, false]);
        const second = await send('GET', nextRecordsUrl.slice(V.length));
        assert.deepEqual(
            [(second.body as { done: boolean }).done, (second.body as { records: unknown[] }).records.length],
            [true, 200],
        );
        assert.equal(codeOf(await send('GET', '/query/01g000000000000AAA-2000')), 'INVALID_QUERY_LOCATOR');
    });

    test('explains how it would run', async () => {
        const plan = async (soql: string): Promise<unknown> => {
            const { body } = await send('GET', `/query?explain=${encodeURIComponent(soql)}`);
            return (body as { plans: { leadingOperationType: string }[] }).plans[0]?.leadingOperationType;
        };
        assert.equal(await plan("SELECT Id FROM Account WHERE Name = 'One'"), 'Index');
        assert.equal(await plan("SELECT Id FROM Account WHERE Phone = '1'"), 'TableScan');
    });
});

describe('several requests in one', () => {
    test('a composite refers to earlier answers, and takes all back when all or none is asked for', async () => {
        const part = (referenceId: string, object: string, body: object): object => ({
            method: 'POST',
            url: `${V}/sobjects/${object}`,
            referenceId,
            body,
        });
        const compositeRequest = [
            part('a', 'Account', { Name: 'Whole' }),
            part('c', 'Contact', { LastName: 'Part', AccountId: '@{a.id}' }),
        ];
        const good = (await send('POST', '/composite', { allOrNone: true, compositeRequest })).body as {
            compositeResponse: { httpStatusCode: number }[];
        };
        assert.deepEqual(
            good.compositeResponse.map((one) => one.httpStatusCode),
            [201, 201],
        );
        const withError = [part('a', 'Account', { Name: 'Half' }), part('c', 'Contact', {})];
        await send('POST', '/composite', { allOrNone: true, compositeRequest: withError });
        const { body } = await send(
            'GET',
            `/query?q=${encodeURIComponent("SELECT COUNT() FROM Account WHERE Name = 'Half'")}`,
        );
        assert.equal((body as { totalSize: number }).totalSize, 0);
    });

    test('a batch answers each part by itself', async () => {
        const batchRequests = [
            { method: 'GET', url: 'v66.0/limits' },
            { method: 'GET', url: 'v66.0/nope' },
        ];
        const { body } = await send('POST', '/composite/batch', { batchRequests });
        assert.deepEqual(
            (body as { results: { statusCode: number }[] }).results.map((one) => one.statusCode),
            [200, 404],
        );
    });

    test('a collection reads, changes and deletes many', async () => {
        const ids = [await createAccount('C1'), await createAccount('C2')];
        const read = await send(
            'GET',
            `/composite/sobjects/Account?ids=${ids.join(',')},001000000000zzzAAA&fields=Name`,
        );
        assert.deepEqual(
            (read.body as ({ Name: string } | null)[]).map((one) => one?.Name),
            ['C1', 'C2', undefined],
        );
        const records = ids.map((id) => ({ attributes: { type: 'Account' }, id, Phone: '1' }));
        const changed = await send('PATCH', '/composite/sobjects', { records });
        assert.deepEqual(
            (changed.body as { success: boolean }[]).map((one) => one.success),
            [true, true],
        );
        const deleted = await send('DELETE', `/composite/sobjects?ids=${ids.join(',')}`);
        assert.deepEqual(
            (deleted.body as { success: boolean }[]).map((one) => one.success),
            [true, true],
        );
    });
});

describe('a file', () => {
    test('goes up in parts, in any order, and comes down as it was', async () => {
        const content = 'héllo';
        const json = JSON.stringify({ Title: 'Note', PathOnClient: 'note.txt' });
        const boundary = 'b0undary';
        const file = `--${boundary}\r\nContent-Disposition: form-data; name="VersionData"; filename="note.txt"\r\nContent-Type: text/plain\r\n\r\n${content}\r\n`;
        const entity = `--${boundary}\r\nContent-Disposition: form-data; name="entity_content"\r\nContent-Type: application/json\r\n\r\n${json}\r\n`;
        const made = await send('POST', '/sobjects/ContentVersion', `${file}${entity}--${boundary}--`, {
            'content-type': `multipart/form-data; boundary=${boundary}`,
        });
        assert.equal(made.status, 201, JSON.stringify(made.body));
        const { id } = made.body as { id: string };
        const down = await app.inject({
            url: `${V}/sobjects/ContentVersion/${id}/VersionData`,
            headers: { authorization: `Bearer ${token}` },
        });
        assert.equal(down.body, content);
        const { body } = await send(
            'GET',
            `/sobjects/ContentVersion/${id}?fields=FileExtension,ContentSize,IsLatest,ContentDocumentId`,
        );
        const version = body as {
            FileExtension: string;
            ContentSize: number;
            IsLatest: boolean;
            ContentDocumentId: string;
        };
        assert.deepEqual([version.FileExtension, version.ContentSize, version.IsLatest], ['txt', 6, true]);
        assert.match(version.ContentDocumentId, /^069/);
    });
});
