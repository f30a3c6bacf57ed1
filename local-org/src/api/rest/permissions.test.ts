/** A user with a permission set and no more: what he may see and write, through every resource. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { outcomeOf, TestServer, V, type Answer, type Client } from '../suite/client.ts';

const VALUE = 'needle-in-secret';
const PERIOD = 'start=2024-05-16T00:00:00Z&end=2024-05-18T00:00:00Z';

let server: TestServer;
let admin: Client;
/** Reads some fields of libraries. */
let reader: Client;
/** Writes libraries that are his. */
let writer: Client;
/** May do nothing. */
let nobody: Client;
let hidden: string;
let shared: string;

before(async () => {
    server = new TestServer();
    admin = server.admin;
    reader = server.user('Reader', { sets: ['Reader'] });
    writer = server.user('Writer', { sets: ['Librarian'] });
    nobody = server.user('Nobody', {});
    hidden = await admin.make('Library__c', { Name: 'Hidden', Secret__c: VALUE, Code__c: 'hidden' });
    shared = await admin.make('Library__c', { Name: 'Shared', Secret__c: VALUE, Code__c: 'shared', City__c: 'Gent' });
    for (const { userId } of [reader, writer])
        await admin.make('Library__Share', { ParentId: shared, UserOrGroupId: userId, AccessLevel: 'Read' });
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

/** Answers that speak of no hidden record, field or value. */
function discreet(answer: Answer): Answer {
    assert.doesNotMatch(answer.text, new RegExp(VALUE), answer.text);
    assert.ok(answer.status < 500);
    return answer;
}

/** What a hidden thing answers is, but for its name, what an unknown one answers. */
async function same(ask: (name: string) => Promise<Answer>, secret: string, unknown: string): Promise<void> {
    const [first, second] = [discreet(await ask(secret)), discreet(await ask(unknown))];
    assert.deepEqual(
        [first.status, first.text.replaceAll(secret, '?')],
        [second.status, second.text.replaceAll(unknown, '?')],
    );
    assert.ok(first.status >= 300 || /INVALID|NOT_FOUND/.test(first.text), first.text);
}

const q = (soql: string): string => `/query?q=${encodeURIComponent(soql)}`;

describe('a hidden field', () => {
    test('is no field, wherever it is named', async () => {
        const asks: ((client: Client) => (name: string) => Promise<Answer>)[] = [
            (client) => (name) => client.get(q(`SELECT ${name} FROM Library__c`)),
            (client) => (name) => client.get(q(`SELECT Id FROM Library__c WHERE ${name} = 'x'`)),
            (client) => (name) => client.get(q(`SELECT Id FROM Library__c ORDER BY ${name}`)),
            (client) => (name) => client.get(`/query?explain=${encodeURIComponent(`SELECT ${name} FROM Library__c`)}`),
            (client) => (name) => client.get(`${q(`SELECT ${name} FROM Library__c`)}&columns=true`),
            (client) => (name) =>
                client.get(`/search?q=${encodeURIComponent(`FIND {needle} RETURNING Library__c(${name})`)}`),
            (client) => (name) =>
                client.get(`/parameterizedSearch?q=needle&sobject=Library__c&Library__c.fields=${name}`),
            (client) => (name) => client.get(`/sobjects/Library__c/${shared}?fields=${name}`),
            (client) => (name) => client.get(`/sobjects/Library__c/${shared}/${name}`),
            (client) => (name) => client.get(`/sobjects/Library__c/${name}/x`),
            (client) => (name) => client.get(`/composite/sobjects/Library__c?ids=${shared}&fields=${name}`),
            (client) => (name) => client.send('POST', '/sobjects/Library__c', { Name: 'x', [name]: 'y' }),
            (client) => (name) =>
                client.send('PATCH', '/composite/sobjects/Library__c/Code__c', {
                    records: [{ attributes: { type: 'Library__c' }, Code__c: 'n', [name]: 'y' }],
                }),
            (client) => (name) =>
                client.send('POST', '/composite/tree/Library__c', {
                    records: [{ attributes: { type: 'Library__c', referenceId: 'a' }, [name]: 'y' }],
                }),
        ];
        for (const ask of asks) await same(ask(writer), 'Secret__c', 'Nope__c');
    });

    test('and its value are in no answer', async () => {
        const paths = [
            '/sobjects/Library__c/describe',
            `/sobjects/Library__c/${shared}`,
            '/sobjects/Library__c/Code__c/shared',
            q('SELECT FIELDS(ALL) FROM Library__c LIMIT 9'),
            `/search?q=${encodeURIComponent('FIND {needle}')}`,
            '/parameterizedSearch?q=needle',
            '/sobjects/Library__c/listviews',
        ];
        for (const client of [reader, writer])
            for (const path of paths) assert.doesNotMatch(discreet(await client.get(path)).text, /Secret__c/, path);
        const found = (await reader.get(`/search?q=${encodeURIComponent('FIND {needle}')}`)).body as {
            searchRecords: unknown[];
        };
        assert.deepEqual(found.searchRecords, []);
    });
});

describe('a hidden record', () => {
    test('is no record, wherever it is named', async () => {
        const unknown = `${hidden.slice(0, 3)}000000000zzz`;
        const asks: ((id: string) => Promise<Answer>)[] = [
            (id) => writer.get(`/sobjects/Library__c/${id}`),
            (id) => writer.send('HEAD', `/sobjects/Library__c/${id}`),
            (id) => writer.get(`/sobjects/Library__c/${id}`, { 'if-modified-since': 'Sat, 18 May 2024 10:00:00 GMT' }),
            (id) =>
                writer.get(`/sobjects/Library__c/${id}`, { 'if-unmodified-since': 'Sat, 18 May 2020 10:00:00 GMT' }),
        ];
        for (const ask of asks) await same(ask, hidden, unknown);
        assert.deepEqual(
            (await writer.get(`/composite/sobjects/Library__c?ids=${hidden},${shared}&fields=Id`)).body instanceof
                Array,
            true,
        );
        const [first, second] = (await writer.get(`/composite/sobjects/Library__c?ids=${hidden},${shared}&fields=Id`))
            .body as unknown[];
        assert.ok(first === null && second !== null);
        assert.equal(outcomeOf(await writer.get('/sobjects/Library__c/Code__c/hidden')), '404 NOT_FOUND');
        assert.deepEqual((await writer.get(`/sobjects/Library__c/updated?${PERIOD}`)).text.includes(hidden), false);
        assert.equal(await writer.count('SELECT Id FROM Library__c'), 1);
        const results = (await writer.get('/sobjects/Library__c/listviews/All/results')).text;
        assert.deepEqual([results.includes(shared), results.includes(hidden)], [true, false]);
    });

    test('is not changed, deleted, or made public', async () => {
        const record = { attributes: { type: 'Library__c' }, Id: hidden, City__c: 'x' };
        for (const answer of [
            await writer.send('PATCH', `/sobjects/Library__c/${hidden}`, { City__c: 'x' }),
            await writer.send('DELETE', `/sobjects/Library__c/${hidden}`),
            await writer.send('PATCH', '/sobjects/Library__c/Code__c/hidden', { City__c: 'x' }),
            await writer.send('PATCH', `/sobjects/Library__c/${shared}`, { City__c: 'x' }),
            await writer.send('DELETE', `/sobjects/Library__c/${shared}`),
            await writer.send('POST', '/sobjects/Library__Share', {
                ParentId: hidden,
                UserOrGroupId: writer.userId,
                AccessLevel: 'Read',
            }),
        ])
            assert.ok(discreet(answer).status >= 400, answer.text);
        for (const answer of [
            await writer.send('PATCH', '/composite/sobjects', { records: [record] }),
            await writer.send('DELETE', `/composite/sobjects?ids=${hidden}`),
            await writer.send('PATCH', '/composite/sobjects/Library__c/Code__c', {
                records: [{ ...record, Id: undefined, Code__c: 'hidden' }],
            }),
        ])
            assert.equal((discreet(answer).body as { success: boolean }[])[0]?.success, false);
        const composite = {
            compositeRequest: [
                {
                    method: 'PATCH',
                    url: `${V}/sobjects/Library__c/${hidden}`,
                    referenceId: 'a',
                    body: { City__c: 'x' },
                },
            ],
        };
        assert.match(discreet(await writer.send('POST', '/composite', composite)).text, /"httpStatusCode":40[034]/);
        assert.equal(await admin.count("SELECT Id FROM Library__c WHERE City__c = 'x'"), 0);
    });

    test('is not among those that have a key', async () => {
        for (const owner of [admin, writer]) await owner.make('Library__c', { Name: 'Same' });
        const { status } = await writer.get('/sobjects/Library__c/Name/Same');
        assert.equal(status, 200);
        assert.equal((await admin.get('/sobjects/Library__c/Name/Same')).status, 300);
    });
});

describe('rights on objects', () => {
    test('let nobody do what he was not given', async () => {
        const record = { attributes: { type: 'Library__c', referenceId: 'a' }, Name: 'x' };
        await same((name) => nobody.get(`/sobjects/${name}/describe`), 'Library__c', 'Nope__c');
        await same((name) => nobody.get(`/sobjects/${name}/${shared}`), 'Library__c', 'Nope__c');
        await same((name) => nobody.send('POST', `/sobjects/${name}`, { Name: 'x' }), 'Library__c', 'Nope__c');
        await same((name) => nobody.get(q(`SELECT Id FROM ${name}`)), 'Library__c', 'Nope__c');
        await same((name) => nobody.get(`/sobjects/${name}/listviews`), 'Library__c', 'Nope__c');
        await same((name) => nobody.get(`/sobjects/${name}/updated?${PERIOD}`), 'Library__c', 'Nope__c');
        await same(
            (name) => nobody.send('POST', `/composite/tree/${name}`, { records: [record] }),
            'Library__c',
            'Nope__c',
        );
        await same(
            (name) => nobody.send('POST', '/composite/sobjects', { records: [{ attributes: { type: name } }] }),
            'Library__c',
            'Nope__c',
        );
        assert.doesNotMatch((await nobody.get('/sobjects')).text, /Library__c/);
    });

    test('let a reader read only', async () => {
        const record = { attributes: { type: 'Library__c', referenceId: 'a' }, Name: 'x' };
        for (const answer of [
            await reader.send('POST', '/sobjects/Library__c', { Name: 'x' }),
            await reader.send('PATCH', '/sobjects/Library__c/Code__c/new', { Name: 'x' }),
            await reader.send('PATCH', `/sobjects/Library__c/${shared}`, { Name: 'x' }),
            await reader.send('DELETE', `/sobjects/Library__c/${shared}`),
            await reader.send('POST', '/composite/tree/Library__c', { records: [record] }),
        ])
            assert.ok(discreet(answer).status >= 400, answer.text);
        assert.match((await reader.send('POST', '/composite/sobjects', { records: [record] })).text, /"success":false/);
        assert.equal(await admin.count("SELECT Id FROM Library__c WHERE Name = 'x'"), 0);
    });

    test('change with the next request', async () => {
        const [set] = server.org.store.all<{ Id: string }>(`SELECT Id FROM "PermissionSet" WHERE Name = 'Reader'`);
        const user = server.user('Late', {});
        assert.equal((await user.get('/sobjects/Library__c/describe')).status, 404);
        const id = await admin.make('PermissionSetAssignment', { AssigneeId: user.userId, PermissionSetId: set?.Id });
        assert.equal((await user.get('/sobjects/Library__c/describe')).status, 200);
        await admin.send('DELETE', `/sobjects/PermissionSetAssignment/${id}`);
        assert.equal((await user.get('/sobjects/Library__c/describe')).status, 404);
    });
});
