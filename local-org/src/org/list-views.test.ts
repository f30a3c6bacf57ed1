/** List views as queries: every operation of a filter, and what a user may not read. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { parseXml } from '../metadata/xml.ts';
import { listQuery, type ListQuery } from './list-views.ts';
import type { Org } from './org.ts';
import { Actor, makeUser, openLibrary } from './suite/library.ts';

let org: Org;
let admin: Actor;
let reader: Actor;

before(() => {
    org = openLibrary();
    admin = new Actor(org);
    reader = makeUser(org, 'Reader', { sets: ['Reader'] });
    admin.make('Library__c', {
        Name: '100% A',
        City__c: 'Gent',
        Budget__c: 10,
        Open__c: true,
        Secret__c: 's',
        Opened__c: '2024-05-01',
    });
    admin.make('Library__c', {
        Name: "O'B_c, d",
        City__c: 'Aalst',
        Budget__c: 20,
        Open__c: false,
        Opened__c: '2024-05-17',
    });
    admin.make('Library__c', { Name: '1000 $me', Open__c: false, Opened__c: null });
});
after(() => {
    org.close();
});

function viewQuery(actor: Actor, inner: string): ListQuery {
    const session = org.session(actor.userId);
    return listQuery(
        org.schema,
        actor.object('Library__c'),
        parseXml(`<ListView><columns>NAME</columns>${inner}</ListView>`),
        session,
    );
}

function names(inner: string): unknown[] {
    const { soql } = viewQuery(admin, inner);
    return org
        .query(org.session(admin.userId), soql, { base: '/services/data/v66.0' })
        .records.map((one) => (one as { Name?: unknown }).Name);
}

const filter = (field: string, operation: string, value?: string): string =>
    `<filters><field>${field}</field><operation>${operation}</operation>${value === undefined ? '' : `<value>${value}</value>`}</filters>`;

const [A, B, C] = ['100% A', "O'B_c, d", '1000 $me'] as const;

describe('a filter', () => {
    const CASES: readonly [string, string, string | undefined, unknown[]][] = [
        ['NAME', 'equals', A, [A]],
        ['NAME', 'equals', `"O'B_c, d",${A}`, [A, B]],
        ['NAME', 'notEqual', A, [B, C]],
        ['NAME', 'contains', '0%', [A]],
        ['NAME', 'contains', 'B_', [B]],
        ['NAME', 'contains', 'b\\', []],
        ['NAME', 'startsWith', '100', [A, C]],
        ['NAME', 'notContain', '100', [B]],
        ['NAME', 'equals', '$me', []],
        ['City__c', 'equals', undefined, [C]],
        ['City__c', 'notEqual', undefined, [A, B]],
        ['Budget__c', 'lessThan', '20', [A]],
        ['Budget__c', 'greaterThan', '10', [B]],
        ['Budget__c', 'lessOrEqual', '20', [A, B]],
        ['Budget__c', 'greaterOrEqual', '20', [B]],
        ['Open__c', 'equals', '1', [A]],
        ['Open__c', 'equals', '0', [B, C]],
        ['Opened__c', 'equals', 'TODAY', [B]],
        ['Opened__c', 'lessThan', '2024-05-02', [A]],
        ['CREATEDBY_USER', 'equals', 'Local Administrator', [A, B, C]],
    ];

    test('of every operation finds what it says', () => {
        for (const [field, operation, value, found] of CASES)
            assert.deepEqual(names(filter(field, operation, value)), found, `${field} ${operation} ${value ?? ''}`);
    });

    test('is combined with others as the view says', () => {
        const filters =
            filter('City__c', 'equals', 'Gent') +
            filter('Budget__c', 'equals', '20') +
            filter('NAME', 'startsWith', '1');
        assert.deepEqual(names(filters), []);
        assert.deepEqual(names(`<booleanFilter>(1 OR 2) AND 3</booleanFilter>${filters}`), [A]);
        assert.throws(() => names(`<booleanFilter>1 AND 4</booleanFilter>${filters}`), {
            code: 'INVALID_FILTER_VALUE',
        });
        assert.deepEqual(names(`<filterScope>Mine</filterScope>${filter('NAME', 'equals', '1000 $me')}`), [C]);
    });

    test('that is not understood lets nothing through', () => {
        assert.throws(() => names(filter('NAME', 'within', '1')), { code: 'INVALID_FILTER_OPERATOR' });
        assert.throws(() => names(filter('NAME', 'constructor', '1')), { code: 'INVALID_FILTER_OPERATOR' });
        assert.throws(() => names(filter('Budget__c', 'lessThan', '1) OR (Id != null')), {
            code: 'INVALID_QUERY_FILTER_OPERATOR',
        });
    });
});

describe('a user', () => {
    const columns = (inner: string): string[] => viewQuery(reader, inner).columns.map(({ path }) => path);

    test('gets the columns that he may read', () => {
        const given = ['City__c', 'Secret__c', 'Nope__c', 'constructor', 'Keeper__c', 'OWNER.ALIAS', 'Keeper__r.Nope'];
        assert.deepEqual(columns(given.map((name) => `<columns>${name}</columns>`).join('')).slice(0, 2), [
            'Name',
            'City__c',
        ]);
        assert.ok(!columns('<columns>Secret__c</columns>').includes('Secret__c'));
    });

    test('is refused a filter on a hidden field as on one that there is not', () => {
        for (const name of ['Secret__c', 'Nope__c'])
            assert.throws(() => viewQuery(reader, filter(name, 'equals', 's')), {
                code: 'INVALID_FIELD',
                message: `Could not resolve list view column: ${name}`,
            });
    });
});
