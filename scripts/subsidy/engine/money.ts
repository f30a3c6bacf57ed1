/** Money: whole cents. Only a factor or a division can give parts of a cent; those are rounded once, half away from zero. */
import { Decimal } from 'decimal.js';

/**
 * @param amount a decimal in euro: `5.9`, `1000`, `-0.05`
 * @throws RangeError when it is no number or has parts of a cent
 */
export function centsFrom(amount: string): number {
    const cents = /^-?\d+(\.\d+)?$/.test(amount) ? new Decimal(amount).times(100) : new Decimal(NaN);
    if (!cents.isInteger()) throw new RangeError(`${amount} is no amount in euro and whole cents`);
    return cents.toNumber();
}

/** @returns the exact product, rounded once to whole cents, half away from zero */
export function roundedCents(exact: Decimal): number {
    return exact.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
}

/** @returns the amount as a decimal text: `-12.05` */
export function euros(cents: number): string {
    const digits = String(Math.abs(cents)).padStart(3, '0');
    return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** @returns the amount as a Dutch reader writes it: `1.234,50 euro` */
export function dutchEuros(cents: number): string {
    const [whole = '', part = ''] = euros(cents).split('.');
    return `${whole.replaceAll(/\B(?=(\d{3})+$)/g, '.')},${part} euro`;
}
