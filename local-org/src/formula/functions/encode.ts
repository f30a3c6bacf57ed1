/** Texts made safe for another language. */

const HTML: Readonly<Record<string, string>> = {
    '<': '&lt;',
    '>': '&gt;',
    '&': '&amp;',
    '"': '&quot;',
    "'": '&#39;',
    '\u2028': '<br>',
    '\u2029': '<p>',
    '©': '&copy;',
};

export function htmlEncode(text: string): string {
    return text.replace(/[<>&"'\u2028\u2029©]|[\u{10000}-\u{10FFFF}]/gu, (found) => {
        return HTML[found] ?? `&#${found.codePointAt(0) ?? 0};`;
    });
}

const SCRIPT: Readonly<Record<string, string>> = {
    '\\': '\\\\',
    "'": "\\'",
    '"': '\\"',
    '\n': '\\n',
    '\r': '\\r',
    '<': '\\u003C',
    '>': '\\u003E',
    '!--': '\\!--',
    '\u2028': '\\n',
    '\u2029': '\\u2029',
    '\0': '',
    '/*': '\\/\\*',
    '*/': '\\*\\/',
    '*': '\\*',
    '&#39;': '\\&#39;',
};

export function jsEncode(text: string): string {
    return text.replace(/&#39;|!--|\/\*|\*\/|[\\'"\n\r<>\u2028\u2029\0*]/g, (found) => SCRIPT[found] ?? found);
}

/** As in a form: a space becomes a plus. */
export function urlEncode(text: string): string {
    return encodeURIComponent(text.toWellFormed())
        .replace(/[!'()~]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`)
        .replaceAll('%20', '+');
}

const CHECK_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The id with the three letters that tell which of its letters are capitals. */
export function caseSafeId(id: string): string {
    if (id.length !== 15) {
        return id;
    }
    let suffix = '';
    for (let start = 0; start < 15; start += 5) {
        let bits = 0;
        for (let index = 0; index < 5; index += 1) {
            if (/[A-Z]/.test(id.charAt(start + index))) {
                bits |= 1 << index;
            }
        }
        suffix += CHECK_DIGITS.charAt(bits);
    }
    return id + suffix;
}

/** The first letter of every word in capitals, the others not; words end at anything but letters and digits. */
export function initCap(text: string): string {
    let atStart = true;
    let result = '';
    for (const character of text) {
        const isLetter = /\p{L}/u.test(character);
        result += !isLetter ? character : atStart ? character.toUpperCase() : character.toLowerCase();
        atStart = !isLetter && !/\p{Nd}/u.test(character);
    }
    return result;
}
