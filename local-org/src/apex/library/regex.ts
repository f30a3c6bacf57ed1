/** Regular expressions of Java while a program runs: they are translated once. */
import { PatternError, searchJavaPattern } from '../../formula/java-regex.ts';
import { NotSupported, exception } from '../run/exceptions.ts';
import { boundedMatches } from './bounded-regex.ts';

/** How many translations are kept; then they start anew. */
const MAX_KEPT = 500;
const kept = new Map<string, RegExp>();

/**
 * A pattern to search with: it is global, and its `lastIndex` is 0.
 * @throws Thrown StringException when it is no pattern
 * @throws NotSupported when it has no counterpart
 */
export function searchPattern(source: string): RegExp {
    const known = kept.get(source);
    if (known) {
        known.lastIndex = 0;
        return known;
    }
    const made = translate(source, 'g');
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(source, made);
    return made;
}

/** A pattern that matches where `lastIndex` says, and there only. */
export function stickyPattern(source: string): RegExp {
    return translate(source, 'yd');
}

/** A pattern that matches from `lastIndex` to the end of the text. */
export function wholePattern(source: string): RegExp {
    const { source: translated } = translate(source, '');
    return new RegExp(`(?:${translated})(?![\\s\\S])`, 'vyd');
}

function translate(source: string, flags: string): RegExp {
    try {
        return searchJavaPattern(source, flags);
    } catch (error) {
        if (!(error instanceof PatternError)) throw error;
        if (error.message.startsWith('not supported: '))
            throw new NotSupported(
                `${error.message.slice('not supported: '.length)} in the regular expression ${source}`,
            );
        const reason = error.message.replace(/^Invalid regular expression: [^]*: /, '');
        throw exception('StringException', `Invalid regex: ${reason}: ${source}`);
    }
}

/** The parts between matches. Source: Java, `String.split`, whose rules "String class", split, tells. */
export function splitBy(text: string, source: string, limit = 0): string[] {
    const pattern = searchPattern(source);
    const parts: string[] = [];
    let from = 0;
    for (const match of boundedMatches(pattern, text)) {
        const end = match.index + match[0].length;
        if (end === 0) continue;
        if (limit > 0 && parts.length === limit - 1) break;
        parts.push(text.slice(from, match.index));
        from = end;
    }
    if (parts.length === 0) return [text];
    parts.push(text.slice(from));
    if (limit === 0) while (parts.length > 0 && parts.at(-1) === '') parts.pop();
    return parts;
}

/** Replaces matches; in the replacement `$1` and `${name}` stand for groups, a backslash makes what follows literal. */
export function replaceBy(text: string, source: string, replacement: string, onlyFirst: boolean): string {
    let result = '';
    let from = 0;
    for (const match of boundedMatches(searchPattern(source), text)) {
        result += text.slice(from, match.index) + expanded(replacement, match);
        from = match.index + match[0].length;
        if (onlyFirst) break;
    }
    return result + text.slice(from);
}

/** A replacement with the groups of a match put in. */
function expanded(replacement: string, match: RegExpExecArray): string {
    return replacement.replace(
        /\\([^])|\$(?:\{(\w+)\}|(\d))(\d*)|[\\$]/g,
        (whole, ...parts: (string | undefined)[]) => {
            const [escaped, name, first, more = ''] = parts;
            if (escaped !== undefined) return escaped;
            if (name !== undefined) return groupNamed(match, name) + more;
            if (first === undefined) throw exception('StringException', 'Illegal group reference');
            return numberedGroup(match, first, more);
        },
    );
}

function groupNamed({ groups }: RegExpExecArray, name: string): string {
    if (!groups || !(name in groups)) throw exception('StringException', `No group with name {${name}}`);
    return groups[name] ?? '';
}

/** As many digits as make a group that there is. */
function numberedGroup(match: RegExpExecArray, first: string, more: string): string {
    if (Number(first) >= match.length) throw exception('StringException', `No group ${first}`);
    let digits = first;
    while (digits.length - 1 < more.length && Number(digits + more.charAt(digits.length - 1)) < match.length)
        digits += more.charAt(digits.length - 1);
    return (match[Number(digits)] ?? '') + more.slice(digits.length - 1);
}

/** A replacement that stands for itself. */
export function literalReplacement(text: string): string {
    return text.replace(/[\\$]/g, '\\$&');
}
