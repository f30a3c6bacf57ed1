/** Whether a query finds few records, by a key: then what joins and sharing need is looked up for each of them. */
import type { ObjectType } from '../../schema/model.ts';
import type { Comparand, Comparison, Condition } from '../ast.ts';
import type { PlanContext } from './context.ts';
import { bindValue } from './values.ts';

type ListOrBind = Extract<Comparand, { kind: 'list' | 'bind' }>;

/** Keys in a list above which collecting what is shared beats looking each record up. */
export const MAX_KEYS = 500;

/** Whether WHERE demands one or some values of an id, a unique field or an external id. */
export function findsFew(where: Condition | undefined, object: ObjectType, context: PlanContext): boolean {
    if (!where || where.kind === 'not') return false;
    if (where.kind === 'comparison') return isByKey(where, object, context);
    return where.kind === 'and' && where.operands.some((operand) => findsFew(operand, object, context));
}

function isByKey({ left, operator, value }: Comparison, object: ObjectType, context: PlanContext): boolean {
    const name = left.kind === 'path' ? left.parts.at(-1)?.toLowerCase() : undefined;
    // of a path with parts before it, the last may be another object's: a lookup has many children
    if (left.kind !== 'path' || left.parts.length > 1) return false;
    const field = [...object.fields.values()].find((one) => one.name.toLowerCase() === name);
    if (!field || !(field.type === 'id' || field.unique || field.externalId)) return false;
    if (operator === '=') return value.kind !== 'null' && value.kind !== 'query';
    if (operator !== 'in' || (value.kind !== 'list' && value.kind !== 'bind')) return false;
    return boundLength(value, context) <= MAX_KEYS;
}

/** How many values a list has, or a variable; of a list that names variables, those count as one. */
function boundLength(value: ListOrBind, context: PlanContext): number {
    if (value.kind === 'list') return value.items.length;
    const bound = bindValue(context, value, context.binds);
    if (Array.isArray(bound)) return bound.length;
    return bound instanceof Set ? bound.size : 1;
}
