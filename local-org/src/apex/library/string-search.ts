/** What is in a text, and where. Source: Apex reference guide, "String class". */
import { exception } from '../run/exceptions.ts';

/** Every character is of a kind. @param whenEmpty whether a text without characters is */
export function all(kind: RegExp, whenEmpty: boolean): (text: string) => boolean {
    const whole = new RegExp(`^(?:${kind.source})+$`, 'u');
    return (text) => (text === '' ? whenEmpty : whole.test(text));
}

/** The place of the first character that is, or is not, among some. */
export function indexOfAny(text: string, characters: string, isAmong = true): number {
    return text.split('').findIndex((unit) => characters.includes(unit) === isAmong);
}

/** The first place at which two texts differ; -1 when they are equal. */
export function indexOfDifference(text: string, other: string): number {
    if (text === other) return -1;
    let at = 0;
    while (at < text.length && at < other.length && text.charAt(at) === other.charAt(at)) at += 1;
    return at;
}

export function countMatches(text: string, part: string): number {
    return part === '' ? 0 : text.split(part).length - 1;
}

/** How two texts are ordered by Java: the difference of the first units that differ, else that of the lengths. */
export function compareTo(text: string, other: string): number {
    const at = indexOfDifference(text, other);
    if (at < 0) return 0;
    if (at === text.length || at === other.length) return text.length - other.length;
    return text.charCodeAt(at) - other.charCodeAt(at);
}

/** How many characters must change to make one text the other. */
export function levenshteinDistance(text: string, other: string): number {
    let before = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let row = 1; row <= text.length; row++) {
        const current = [row];
        for (let at = 1; at <= other.length; at++) {
            const change = text.charAt(row - 1) === other.charAt(at - 1) ? 0 : 1;
            current.push(Math.min((current[at - 1] ?? 0) + 1, (before[at] ?? 0) + 1, (before[at - 1] ?? 0) + change));
        }
        before = current;
    }
    return before[other.length] ?? 0;
}

export function commonPrefix(texts: readonly string[]): string {
    const [first = ''] = texts;
    return texts.reduce((prefix, text) => {
        const at = indexOfDifference(prefix, text);
        return at < 0 ? prefix : prefix.slice(0, at);
    }, first);
}

/** As `String.lastIndexOf` of Java. @param from the last place at which the part may begin */
export function lastIndexOf(text: string, part: string, from: number): number {
    return from < 0 ? -1 : text.lastIndexOf(part, from);
}

/** A character by its number. @throws Thrown StringException when there is none */
export function characterOf(code: number): string {
    if (code < 0 || code > 0x10_ff_ff) throw exception('StringException', `Invalid character code: ${String(code)}`);
    return String.fromCodePoint(code);
}

/** The place of a character by its number. */
export function indexOfCharacter(text: string, code: number, from = 0): number {
    return text.indexOf(characterOf(code), from);
}

export function lastIndexOfCharacter(text: string, code: number, from: number): number {
    return lastIndexOf(text, characterOf(code), from);
}

/** The number of the character at a place. @throws Thrown StringException when there is none */
export function codePointAt(text: string, at: number): number {
    if (at < 0 || at >= text.length) throw outOfBounds(at);
    return text.codePointAt(at) ?? 0;
}

/** The number of the character before a place. */
export function codePointBefore(text: string, at: number): number {
    if (at < 1 || at > text.length) throw outOfBounds(at);
    const pair = at >= 2 ? (text.codePointAt(at - 2) ?? 0) : 0;
    return pair > 0xff_ff ? pair : text.charCodeAt(at - 1);
}

export function codePointCount(text: string, from: number, to: number): number {
    if (from < 0 || to > text.length || from > to) throw outOfBounds(from < 0 ? from : to);
    return Array.from(text.slice(from, to)).length;
}

/** The place that is some characters on from another. */
export function offsetByCodePoints(text: string, from: number, count: number): number {
    const characters = count < 0 ? Array.from(text.slice(0, from)).reverse() : Array.from(text.slice(from));
    if (from < 0 || from > text.length || Math.abs(count) > characters.length) throw outOfBounds(from);
    const passed = characters.slice(0, Math.abs(count)).join('').length;
    return count < 0 ? from - passed : from + passed;
}

function outOfBounds(at: number): Error {
    return exception('StringException', `String index out of range: ${String(at)}`);
}
