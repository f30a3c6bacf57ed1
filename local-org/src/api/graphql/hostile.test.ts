/** Requests that want to break something: they get errors, soon, and never a fault. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { outcomeOf, TestServer, type Client } from '../suite/client.ts';
import { ask, errorTypes } from '../suite/graph.ts';

let server: TestServer;
let admin: Client;

before(async () => {
    server = new TestServer();
    admin = server.admin;
    await admin.make('Rack__c', { Library__c: await admin.make('Library__c', { Name: 'L' }) });
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

const libraries = (rest: string): string => `{ uiapi { query { Library__c${rest} } } }`;

describe('a request', () => {
    test('that is no GraphQL, or no request, is told so', async () => {
        for (const query of [
            '{',
            '}',
            'x',
            '{ a(',
            '"',
            '{ uiapi { query { Library__c(where: {Name: {eq: "\\u"}}) { totalCount } } } }',
            '\u0000',
        ])
            assert.deepEqual(await errorTypes(admin, query), ['InvalidSyntax'], query);
        for (const body of [
            [],
            5,
            '',
            {},
            { query: 5 },
            { query: '' },
            { query: '{ __typename }', variables: [] },
            { query: '{ __typename }', operationName: 5 },
        ]) {
            const { status } = await admin.send('POST', '/graphql', JSON.stringify(body), {
                'content-type': 'application/json',
            });
            assert.equal(status, 400, JSON.stringify(body));
        }
        assert.equal(outcomeOf(await admin.get('/graphql')), '405 METHOD_NOT_ALLOWED');
        assert.equal(outcomeOf(await admin.send('POST', '/graphql/x', { query: '{ __typename }' })), '404 NOT_FOUND');
        assert.equal(
            (await server.request('POST', '/services/data/v66.0/graphql', { query: '{ __typename }' })).status,
            401,
        );
        assert.deepEqual(await errorTypes(admin, 'query A { __typename } query B { __typename }'), [
            'OperationNotSupported',
        ]);
        assert.deepEqual(await errorTypes(admin, 'subscription { x }'), ['ValidationError']);
    });

    test('that nests too deep, or selects too much, is not run', async () => {
        const deep = (inner: string, depth: number): string => inner.repeat(depth);
        const fragments = Array.from(
            { length: 30 },
            (_, index) => `fragment F${String(index)} on Query { ...F${String(index + 1)} ...F${String(index + 1)} }`,
        );
        for (const query of [
            '{'.repeat(50_000),
            `{ uiapi { query { Library__c(where: ${deep('{ not: ', 100)}{}${'}'.repeat(100)}) { totalCount } } } }`,
            `{ uiapi { query { Volume__c { edges { node { ${deep('Rack__r { Library__r { Shelves__r { edges { node { ', 15)}Id${' } } } } }'.repeat(15)} } } } } } }`,
            `{ ${Array.from({ length: 6000 }, (_, index) => `a${String(index)}: __typename`).join(' ')} }`,
            `{ ...F0 } ${fragments.join(' ')} fragment F30 on Query { a: __typename b: __typename c: __typename }`,
            ' '.repeat(200_000),
        ]) {
            const types = await errorTypes(admin, query);
            assert.ok(['ExecutionAborted', 'InvalidSyntax'].includes(types[0] ?? ''), query.slice(0, 60));
        }
    });

    test('whose fragments run in circles is told so', async () => {
        assert.deepEqual(
            new Set(await errorTypes(admin, '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }')),
            new Set(['ValidationError']),
        );
        const circle =
            libraries('{ edges { node { ...A } } }') +
            ' fragment A on Library__c { Shelves__r { edges { node { Library__r { ...A } } } } }';
        assert.deepEqual(new Set(await errorTypes(admin, circle)), new Set(['ValidationError']));
    });

    test('asks for ten queries at most, and for so many records', async () => {
        const many = (count: number): string =>
            `{ uiapi { query { ${Array.from({ length: count }, (_, index) => `q${String(index)}: Library__c { totalCount }`).join(' ')} } } }`;
        assert.deepEqual(await errorTypes(admin, many(10)), []);
        assert.deepEqual(await errorTypes(admin, many(11)), ['ExecutionAborted']);
        assert.deepEqual(
            await errorTypes(
                admin,
                libraries('(first: 2000) { edges { node { Shelves__r(first: 2000) { edges { node { Id } } } } } }'),
            ),
            ['ExecutionAborted'],
        );
        assert.deepEqual(await errorTypes(admin, libraries('(first: 999999999999) { totalCount }')), [
            'ValidationError',
        ]);
        const children = Array.from(
            { length: 25 },
            (_, index) => `c${String(index)}: Shelves__r(first: 1) { totalCount }`,
        ).join(' ');
        assert.deepEqual(await errorTypes(admin, libraries(`(first: 1) { edges { node { ${children} } } }`)), [
            'ExecutionAborted',
        ]);
    });

    test('cannot smuggle conditions into values', async () => {
        for (const text of ["x') OR (Name != '", "\\') OR (Name != \\'", "' OR Name != '", '%', '\\', "'"]) {
            const { data, errors } = await ask(
                admin,
                'query Q($t: String) { uiapi { query { Library__c(where: { City__c: { eq: $t } }) { totalCount } b: Library__c(where: { City__c: { in: [$t] } }) { totalCount } } } }',
                { t: text },
            );
            assert.deepEqual(
                [errors, (data['uiapi'] as { query: unknown }).query],
                [[], { Library__c: { totalCount: 0 }, b: { totalCount: 0 } }],
                text,
            );
        }
    });

    test('with variables of the wrong type is told so', async () => {
        const query =
            'query Q($first: Int!, $where: Library__c_Filter) { uiapi { query { Library__c(first: $first, where: $where) { totalCount } } } }';
        for (const variables of [
            {},
            { first: 'x' },
            { first: 1.5 },
            { first: 1, where: 5 },
            { first: 1, where: { nope: 1 } },
            { first: 1, where: { Name: { eq: {} } } },
            { first: null },
        ])
            assert.deepEqual(await errorTypes(admin, query, variables), ['ValidationError'], JSON.stringify(variables));
        assert.deepEqual(await errorTypes(admin, query, { first: 1, where: { Name: { eq: null } }, more: 1 }), []);
    });
});
