/** Lists of plain records are written by another way than the others: both must tell the same. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { TestServer, type Client } from '../suite/client.ts';
import { ask, nodes, uiapi, type Connection } from '../suite/graph.ts';

type Node = Record<string, unknown>;
interface Query {
    query: { Library__c: Connection<Node> };
}

let server: TestServer;
let admin: Client;
let restricted: Client;

before(async () => {
    server = new TestServer();
    admin = server.admin;
    restricted = server.user('Reader', { sets: ['Reader'] });
    for (let index = 0; index < 6; index++) {
        const library = await admin.make('Library__c', {
            Name: `L${String(index)}`,
            City__c: index % 2 === 0 ? 'Gent' : null,
            Budget__c: index === 3 ? null : index * 1000.25,
            Opened__c: index === 4 ? null : `2024-0${String(index + 1)}-10`,
            Open__c: index % 3 === 0,
            Region__c: ['North', null, 'South'][index % 3],
            Keeper__c: index % 2 === 0 ? admin.userId : null,
        });
        for (let rack = 0; rack < index % 3; rack++) await admin.make('Rack__c', { Library__c: library });
    }
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

/** What may be selected of a record without making it anything but plain. */
const PLAIN = [
    'Id',
    'key: Id',
    '__typename',
    'ApiName',
    'WeakEtag',
    'DisplayValue',
    'Name { value displayValue __typename }',
    'again: Name { displayValue value }',
    'Budget__c { value displayValue format }',
    'Opened__c { displayValue }',
    'Opened__c { value }',
    'Open__c { value displayValue }',
    'Region__c { label value displayValue }',
    'CreatedDate { value displayValue }',
    'RecordTypeId(fallback: true) { value }',
    'City__c @include(if: false) { value }',
    'Name @skip(if: false) { value }',
    'Keeper__r { Name { value } Id __typename }',
    'Owner { ... on User { Name { value } } ... on Group { DeveloperName { value } } __typename }',
    '... on Record { Id LastModifiedById { value } SystemModstamp { displayValue } }',
    '... on Library__c { City__c { value ...V } }',
    '... @include(if: true) { Keeper__c { value ... on FieldValue { displayValue } } }',
    '...F',
];
const FRAGMENTS =
    'fragment F on Library__c { City__c { displayValue } Shelves__c { value displayValue } } fragment V on FieldValue { displayValue }';
const USED = '...F City__c { ...V }';

async function read(selection: string, more: string): Promise<Node[]> {
    const query = `{ uiapi { query { Library__c(orderBy: { Name: { order: ASC } }) { edges { cursor node { ${selection} ${USED} ${more} } } } } } } ${FRAGMENTS}`;
    return nodes((await uiapi<Query>(admin, query)).query.Library__c);
}

test('any plain selection is the same with a list of children beside it', async () => {
    await fc.assert(
        fc.asyncProperty(fc.array(fc.constantFrom(...PLAIN), { minLength: 1, maxLength: 10 }), async (chosen) => {
            const selection = chosen.join(' ');
            const plain = await read(selection, '');
            const others = await read(selection, 'Shelves__r { totalCount }');
            const withoutLists = others.map(({ Shelves__r: _, ...rest }) => rest);
            // as text: the order of the members is that of the selection too
            assert.equal(JSON.stringify(plain), JSON.stringify(withoutLists));
        }),
        { numRuns: 60 },
    );
});

test('lists of children are each in their place', async () => {
    const list = (args: string): string => `Shelves__r${args} { edges { cursor node { Id Library__c { value } } } }`;
    const found = await read(`Id ${list('')}`, `few: ${list('(first: 1)')}`);
    for (const [index, { Id, Shelves__r, few }] of found.entries()) {
        const racks = nodes(Shelves__r as Connection<{ Library__c: { value: unknown } }>);
        assert.equal(racks.length, index % 3);
        assert.ok(racks.every(({ Library__c: { value } }) => value === Id));
        assert.deepEqual(nodes(few as Connection<object>), racks.slice(0, 1));
    }
});

test('the members of edges may have other names', async () => {
    const query =
        '{ uiapi { query { Library__c(first: 2) { a: edges { n: node { Name { value } } } b: edges { c: cursor __typename } } } } }';
    const { data, errors } = await ask(admin, query);
    assert.deepEqual(errors, []);
    const { query: all } = data['uiapi'] as { query: { Library__c: Record<string, unknown[]> } };
    assert.deepEqual(all.Library__c['a'], [{ n: { Name: { value: 'L0' } } }, { n: { Name: { value: 'L1' } } }]);
    assert.deepEqual(
        all.Library__c['b']?.map((one) => Object.keys(one as object)),
        [
            ['c', '__typename'],
            ['c', '__typename'],
        ],
    );
});

test('a name that objects have of their own is a member like others', async () => {
    const query =
        '{ uiapi { query { Library__c(first: 1) { edges { node { __proto__: Name { value } toString: Id } } } } } }';
    const { status, text } = await admin.send('POST', '/graphql', { query });
    assert.equal(status, 200);
    assert.match(text, /"node":\{"__proto__":\{"value":"L0"\},"toString":"[a-zA-Z0-9]{18}"\}/);
});

test('no list has records that the user does not see', async () => {
    const query = '{ uiapi { query { Library__c { edges { node { Id Keeper__r { Id } } } totalCount } } } }';
    const { query: seen } = await uiapi<Query>(restricted, query);
    assert.deepEqual([seen.Library__c.edges, seen.Library__c.totalCount], [[], 0]);
});
