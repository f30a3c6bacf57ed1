/** WHERE and HAVING as SQL. */
import type { Call, Comparison, Condition, Path } from '../ast.ts';
import { fieldCannot, malformed } from '../errors.ts';
import { aggregateFunction, isAggregate } from './aggregates.ts';
import { comparisonSql, negated } from './comparisons.ts';
import type { PlanContext } from './context.ts';
import { dateFunction, distanceFunction, isDateFunction, labelSql } from './functions.ts';
import type { Located, Names } from './names.ts';
import { kindOf, type Operand } from './operands.ts';
import { RecordSource } from './sources.ts';
import { checkSemiJoins, semiJoinSql, type SubqueryPlanner } from './semi-joins.ts';

/**
 * WHERE as SQL.
 * @param planSubquery makes the SQL of the query of a semi-join
 * @throws OrgError for whatever the condition cannot be
 */
export function whereSql(
    context: PlanContext,
    names: Names,
    condition: Condition,
    planSubquery: SubqueryPlanner,
): string {
    checkSemiJoins(condition);
    const demands = new Set(condition.kind === 'and' ? condition.operands : [condition]);
    return conditionSql(condition, (comparison) => {
        const { left, operator, value } = comparison;
        if (value.kind === 'query') return semiJoinSql(context, names, comparison, value.query, planSubquery);
        const sql = comparisonSql(context, whereOperand(context, names, left), operator, value);
        if (demands.has(comparison) && left.kind === 'path' && refusesBlank(sql)) needParents(names.locate(left));
        return sql;
    });
}

/** Whether a comparison is never true of a blank field; values are not in its text. */
function refusesBlank(sql: string): boolean {
    return !sql.includes(' IS N');
}

/** A condition that all records fulfil, and that is not true of a blank field, demands the parents of the field. */
function needParents({ parents }: Located): void {
    for (const { source } of parents) {
        if (!(source instanceof RecordSource)) return;
        source.frame.need();
    }
}

/** Puts comparisons together. */
function conditionSql(condition: Condition, comparison: (one: Comparison) => string): string {
    switch (condition.kind) {
        case 'comparison':
            return comparison(condition);
        case 'not':
            return negated(conditionSql(condition.operand, comparison));
        default: {
            const operands = condition.operands.map((operand) => conditionSql(operand, comparison));
            return `(${operands.join(condition.kind === 'and' ? ' AND ' : ' OR ')})`;
        }
    }
}

/** What a comparison in WHERE is about. */
function whereOperand(context: PlanContext, names: Names, expression: Path | Call): Operand {
    if (expression.kind === 'path') return fieldOperand(context, names, expression);
    const { name } = expression;
    if (isAggregate(name))
        throw malformed(`Aggregate functions are not allowed in the WHERE clause: ${expression.text}`);
    return scalarFunction(context, names, expression);
}

/**
 * A field that is filtered by.
 * @throws OrgError INVALID_FIELD when it cannot be
 */
function fieldOperand(context: PlanContext, names: Names, path: Path): Operand {
    const located = names.locate(path);
    if (!located.field.filterable) throw context.error(fieldCannot, path.offset, located.field.name, 'filtered');
    return operandOf(located);
}

/** A field as an operand, whatever is done with it. */
export function operandOf({ field, sql, path }: Located): Operand {
    return {
        sql,
        kind: kindOf(field),
        name: field.name,
        offset: path.offset,
        isCaseSensitive: field.caseSensitive,
        field,
    };
}

/**
 * A function of one record.
 * @throws OrgError MALFORMED_QUERY when it cannot stand here
 */
export function scalarFunction(context: PlanContext, names: Names, call: Call): Operand {
    if (isDateFunction(call.name)) return dateFunction(context, names, call);
    if (call.name === 'DISTANCE') return distanceFunction(context, names, call);
    const [path] = call.arguments;
    if (call.name === 'TOLABEL' && path?.kind === 'path') {
        const located = names.locate(path);
        if (!located.field.filterable) throw context.error(fieldCannot, path.offset, located.field.name, 'filtered');
        return { ...operandOf(located), sql: labelSql(located), name: call.text };
    }
    if (call.name === 'CONVERTCURRENCY') throw malformed(NO_CURRENCIES);
    throw malformed(`unexpected token: '${call.text}'`);
}

/** What convertCurrency() answers where there is but one currency. */
export const NO_CURRENCIES = 'convertCurrency() is only supported in organizations that use multiple currencies';

/** HAVING: aggregates, and what is grouped by. */
export function havingSql(
    context: PlanContext,
    names: Names,
    condition: Condition,
    grouped: (expression: Path | Call) => Operand | undefined,
): string {
    return conditionSql(condition, ({ left, operator, value }) => {
        if (value.kind === 'query') throw malformed('Semi join sub-selects are not allowed in the HAVING clause');
        const isTotal = left.kind === 'call' && isAggregate(left.name);
        const operand = isTotal ? aggregateFunction(context, names, left) : grouped(left);
        if (operand) return comparisonSql(context, operand, operator, value);
        const name = left.kind === 'call' ? left.text : left.parts.join('.');
        throw malformed(`Having clause field must be grouped or aggregated: ${name}`);
    });
}
