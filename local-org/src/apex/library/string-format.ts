/** `String.format`: the patterns of Java's MessageFormat. Source: Apex reference guide, "String class", format. */
import { NotSupported, exception } from '../run/exceptions.ts';
import { toText } from '../run/text.ts';
import type { Value } from '../run/values.ts';

/**
 * Puts values in the places `{0}`, `{1}` … of a pattern; a place without a value stays. What stands between single
 * quotes is left as it is, two of them are one.
 * @throws Thrown StringException for a pattern that is none
 */
export function formatMessage(pattern: string, values: readonly Value[]): string {
    let text = '';
    let isQuoted = false;
    for (let at = 0; at < pattern.length; at++) {
        const character = pattern.charAt(at);
        if (character === "'") {
            if (pattern.charAt(at + 1) === "'") {
                text += "'";
                at += 1;
            } else isQuoted = !isQuoted;
        } else if (character === '{' && !isQuoted) {
            const end = pattern.indexOf('}', at);
            if (end < 0) throw exception('StringException', 'Unmatched braces in the pattern.');
            text += placed(pattern.slice(at + 1, end), values);
            at = end;
        } else text += character;
    }
    return text;
}

function placed(written: string, values: readonly Value[]): string {
    const [number = '', format] = written.split(',');
    if (format !== undefined) throw new NotSupported(`String.format with {${written}}`);
    if (!/^\s*\d+\s*$/.test(number)) throw exception('StringException', `can't parse argument number: ${number}`);
    const value = values[Number(number)];
    return value === undefined ? `{${written}}` : toText(value);
}
