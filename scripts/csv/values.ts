/** Values of cells as Belgians write them, without ever guessing. */
import { parseDay } from '../days/days.ts';

/** A day as `2022-06-30`, from that form or 30-06-2022 or 30/06/2022; undefined when it is no day. */
export function dayOf(text: string): string | undefined {
    const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    const written = /^(\d{2})[-/](\d{2})[-/](\d{4})$/.exec(text);
    const [year, month, day] = iso ? iso.slice(1) : written ? written.slice(1).toReversed() : [];
    const result = `${year ?? ''}-${month ?? ''}-${day ?? ''}`;
    return parseDay(result) === undefined ? undefined : result;
}

/** A whole number of zero or more with at most so many digits; undefined when it is none. */
export function wholeOf(text: string, digits: number): number | undefined {
    return /^\d+$/.test(text) && text.length <= digits ? Number(text) : undefined;
}

/**
 * A number with a decimal point or comma, no thousands separator, as text with a point: never through floating point.
 * @param scale most decimals
 */
export function decimalOf(text: string, scale: number): string | undefined {
    const match = /^(\d{1,12})(?:[.,](\d+))?$/.exec(text);
    if (!match) return undefined;
    const [, whole = '', fraction = ''] = match;
    if (fraction.length > scale) return undefined;
    const digits = whole.replace(/^0+(?=\d)/, '');
    return fraction === '' ? digits : `${digits}.${fraction}`;
}
