/** The order in which `sort` puts values. Source: Apex reference guide, "List class", sort; "Comparable interface". */
import { exception } from './exceptions.ts';
import { compareValues } from './equality.ts';
import { callNamed } from './invoke.ts';
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
    return compareValues(left, right) ?? 0;
}

function compareObjects(left: ObjectValue, right: Value): number {
    if (!left.type.interfaces.some(({ base }) => base === 'Comparable') && !hasCompareTo(left))
        throw exception('ListException', `One or more of the items in this list is not Comparable.`);
    return callNamed(left, 'compareto', right) as number;
}

function hasCompareTo({ type }: ObjectValue): boolean {
    return (type.members?.methods('compareto').length ?? 0) > 0;
}

/** Records by their object, then by what comes first in them: the name, else the other fields in their order. */
function compareRecords(left: SObjectValue, right: SObjectValue): number {
    const byObject = compareValues(left.object.name, right.object.name) ?? 0;
    if (byObject !== 0) return byObject;
    for (const name of left.object.fields.keys()) {
        if (name === 'Id') continue;
        const found = natural(left.fields[name] ?? null, right.fields[name] ?? null);
        if (found !== 0) return found;
    }
    return 0;
}
