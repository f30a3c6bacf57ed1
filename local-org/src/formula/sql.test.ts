import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { describe, it, test } from 'node:test';

import fc from 'fast-check';

import { Decimal, FormulaRuntimeError, compileFormula, type BlanksAs, type ReturnType } from './index.ts';
import { COLUMNS, FIELDS, FORMULAS } from './suite/sql-samples.ts';

const NAMES = Object.keys(COLUMNS);
const TODAY = '2024-03-11';
const NOW = Date.UTC(2024, 2, 11, 12);

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null, freq: 4 });
const decimals = (digits: number, scale: number): fc.Arbitrary<number> =>
    fc.integer({ min: -(10 ** digits) + 1, max: 10 ** digits - 1 }).map((units) => Number(`${units}e-${scale}`));
const text = fc.oneof(
    fc.constantFrom('a', 'abc', 'ABC', 'Open', ' a ', "it's", '%_', ';'),
    fc.string({ minLength: 1, maxLength: 6, unit: fc.constantFrom('a', 'b', 'B', ' ', 'é', '😀') }),
);
const day = fc
    .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

const RECORDS = fc.record({
    Text__c: maybe(text),
    Other__c: maybe(text),
    Number__c: maybe(fc.oneof(decimals(8, 2), decimals(3, 2), fc.constantFrom(0, 0.005, 1, 10.25))).map((value) =>
        value === 0.005 ? 0.01 : value,
    ),
    Count__c: maybe(fc.oneof(fc.integer({ min: -3, max: 3 }), decimals(5, 0))),
    Wide__c: maybe(decimals(15, 2)),
    Amount__c: maybe(decimals(9, 2)),
    Rate__c: maybe(fc.oneof(decimals(6, 3), fc.constantFrom(10, 33.3))),
    Start__c: maybe(fc.oneof(day, fc.constantFrom(TODAY, '2024-02-29'))),
    End__c: maybe(fc.oneof(day, fc.constantFrom(TODAY, '2024-02-29'))),
    Stamp__c: maybe(fc.integer({ min: -1e12, max: 3e12 })),
    Active__c: maybe(fc.constantFrom(0, 1)),
    Stage__c: maybe(fc.constantFrom('Open', 'open', 'Closed')),
    Hobbies__c: maybe(fc.constantFrom('Go', 'Golf', 'Golf;Go', 'Chess;Golf')),
});

interface Compiled {
    readonly source: string;
    readonly sql: string;
    readonly evaluate: (record: Readonly<Record<string, unknown>>) => unknown;
}

function compileAll(blanksAs: BlanksAs): Compiled[] {
    return FORMULAS.flatMap(([returnType, scale, sources]) =>
        sources.flatMap((source) => {
            const formula = compileFormula(source, { fields: FIELDS, returnType, scale, blanksAs });
            const translated = formula.toSql((path) => path, { today: `'${TODAY}'`, now: String(NOW) });
            const context = { now: NOW, timeZone: 'GMT' };
            return translated === undefined
                ? []
                : [{ source, sql: translated.sql, evaluate: (record) => formula.evaluate(record, context) }];
        }),
    );
}

/** Where the org shows an error, the database has nothing. */
function valueOf(evaluate: () => unknown): unknown {
    try {
        return plain(evaluate());
    } catch (error) {
        assert.ok(error instanceof FormulaRuntimeError);
        return null;
    }
}

function plain(value: unknown): unknown {
    if (value instanceof Decimal) {
        return value.toNumber() + 0;
    }
    return typeof value === 'boolean' ? Number(value) : value;
}

describe('SQL gives what the evaluation gives', () => {
    for (const blanksAs of ['BlankAsZero', 'BlankAsBlank'] as const) {
        test(blanksAs, () => {
            const compiled = compileAll(blanksAs);
            const database = new DatabaseSync(':memory:');
            database.exec(`CREATE TABLE t (${NAMES.map((name) => `${name} ${COLUMNS[name] ?? ''}`).join(', ')})`);
            const insert = database.prepare(`INSERT INTO t VALUES (${NAMES.map(() => '?').join(', ')})`);
            const columns = compiled.map(({ sql }, index) => `${sql} AS c${index}`);
            const select = database.prepare(`SELECT ${columns.join(', ')} FROM t`);
            fc.assert(
                fc.property(RECORDS, (record) => {
                    database.exec('DELETE FROM t');
                    insert.run(
                        ...NAMES.map((name) => (record as Record<string, string | number | null>)[name] ?? null),
                    );
                    const row = select.get() ?? {};
                    compiled.forEach(({ source, evaluate }, index) => {
                        const inSql = row[`c${index}`];
                        const value = typeof inSql === 'number' ? inSql + 0 : inSql;
                        assert.deepEqual([source, value], [source, valueOf(() => evaluate(record))]);
                    });
                }),
                { numRuns: 400 },
            );
            database.close();
        });
    }

    it('covers nearly all of these formulas', () => {
        const all = FORMULAS.flatMap(([, , sources]) => sources);
        const translated = new Set(compileAll('BlankAsZero').map(({ source }) => source));
        assert.deepEqual(
            all.filter((source) => !translated.has(source)),
            ['Number__c / 1 * 1'],
        );
    });
});

describe('formulas without exact SQL', () => {
    const sqlOf = (source: string, returnType: ReturnType): unknown =>
        compileFormula(source, { fields: FIELDS, returnType }).toSql((path) => path);
    for (const [source, returnType] of [
        ['LEN(Text__c)', 'Number'],
        ['UPPER(Text__c)', 'Text'],
        ['LEFT(Text__c, 2)', 'Text'],
        ['Number__c / 3', 'Number'],
        ['Wide__c + 1', 'Number'],
        ['SQRT(Number__c)', 'Number'],
        ['TODAY()', 'Date'],
        ['NOW()', 'DateTime'],
        ['DATEVALUE(Stamp__c)', 'Date'],
        ['1 / 0', 'Number'],
    ] as const) {
        it(source, () => {
            assert.equal(sqlOf(source, returnType), undefined);
        });
    }

    it('no column for a field', () => {
        const formula = compileFormula('Text__c & Other__c', { fields: FIELDS, returnType: 'Text' });
        assert.equal(
            formula.toSql((path) => (path === 'Text__c' ? 't.Text__c' : undefined)),
            undefined,
        );
    });
});
