/** Texts made of texts: cut, padded, in other letters. Source: Apex reference guide, "String class". */
import { exception } from '../run/exceptions.ts';

/** How long a text may be. */
const MAX_LENGTH = 6_000_000;

/** @throws Thrown StringException when a text of the length would be too long */
export function checkedLength(length: number): number {
    if (length > MAX_LENGTH) throw exception('StringException', `String length exceeds maximum: ${String(MAX_LENGTH)}`);
    return length;
}

/** A text several times, with something between. */
export function repeat(text: string, separator: string, times: number): string {
    if (times <= 0) return '';
    checkedLength((text.length + separator.length) * times - separator.length);
    return (text + separator).repeat(times - 1) + text;
}

const ELLIPSIS = '...';

/**
 * A text that is no longer than a width.
 * @param offset of a character that stays visible
 * @throws Thrown StringException when the width has no room for the dots
 */
export function abbreviate(text: string, width: number, offset = 0): string {
    if (width < 4) throw exception('StringException', 'Minimum abbreviation width is 4');
    if (text.length <= width) return text;
    let from = Math.min(offset, text.length);
    if (text.length - from < width - 3) from = text.length - (width - 3);
    if (from <= 4) return text.slice(0, width - 3) + ELLIPSIS;
    if (width < 7) throw exception('StringException', 'Minimum abbreviation width with offset is 7');
    if (from + width - 3 < text.length) return ELLIPSIS + abbreviate(text.slice(from), width - 3);
    return ELLIPSIS + text.slice(text.length - (width - 3));
}

export function capitalize(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

export function uncapitalize(text: string): string {
    return text.charAt(0).toLowerCase() + text.slice(1);
}

export function center(text: string, size: number, padding = ' '): string {
    const missing = checkedLength(size) - text.length;
    if (missing <= 0) return text;
    const left = text.length + Math.floor(missing / 2);
    return text.padStart(left, padding || ' ').padEnd(size, padding || ' ');
}

/** Characters of a text by place and length; a negative place is the beginning. */
export function mid(text: string, from: number, length: number): string {
    if (length < 0 || from > text.length) return '';
    const start = Math.max(0, from);
    return text.slice(start, start + length);
}

export function overlay(text: string, put: string, start: number, end: number): string {
    const clamp = (at: number): number => Math.max(0, Math.min(text.length, at));
    const [first, last] = [Math.min(clamp(start), clamp(end)), Math.max(clamp(start), clamp(end))];
    return text.slice(0, first) + put + text.slice(last);
}

/** The end of a text taken off, when it is that. */
export function removeEnd(text: string, end: string, ignoreCase = false): string {
    const found = ignoreCase ? text.toLowerCase().endsWith(end.toLowerCase()) : text.endsWith(end);
    return found ? text.slice(0, text.length - end.length) : text;
}

export function removeStart(text: string, start: string, ignoreCase = false): string {
    const found = ignoreCase ? text.toLowerCase().startsWith(start.toLowerCase()) : text.startsWith(start);
    return found ? text.slice(start.length) : text;
}

export function reverse(text: string): string {
    return Array.from(text).reverse().join('');
}

export function swapCase(text: string): string {
    return text.replace(/\p{L}/gu, (letter) => {
        const upper = letter.toUpperCase();
        return letter === upper ? letter.toLowerCase() : upper;
    });
}

/** As `String.trim` of Java: everything up to the space is white. */
export function trim(text: string): string {
    // eslint-disable-next-line no-control-regex -- control characters count as white in Java
    return text.replace(/^[\u0000- ]+|[\u0000- ]+$/g, '');
}

/** Without markup. */
export function stripHtmlTags(text: string): string {
    return text.replace(/<!--[^]*?-->|<\/?[A-Za-z!][^<>]*>/g, '');
}

/**
 * As `String.substring` of Java.
 * @throws Thrown StringException for places that the text does not have
 */
export function substring(text: string, from: number, to = text.length): string {
    if (from < 0 || from > text.length)
        throw exception('StringException', `Starting position out of bounds: ${String(from)}`);
    if (to < from || to > text.length)
        throw exception('StringException', `Ending position out of bounds: ${String(to)}`);
    return text.slice(from, to);
}

/** What stands between two texts; null when they are not there. */
export function substringBetween(text: string, open: string, close: string): string | null {
    const from = text.indexOf(open);
    const to = from < 0 ? -1 : text.indexOf(close, from + open.length);
    return to < 0 ? null : text.slice(from + open.length, to);
}

/** Parts of one kind of characters each. @param isCamel an upper case letter goes with the lower case ones behind it */
export function splitByKind(text: string, isCamel: boolean): string[] {
    const kinds =
        /\p{Lu}+|\p{Ll}+|\p{Lt}+|\p{Lm}+|\p{Lo}+|\p{Nd}+|\p{Nl}+|\p{No}+|\p{Zs}+|\p{Cc}+|\p{Pd}+|\p{Ps}+|\p{Pe}+|\p{Pc}+|\p{Po}+|\p{Sm}+|\p{Sc}+|\p{Sk}+|\p{So}+|./gsu;
    const camel = new RegExp(`\\p{Lu}+(?=\\p{Lu}\\p{Ll})|\\p{Lu}\\p{Ll}+|${kinds.source}`, kinds.flags);
    return text.match(isCamel ? camel : kinds) ?? [];
}
