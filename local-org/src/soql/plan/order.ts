/**
 * ORDER BY, LIMIT and OFFSET as SQL.
 * Source: SOQL and SOSL Reference, "ORDER BY", "LIMIT", "OFFSET".
 */
import { OrgError } from '../../schema/errors.ts';
import type { Call, OrderItem, Path, Query, RowCount } from '../ast.ts';
import { fieldCannot, malformed } from '../errors.ts';
import { scalarFunction } from './conditions.ts';
import type { PlanContext } from './context.ts';
import { isDateFunction } from './functions.ts';
import type { Names } from './names.ts';
import { hasListOrder, picklistPlace } from './operands.ts';
import { bindValue } from './values.ts';

const MAX_OFFSET = 2000;

/** ORDER BY of a query for records; empty without one. */
export function orderSql(context: PlanContext, names: Names, items: readonly OrderItem[]): string {
    if (items.length === 0) return '';
    return ` ORDER BY ${items.map((item) => orderItemSql(context, names, item)).join(', ')}`;
}

function orderItemSql(context: PlanContext, names: Names, item: OrderItem): string {
    const { expression } = item;
    if (expression.kind === 'call') return callSql(context, names, expression, item);
    const { field, sql, parents } = names.locate(expression);
    if (!field.sortable) throw context.error(fieldCannot, expression.offset, field.name, 'sorted');
    // without blanks their place does not matter, and an index can give the order
    const hasBlanks = field.nillable || parents.length > 0;
    return directedSql(hasListOrder(field) ? picklistPlace(sql, field) : sql, item, hasBlanks);
}

function callSql(context: PlanContext, names: Names, call: Call, item: OrderItem): string {
    if (isDateFunction(call.name)) throw malformed(`Ordered field must be grouped or aggregated: ${call.text}`);
    return directedSql(scalarFunction(context, names, call).sql, item, true);
}

/** SQLite has blanks before everything; an org has them first in either direction, unless told otherwise. */
export function directedSql(sql: string, { descending, nulls }: OrderItem, hasBlanks: boolean): string {
    const direction = descending ? ' DESC' : '';
    const usual = descending ? 'last' : 'first';
    return hasBlanks && nulls !== usual ? `${sql}${direction} NULLS ${nulls.toUpperCase()}` : `${sql}${direction}`;
}

/** LIMIT and OFFSET; empty without them. */
export function limitSql(context: PlanContext, { limit, skip }: Pick<Query, 'limit' | 'skip'>): string {
    const most = limit && rowCount(context, limit);
    const after = skip && rowCount(context, skip);
    if (after !== undefined && after > MAX_OFFSET)
        throw new OrgError('NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${String(MAX_OFFSET)}`);
    if (most === undefined && after === undefined) return '';
    const mark = (count: number): string => context.parameters.mark(count);
    return ` LIMIT ${mark(most ?? -1)}${after === undefined ? '' : ` OFFSET ${mark(after)}`}`;
}

function rowCount(context: PlanContext, count: RowCount): number {
    const value = count.kind === 'number' ? count.value : bindValue(context, count);
    const number = typeof value === 'bigint' ? Number(value) : value;
    if (typeof number === 'number' && Number.isInteger(number) && number >= 0) return number;
    throw malformed('LIMIT and OFFSET must be numbers that are not negative');
}

/** What an expression is known by, whatever its case. */
export function expressionKey(names: Names, expression: Path | Call): string {
    if (expression.kind === 'path') {
        const { parents, field } = names.locate(expression);
        return [...parents.map(({ name }) => name), field.name].join('.').toLowerCase();
    }
    return expression.text.toLowerCase();
}
