/** `==`, `===` and the order of values. Source: Apex developer guide, "Expression operators". */
import { BigDecimal } from 'bigdecimal.js';
import { keyFor } from './keys.ts';
import { callMethod, findOwn } from './invoke.ts';
import { toDecimal, toNumber } from './numbers.ts';
import {
    DateValue,
    DatetimeValue,
    DoubleValue,
    Instance,
    ListValue,
    ObjectValue,
    TimeValue,
    type Value,
} from './values.ts';

/** `==`: strings without regard to case, numbers of any types, other values by what they hold. */
export function looseEquals(left: Value, right: Value): boolean {
    if (left === right) return true;
    if (left === null || right === null) return false;
    if (typeof left === 'string') return typeof right === 'string' && textEquals(left, right);
    if (isNumeric(left) && isNumeric(right)) return compareNumbers(left, right) === 0;
    if (left instanceof ObjectValue) return objectEquals(left, right);
    if (left instanceof ListValue) return right instanceof ListValue && listEquals(left, right);
    if (left instanceof DateValue || left instanceof DatetimeValue)
        return (right instanceof DateValue || right instanceof DatetimeValue) && instantOf(left) === instantOf(right);
    if (left instanceof Instance && right instanceof Instance) return keyFor(left) === keyFor(right);
    return false;
}

/** `equals` between values: as {@link looseEquals}, but strings with regard to case. */
export function strictEquals(left: Value, right: Value): boolean {
    return typeof left === 'string' ? left === right : looseEquals(left, right);
}

function objectEquals(left: ObjectValue, right: Value): boolean {
    const equals = findOwn(left.type, 'equals(object)');
    return equals !== undefined && callMethod(equals, left, right) === true;
}

function listEquals(left: ListValue, right: ListValue): boolean {
    const { items } = left;
    return (
        items.length === right.items.length && items.every((item, at) => strictEquals(item, right.items[at] ?? null))
    );
}

/** Strings without regard to case. */
export function textEquals(left: string, right: string): boolean {
    return (
        left === right ||
        (left.length === right.length && left.toLowerCase() === right.toLowerCase()) ||
        sameId(left, right)
    );
}

/** An id has 15 characters, or 18 of which the last three tell the case of the others. */
function sameId(left: string, right: string): boolean {
    return (
        left.length + right.length === 33 &&
        Math.min(left.length, right.length) === 15 &&
        left.slice(0, 15) === right.slice(0, 15) &&
        /^\w{15}/.test(left)
    );
}

/** `===`: the same object, or the same value of a primitive. */
export function isIdentical(left: Value, right: Value): boolean {
    if (left === right) return true;
    if (left === null || right === null) return false;
    if (isNumeric(left) && isNumeric(right)) return compareNumbers(left, right) === 0;
    if (isPlain(left) && isPlain(right)) return keyFor(left) === keyFor(right);
    return false;
}

function isPlain(value: Value): boolean {
    return value instanceof DateValue || value instanceof DatetimeValue || value instanceof TimeValue;
}

function isNumeric(value: Value): value is number | bigint | DoubleValue | BigDecimal {
    return (
        typeof value === 'number' ||
        typeof value === 'bigint' ||
        value instanceof DoubleValue ||
        value instanceof BigDecimal
    );
}

function instantOf(value: DateValue | DatetimeValue): number {
    return value instanceof DateValue ? value.days * 86_400_000 : value.milliseconds;
}

/**
 * The order of two values of comparable types; text by its characters.
 * @returns below, at or above 0; undefined when there is no order between them
 */
export function compareValues(left: Value, right: Value): number | undefined {
    if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
    if (isNumeric(left) && isNumeric(right)) return compareNumbers(left, right);
    if (left instanceof TimeValue && right instanceof TimeValue) return left.milliseconds - right.milliseconds;
    if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
    if (
        (left instanceof DateValue || left instanceof DatetimeValue) &&
        (right instanceof DateValue || right instanceof DatetimeValue)
    )
        return instantOf(left) - instantOf(right);
    return undefined;
}

/** As Java compares strings: by the numbers of their UTF-16 units. */
export function compareText(left: string, right: string): number {
    return left === right ? 0 : left < right ? -1 : 1;
}

function compareNumbers(
    left: number | bigint | DoubleValue | BigDecimal,
    right: number | bigint | DoubleValue | BigDecimal,
): number {
    if (left instanceof BigDecimal || right instanceof BigDecimal) return toDecimal(left).compareTo(toDecimal(right));
    const [first, second] = [toNumber(left), toNumber(right)];
    if (typeof left === 'bigint' && typeof right === 'bigint') return left < right ? -1 : left > right ? 1 : 0;
    return first < second ? -1 : first > second ? 1 : 0;
}
