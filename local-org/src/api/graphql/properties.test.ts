/** GraphQL finds what SOQL finds: filters, orders and pages made at random, against the same written as SOQL. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { TestServer, type Client } from '../suite/client.ts';
import { nodes, uiapi, type Connection } from '../suite/graph.ts';

/** A condition in both languages. */
interface Made {
    readonly filter: object;
    readonly soql: string;
}

const CITIES = ['Gent', 'gent', "O'Brugge", 'a_b', '50%', 'back\\slash', null];
const BUDGETS = [0, 1, 10.5, 20, 1e6, null];
const DAYS = ['2024-05-10', '2024-05-16', '2024-05-17', '2024-06-01', null];

let server: TestServer;
let admin: Client;

before(async () => {
    server = new TestServer();
    admin = server.admin;
    for (let index = 0; index < 40; index++)
        await admin.make('Library__c', {
            Name: `L${String(index).padStart(2, '0')}`,
            City__c: CITIES[index % CITIES.length],
            Budget__c: BUDGETS[(index * 5) % BUDGETS.length],
            Opened__c: DAYS[(index * 3) % DAYS.length],
            Open__c: index % 3 === 0,
            Keeper__c: index % 4 === 0 ? null : admin.userId,
        });
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

const text = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const COMPARISONS = { eq: '=', ne: '!=', lt: '<', gt: '>', lte: '<=', gte: '>=' } as const;
const comparison = fc.constantFrom(...(Object.keys(COMPARISONS) as (keyof typeof COMPARISONS)[]));
const equality = fc.constantFrom('eq' as const, 'ne' as const);

function compared<T>(
    field: string,
    operator: keyof typeof COMPARISONS,
    value: T,
    shown: (value: T) => unknown,
    soql: (value: T) => string,
): Made {
    const literal = value === null ? 'NULL' : soql(value);
    return { filter: { [field]: { [operator]: shown(value) } }, soql: `${field} ${COMPARISONS[operator]} ${literal}` };
}

const same = <T>(value: T): T => value;
const present = <T>(values: readonly (T | null)[]): T[] => values.filter((one) => one !== null);

const leaf: fc.Arbitrary<Made> = fc.oneof(
    fc
        .tuple(equality, fc.constantFrom(...CITIES))
        .map(([operator, value]) => compared('City__c', operator, value, same, (one) => text(String(one)))),
    fc
        .tuple(comparison, fc.constantFrom(...present(BUDGETS)))
        .map(([operator, value]) => compared('Budget__c', operator, value, same, String)),
    fc
        .tuple(comparison, fc.constantFrom(...present(DAYS)))
        .map(([operator, value]) => compared('Opened__c', operator, value, (one) => ({ value: one }), same)),
    fc
        .tuple(equality, fc.boolean())
        .map(([operator, value]) => compared('Open__c', operator, value, same, (one) => String(one).toUpperCase())),
    fc.constantFrom('TODAY', 'THIS_MONTH', 'LAST_WEEK').map((literal) => ({
        filter: { Opened__c: { eq: { literal } } },
        soql: `Opened__c = ${literal}`,
    })),
    fc.subarray(present(CITIES), { minLength: 1 }).map((values) => ({
        filter: { City__c: { in: values } },
        soql: `City__c IN (${values.map(text).join(', ')})`,
    })),
    fc.subarray(present(BUDGETS), { minLength: 1 }).map((values) => ({
        filter: { Budget__c: { nin: values } },
        soql: `Budget__c NOT IN (${values.map(String).join(', ')})`,
    })),
    fc.constantFrom('Local%', 'x%').map((pattern) => ({
        filter: { Keeper__r: { Name: { like: pattern } } },
        soql: `Keeper__r.Name LIKE '${pattern}'`,
    })),
);

const { condition } = fc.letrec<{ condition: Made }>((tie) => ({
    condition: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({
            filter: { and: all.map(({ filter }) => filter) },
            soql: `(${all.map(({ soql }) => soql).join(' AND ')})`,
        })),
        fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({
            filter: { or: all.map(({ filter }) => filter) },
            soql: `(${all.map(({ soql }) => soql).join(' OR ')})`,
        })),
        tie('condition').map(({ filter, soql }) => ({ filter: { not: filter }, soql: `(NOT ${soql})` })),
    ),
}));

const order = fc
    .uniqueArray(
        fc.record({
            field: fc.constantFrom('City__c', 'Budget__c', 'Opened__c', 'Open__c'),
            order: fc.constantFrom('ASC', 'DESC'),
            nulls: fc.constantFrom('FIRST', 'LAST'),
        }),
        { selector: ({ field }) => field, maxLength: 3 },
    )
    .map((items) => [...items, { field: 'Name', order: 'ASC', nulls: 'FIRST' }]);

const QUERY = `query Q($where: Library__c_Filter, $orderBy: Library__c_OrderBy, $first: Int, $after: String) {
    uiapi { query { Library__c(where: $where, orderBy: $orderBy, first: $first, after: $after) {
        edges { node { Id } } totalCount pageInfo { hasNextPage endCursor }
    } } }
}`;

/** All pages of a query, put together. */
async function leafThrough(
    where: object,
    orderBy: object,
    first: number,
): Promise<{ ids: string[]; totalCount: number }> {
    const ids: string[] = [];
    for (let after: string | null = null, totalCount = 0; ;) {
        const variables: object = { where, orderBy, first, after };
        const { query } = await uiapi<{ query: Record<string, Connection<{ Id: string }>> }>(admin, QUERY, variables);
        const page: Connection<{ Id: string }> | undefined = query['Library__c'];
        ids.push(...nodes(page).map(({ Id }) => Id));
        totalCount = page?.totalCount ?? -1;
        if (page?.pageInfo.hasNextPage !== true) return { ids, totalCount };
        after = page.pageInfo.endCursor;
    }
}

test('a query finds the records of the same SOQL, in its order, whatever the size of the pages', async () => {
    const cases = fc.asyncProperty(condition, order, fc.constantFrom(7, 40), async ({ filter, soql }, items, first) => {
        const orderBy = Object.fromEntries(items.map(({ field, ...clause }) => [field, clause]));
        const sorted = items.map(({ field, order: direction, nulls }) => `${field} ${direction} NULLS ${nulls}`);
        const {
            body,
            status,
            text: answer,
        } = await admin.query(`SELECT Id FROM Library__c WHERE ${soql} ORDER BY ${sorted.join(', ')}`);
        assert.equal(status, 200, answer);
        const expected = (body as { records: { Id: string }[] }).records.map(({ Id }) => Id);
        assert.deepEqual(await leafThrough(filter, orderBy, first), { ids: expected, totalCount: expected.length });
    });
    await fc.assert(cases, { numRuns: 40 });
});
