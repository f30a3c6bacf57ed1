/** Numbers from texts, and as the user's locale shows them. */
import { Big, type BigDecimal } from 'bigdecimal.js';
import { exception } from '../run/exceptions.ts';
import { userLocale } from './locale.ts';

const MAX_INTEGER = 2_147_483_647n;
const MAX_LONG = 9_223_372_036_854_775_807n;

/** A whole number. @throws Thrown TypeException when the text is none, or too large */
function parseWhole(text: string, what: string, max: bigint): bigint {
    const value = /^[+-]?\d+$/.test(text) ? BigInt(text.replace('+', '')) : undefined;
    if (value === undefined || value > max || value < -max - 1n)
        throw exception('TypeException', `Invalid ${what}: ${text}`);
    return value;
}

/** @throws Thrown TypeException `Invalid integer: x` */
export function parseInteger(text: string): number {
    return Number(parseWhole(text, 'integer', MAX_INTEGER));
}

/** @throws Thrown TypeException `Invalid long: x` */
export function parseLong(text: string): bigint {
    return parseWhole(text, 'long', MAX_LONG);
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** @throws Thrown TypeException `Invalid double: x` */
export function parseDouble(text: string): number {
    if (!NUMBER.test(text.trim())) throw exception('TypeException', `Invalid double: ${text}`);
    return Number(text);
}

/** Exponents whose digits still fit in memory. */
const MAX_EXPONENT = 32_767;

/** A Decimal; undefined when the text is none, or far too large or small. */
export function readDecimal(text: string): BigDecimal | undefined {
    if (!NUMBER.test(text) || Math.abs(Number(/[eE](.*)$/.exec(text)?.[1] ?? '0')) > MAX_EXPONENT) return undefined;
    return Big(text);
}

/** @throws Thrown TypeException `Invalid decimal: x` */
export function parseDecimal(text: string): BigDecimal {
    const value = readDecimal(text);
    if (!value) throw exception('TypeException', `Invalid decimal: ${text}`);
    return value;
}

/** A number with the separators of the user's locale, and at most three digits behind the point. */
export function formatNumber(number: number | bigint | string): string {
    const format = new Intl.NumberFormat(userLocale(), { maximumFractionDigits: 3, roundingMode: 'halfEven' });
    return format.format(number as number);
}
