import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { makeField } from './field.ts';
import { combineFilters, FILTER_OPERATIONS, filterSql, SQL_LOGIC, type Logic } from './filters.ts';
import type { FieldType } from './model.ts';

const database = new DatabaseSync(':memory:');

/** Whether a value passes a filter, and whether it passes the opposite. */
function passes(type: FieldType, column: string | number | null, operation: string, value: string): boolean {
    const field = makeField({ name: 'F__c', type, label: 'F' });
    const holds = (filter: ReturnType<typeof filterSql>): boolean => {
        const collation = typeof column === 'string' ? ' COLLATE NOCASE' : '';
        const sql = `WITH t(f) AS (SELECT ?) SELECT 1 FROM (SELECT f${collation} AS f FROM t) t WHERE ${filter.sql}`;
        return database.prepare(sql).get(column, ...filter.params) !== undefined;
    };
    const filter = filterSql(field, { field: 'X__c.F__c', operation, value }, 't.f');
    assert.equal(holds(SQL_LOGIC.not(filter)), !holds(filter), 'a filter or its opposite holds, never both');
    return holds(filter);
}

describe('a filter holds as an org has it', () => {
    const cases: [type: FieldType, column: string | number | null, operation: string, value: string, holds: boolean][] =
        [
            ['string', 'Ghent', 'equals', 'ghent', true],
            ['string', 'Ghent', 'equals', 'Bruges, Ghent', true],
            ['string', null, 'equals', '', true],
            ['string', 'x', 'equals', '', false],
            ['string', null, 'notEqual', 'Ghent', true],
            ['string', 'Ghent', 'notEqual', 'Bruges,Ghent', false],
            ['string', 'x', 'notEqual', '', true],
            ['string', "it's", 'contains', "T'S", true],
            ['string', null, 'contains', 'a', false],
            ['string', null, 'notContain', 'a', true],
            ['string', 'abc', 'notContain', 'x,B', false],
            ['string', 'abc', 'startsWith', 'x,A', true],
            ['string', 'abc', 'startsWith', 'b', false],
            ['multipicklist', 'a;bc', 'includes', 'b', false],
            ['multipicklist', 'a;bc', 'includes', 'x,bc', true],
            ['multipicklist', null, 'excludes', 'a', true],
            ['double', 10, 'greaterThan', '9.5', true],
            ['double', 10, 'lessOrEqual', '10', true],
            ['double', null, 'lessThan', '10', false],
            ['boolean', 1, 'equals', 'True', true],
            ['boolean', 0, 'equals', 'True', false],
            ['date', '2024-02-01', 'greaterOrEqual', '2024-02-01', true],
            ['datetime', 0, 'lessThan', '1970-01-01T00:00:01Z', true],
            ['reference', '005000000000001AAA', 'equals', '005000000000001', true],
        ];
    for (const [type, column, operation, value, holds] of cases)
        it(`${type} ${String(column)} ${operation} '${value}': ${String(holds)}`, () => {
            assert.equal(passes(type, column, operation, value), holds);
        });

    it('all operations are known, others are refused', () => {
        for (const operation of FILTER_OPERATIONS) passes('string', 'a', operation, 'b');
        assert.throws(() => passes('string', 'a', 'within', 'b'), /compares with within/);
    });
});

describe('filters are joined by the logic that metadata writes', () => {
    const text: Logic<string> = {
        and: (left, right) => `(${left}&${right})`,
        or: (left, right) => `(${left}|${right})`,
        not: (value) => `!${value}`,
    };
    const cases: [filter: string, joined: string][] = [
        ['1', 'a'],
        ['1 AND 2 OR 3', '((a&b)|c)'],
        ['1 or 2 and 3', '(a|(b&c))'],
        ['(1 OR 2) AND NOT 3', '((a|b)&!c)'],
        ['NOT(1 AND (2 OR 3))', '!(a&(b|c))'],
        ['1 AND 1', '(a&a)'],
    ];
    for (const [filter, joined] of cases)
        it(`${filter}: ${joined}`, () => {
            assert.equal(combineFilters(filter, ['a', 'b', 'c'], text), joined);
        });

    for (const filter of ['', '0', '4', '1 AND', '1 2', '(1', '1)', '1 XOR 2', '1 AND a'])
        it(`'${filter}' is refused`, () => {
            assert.throws(() => combineFilters(filter, ['a', 'b', 'c'], text), /Invalid boolean filter/);
        });
});
