/** GraphQL queries of records: fields, parents, children, filters, order, pages. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TestServer, type Client } from '../suite/client.ts';
import { ask, errorTypes, nodes, uiapi, type Connection } from '../suite/graph.ts';

/** A record: fields, lists of children, parents. */
type Node = Readonly<Record<string, Member>>;
interface Member extends Connection<Node> {
    value: unknown;
    displayValue: string | null;
}

/** A member that is a record itself. */
function recordOf(member: Member | undefined): Node {
    return member as unknown as Node;
}
interface Query {
    query: Record<string, Connection<Node>>;
}

let server: TestServer;
let admin: Client;
let dutch: Client;
const racks: string[] = [];

before(async () => {
    server = new TestServer();
    admin = server.admin;
    dutch = server.user('Dutch', { profile: 'System Administrator', language: 'nl_NL' });
    const libraries = [];
    for (const [Name, City__c, Budget__c, Opened__c, Open__c, Region__c] of [
        ['A', 'Gent', 10, '2024-05-17', true, 'North'],
        ['B', 'Aalst', 20.5, '2024-05-10', false, 'South'],
        ['C', "O'Brugge", 30, '2020-01-01', true, null],
        ['D', null, null, null, false, 'North'],
    ])
        libraries.push(
            await admin.make('Library__c', {
                Name,
                City__c,
                Budget__c,
                Opened__c,
                Open__c,
                Region__c,
                Keeper__c: admin.userId,
            }),
        );
    for (const library of libraries.slice(0, 2))
        for (let index = 0; index < 3; index++) racks.push(await admin.make('Rack__c', { Library__c: library }));
    for (const [index, Rack__c] of racks.entries())
        for (let copy = 0; copy <= index; copy++)
            await admin.make('Volume__c', {
                Name: `V${String(index)}${String(copy)}`,
                Rack__c,
                Price__c: 10 * copy + 1,
                Tags__c: copy % 2 === 0 ? 'Old' : null,
                Kind__c: copy % 2 === 0 ? 'Fact' : 'Fiction',
            });
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

async function libraries(client: Client, args: string, fields: string, variables?: object): Promise<Connection<Node>> {
    const query = `query Q${variables === undefined ? '' : '($first: Int, $city: String)'} { uiapi { query { Library__c${args} { edges { node { ${fields} } cursor } totalCount pageResultCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } } }`;
    const found = (await uiapi<Query>(client, query, variables)).query['Library__c'];
    assert.ok(found);
    return found;
}

const names = async (args: string): Promise<unknown[]> =>
    nodes(await libraries(admin, args, 'Name { value }')).map((one) => one['Name']?.value);

describe('a field', () => {
    test('has its value, and how the user reads it', async () => {
        const fields =
            'Budget__c { value displayValue format } Region__c { value label displayValue } Open__c { value displayValue } Opened__c { value displayValue } CreatedDate { value displayValue }';
        const [node] = nodes(await libraries(dutch, '(where: { Name: { eq: "A" } })', fields));
        assert.deepEqual(node, {
            Budget__c: { value: 10, displayValue: '€10.00', format: null },
            Region__c: { value: 'North', label: 'Noord', displayValue: 'Noord' },
            Open__c: { value: true, displayValue: null },
            Opened__c: { value: '2024-05-17', displayValue: '17/05/2024' },
            CreatedDate: { value: '2024-05-17T10:00:00.000Z', displayValue: '17/05/2024, 12:00' },
        });
    });

    test('of every record tells what it is', async () => {
        const fragment =
            '...R } } } } } } fragment R on Record { __typename Id ApiName WeakEtag DisplayValue LastModifiedById { value } RecordTypeId(fallback: true) { value } SystemModstamp { value';
        const { query } = await uiapi<Query>(
            admin,
            `{ uiapi { query { Library__c(first: 1) { edges { node { ${fragment} } }`,
        );
        const { Id, ...rest } = nodes(query['Library__c'])[0] ?? {};
        assert.equal((Id as unknown as string).length, 18);
        assert.deepEqual(rest, {
            __typename: 'Library__c',
            ApiName: 'Library__c',
            WeakEtag: Date.parse('2024-05-17T10:00:00Z'),
            DisplayValue: 'A',
            LastModifiedById: { value: admin.userId },
            RecordTypeId: { value: '012000000000000AAA' },
            SystemModstamp: { value: '2024-05-17T10:00:00.000Z' },
        });
    });

    test('may have another name, a condition, and come from a fragment', async () => {
        const query = `query Q($with: Boolean!) { uiapi { query { Library__c(first: 1) { edges { node { city: City__c { value } Name @include(if: $with) { value } ...F } } } } } }
            fragment F on Library__c { city: City__c { displayValue } Region__c @skip(if: $with) { value } }`;
        const shown = async (flag: boolean): Promise<unknown> =>
            nodes((await uiapi<Query>(admin, query, { with: flag })).query['Library__c'])[0];
        assert.deepEqual(await shown(true), { city: { value: 'Gent', displayValue: null }, Name: { value: 'A' } });
        assert.deepEqual(await shown(false), {
            city: { value: 'Gent', displayValue: null },
            Region__c: { value: 'North' },
        });
    });

    test('that there is not is an error, unless it is optional', async () => {
        const { data, errors } = await ask(
            admin,
            '{ uiapi { query { Library__c { edges { node { Nope__c { value } } } } } } }',
        );
        assert.deepEqual(data, {});
        assert.match(
            errors[0]?.message ?? '',
            /FieldUndefined: Field 'Nope__c' in type 'Library__c' is undefined @ 'uiapi\/query\/Library__c\/edges\/node\/Nope__c'/,
        );
        assert.deepEqual(errors[0]?.extensions, { ErrorType: 'ValidationError' });
        const [node] = nodes(
            await libraries(
                admin,
                '(first: 1)',
                'Name { value } Nope__c @optional { value } Keeper__r { Nope @optional { value } }',
            ),
        );
        assert.deepEqual(node, { Name: { value: 'A' } });
    });
});

describe('a parent', () => {
    test('is read with its child, over several levels', async () => {
        const { query } = await uiapi<Query>(
            admin,
            '{ uiapi { query { Volume__c(first: 1) { edges { node { Rack__r { Library__r { Name { value } Keeper__r { Name { value } } } } } } } } } }',
        );
        assert.deepEqual(nodes(query['Volume__c'])[0], {
            Rack__r: { Library__r: { Name: { value: 'A' }, Keeper__r: { Name: { value: 'Local Administrator' } } } },
        });
    });

    test('of several possible types is read by fragments', async () => {
        const [node] = nodes(
            await libraries(
                admin,
                '(first: 1)',
                'Owner { __typename ... on User { Username { value } } ... on Group { Type { value } } ... on Record { Id } }',
            ),
        );
        assert.deepEqual(node?.['Owner'], {
            __typename: 'User',
            Username: { value: 'admin@local.org' },
            Id: admin.userId,
        });
    });

    test('that a record has not is null', async () => {
        await admin.make('Library__c', { Name: 'Kept by none' });
        const [node] = nodes(
            await libraries(
                admin,
                '(where: { Name: { eq: "Kept by none" } })',
                'Keeper__r { Name { value } } Keeper__c { value }',
            ),
        );
        assert.deepEqual(node, { Keeper__r: null, Keeper__c: { value: null } });
        await admin.send('DELETE', `/sobjects/Library__c/Name/Kept%20by%20none`);
    });
});

describe('children', () => {
    const shelves =
        'Shelves__r(first: 2, orderBy: { Name: { order: DESC } }) { totalCount pageInfo { hasNextPage } edges { node { Id } } }';

    test('come in pages of each parent, counted for each', async () => {
        const found = nodes(await libraries(admin, '', `Name { value } ${shelves}`));
        assert.deepEqual(
            found.map(({ Shelves__r: list }) => [list?.totalCount, list?.edges.length, list?.pageInfo.hasNextPage]),
            [
                [3, 2, true],
                [3, 2, true],
                [0, 0, false],
                [0, 0, false],
            ],
        );
        assert.deepEqual(
            nodes(found[0]?.['Shelves__r']).map(({ Id }) => Id),
            [racks[2], racks[1]],
        );
    });

    test('of the same list under two names differ in what they ask, and children of children are read', async () => {
        const books = (name: string, args: string): string =>
            `${name}: Books__r(${args}) { totalCount edges { node { Name { value } } } }`;
        const fields = `Shelves__r(first: 3) { edges { node { ${books('cheap', 'where: { Price__c: { lt: 15 } }')} ${books('dear', 'orderBy: { Price__c: { order: DESC } }, first: 1')} } } }`;
        const second = nodes(await libraries(admin, '(where: { Name: { eq: "B" } })', fields))[0];
        const last = nodes(second?.['Shelves__r'])[2];
        assert.deepEqual([last?.['cheap']?.totalCount, last?.['dear']?.totalCount], [2, 6]);
        assert.deepEqual(
            nodes(last?.['dear']).map(({ Name }) => Name?.value),
            ['V55'],
        );
    });

    test('of a parent of a record are read too', async () => {
        const query =
            '{ uiapi { query { Volume__c(where: { Name: { in: ["V10", "V31"] } }, orderBy: { Name: { order: ASC } }) { edges { node { Rack__r { Books__r(first: 1, after: "eyJpIjoxfQ==") { totalCount edges { node { Name { value } } } } } } } } } } }';
        const found = nodes((await uiapi<Query>(admin, query)).query['Volume__c']);
        assert.deepEqual(
            found.map(({ Rack__r: rack }) => [
                recordOf(rack)['Books__r']?.totalCount,
                nodes(recordOf(rack)['Books__r']).map(({ Name }) => Name?.value),
            ]),
            [
                [2, ['V11']],
                [4, ['V31']],
            ],
        );
    });

    test('cost one statement for a list, however many parents there are', async () => {
        const { store } = server.org;
        const all = store.allValues.bind(store);
        let statements = 0;
        store.allValues = (sql, params) => {
            statements += 1;
            return all(sql, params);
        };
        const count = async (first: number): Promise<number> => {
            statements = 0;
            await libraries(
                admin,
                `(first: ${String(first)})`,
                `${shelves} Keeper__r { Kept_Libraries__r { edges { node { Id } } } }`,
            );
            return statements;
        };
        assert.equal(await count(1), await count(4));
        store.allValues = all;
    });
});

describe('where', () => {
    const CASES: readonly (readonly [filter: string, found: readonly string[]])[] = [
        ['City__c: { eq: "gent" }', ['A']],
        ['City__c: { ne: "Gent" }', ['B', 'C', 'D']],
        ['City__c: { eq: null }', ['D']],
        ['City__c: { ne: null }', ['A', 'B', 'C']],
        [`City__c: { eq: "O'Brugge" }`, ['C']],
        ['City__c: { like: "%a%" }', ['B']],
        ['City__c: { in: ["Gent", "Aalst"] }', ['A', 'B']],
        ['City__c: { in: ["Gent", null] }', ['A', 'D']],
        ['City__c: { in: [] }', []],
        ['City__c: { nin: ["Gent", null] }', ['B', 'C']],
        ['Budget__c: { gt: 10, lte: 30 }', ['B', 'C']],
        ['Budget__c: { lt: 20.5 }', ['A']],
        ['Budget__c: { in: [10, 30] }', ['A', 'C']],
        ['Open__c: { eq: true }', ['A', 'C']],
        ['Region__c: { in: ["South"] }', ['B']],
        ['Opened__c: { eq: { value: "2024-05-10" } }', ['B']],
        ['Opened__c: { eq: { literal: TODAY } }', ['A']],
        ['Opened__c: { gte: { range: { last_n_days: 10 } } }', ['A', 'B']],
        ['Opened__c: { CALENDAR_YEAR: { value: { eq: 2020 } } }', ['C']],
        ['Opened__c: { in: [{ value: "2024-05-10" }, { value: "2020-01-01" }] }', ['B', 'C']],
        ['CreatedDate: { eq: { literal: TODAY } }', ['A', 'B', 'C', 'D']],
        ['CreatedDate: { DAY_ONLY: { value: { gt: { value: "2024-05-17" } } } }', []],
        ['CreatedDate: { lt: { value: "2024-05-17T12:00:01+02:00" } }', ['A', 'B', 'C', 'D']],
        ['and: [{ Open__c: { eq: true } }, { Budget__c: { gt: 10 } }]', ['C']],
        ['or: [{ City__c: { eq: "Gent" } }, { City__c: { eq: null } }]', ['A', 'D']],
        ['not: { or: [{ City__c: { eq: "Gent" } }, { Name: { eq: "D" } }] }', ['B', 'C']],
        ['Keeper__r: { Name: { like: "Local%" } }, Open__c: { eq: false }', ['B', 'D']],
        ['Owner: { User: { Username: { eq: "admin@local.org" } } }, Name: { eq: "A" }', ['A']],
        ['Id: { inq: { Rack__c: {}, ApiName: "Library__c" } }', ['A', 'B']],
        ['Id: { ninq: { Rack__c: {}, ApiName: "Library__c" } }', ['C', 'D']],
        ['or: []', ['A', 'B', 'C', 'D']],
        ['not: {}', []],
        ['and: null, City__c: null, Name: { eq: "A" }', ['A']],
    ];

    test('finds what it says', async () => {
        for (const [filter, found] of CASES)
            assert.deepEqual(await names(`(where: { ${filter} }, orderBy: { Name: { order: ASC } })`), found, filter);
    });

    test('takes values of variables', async () => {
        const found = await libraries(admin, '(first: $first, where: { City__c: { eq: $city } })', 'Name { value }', {
            first: 1,
            city: 'Aalst',
        });
        assert.deepEqual(nodes(found), [{ Name: { value: 'B' } }]);
    });

    test('knows lists of values', async () => {
        const volumes = async (filter: string): Promise<number> =>
            (await uiapi<Query>(admin, `{ uiapi { query { Volume__c(where: { ${filter} }) { totalCount } } } }`)).query[
                'Volume__c'
            ]?.totalCount ?? -1;
        assert.deepEqual(
            [await volumes('Tags__c: { includes: ["Old"] }'), await volumes('Tags__c: { eq: null }')],
            [12, 9],
        );
    });

    test('of the wrong type is refused before anything is read', async () => {
        for (const filter of [
            'Budget__c: { eq: "x" }',
            'Open__c: { eq: 1 }',
            'Nope__c: { eq: 1 }',
            'City__c: { nope: "x" }',
            'Opened__c: { eq: { literal: NOPE } }',
            'City__c: { eq: { x: 1 } }',
            'Notes__c: { eq: "x" }',
        ])
            assert.deepEqual(
                await errorTypes(admin, `{ uiapi { query { Library__c(where: { ${filter} }) { totalCount } } } }`),
                ['ValidationError'],
                filter,
            );
        for (const filter of [
            'Opened__c: { eq: { value: "soon" } }',
            'Opened__c: { eq: {} }',
            'Id: { inq: {} }',
            'Owner: { Library__c: {} }',
        ].slice(0, 3))
            assert.deepEqual(
                await errorTypes(admin, `{ uiapi { query { Library__c(where: { ${filter} }) { totalCount } } } }`),
                ['DataFetchingException'],
                filter,
            );
    });
});

describe('orderBy', () => {
    test('sorts as it is written, blanks where it says', async () => {
        assert.deepEqual(await names('(orderBy: { Budget__c: { order: DESC, nulls: LAST } })'), ['C', 'B', 'A', 'D']);
        assert.deepEqual(await names('(orderBy: { Budget__c: { order: ASC, nulls: FIRST } })'), ['D', 'A', 'B', 'C']);
        assert.deepEqual(await names('(orderBy: { Open__c: { order: DESC }, Name: { order: DESC } })'), [
            'C',
            'A',
            'D',
            'B',
        ]);
        assert.deepEqual(await names('(orderBy: { Name: { order: DESC }, Open__c: { order: DESC } })'), [
            'D',
            'C',
            'B',
            'A',
        ]);
        assert.deepEqual(await names('(orderBy: { Keeper__r: { Name: { order: ASC } }, Name: { order: DESC } })'), [
            'D',
            'C',
            'B',
            'A',
        ]);
    });
});

describe('a page', () => {
    test('leads to the next by its cursors', async () => {
        const order = 'orderBy: { Name: { order: ASC } }';
        const first = await libraries(admin, `(first: 3, ${order})`, 'Name { value }');
        assert.deepEqual(
            [first.totalCount, first.pageResultCount, first.pageInfo.hasNextPage, first.pageInfo.hasPreviousPage],
            [4, 3, true, false],
        );
        const after = async (cursor: unknown): Promise<unknown[]> =>
            names(`(first: 3, after: "${String(cursor)}", ${order})`);
        assert.deepEqual(await after(first.pageInfo.endCursor), ['D']);
        assert.deepEqual(await after(first.edges[0]?.cursor), ['B', 'C', 'D']);
    });

    test('with an upper bound comes from one query', async () => {
        for (let index = 0; index < 250; index++)
            await admin.make('Member__c', { Name: `M${String(index)}`, Email__c: 'a@b.nl' });
        const page = async (args: string): Promise<Connection<Node>> => {
            const text = `{ uiapi { query { Member__c(first: 200, upperBound: 220${args}) { edges { node { Id } cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount pageResultCount } } } }`;
            const found = (await uiapi<Query>(admin, text)).query['Member__c'];
            assert.ok(found);
            return found;
        };
        const first = await page('');
        const second = await page(`, after: "${String(first.pageInfo.endCursor)}"`);
        assert.deepEqual([first.edges.length, second.edges.length, second.pageInfo.hasNextPage], [200, 20, false]);
        assert.equal(new Set([...first.edges, ...second.edges].map(({ node }) => node['Id'])).size, 220);
    });

    test('out of range is refused', async () => {
        for (const args of [
            'first: 0',
            'first: -1',
            'first: 2001',
            'after: "x"',
            'after: "bnVsbA=="',
            'first: 10, upperBound: 500',
            'upperBound: 0',
            'first: 200, upperBound: 999999999',
        ])
            assert.deepEqual(
                await errorTypes(
                    admin,
                    `{ uiapi { query { Library__c(${args}) { totalCount edges { node { Id } } } } } }`,
                ),
                ['DataFetchingException'],
                args,
            );
    });
});
