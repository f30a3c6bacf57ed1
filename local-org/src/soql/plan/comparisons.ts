/**
 * One comparison as SQL. Where SQL knows true, false and unknown, SOQL knows true and false only: a blank field is not
 * equal to a value, and not in a list that does not hold null.
 * Source: SOQL and SOSL Reference, "Comparison Operators" and "Use null in WHERE".
 */
import type { Value } from '../../store/store.ts';
import type { Comparand, Literal, Operator } from '../ast.ts';
import { invalidOperator, malformed } from '../errors.ts';
import { unescape, unescapePattern } from '../parser/values.ts';
import type { PlanContext } from './context.ts';
import { TYPE_NAMES, type Kind, type Operand } from './operands.ts';
import { bindValue, rangeOf, storedValue, wrongType } from './values.ts';

/** Lists that are longer go into the statement as one value. */
const MAX_MARKS = 20;
const NOT_ASCII = /[^\u0020-\u007e]/;

const SETS: readonly Operator[] = ['includes', 'excludes'];
const ORDERS: readonly Operator[] = ['<', '<=', '>', '>='];

/** The operators that a kind of values does not take. */
function isRefused(operator: Operator, kind: Kind): boolean {
    if (kind === 'distance') return operator !== '<' && operator !== '>';
    if (SETS.includes(operator)) return kind !== 'multi';
    if (operator === 'like') return kind !== 'text';
    return ORDERS.includes(operator) && (kind === 'boolean' || kind === 'multi');
}

/**
 * A comparison with values.
 * @throws OrgError INVALID_QUERY_FILTER_OPERATOR or INVALID_FIELD when operator or value do not fit the operand
 */
export function comparisonSql(
    context: PlanContext,
    operand: Operand,
    operator: Operator,
    value: Exclude<Comparand, { kind: 'query' }>,
): string {
    if (isRefused(operator, operand.kind)) {
        const type = operand.kind === 'id' ? 'id' : (operand.field?.type ?? TYPE_NAMES[operand.kind]);
        throw context.error(invalidOperator, operand.offset, type);
    }
    switch (operator) {
        case 'in':
        case 'not in':
            return listSql(context, operand, literals(context, value), operator === 'in');
        case 'includes':
        case 'excludes':
            return setSql(context, operand, literals(context, value), operator === 'includes');
        case 'like':
            return anyOf(literals(context, value).map((one) => likeSql(context, operand, one)));
        default:
            if (value.kind === 'list') throw malformed(`unexpected token: '('`);
            if (value.kind === 'range') return rangeSql(context, operand, operator, value);
            return orderedSql(context, operand, operator, storedValue(context, operand, value));
    }
}

/** The values of a list, or of a bind variable that holds one. */
function literals(context: PlanContext, value: Exclude<Comparand, { kind: 'query' }>): Literal[] {
    if (value.kind === 'list') return value.items.flatMap((item) => literals(context, item));
    if (value.kind !== 'bind') return [value];
    const bound = bindValue(context, value);
    const elements: unknown[] =
        Array.isArray(bound) || bound instanceof Set ? [...(bound as Iterable<unknown>)] : [bound];
    return elements.map((element) => ({ kind: 'value', value: element }));
}

function orderedSql(context: PlanContext, operand: Operand, operator: Operator, value: Value): string {
    const { sql } = operand;
    if (value === null) {
        if (operator === '=') return `${sql} IS NULL`;
        // nothing is less or more than nothing
        return operator === '!=' ? `${sql} IS NOT NULL` : '0';
    }
    const [left, right] = folded(context, operand, value);
    return operator === '!=' ? `${left} IS NOT ${right}` : `${left} ${operator} ${right}`;
}

/** SQLite knows upper and lower case of ASCII only. */
function folded(context: PlanContext, { sql, kind, isCaseSensitive }: Operand, value: Value): [string, string] {
    const isText = kind === 'text' || kind === 'multi';
    if (!isText || isCaseSensitive === true || typeof value !== 'string' || !NOT_ASCII.test(value))
        return [sql, context.parameters.mark(value)];
    return [`soql_fold(${sql})`, context.parameters.mark(value.toLowerCase())];
}

function rangeSql(
    context: PlanContext,
    operand: Operand,
    operator: Operator,
    value: Extract<Literal, { kind: 'range' }>,
): string {
    const { sql } = operand;
    const range = rangeOf(context, operand, value);
    const from = (): string => context.parameters.mark(range.from);
    const to = (): string => context.parameters.mark(range.to);
    switch (operator) {
        case '=':
            return `(${sql} >= ${from()} AND ${sql} < ${to()})`;
        case '!=':
            return `(${sql} IS NULL OR ${sql} < ${from()} OR ${sql} >= ${to()})`;
        case '<':
        case '>=':
            return `${sql} ${operator} ${from()}`;
        default:
            return `${sql} ${operator === '<=' ? '<' : '>='} ${to()}`;
    }
}

function listSql(context: PlanContext, operand: Operand, items: readonly Literal[], isIn: boolean): string {
    const ranges = items.filter((item) => item.kind === 'range');
    const values = items.filter((item) => item.kind !== 'range').map((item) => storedValue(context, operand, item));
    const present = values.filter((value) => value !== null);
    const conditions = ranges.map((range) => rangeSql(context, operand, '=', range));
    if (present.length > 0) conditions.push(memberSql(context, operand, present));
    if (values.includes(null)) conditions.push(`${operand.sql} IS NULL`);
    const sql = anyOf(conditions);
    return isIn ? sql : negated(sql);
}

function memberSql(context: PlanContext, operand: Operand, values: readonly Value[]): string {
    const isFolded = values.some((value) => folded(context, operand, value)[0] !== operand.sql);
    const list = isFolded ? values.map((value) => textOf(value).toLowerCase()) : values;
    const left = isFolded ? `soql_fold(${operand.sql})` : operand.sql;
    const { parameters } = context;
    if (list.length > MAX_MARKS)
        return `${left} IN (SELECT value FROM json_each(${parameters.mark(JSON.stringify(list))}))`;
    return `${left} IN (${list.map((value) => parameters.mark(value)).join(', ')})`;
}

function likeSql(context: PlanContext, operand: Operand, literal: Literal): string {
    const pattern = literal.kind === 'string' ? unescapePattern(literal.raw) : boundPattern(context, operand, literal);
    if (pattern === '') return '0';
    const isFolded = NOT_ASCII.test(pattern);
    const left = isFolded ? `soql_fold(${operand.sql})` : operand.sql;
    const right = context.parameters.mark(isFolded ? pattern.toLowerCase() : pattern);
    return pattern.includes('\\') ? `${left} LIKE ${right} ESCAPE '\\'` : `${left} LIKE ${right}`;
}

function boundPattern(context: PlanContext, operand: Operand, literal: Literal): string {
    if (literal.kind !== 'value') throw wrongType(context, operand);
    const value = storedValue(context, operand, literal);
    return textOf(value);
}

/** Text of what is known to be text or blank. */
function textOf(value: unknown): string {
    return typeof value === 'string' ? value : '';
}

/** Each string names values that must all be chosen: `'A;B'`; one of the strings must be fulfilled. */
function setSql(context: PlanContext, { sql }: Operand, items: readonly Literal[], isIncluded: boolean): string {
    const alternatives = items.map((item) => {
        const text = item.kind === 'string' ? unescape(item.raw) : item.kind === 'value' ? item.value : '';
        const values = textOf(text)
            .split(';')
            .filter((value) => value !== '');
        if (values.length === 0) return `${sql} IS NULL`;
        return `(${values.map((value) => chosenSql(context, sql, value)).join(' AND ')})`;
    });
    return isIncluded ? anyOf(alternatives) : negated(anyOf(alternatives));
}

function chosenSql(context: PlanContext, sql: string, value: string): string {
    const pattern = `%;${value.replace(/[\\%_]/g, '\\$&')};%`;
    return `';' || ${sql} || ';' LIKE ${context.parameters.mark(pattern)} ESCAPE '\\'`;
}

function anyOf(conditions: readonly string[]): string {
    if (conditions.length === 0) return '0';
    return conditions.length === 1 ? (conditions[0] ?? '0') : `(${conditions.join(' OR ')})`;
}

/** What is not true is false, and its negation true. */
export function negated(sql: string): string {
    return `(${sql}) IS NOT TRUE`;
}
