/**
 * Semi-joins and anti-joins: `Id IN (SELECT AccountId FROM Contact)`.
 * Source: SOQL and SOSL Reference, "Comparison Operators", "Semi-Joins with IN and Anti-Joins with NOT IN".
 */
import type { Comparison, Condition, Query } from '../ast.ts';
import { malformed } from '../errors.ts';
import type { PlanContext } from './context.ts';
import type { Names } from './names.ts';
import type { Found } from './sources.ts';

/** How many of them a WHERE may have. */
const MAX_SEMI_JOINS = 2;

/** Makes the SQL of a subquery that gives one field. */
export type SubqueryPlanner = (query: Query) => { readonly sql: string; readonly found: Found };

/** Checks where in a condition semi-joins stand. */
export function checkSemiJoins(condition: Condition): void {
    const count = countIn(condition);
    if (count > MAX_SEMI_JOINS) throw malformed(`Maximum ${String(MAX_SEMI_JOINS)} semi join sub-selects are allowed.`);
    if (count === 0) return;
    if (condition.kind === 'or') throw malformed("Semi join sub-selects are not allowed with the 'OR' operator");
    if (condition.kind === 'not') throw malformed("Semi join sub-selects are not allowed with the 'NOT' operator");
    if (condition.kind === 'comparison') return;
    for (const operand of condition.operands) {
        if (operand.kind === 'comparison' || countIn(operand) === 0) continue;
        if (operand.kind === 'not') throw malformed("Semi join sub-selects are not allowed with the 'NOT' operator");
        throw malformed(
            'Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested WHERE expressions.',
        );
    }
}

function countIn(condition: Condition): number {
    if (condition.kind === 'comparison') return condition.value.kind === 'query' ? 1 : 0;
    const operands = condition.kind === 'not' ? [condition.operand] : condition.operands;
    return operands.reduce((sum, operand) => sum + countIn(operand), 0);
}

/** One semi-join as SQL. */
export function semiJoinSql(
    context: PlanContext,
    names: Names,
    { left, operator }: Comparison,
    query: Query,
    plan: SubqueryPlanner,
): string {
    if (operator !== 'in' && operator !== 'not in')
        throw malformed('Semi join sub-selects are only supported with the IN and NOT IN operators');
    if (left.kind !== 'path') throw malformed(`unexpected token: '${left.text}'`);
    const outer = names.locate(left);
    checkQuery(query);
    const { sql, found: inner } = plan(query);
    checkTypes(context, outer, inner);
    if (names.root.entity === innerEntity(context, query))
        throw malformed('The inner and outer selects should not be on the same object type');
    if (operator === 'in') return `${outer.sql} IN (${sql})`;
    return `(${outer.sql} IS NULL OR ${outer.sql} NOT IN (${sql}))`;
}

function innerEntity(context: PlanContext, query: Query): string | undefined {
    return context.schema.object(query.from[0]?.path.parts[0] ?? '')?.name;
}

function checkQuery(query: Query): void {
    const [item, more] = query.select;
    const isField = item?.kind === 'field' && item.expression.kind === 'path';
    if (!isField || more) throw malformed('Semi join sub-selects must select exactly one id or reference field');
    const { expression } = item;
    const { path, alias } = query.from[0] ?? {};
    const prefixes = [alias?.toLowerCase(), path?.parts[0]?.toLowerCase()];
    const parents = expression.kind === 'path' ? expression.parts.slice(0, -1) : [];
    if (parents.some((parent) => !prefixes.includes(parent.toLowerCase())))
        throw malformed('Semi join sub-selects cannot select a field of a parent');
    if (query.order.length > 0 || query.limit || query.purposes.length > 0)
        throw malformed('ORDER BY, LIMIT and FOR UPDATE are not supported in semi join sub-selects');
    if (query.where && countIn(query.where) > 0) throw malformed('Nesting of semi join sub-selects is not supported');
}

/** Both fields must be ids of the same object. */
function checkTypes(context: PlanContext, outer: Found, inner: Found): void {
    for (const { field } of [inner, outer])
        if (field.type !== 'id' && field.type !== 'reference')
            throw malformed(`Semi join sub-selects can only query id fields, cannot use: '${field.name}'`);
    const targets = targetsOf(context, outer);
    if (targetsOf(context, inner).some((target) => targets.includes(target))) return;
    throw malformed(
        `The selected field '${inner.field.name}' in the subquery and the left operand field in the where expression in ` +
            `the outer query '${outer.field.name}' should point to the same object type`,
    );
}

function targetsOf(context: PlanContext, { field, object }: Found): string[] {
    const to = field.reference?.to ?? [object.name];
    return to.map((name) => context.schema.object(name)?.name ?? name);
}
