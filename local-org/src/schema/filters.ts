/**
 * Filters as metadata writes them (roll-ups, sharing rules), as conditions for SQL; and the logic that joins filters.
 * Source: Metadata API developer guide, "FilterItem".
 */
import { toId18 } from './ids.ts';
import type { Field, FilterItem } from './model.ts';

/** A condition with the values of its question marks, in order. */
export interface FilterCondition {
    readonly sql: string;
    readonly params: readonly (string | number)[];
}

const COMPARISONS: Readonly<Record<string, string>> = {
    lessThan: '<',
    greaterThan: '>',
    lessOrEqual: '<=',
    greaterOrEqual: '>=',
};

/** The operations that can be done here; `within` asks for distances. */
export const FILTER_OPERATIONS: ReadonlySet<string> = new Set([
    ...Object.keys(COMPARISONS),
    'equals',
    'notEqual',
    'contains',
    'notContain',
    'startsWith',
    'includes',
    'excludes',
]);

/** The field that a filter is about, without the name of its object. */
export function fieldOfFilter(item: { readonly field: string }): string {
    return item.field.split('.').at(-1) ?? '';
}

/** How texts are compared: as an org does, or letter by letter. */
export interface FilterSettings {
    readonly caseSensitive?: boolean;
}

/**
 * A filter as a condition; a list of values with commas means any of them.
 * @param column the field in SQL
 * @throws Error for an operation that is not in {@link FILTER_OPERATIONS}
 */
export function filterSql(
    field: Field,
    item: FilterItem,
    column: string,
    { caseSensitive = false }: FilterSettings = {},
): FilterCondition {
    const isExact = caseSensitive && (field.type === 'string' || field.type === 'textarea');
    const written = (item.value ?? '').split(',').map((value) => value.trim());
    if ((item.value ?? '') === '' && ['equals', 'notEqual'].includes(item.operation))
        return { sql: `${column} IS ${item.operation === 'equals' ? '' : 'NOT '}NULL`, params: [] };
    if (field.name === 'RecordTypeId') return recordTypeSql(item, column, written);
    const params = written.map((value) => valueOf(field, value));
    const any = (condition: string): FilterCondition => ({
        sql: `(${params.map(() => condition).join(' OR ')})`,
        params,
    });
    const none = ({ sql }: FilterCondition): FilterCondition => ({ sql: `(${column} IS NULL OR NOT ${sql})`, params });
    const left = isExact ? `${column} COLLATE BINARY` : column;
    const fold = (text: string): string => (isExact ? text : `lower(${text})`);
    const equal: FilterCondition = { sql: `(${left} IN (${params.map(() => '?').join(', ')}))`, params };
    const position = `instr(${fold(column)}, ${fold('?')})`;
    const includes = `instr(';' || ${fold(column)} || ';', ';' || ${fold('?')} || ';') > 0`;
    const comparison = COMPARISONS[item.operation];
    if (comparison !== undefined) return any(`${left} ${comparison} ?`);
    switch (item.operation) {
        case 'equals':
            return equal;
        case 'notEqual':
            return none(equal);
        case 'contains':
            return any(`${position} > 0`);
        case 'notContain':
            return none(any(`${position} > 0`));
        case 'startsWith':
            return any(`${position} = 1`);
        case 'includes':
            return any(includes);
        case 'excludes':
            return none(any(includes));
        default:
            throw new Error(`${item.field}: a filter compares with ${item.operation}, which a local org cannot`);
    }
}

/** Metadata names record types, whose ids differ from org to org. */
function recordTypeSql({ operation }: FilterItem, column: string, written: readonly string[]): FilterCondition {
    const names = JSON.stringify(written.map((name) => name.split('.').at(-1) ?? ''));
    const named = `SELECT value FROM json_each(?)`;
    const sql = `${column} IN (SELECT Id FROM "RecordType" WHERE DeveloperName IN (${named}) OR Name IN (${named}))`;
    return { sql: operation === 'notEqual' ? `(${sql}) IS NOT TRUE` : sql, params: [names, names] };
}

/** A value as the field's column holds it. */
function valueOf(field: Field, value: string): string | number {
    if (field.type === 'boolean') return value.toLowerCase() === 'true' || value === '1' ? 1 : 0;
    if (field.type === 'reference' || field.type === 'id') return toId18(value) ?? value;
    const isNumber = ['int', 'double', 'currency', 'percent'].includes(field.type);
    if (isNumber && value !== '' && !Number.isNaN(Number(value))) return Number(value);
    if (field.type === 'datetime' && !Number.isNaN(Date.parse(value))) return Date.parse(value);
    return value;
}

/** What AND, OR and NOT make of two values, or of one. */
export interface Logic<T> {
    and(left: T, right: T): T;
    or(left: T, right: T): T;
    not(value: T): T;
}

/** The logic of conditions; what SQL calls unknown does not hold, so that its opposite does. */
export const SQL_LOGIC: Logic<FilterCondition> = {
    and: (left, right) => ({ sql: `(${left.sql} AND ${right.sql})`, params: [...left.params, ...right.params] }),
    or: (left, right) => ({ sql: `(${left.sql} OR ${right.sql})`, params: [...left.params, ...right.params] }),
    not: ({ sql, params }) => ({ sql: `((${sql}) IS NOT TRUE)`, params }),
};

/**
 * Joins filters by the logic that metadata writes, such as `1 AND (2 OR NOT 3)`.
 * @throws Error when it cannot be read, or names a filter that there is not
 */
export function combineFilters<T>(booleanFilter: string, filters: readonly T[], logic: Logic<T>): T {
    const tokens = booleanFilter.toUpperCase().match(/\w+|\S/g) ?? [];
    let position = 0;
    const primary = (): T => {
        const token = tokens[position++];
        if (token === 'NOT') return logic.not(primary());
        if (token === '(') {
            const inner = either();
            if (tokens[position++] !== ')') throw unreadable(booleanFilter);
            return inner;
        }
        const index = Number(token) - 1;
        if (!(index in filters)) throw unreadable(booleanFilter);
        return filters[index] as T;
    };
    const both = (): T => {
        let result = primary();
        for (; tokens[position] === 'AND'; result = logic.and(result, primary())) position += 1;
        return result;
    };
    const either = (): T => {
        let result = both();
        for (; tokens[position] === 'OR'; result = logic.or(result, both())) position += 1;
        return result;
    };
    const result = either();
    if (position < tokens.length) throw unreadable(booleanFilter);
    return result;
}

function unreadable(booleanFilter: string): Error {
    return new Error(`Invalid boolean filter: '${booleanFilter}'`);
}
