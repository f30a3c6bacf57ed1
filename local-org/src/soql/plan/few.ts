/** Whether a query finds few records, by a key: then what joins and sharing need is looked up for each of them. */
import type { ObjectType } from '../../schema/model.ts';
import type { Comparison, Condition } from '../ast.ts';

/** Keys in a list above which collecting what is shared beats looking each record up. */
const MAX_KEYS = 500;

/** Whether WHERE demands one or some values of an id, a unique field or an external id. */
export function findsFew(where: Condition | undefined, object: ObjectType): boolean {
    if (!where || where.kind === 'not') return false;
    if (where.kind === 'comparison') return isByKey(where, object);
    return where.kind === 'and' && where.operands.some((operand) => findsFew(operand, object));
}

function isByKey({ left, operator, value }: Comparison, object: ObjectType): boolean {
    const name = left.kind === 'path' ? left.parts.at(-1)?.toLowerCase() : undefined;
    // of a path with parts before it, the last may be another object's: a lookup has many children
    if (left.kind !== 'path' || left.parts.length > 1) return false;
    const field = [...object.fields.values()].find((one) => one.name.toLowerCase() === name);
    if (!field || !(field.type === 'id' || field.unique || field.externalId)) return false;
    if (operator === '=') return value.kind !== 'null' && value.kind !== 'query';
    return operator === 'in' && value.kind === 'list' && value.items.length <= MAX_KEYS;
}
