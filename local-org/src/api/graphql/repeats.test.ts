/** A GraphQL text that comes again is answered for the one who asks, with what holds now. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TestServer, type Client } from '../suite/client.ts';
import { ask, errorTypes, nodes, uiapi, type Connection } from '../suite/graph.ts';

type Node = Record<string, { value: unknown; displayValue: string | null }>;
interface Query {
    query: { Library__c: Connection<Node> };
}

let server: TestServer;
let admin: Client;

before(async () => {
    server = new TestServer();
    admin = server.admin;
    for (const [index, Region__c] of ['North', 'South', 'North'].entries())
        await admin.make('Library__c', { Name: `L${String(index)}`, Region__c, Budget__c: index + 0.5 });
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

const read = async (client: Client, query: string, variables?: object): Promise<Node[]> =>
    nodes((await uiapi<Query>(client, query, variables)).query.Library__c);

test('the same text is answered with other variables', async () => {
    const query = `query Q($name: String!, $with: Boolean!) { uiapi { query { Library__c(where: { Name: { eq: $name } }) {
        edges { node { Name { value } Budget__c @include(if: $with) { value } } } } } } }`;
    assert.deepEqual(await read(admin, query, { name: 'L0', with: true }), [
        { Name: { value: 'L0' }, Budget__c: { value: 0.5 } },
    ]);
    assert.deepEqual(await read(admin, query, { name: 'L1', with: false }), [{ Name: { value: 'L1' } }]);
    assert.deepEqual(await errorTypes(admin, query, { name: 'L1' }), ['ValidationError']);
});

test('the same text is read in the locale, time zone and language of each user', async () => {
    const query = `{ uiapi { query { Library__c(first: 1) { edges { node {
        Region__c { displayValue } Budget__c { displayValue } CreatedDate { displayValue } } } } } } }`;
    const texts = async (client: Client): Promise<unknown[]> =>
        Object.values((await read(client, query))[0] ?? {}).map(({ displayValue }) => displayValue);
    const far = server.user('Far', { profile: 'System Administrator', language: 'nl_NL' });
    await admin.send('PATCH', `/sobjects/User/${far.userId}`, {
        LocaleSidKey: 'de_DE',
        TimeZoneSidKey: 'Pacific/Auckland',
    });
    assert.deepEqual(await texts(admin), ['North', '€0.50', '17/05/2024, 12:00']);
    assert.deepEqual(await texts(far), ['Noord', '0,50\u00a0€', '17.05.2024, 22:00']);
    assert.deepEqual(await texts(admin), ['North', '€0.50', '17/05/2024, 12:00']);
});

test('a text that was wrong is wrong again', async () => {
    const query = '{ uiapi { query { Library__c { edges { node { Nope__c { value } } } } } } }';
    const first = await ask(admin, query);
    assert.equal(first.errors.length, 1);
    assert.deepEqual(await ask(admin, query), first);
});

test('more texts than are kept are answered all the same', async () => {
    const texts = Array.from(
        { length: 70 },
        (_, index) =>
            `{ uiapi { query { Library__c(where: { Name: { eq: "L${String(index % 3)}" } }) { edges { node { a${String(index)}: Name { value } } } } } } }`,
    );
    for (const [index, query] of [...texts, ...texts.toReversed()].entries()) {
        const place = index < texts.length ? index : 2 * texts.length - 1 - index;
        assert.deepEqual(await read(admin, query), [{ [`a${String(place)}`]: { value: `L${String(place % 3)}` } }]);
    }
});
