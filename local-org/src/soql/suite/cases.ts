/** Runs tables of queries, each with what it must give, in a short notation. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OrgError } from '../../schema/errors.ts';
import { prepareQuery, type QueryScope } from '../index.ts';
import type { Library } from './library.ts';

/**
 * Queries with their results. `#Ghent` in a query is the id of that record, and an id in a result is shown so.
 *
 * A result: records apart by `, `, in the order of the query or, where it has none, of their text; values of a record apart
 * by `|`; blank is `-`; a parent is `{…}`, children are `[…]`; a date-time is shown as it is. An error: `! CODE message`, of
 * which the message is the end. A number: the size of a `COUNT()`.
 */
export type Cases = Readonly<Record<string, string | number>>;

/**
 * Runs tables.
 * @param library of the tests
 * @param sections by the title of the section of the documentation that they follow
 */
export function runCases(library: Library, sections: Readonly<Record<string, Cases>>, scope = library.scope): void {
    for (const [title, cases] of Object.entries(sections))
        void describe(title, () => {
            for (const [query, expected] of Object.entries(cases))
                void test(query, () => {
                    assert.equal(resultOf(library, query, scope), expected);
                });
        });
}

/** The result of a query in the notation. */
export function resultOf(
    library: Library,
    query: string,
    scope: QueryScope,
    binds?: Record<string, unknown>,
): string | number {
    const soql = query.replace(/#(\w+)/g, (whole, name: string) => library.ids.get(name) ?? whole);
    try {
        const prepared = prepareQuery(soql, scope, binds);
        if (prepared.isCount) return prepared.totalSize();
        const records = [...prepared.records()];
        assert.equal(prepared.totalSize(), records.length, 'totalSize');
        const lines = records.map((record) => show(library, record));
        return (isOrdered(query) ? lines : lines.sort()).join(', ');
    } catch (error) {
        if (!(error instanceof OrgError)) throw error;
        return `! ${error.code} ${error.message.split('\n').at(-1) ?? ''}`;
    }
}

/** Whether the query itself, and not only a subquery, has an ORDER BY. */
function isOrdered(query: string): boolean {
    const outer = query.replace(/\([^()]*\)/g, '');
    return outer === query ? /order by/i.test(query) : isOrdered(outer);
}

function show(library: Library, value: unknown): string {
    if (value === null) return '-';
    if (typeof value === 'string') return nameOf(library, value);
    if (typeof value !== 'object') return JSON.stringify(value);
    if ('records' in value && Array.isArray(value.records))
        return `[${value.records.map((one) => show(library, one)).join('; ')}]`;
    const members = Object.entries(value).filter(([name]) => name !== 'attributes');
    const shown = members.map(([, member]) =>
        isRecord(member) ? `{${show(library, member)}}` : show(library, member),
    );
    return shown.join('|');
}

function isRecord(value: unknown): boolean {
    return typeof value === 'object' && value !== null && !('records' in value);
}

function nameOf(library: Library, text: string): string {
    for (const [name, id] of library.ids) if (id === text) return `#${name}`;
    return text;
}
