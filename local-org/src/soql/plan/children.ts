/**
 * Subqueries in SELECT: the children of each record, as JSON in a column of its row.
 * Source: SOQL and SOSL Reference, "Understanding Relationship Queries".
 */
import type { Query } from '../ast.ts';
import { childrenColumn } from '../columns.ts';
import { malformed, noSuchChildren } from '../errors.ts';
import { childrenReader, Columns } from '../shape.ts';
import { rootConditions } from './conditions-of-root.ts';
import { whereSql } from './conditions.ts';
import { Frame } from './frame.ts';
import { Names } from './names.ts';
import { limitSql, orderSql } from './order.ts';
import { planSubquery } from './plan.ts';
import { addMember, planSelection, type Selection } from './select.ts';
import type { ChildRelationship } from '../../schema/schema.ts';

/** Levels of subqueries below a query (API version 58.0 and later). */
const MAX_DEPTH = 4;

/** Plans a subquery of the SELECT list. */
export function planChildren(selection: Selection, query: Query): void {
    const { context, names, columns, depth } = selection;
    if (depth >= MAX_DEPTH) throw malformed('Subqueries cannot be nested more than 5 levels deep');
    const relationship = relationshipOf(selection, query);
    const { child, field, relationshipName = '' } = relationship;
    context.checkSecured(child, field);
    const frame = new Frame(context, child, { few: names.root.frame.few });
    const childNames = new Names(context, frame, query.from);
    const own = new Columns();
    const inner = planSelection(context, childNames, query, own, depth + 1);
    const conditions = [
        `${frame.column(field)} = ${names.root.id}`,
        ...rootConditions(context, frame, query),
        ...(query.where ? [whereSql(context, childNames, query.where, (one) => planSubquery(context, one))] : []),
    ];
    const order = orderSql(context, childNames, query.order);
    const limit = limitSql(context, query);
    // the joins are complete when everything that may need one is planned
    const from = `FROM ${frame.from} WHERE ${conditions.join(' AND ')}`;
    const index = columns.add(`(${jsonSql(own.list, from, order, limit)})`);
    const read = childrenReader(index, inner.shape.compile());
    addMember(selection, relationshipName, read, childrenColumn(relationshipName, inner.metadata));
}

function relationshipOf({ context, names }: Selection, { from }: Query): ChildRelationship {
    const [main] = from;
    const { parts, offset } = main?.path ?? { parts: [], offset: 0 };
    const name = parts.at(-1) ?? '';
    const [first = '', ...rest] = parts;
    const isOwn = rest.length === 0 || (rest.length === 1 && names.isRoot(first));
    const found = isOwn ? context.schema.childRelationship(names.root.object, name) : undefined;
    if (!found || !context.access.seesObject(found.child) || !context.access.seesField(found.child, found.field))
        throw context.error(noSuchChildren, offset, name);
    return found;
}

/** The rows as an array of arrays. */
function jsonSql(columns: readonly string[], from: string, order: string, limit: string): string {
    if (order === '' && limit === '')
        return `SELECT json_group_array(json_array(${columns.map(asJson).join(', ')})) ${from}`;
    const named = columns.map((sql, index) => `${sql} AS c${String(index)}`);
    const values = columns.map((sql, index) => (isJson(sql) ? `json(c${String(index)})` : `c${String(index)}`));
    return `SELECT json_group_array(json_array(${values.join(', ')})) FROM (SELECT ${named.join(', ')} ${from}${order}${limit})`;
}

/** The column of a subquery in the subquery. */
function isJson(sql: string): boolean {
    return sql.startsWith('(SELECT json_group_array(');
}

function asJson(sql: string): string {
    return isJson(sql) ? `json(${sql})` : sql;
}
