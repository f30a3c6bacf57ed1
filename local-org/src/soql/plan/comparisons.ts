/**
 * One comparison as SQL. Where SQL knows true, false and unknown, SOQL knows true and false only: a blank field is not
 * equal to a value, and not in a list that does not hold null.
 * Source: SOQL and SOSL Reference, "Comparison Operators" and "Use null in WHERE".
 */
import type { Value } from '../../store/store.ts';
import type { Comparand, Literal, Operator } from '../ast.ts';
import { invalidOperator, malformed } from '../errors.ts';
import { unescape, unescapePattern } from '../parser/values.ts';
import type { Binds, Run } from '../scope.ts';
import type { PlanContext } from './context.ts';
import { TYPE_NAMES, type Kind, type Operand } from './operands.ts';
import { bindValue, rangeOf, storedValue, wrongType } from './values.ts';

/** Lists that are longer go into the statement as one value. */
export const MAX_MARKS = 20;
/** Texts that SQLite does not know the upper and lower case of. */
export const NOT_ASCII = /[^\u0020-\u007e]/;

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
            return listSql(context, operand, value, operator === 'in');
        case 'includes':
        case 'excludes':
            return setSql(context, operand, literals(context, value), operator === 'includes');
        case 'like':
            return anyOf(literals(context, value).map((one) => likeSql(context, operand, one)));
        default:
            if (value.kind === 'list') throw malformed(`unexpected token: '('`);
            if (value.kind === 'range') return rangeSql(context, operand, operator, value);
            return orderedSql(context, operand, operator, valueOf(context, operand, value));
    }
}

/** A value, and what it is in another run, of which a variable may hold another of the same shape. */
interface RunValue<T> {
    readonly now: T;
    readonly later?: (run: Run) => T;
}

function valueOf(context: PlanContext, operand: Operand, literal: Literal): RunValue<Value> {
    if (literal.kind !== 'bind') return { now: storedValue(context, operand, literal) };
    return {
        now: storedValue(context, operand, literal, context.binds),
        later: ({ binds }) => storedValue(context, operand, literal, binds),
    };
}

/** A mark for what is made of a value. */
function markOf<T>(context: PlanContext, { now, later }: RunValue<T>, make: (value: T) => Value): string {
    return context.parameters.mark(later ? (run) => make(later(run)) : make(now));
}

/** The values of a list, or of a bind variable that holds one. @param later as of {@link bindValue} */
function literals(context: PlanContext, value: Exclude<Comparand, { kind: 'query' }>, later?: Binds): Literal[] {
    if (value.kind === 'list') return value.items.flatMap((item) => literals(context, item, later));
    if (value.kind !== 'bind') return [value];
    const bound = bindValue(context, value, later);
    const elements: unknown[] =
        Array.isArray(bound) || bound instanceof Set ? [...(bound as Iterable<unknown>)] : [bound];
    return elements.map((element) => ({ kind: 'value', value: element }));
}

function orderedSql(context: PlanContext, operand: Operand, operator: Operator, value: RunValue<Value>): string {
    const { sql } = operand;
    if (value.now === null) {
        if (operator === '=') return `${sql} IS NULL`;
        // nothing is less or more than nothing
        return operator === '!=' ? `${sql} IS NOT NULL` : '0';
    }
    const isFolded = needsFold(operand, value.now);
    const left = isFolded ? `soql_fold(${sql})` : sql;
    const right = markOf(context, value, (one) => (isFolded ? textOf(one).toLowerCase() : one));
    return operator === '!=' ? `${left} IS NOT ${right}` : `${left} ${operator} ${right}`;
}

/** SQLite knows upper and lower case of ASCII only. */
function needsFold({ kind, isCaseSensitive }: Operand, value: Value): boolean {
    const isText = kind === 'text' || kind === 'multi';
    return isText && isCaseSensitive !== true && typeof value === 'string' && NOT_ASCII.test(value);
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

function listSql(
    context: PlanContext,
    operand: Operand,
    value: Exclude<Comparand, { kind: 'query' }>,
    isIn: boolean,
): string {
    const ranges = (value.kind === 'list' ? value.items : [value]).filter((item) => item.kind === 'range');
    const read = (binds?: Binds): Value[] =>
        literals(context, value, binds)
            .filter((item) => item.kind !== 'range')
            .map((item) => storedValue(context, operand, item, binds));
    const values = read(context.binds);
    const conditions = ranges.map((range) => rangeSql(context, operand, '=', range));
    const present = (all: readonly Value[]): Value[] => all.filter((one) => one !== null);
    if (present(values).length > 0)
        conditions.push(
            memberSql(context, operand, {
                now: present(values),
                ...(hasBind(value) ? { later: ({ binds }) => present(read(binds)) } : {}),
            }),
        );
    if (values.includes(null)) conditions.push(`${operand.sql} IS NULL`);
    const sql = anyOf(conditions);
    return isIn ? sql : negated(sql);
}

function hasBind(value: Exclude<Comparand, { kind: 'query' }>): boolean {
    return value.kind === 'bind' || (value.kind === 'list' && value.items.some(hasBind));
}

function memberSql(context: PlanContext, operand: Operand, values: RunValue<readonly Value[]>): string {
    const isFolded = values.now.some((value) => needsFold(operand, value));
    const left = isFolded ? `soql_fold(${operand.sql})` : operand.sql;
    const listed = (all: readonly Value[]): readonly Value[] =>
        isFolded ? all.map((value) => textOf(value).toLowerCase()) : all;
    if (values.now.length > MAX_MARKS)
        return `${left} IN (SELECT value FROM json_each(${markOf(context, values, (all) => JSON.stringify(listed(all)))}))`;
    const marks = values.now.map((_, at) => markOf(context, values, (all) => listed(all)[at] ?? null));
    return `${left} IN (${marks.join(', ')})`;
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
