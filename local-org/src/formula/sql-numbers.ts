/**
 * Decimal arithmetic in SQLite, which has none: a number becomes a whole number of units of 10^-scale. That is exact
 * as long as it fits: a column's REAL tells 15 digits apart, an INTEGER 18.
 */
import type { Decimal } from './numbers.ts';

/** Thrown where a formula has no exact SQL. */
export class Untranslatable extends Error {}

const REAL_DIGITS = 15;
const INTEGER_DIGITS = 18;

/** A number in SQL: `sql / 10^scale`, with `sql` a whole number of at most so many digits. */
export interface Scaled {
    readonly sql: string;
    readonly scale: number;
    readonly digits: number;
}

function checked(value: Scaled): Scaled {
    if (value.digits > INTEGER_DIGITS) {
        throw new Untranslatable('too many digits');
    }
    return value;
}

function powerOfTen(exponent: number): string {
    return `1${'0'.repeat(exponent)}`;
}

/** A literal in units of its last decimal place. */
export function scaledLiteral(value: Decimal): Scaled {
    const scale = value.decimalPlaces();
    const units = value.abs().mul(`1e${scale}`).toFixed();
    return checked({ sql: value.isNegative() ? `(-${units})` : units, scale, digits: units.length });
}

/** A column that holds numbers of this precision and scale. */
export function scaledColumn(column: string, precision: number | undefined, scale: number | undefined): Scaled {
    if (precision === undefined || scale === undefined || precision > REAL_DIGITS) {
        throw new Untranslatable('precision unknown or too big');
    }
    const units = scale === 0 ? column : `${column} * ${powerOfTen(scale)}`;
    return { sql: `CAST(ROUND(${units}) AS INTEGER)`, scale, digits: Math.max(precision, 1) };
}

/** The same number in smaller units. */
export function rescaled(value: Scaled, scale: number): Scaled {
    const shift = scale - value.scale;
    if (shift === 0) {
        return value;
    }
    return checked({ sql: `(${value.sql} * ${powerOfTen(shift)})`, scale, digits: value.digits + shift });
}

/** Both numbers in the units of the finer one. */
export function aligned(values: readonly Scaled[]): Scaled[] {
    const scale = Math.max(...values.map((value) => value.scale));
    return values.map((value) => rescaled(value, scale));
}

function widest(values: readonly Scaled[]): number {
    return Math.max(...values.map((value) => value.digits));
}

export function sum(values: readonly [Scaled, Scaled], operator: '+' | '-'): Scaled {
    const [left, right] = aligned(values) as [Scaled, Scaled];
    const digits = widest([left, right]) + 1;
    return checked({ sql: `(${left.sql} ${operator} ${right.sql})`, scale: left.scale, digits });
}

export function product([left, right]: readonly [Scaled, Scaled]): Scaled {
    return checked({
        sql: `(${left.sql} * ${right.sql})`,
        scale: left.scale + right.scale,
        digits: left.digits + right.digits,
    });
}

export function negated(value: Scaled): Scaled {
    return { ...value, sql: `(-${value.sql})` };
}

export function absolute(value: Scaled): Scaled {
    return { ...value, sql: `abs(${value.sql})` };
}

/** Whole numbers that stand for the branches of a condition. */
export function branches(values: readonly Scaled[], sql: (units: readonly string[]) => string): Scaled {
    const same = aligned(values);
    return { sql: sql(same.map((value) => value.sql)), scale: same[0]?.scale ?? 0, digits: widest(same) };
}

/** Half up: away from zero, as the org rounds. */
export function roundedTo(value: Scaled, scale: number): Scaled {
    if (value.scale <= scale) {
        return value;
    }
    const unit = powerOfTen(value.scale - scale);
    const half = `5${unit.slice(2)}`;
    const units = value.sql;
    const sql = `(CASE WHEN ${units} < 0 THEN -((${half} - ${units}) / ${unit}) ELSE (${units} + ${half}) / ${unit} END)`;
    return checked({ sql, scale, digits: Math.max(1, value.digits - (value.scale - scale)) + 1 });
}

/** Towards zero. */
export function truncatedTo(value: Scaled, scale: number): Scaled {
    if (value.scale <= scale) {
        return value;
    }
    const shift = value.scale - scale;
    return { sql: `(${value.sql} / ${powerOfTen(shift)})`, scale, digits: Math.max(1, value.digits - shift) };
}

/** The next whole number away from zero (`both`), above or below. */
export function wholeNumber(value: Scaled, direction: 'both' | 'above' | 'below'): Scaled {
    if (value.scale === 0) {
        return value;
    }
    const unit = powerOfTen(value.scale);
    const units = value.sql;
    const step = {
        both: `(CASE WHEN ${units} % ${unit} = 0 THEN 0 WHEN ${units} < 0 THEN -1 ELSE 1 END)`,
        above: `(${units} > 0 AND ${units} % ${unit} <> 0)`,
        below: `-(${units} < 0 AND ${units} % ${unit} <> 0)`,
    }[direction];
    const digits = Math.max(1, value.digits - value.scale) + 1;
    return { sql: `(${units} / ${unit} + ${step})`, scale: 0, digits };
}

/** Remainder with the sign of the number that is divided; nothing for a division by zero. */
export function remainder(values: readonly [Scaled, Scaled]): Scaled {
    const [left, right] = aligned(values) as [Scaled, Scaled];
    return { sql: `(${left.sql} % ${right.sql})`, scale: left.scale, digits: right.digits };
}

/** The value that a number field of this scale stores: exact, so that a REAL holds it as the record does. */
export function fieldNumber(value: Scaled, scale: number | undefined): string {
    const rounded = scale === undefined ? value : roundedTo(value, scale);
    if (rounded.digits > REAL_DIGITS || rounded.digits - rounded.scale > INTEGER_DIGITS - (scale ?? 0)) {
        throw new Untranslatable('too many digits');
    }
    return rounded.scale === 0 ? rounded.sql : `(${rounded.sql} / ${powerOfTen(rounded.scale)}.0)`;
}
