import { Decimal as Base } from 'decimal.js';

import { FormulaRuntimeError } from './errors.ts';

/** 39 digits, half up: what the org's formula engine keeps between two steps. */
export const Decimal = Base.clone({
    precision: 39,
    rounding: Base.ROUND_HALF_UP,
    toExpNeg: -9e15,
    toExpPos: 9e15,
});
export type Decimal = Base;

export const ZERO: Decimal = new Decimal(0);
const TEN = new Decimal(10);
/** ^ works with fewer digits than the other operators. */
const Power = Decimal.clone({ precision: 18 });
/** Smaller powers count as nothing. */
const SMALLEST_POWER = new Decimal('1e-39');
const LARGEST_POWER_DIGITS = 64;
/** Rounding before FLOOR and CEILING, so that 1/3*3 is 1 there too. */
const DIGITS_BEFORE_FLOOR = 33;
/** Digits of the binary functions (SIN, EXP, LN …) that are worth keeping. */
const BINARY_DIGITS = 15;
/** Digits that a number in the org can have. */
const MAX_DIGITS = 18;

const JAVA_NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Whether VALUE() understands this text: an optional sign, digits, a point, an exponent and nothing else. */
export function isNumberText(text: string): boolean {
    return JAVA_NUMBER.test(text);
}

export function parseNumber(text: string): Decimal {
    if (!isNumberText(text)) {
        throw new FormulaRuntimeError(`The value '${text}' is not a valid number.`);
    }
    return new Decimal(text).toSignificantDigits(39);
}

/** Half up, away from zero; a negative scale rounds to tens, hundreds … */
export function round(value: Decimal, scale: number, mode: Base.Rounding = Base.ROUND_HALF_UP): Decimal {
    if (scale >= 0) {
        return value.toDecimalPlaces(scale, mode);
    }
    const unit = TEN.pow(-scale);
    return value.div(unit).toDecimalPlaces(0, mode).mul(unit);
}

export function truncate(value: Decimal, scale: number): Decimal {
    return round(value, scale, Base.ROUND_DOWN);
}

/** The whole number towards zero that Java's `intValue` gives. */
export function toInt(value: Decimal): number {
    return value.trunc().toNumber();
}

const BEFORE_FLOOR = { down: Base.ROUND_HALF_UP, up: Base.ROUND_HALF_DOWN } as const;

export function floorLike(value: Decimal, direction: Base.Rounding): Decimal {
    return value.toSignificantDigits(DIGITS_BEFORE_FLOOR, BEFORE_FLOOR.down).toDecimalPlaces(0, direction);
}

export function ceilingLike(value: Decimal, direction: Base.Rounding): Decimal {
    return value.toSignificantDigits(DIGITS_BEFORE_FLOOR, BEFORE_FLOOR.up).toDecimalPlaces(0, direction);
}

export const ROUND = {
    towardsZero: Base.ROUND_DOWN,
    awayFromZero: Base.ROUND_UP,
    floor: Base.ROUND_FLOOR,
    ceiling: Base.ROUND_CEIL,
} as const;

export function divide(left: Decimal, right: Decimal): Decimal {
    if (right.isZero()) {
        throw new FormulaRuntimeError('Division by zero');
    }
    return left.div(right);
}

export function modulo(left: Decimal, right: Decimal): Decimal {
    if (right.isZero()) {
        throw new FormulaRuntimeError('Division by zero');
    }
    return left.mod(right);
}

/** Only whole exponents; the org shows #Error! for the others. */
export function power(base: Decimal, exponent: Decimal): Decimal {
    if (!exponent.isInteger() || (base.isZero() && exponent.isNegative() && !exponent.isZero())) {
        throw new FormulaRuntimeError('Out of range argument to POWER() function');
    }
    if (!base.isZero() && Math.log10(base.abs().toNumber()) * exponent.toNumber() > LARGEST_POWER_DIGITS) {
        throw new FormulaRuntimeError('Out of range argument to POWER() function');
    }
    const result = new Decimal(new Power(base).pow(exponent));
    return result.abs().lt(SMALLEST_POWER) ? ZERO : result;
}

/** A result of binary arithmetic without its noise. */
export function fromBinary(value: number): Decimal {
    if (!Number.isFinite(value)) {
        throw new FormulaRuntimeError('Number out of range');
    }
    return new Decimal(value.toPrecision(BINARY_DIGITS));
}

/** Text of a number as TEXT() gives it: no exponent, no trailing zeros. */
export function formatNumber(value: Decimal): string {
    return value.isZero() ? '0' : value.toFixed();
}

/** The number as a field of this scale stores it. */
export function fitToField(value: Decimal, scale: number): Decimal {
    const rounded = round(value, scale);
    if (rounded.abs().gte(TEN.pow(MAX_DIGITS - scale))) {
        throw new FormulaRuntimeError('Number too big for its field', '#Too Big!');
    }
    return rounded;
}
