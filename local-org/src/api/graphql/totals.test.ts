/** GraphQL totals, and what it tells of objects. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TestServer, type Client } from '../suite/client.ts';
import { errorTypes, nodes, uiapi, type Connection } from '../suite/graph.ts';

type Part = Record<string, { value: unknown; displayValue: string | null }> & { value: unknown };
interface Totals {
    aggregate: Record<string, Connection<{ aggregate: Record<string, Part> }>>;
}

let server: TestServer;
let admin: Client;

before(async () => {
    server = new TestServer();
    admin = server.admin;
    for (const [City__c, Budget__c, Opened__c] of [
        ['Gent', 10, '2023-01-01'],
        ['Gent', 20, '2024-02-01'],
        ['Aalst', 40, '2024-03-01'],
        [null, null, null],
    ])
        await admin.make('Library__c', { Name: `L ${String(Opened__c)}`, City__c, Budget__c, Opened__c });
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

async function totals(args: string, fields: string): Promise<Connection<{ aggregate: Record<string, Part> }>> {
    const text = `{ uiapi { aggregate { Library__c${args} { edges { node { aggregate { ${fields} } } cursor } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } } }`;
    const found = (await uiapi<Totals>(admin, text)).aggregate['Library__c'];
    assert.ok(found);
    return found;
}

describe('totals', () => {
    test('of all records are one row', async () => {
        const found = await totals(
            '',
            'Budget__c { avg { value displayValue } sum { value } min { value } max { value } count { value } countDistinct { value } }',
        );
        const [row] = nodes(found);
        assert.deepEqual(row?.aggregate['Budget__c'], {
            avg: { value: 70 / 3, displayValue: '€23.33' },
            sum: { value: 70 },
            min: { value: 10 },
            max: { value: 40 },
            count: { value: 3 },
            countDistinct: { value: 3 },
        });
        assert.equal(found.totalCount, 4);
    });

    test('of groups are a row each, sorted and paged', async () => {
        const args =
            '(groupBy: { City__c: { group: true } }, where: { City__c: { ne: null } }, orderBy: { Budget__c: { function: SUM, order: DESC } }, first: 1)';
        const found = await totals(
            args,
            'City__c { value displayValue } Budget__c { sum { value } } Id { count { value } }',
        );
        assert.deepEqual(nodes(found)[0]?.aggregate, {
            City__c: { value: 'Aalst', displayValue: null },
            Budget__c: { sum: { value: 40 } },
            Id: { count: { value: 1 } },
        });
        assert.deepEqual([found.totalCount, found.pageInfo.hasNextPage], [2, true]);
        const next = await totals(
            args.replace('first: 1', `first: 1, after: "${String(found.pageInfo.endCursor)}"`),
            'City__c { value }',
        );
        assert.equal(nodes(next)[0]?.aggregate['City__c']?.value, 'Gent');
    });

    test('may be of parts of dates, with subtotals', async () => {
        const years = await totals(
            '(groupBy: { Opened__c: { function: CALENDAR_YEAR } }, where: { Opened__c: { ne: null } })',
            'Opened__c { value } Id { count { value } }',
        );
        assert.deepEqual(
            nodes(years).map(({ aggregate }) => [aggregate['Opened__c']?.value, aggregate['Id']?.['count']?.value]),
            [
                [2023, 1],
                [2024, 2],
            ],
        );
        const rollup = await totals(
            '(groupBy: { type: ROLLUP, City__c: { group: true } }, where: { City__c: { ne: null } })',
            'City__c { value } Budget__c { sum { value } }',
        );
        assert.deepEqual(
            nodes(rollup)
                .map(({ aggregate }) => aggregate['Budget__c']?.['sum']?.value)
                .sort(),
            [30, 40, 70],
        );
    });

    test('that make no sense are refused', async () => {
        const query = (args: string, fields: string): string =>
            `{ uiapi { aggregate { Library__c${args} { edges { node { aggregate { ${fields} } } } } } } }`;
        for (const [args, fields, type] of [
            ['', 'City__c { value }', 'DataFetchingException'],
            ['(groupBy: { City__c: {} })', 'City__c { value }', 'DataFetchingException'],
            ['(groupBy: { Nope__c: { group: true } })', 'City__c { value }', 'ValidationError'],
            ['', 'City__c { avg { value } }', 'ValidationError'],
            ['', 'Nope__c { count { value } }', 'ValidationError'],
            ['(orderBy: { Budget__c: { order: DESC } })', 'Id { count { value } }', 'DataFetchingException'],
        ])
            assert.deepEqual(await errorTypes(admin, query(String(args), String(fields))), [type], String(fields));
    });
});

describe('objects', () => {
    test('are told with fields, record types and picklists', async () => {
        const { objectInfos } = await uiapi<{ objectInfos: Record<string, unknown>[] }>(
            admin,
            `{ uiapi { objectInfos(objectInfoInputs: [{ apiName: "Volume__c", fieldNames: ["Genre__c"] }]) {
                ApiName label nameFields defaultRecordTypeId themeInfo { color } dependentFields { controllingField dependentFields { controllingField } }
                fields { ApiName dataType ... on PicklistField { picklistValuesByRecordTypeIDs { recordTypeID picklistValues { value validFor } controllerValues { key value } } } }
            } } }`,
        );
        const [info] = objectInfos;
        assert.deepEqual([info?.['ApiName'], info?.['label'], info?.['nameFields']], ['Volume__c', 'Book', ['Name']]);
        assert.deepEqual(info?.['dependentFields'], [
            { controllingField: 'Kind__c', dependentFields: [{ controllingField: 'Genre__c' }] },
        ]);
        const [genre] = info['fields'] as {
            dataType: string;
            picklistValuesByRecordTypeIDs: { picklistValues: unknown; controllerValues: unknown }[];
        }[];
        assert.equal(genre?.dataType, 'Picklist');
        assert.deepEqual(genre.picklistValuesByRecordTypeIDs[0]?.controllerValues, [
            { key: 'Fiction', value: 0 },
            { key: 'Fact', value: 1 },
        ]);
    });

    test('are told with their related lists', async () => {
        const { relatedListByName } = await uiapi<{ relatedListByName: object }>(
            admin,
            '{ uiapi { relatedListByName(parentApiName: "Library__c", relatedListName: "Shelves__r") { childApiName fieldApiName displayColumns { fieldApiName } orderedByInfo { fieldApiName isAscending } } } }',
        );
        assert.deepEqual(relatedListByName, {
            childApiName: 'Rack__c',
            fieldApiName: 'Library__c',
            displayColumns: [{ fieldApiName: 'Name' }, { fieldApiName: 'Status__c' }],
            orderedByInfo: [{ fieldApiName: 'Name', isAscending: false }],
        });
        for (const query of [
            'objectInfos(apiNames: ["Nope"]) { ApiName }',
            'relatedListByName(parentApiName: "Library__c", relatedListName: "x") { label }',
        ])
            assert.deepEqual(await errorTypes(admin, `{ uiapi { ${query} } }`), ['DataFetchingException']);
    });

    test('are told by introspection', async () => {
        const { body } = await admin.send('POST', '/graphql', {
            query: '{ __schema { queryType { name } mutationType { name } } __type(name: "Library__c") { fields { name } } }',
        });
        const { data } = body as { data: { __schema: unknown; __type: { fields: { name: string }[] } } };
        assert.deepEqual(data.__schema, { queryType: { name: 'Query' }, mutationType: { name: 'Mutation' } });
        assert.ok(data.__type.fields.some(({ name }) => name === 'Secret__c'));
    });
});
