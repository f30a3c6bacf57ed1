/** Conditions are compared with an evaluation that is as simple as can be, on records and conditions made at random. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Value } from '../store/store.ts';
import { prepareQuery } from './index.ts';
import { openLibrary } from './suite/library.ts';

const library = openLibrary();
const { store, scope } = library;

interface Row {
    readonly Name: string;
    readonly Pages__c: number | null;
    readonly Genre__c: string | null;
    readonly Available__c: boolean;
    readonly Published__c: string | null;
}

type Test = (row: Row) => boolean;
interface Made {
    readonly soql: string;
    readonly test: Test;
}

const WORDS = ['atlas', 'Atlas', 'birds', 'a_b', '100%', 'Élan', 'élan', ''];
const GENRES = ['Poetry', 'Novel', 'Essay', 'Comic'];
const DAYS = ['2026-03-15', '2026-03-17', '2026-03-18', '2026-03-19', '2026-03-22', '2026-04-01'];
const PAGES = [0, 1, 5, 10, 320];

const rows = fc.array(
    fc.record({
        Name: fc.constantFrom(...WORDS.filter((word) => word !== '')),
        Pages__c: fc.option(fc.constantFrom(...PAGES)),
        Genre__c: fc.option(fc.constantFrom(...GENRES)),
        Available__c: fc.boolean(),
        Published__c: fc.option(fc.constantFrom(...DAYS)),
    }),
    { minLength: 1, maxLength: 12 },
);

const quote = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;
const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

const ORDERS: Readonly<Record<string, (left: number | string, right: number | string) => boolean>> = {
    '<': (left, right) => left < right,
    '<=': (left, right) => left <= right,
    '>': (left, right) => left > right,
    '>=': (left, right) => left >= right,
};

const pages = fc
    .tuple(fc.constantFrom('=', '!=', '<', '<=', '>', '>='), fc.constantFrom(...PAGES))
    .map(([operator, value]): Made => ({
        soql: `Pages__c ${operator} ${String(value)}`,
        test: ({ Pages__c: left }) => {
            if (operator === '=') return left === value;
            if (operator === '!=') return left !== value;
            return left !== null && (ORDERS[operator]?.(left, value) ?? false);
        },
    }));

const names = fc.tuple(fc.constantFrom('=', '!='), fc.constantFrom(...WORDS)).map(([operator, value]): Made => ({
    soql: `Name ${operator} ${quote(value)}`,
    test: ({ Name: left }) => same(left, value) === (operator === '='),
}));

const genres = fc.tuple(fc.boolean(), fc.subarray([...GENRES, null], { minLength: 1 })).map(([isIn, values]): Made => ({
    soql: `Genre__c ${isIn ? 'IN' : 'NOT IN'} (${values.map((value) => (value === null ? 'null' : quote(value))).join(', ')})`,
    test: ({ Genre__c: left }) => values.includes(left) === isIn,
}));

const patterns = fc
    .tuple(fc.constantFrom('a', '%s', '_tlas', '%\\_%', '%\\%', 'É%', 'él_n', '%'))
    .map(([pattern]): Made => {
        const source = pattern.replace(/\\(.)|([%_])|[^]/g, (one, escaped?: string, wild?: string) => {
            const literal = escaped ?? (wild === undefined ? one : '');
            return wild === '%' ? '[^]*' : wild === '_' ? '[^]' : literal;
        });
        const expression = new RegExp(`^${source}$`, 'i');
        return { soql: `Name LIKE '${pattern}'`, test: ({ Name: left }) => expression.test(left) };
    });

/** Today is Wednesday 18 March 2026. */
const WEEK = ['2026-03-16', '2026-03-22'] as const;
const weeks = fc.constantFrom('=', '!=', '<', '<=', '>', '>=').map((operator): Made => ({
    soql: `Published__c ${operator} THIS_WEEK`,
    test: ({ Published__c: day }) => {
        const isIn = day !== null && day >= WEEK[0] && day <= WEEK[1];
        if (operator === '=') return isIn;
        if (operator === '!=') return !isIn;
        const edge = operator === '<' || operator === '>=' ? WEEK[0] : WEEK[1];
        return day !== null && (ORDERS[operator]?.(day, edge) ?? false);
    },
}));

const flags = fc.boolean().map((value): Made => ({
    soql: `Available__c = ${String(value)}`,
    test: ({ Available__c: left }) => left === value,
}));

const { condition } = fc.letrec<{ condition: Made }>((tie) => ({
    condition: fc.oneof(
        { maxDepth: 3 },
        fc.oneof(pages, names, genres, patterns, weeks, flags),
        tie('condition').map(({ soql, test: inner }): Made => ({
            soql: `(NOT ${bracketed(soql)})`,
            test: (row) => !inner(row),
        })),
        fc
            .tuple(fc.constantFrom('AND', 'OR'), fc.array(tie('condition'), { minLength: 2, maxLength: 3 }))
            .map(([operator, parts]): Made => ({
                soql: `(${parts.map(({ soql }) => soql).join(` ${operator} `)})`,
                test: (row) =>
                    operator === 'AND' ? parts.every((part) => part.test(row)) : parts.some((part) => part.test(row)),
            })),
    ),
}));

function bracketed(soql: string): string {
    return soql.startsWith('(') ? soql : `(${soql})`;
}

function fill(sample: readonly Row[]): void {
    store.run('DELETE FROM "Book__c"');
    sample.forEach((row, index) => {
        const values: Value[] = [
            `b${String(index).padStart(4, '0')}`,
            row.Name,
            row.Pages__c,
            row.Genre__c,
            row.Available__c ? 1 : 0,
            row.Published__c,
        ];
        store.run(
            `INSERT INTO "Book__c" (Id, Name, Pages__c, Genre__c, Available__c, Published__c) VALUES (?, ?, ?, ?, ?, ?)`,
            values,
        );
    });
}

const selected = (soql: string): string[] =>
    [...prepareQuery(soql, scope).records()].map((record) => String(record['Id']));

test('WHERE selects what the simple evaluation selects', () => {
    fc.assert(
        fc.property(rows, fc.array(condition, { minLength: 1, maxLength: 5 }), (sample, conditions) => {
            fill(sample);
            for (const { soql, test: holds } of conditions) {
                const expected = sample.flatMap((row, index) =>
                    holds(row) ? [`b${String(index).padStart(4, '0')}`] : [],
                );
                assert.deepEqual(selected(`SELECT Id FROM Book__c WHERE ${soql} ORDER BY Id`), expected, soql);
            }
        }),
        { numRuns: 150 },
    );
});

test('ORDER BY puts blanks where it is told', () => {
    const order = fc.record({ descending: fc.boolean(), nulls: fc.constantFrom('first', 'last') });
    fc.assert(
        fc.property(rows, order, (sample, { descending, nulls }) => {
            fill(sample);
            const blank = nulls === 'first' ? -Infinity : Infinity;
            const key = (row: Row): number =>
                row.Pages__c === null ? blank : descending ? -row.Pages__c : row.Pages__c;
            const expected = sample
                .map((row, index) => ({ key: key(row), id: `b${String(index).padStart(4, '0')}` }))
                .sort((a, b) => (a.key === b.key ? (a.id < b.id ? -1 : 1) : a.key - b.key))
                .map((one) => one.id);
            const direction = `${descending ? 'DESC' : 'ASC'} NULLS ${nulls.toUpperCase()}`;
            assert.deepEqual(selected(`SELECT Id FROM Book__c ORDER BY Pages__c ${direction}, Id`), expected);
        }),
        { numRuns: 100 },
    );
});

test('totals add up to what their records give', () => {
    fc.assert(
        fc.property(rows, (sample) => {
            fill(sample);
            const groups = Map.groupBy(sample, (row) => row.Genre__c);
            const query =
                'SELECT Genre__c, COUNT(Id) n, COUNT(Pages__c) some, SUM(Pages__c) total FROM Book__c GROUP BY Genre__c';
            for (const record of prepareQuery(query, scope).records()) {
                const own = groups.get(record['Genre__c'] as string | null) ?? [];
                const numbers = own.flatMap((row) => row.Pages__c ?? []);
                const total = numbers.length > 0 ? numbers.reduce((sum, one) => sum + one, 0) : null;
                assert.deepEqual([record['n'], record['some'], record['total']], [own.length, numbers.length, total]);
            }
        }),
        { numRuns: 50 },
    );
});
