/** The order in which `sort` puts values. Source: Apex reference guide, "List class", sort; "Comparable interface". */
import type { Field, ObjectType } from '../../schema/model.ts';
import { exception } from './exceptions.ts';
import { compareText, compareValues } from './equality.ts';
import { callNamed } from './invoke.ts';
import { isNumberValue } from './numbers.ts';
import { SObjectValue } from './sobject.ts';
import { EnumValue, ObjectValue, type Value } from './values.ts';

export type Comparison = (left: Value, right: Value) => number;

/** Sorts in place; equal values keep their order. */
export function sortValues(items: Value[], compare: Comparison = natural): void {
    items.sort(compare);
}

/** Nulls first, then by the values' own order. */
function natural(left: Value, right: Value): number {
    if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
    if (left instanceof EnumValue && right instanceof EnumValue) return left.ordinal - right.ordinal;
    if (left instanceof ObjectValue) return compareObjects(left, right);
    if (left instanceof SObjectValue && right instanceof SObjectValue) return compareRecords(left, right);
    return compareValues(left, right) ?? rank(left) - rank(right);
}

/** Values that have no order between them stand by their kinds: truth values, numbers, texts, others. */
function rank(value: Value): number {
    if (typeof value === 'boolean') return 0;
    if (typeof value === 'string') return 2;
    return isNumberValue(value) ? 1 : 3;
}

function compareObjects(left: ObjectValue, right: Value): number {
    if (!left.type.interfaces.some(({ base }) => base === 'Comparable') && !hasCompareTo(left))
        throw exception('ListException', `One or more of the items in this list is not Comparable.`);
    return callNamed(left, 'compareto', right) as number;
}

function hasCompareTo({ type }: ObjectValue): boolean {
    return (type.members?.methods('compareto').length ?? 0) > 0;
}

/**
 * Records by the label of their object, then the name, the standard fields and the custom ones, each by their names.
 * Source: Apex developer guide, "Sorting lists of sObjects".
 */
function compareRecords(left: SObjectValue, right: SObjectValue): number {
    const byObject = compareText(left.object.label, right.object.label);
    if (byObject !== 0) return byObject;
    for (const name of fieldsInOrder(left.object)) {
        const found = natural(left.fields[name] ?? null, right.fields[name] ?? null);
        if (found !== 0) return found;
    }
    return 0;
}

const orders = new WeakMap<ObjectType, readonly string[]>();

function fieldsInOrder(object: ObjectType): readonly string[] {
    const known = orders.get(object);
    if (known) return known;
    const fields = [...object.fields.values()].filter(({ name }) => name !== 'Id');
    const place = ({ name, custom }: Field): string => `${name === 'Name' ? '0' : custom ? '2' : '1'}${name}`;
    const names = fields.sort((left, right) => compareText(place(left), place(right))).map(({ name }) => name);
    orders.set(object, names);
    return names;
}
