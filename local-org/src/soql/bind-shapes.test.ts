/** The plan of one run serves others with variables of the same shape: each finds its own records, and its own faults. */
import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import fc from 'fast-check';
import { prepareQuery } from './index.ts';
import { resultOf } from './suite/cases.ts';
import { openLibrary } from './suite/library.ts';

const library = openLibrary();
const { scope } = library;

const names = (soql: string, binds: Record<string, unknown>): string | number => resultOf(library, soql, scope, binds);

describe('runs with variables of one shape', () => {
    const cases: [condition: string, ...values: unknown[]][] = [
        ['Pages__c = :x', 320, 1, null, 320],
        ['Pages__c > :x', 100, 300],
        ['Name = :x', 'atlas', 'Élan', 'birds', '', 'ÉLAN'],
        ['Name LIKE :x', '%a%', 'b%', 'É%'],
        ['Name IN :x', ['atlas', 'birds'], ['birds', 'nothing'], ['Élan', 'atlas'], [], ['atlas'], [null, 'atlas']],
        ['Pages__c NOT IN :x', [320], [1], [null], [1, 320]],
        ['Published__c <= :x', '2026-03-15', '2026-04-01', new Date('2026-03-18')],
        ['Available__c = :x', true, false, null],
        ['Topics__c INCLUDES (:x)', 'Nature', 'Art;History', ''],
        ['Pages__c > 0 LIMIT :x', 1, 2, 3],
    ];
    for (const [condition, ...values] of cases)
        it(`WHERE ${condition}`, () => {
            const soql = `SELECT Name FROM Book__c WHERE ${condition}`;
            for (const [at, value] of values.entries()) {
                // a name of its own makes a plan of its own
                const alone = names(soql.replace(':x', `:own${String(at)}`), { [`own${String(at)}`]: value });
                assert.equal(names(soql, { x: value }), alone, JSON.stringify(value));
            }
        });
});

it('many values after others as many', () => {
    const soql = 'SELECT Name FROM Book__c WHERE Name IN :x';
    const many = (name: string): string[] => [name, ...Array.from({ length: 30 }, (_, at) => `no ${String(at)}`)];
    for (const name of ['Atlas', 'Birds', 'Élan', 'Cities', 'none'])
        assert.equal(names(soql, { x: many(name) }), names('SELECT Name FROM Book__c WHERE Name = :x', { x: name }));
});

describe('what a variable may not hold', () => {
    it('is told of an id after an id', () => {
        const soql = 'SELECT Name FROM Book__c WHERE Id = :x';
        const id = [...library.ids.values()][0];
        names(soql, { x: id });
        assert.equal(names(soql, { x: 'no id' }), '! INVALID_QUERY_FILTER_OPERATOR invalid ID field: no id');
    });

    it('is told of a word after a day, before the query runs', () => {
        const soql = 'SELECT Name FROM Book__c WHERE Published__c = :x';
        names(soql, { x: '2026-03-15' });
        assert.throws(() => prepareQuery(soql, scope, { x: 'soon' }), { code: 'INVALID_FIELD' });
    });

    it('is told of a variable that is not there', () => {
        const soql = 'SELECT Name FROM Book__c WHERE Pages__c = :x';
        names(soql, { x: 1 });
        assert.match(String(names(soql, { y: 1 })), /Variable does not exist: x/);
    });
});

it('rights of one user are not those of another', () => {
    const soql = 'SELECT Name FROM Book__c WHERE Name != :x';
    const own = (user: string): string | number => resultOf(library, soql, library.scopeOf(user), { x: 'none' });
    const [first, second] = [own('Lies'), own('Vic')];
    assert.notEqual(first, second);
    assert.equal(own('Lies'), first);
});

test('values at random: a plan that is kept gives what one made for them gives', () => {
    const value = fc.oneof(
        fc.constantFrom('atlas', 'birds', 'Élan', '', null, 1, 320, true),
        fc.array(fc.constantFrom('atlas', 'birds', 'Élan', '100%'), { maxLength: 25 }),
    );
    let made = 0;
    fc.assert(
        fc.property(fc.constantFrom('=', '!=', 'IN', 'NOT IN'), value, (operator, x) => {
            const query = (name: string): string => `SELECT Name FROM Book__c WHERE Name ${operator} :${name}`;
            const alone = `own${String(made++)}`;
            assert.equal(names(query('x'), { x }), names(query(alone), { [alone]: x }));
        }),
        { numRuns: 300 },
    );
});

describe('ids in a variable are looked up as those in the text', () => {
    const scopeOfUser = library.scopeOf('Lies');
    const ids = [...library.ids.values()];
    const list = (count: number): string[] => Array.from({ length: count }, (_, at) => ids[at % ids.length] ?? '');
    for (const count of [1, 2, 25, 501])
        it(`${String(count)} of them`, () => {
            const text = list(count).map((id) => `'${id}'`);
            const soql = 'SELECT Name FROM Book__c WHERE Id IN ';
            const { sql } = prepareQuery(`${soql}(${text.join(', ')})`, scopeOfUser);
            assert.equal(prepareQuery(`${soql}:x`, scopeOfUser, { x: list(count) }).sql, sql);
        });
});
