/** Numbers from one type to another. Source: Apex developer guide, "Primitive data types"; Java's rules underneath. */
import { Big, BigDecimal, MC, RoundingMode } from 'bigdecimal.js';
import { exception } from './exceptions.ts';
import { DoubleValue, type Value } from './values.ts';

export type NumberValue = number | bigint | DoubleValue | BigDecimal;

/** Digits with which a Decimal is divided when nothing else is asked for. */
export const DIVISION = MC(33, RoundingMode.HALF_UP);

/** A number as JavaScript's. */
export function toNumber(value: NumberValue): number {
    if (typeof value === 'number') return value;
    if (typeof value === 'bigint') return Number(value);
    return value instanceof DoubleValue ? value.value : value.numberValue();
}

/**
 * A number as Decimal.
 * @throws Thrown when it is no finite number
 */
export function toDecimal(value: NumberValue): BigDecimal {
    if (value instanceof BigDecimal) return value;
    if (value instanceof DoubleValue) return decimalOf(value.value);
    return Big(value);
}

/** The Decimal whose text is the shortest for a floating point number; whole ones keep one zero: 2.0. */
export function decimalOf(value: number): BigDecimal {
    if (!Number.isFinite(value)) throw exception('MathException', `Invalid decimal: ${String(value)}`);
    const text = String(value);
    return Big(/^-?\d+$/.test(text) ? `${text}.0` : text);
}

/** The lower 32 bits of a Long. */
export function longToInteger(value: bigint): number {
    return Number(BigInt.asIntN(32, value));
}

/** A floating point number without its fraction, at the ends of the Integers when it lies outside. */
export function toInteger(value: number): number {
    if (Number.isNaN(value)) return 0;
    return Math.max(-2_147_483_648, Math.min(2_147_483_647, Math.trunc(value)));
}

const MAX_LONG = 9_223_372_036_854_775_807n;

/** A floating point number without its fraction, at the ends of the Longs when it lies outside. */
export function toLong(value: number): bigint {
    if (Number.isNaN(value)) return 0n;
    if (value >= Number(MAX_LONG)) return MAX_LONG;
    if (value <= -Number(MAX_LONG)) return -MAX_LONG - 1n;
    return BigInt(Math.trunc(value));
}

/** A Decimal without its fraction, cut to 32 bits. */
export function decimalToInteger(value: BigDecimal): number {
    return Number(BigInt.asIntN(32, value.toBigInt()));
}

export function decimalToLong(value: BigDecimal): bigint {
    return BigInt.asIntN(64, value.toBigInt());
}

/** Any number is a number. */
export function isNumberValue(value: Value): value is NumberValue {
    return (
        typeof value === 'number' ||
        typeof value === 'bigint' ||
        value instanceof DoubleValue ||
        value instanceof BigDecimal
    );
}

/** The text of a floating point number as Java writes it: `1.0E10`, `0.1`. */
export function doubleText(value: number): string {
    if (Number.isNaN(value)) return 'NaN';
    if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
    const size = Math.abs(value);
    if (size === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
    if (size >= 1e-3 && size < 1e7) {
        const text = String(value);
        return text.includes('.') ? text : `${text}.0`;
    }
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${exponent.replace('+', '')}`;
}
