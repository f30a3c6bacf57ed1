/**
 * Functions of many records as SQL.
 * Source: SOQL and SOSL Reference, "Aggregate Functions", "Support for Field Types in Aggregate Functions".
 */
import type { Field } from '../../schema/model.ts';
import type { Call } from '../ast.ts';
import { malformed } from '../errors.ts';
import type { PlanContext } from './context.ts';
import type { Names } from './names.ts';
import { hasListOrder, kindOf, picklistPlace, type Operand } from './operands.ts';
import { constant } from './parameters.ts';

const AGGREGATES = ['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX'];
const NUMERIC = ['int', 'double', 'currency', 'percent'];

export function isAggregate(name: string): boolean {
    return AGGREGATES.includes(name);
}

/**
 * An aggregate function.
 * @throws OrgError when its field cannot be aggregated so
 */
export function aggregateFunction(context: PlanContext, names: Names, call: Call): Operand {
    const [path] = call.arguments;
    const base = { name: call.text, offset: call.offset };
    // COUNT() alone counts records
    if (!path) return { sql: 'count(*)', kind: 'int', ...base };
    if (path.kind !== 'path') throw malformed(`unexpected token: '${call.text}'`);
    const { field, object, sql } = names.locate(path);
    context.checkSecured(object, field);
    if (!isAllowed(call.name, field)) {
        const shown = call.name === 'COUNT_DISTINCT' ? 'COUNT' : call.name;
        throw malformed(`field ${field.name} does not support aggregate operator ${shown}`);
    }
    switch (call.name) {
        case 'COUNT':
            return { sql: `count(${sql})`, kind: 'int', ...base };
        case 'COUNT_DISTINCT':
            return { sql: `count(DISTINCT ${sql})`, kind: 'int', ...base };
        case 'SUM':
            return { sql: sumSql(field, sql), kind: kindOf(field), field, ...base };
        case 'AVG':
            return { sql: `avg(${sql})`, kind: 'number', ...base };
        default:
            return {
                sql: extremeSql(call.name === 'MIN' ? 'min' : 'max', field, sql),
                kind: kindOf(field),
                field,
                ...base,
            };
    }
}

function isAllowed(name: string, field: Field): boolean {
    if (!field.aggregatable) return false;
    return name !== 'SUM' && name !== 'AVG' ? true : NUMERIC.includes(field.type);
}

/** Decimals add up exactly in an org, binary fractions do not. */
function sumSql({ type, scale }: Field, sql: string): string {
    return type === 'int' ? `sum(${sql})` : `round(sum(${sql}), ${String(scale)})`;
}

/** Picklists are compared by the order of their values. */
function extremeSql(name: 'min' | 'max', field: Field, sql: string): string {
    if (!hasListOrder(field)) return `${name}(${sql})`;
    const cases = (field.picklist?.values ?? []).map(
        ({ value }, index) => `WHEN ${String(index)} THEN ${constant(value)}`,
    );
    return `((CASE ${name}(${picklistPlace(sql, field)}) ${cases.join(' ')} ELSE ${name}(${sql}) END) COLLATE NOCASE)`;
}
