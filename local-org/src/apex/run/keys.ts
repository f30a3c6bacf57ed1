/**
 * What stands for a value in a set or as a key of a map: equal values have the same.
 * Source: Apex developer guide, "Using custom types in map keys and sets": equals and hashCode; strings are
 * case-sensitive, records and collections are compared by what they hold.
 */
import { BigDecimal } from 'bigdecimal.js';
import { callMethod, findOwn } from './invoke.ts';
import { MapValue, SetValue } from './collections.ts';
import { SObjectValue } from './sobject.ts';
import {
    BlobValue,
    DateValue,
    DatetimeValue,
    DoubleValue,
    ListValue,
    ObjectValue,
    TimeValue,
    TypeValue,
    type Value,
} from './values.ts';

/** Begins the text of what is no string. */
const MARK = '\u0000';

/** The key of a value in JavaScript's maps. */
export function keyFor(value: Value): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof ObjectValue) return keyOfObject(value);
    if (value instanceof DateValue) return `${MARK}d${String(value.days)}`;
    if (value instanceof DatetimeValue) return `${MARK}t${String(value.milliseconds)}`;
    if (value instanceof TimeValue) return `${MARK}c${String(value.milliseconds)}`;
    if (value instanceof DoubleValue) return `${MARK}f${String(value.value)}`;
    if (value instanceof BigDecimal) return `${MARK}n${plainKey(value)}`;
    if (value instanceof BlobValue) return `${MARK}b${Buffer.from(value.bytes).toString('latin1')}`;
    if (value instanceof TypeValue) return value.meant;
    if (value instanceof ListValue) return `${MARK}l${value.items.map(textKey).join(MARK)}`;
    if (value instanceof SetValue) return `${MARK}s${value.values().map(textKey).sort().join(MARK)}`;
    if (value instanceof MapValue) return `${MARK}m${entriesOf(value).join(MARK)}`;
    if (value instanceof SObjectValue) return `${MARK}r${value.contentKey(textKey)}`;
    return value;
}

/** 1.0 and 1.00 are the same number. */
function plainKey(value: BigDecimal): string {
    return value.stripTrailingZeros().toPlainString();
}

function entriesOf(map: MapValue): string[] {
    return Array.from(map.entries.values(), ({ key, value }) => `${textKey(key)}=${textKey(value)}`).sort();
}

/** A key as text, as part of that of a collection. */
function textKey(value: Value): string {
    const key = keyFor(value);
    if (typeof key === 'object' && key !== null) return `${MARK}i${String(identityOf(key))}`;
    return `${typeof key === 'string' ? '' : typeof key}${String(key)}`;
}

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

/** A number for an object that is equal to itself only. */
export function identityOf(object: object): number {
    const known = identities.get(object);
    if (known !== undefined) return known;
    identities.set(object, ++lastIdentity);
    return lastIdentity;
}

/** Objects with `equals` and `hashCode`, by their class and hash: the first of equal ones stands for all. */
const representatives = new WeakMap<object, Map<number, ObjectValue[]>>();

function keyOfObject(value: ObjectValue): unknown {
    const equals = findOwn(value.type, 'equals(object)');
    const hash = findOwn(value.type, 'hashcode()');
    if (!equals || !hash) return value;
    const code = callMethod(hash, value) as number;
    let own = representatives.get(value.type);
    if (!own) representatives.set(value.type, (own = new Map<number, ObjectValue[]>()));
    const alike = own.get(code);
    if (!alike) {
        own.set(code, [value]);
        return value;
    }
    const found = alike.find((one) => one === value || callMethod(equals, value, one) === true);
    if (!found) alike.push(value);
    return found ?? value;
}
