/** What Java's regular expressions call their characters. */

const SPACE = ' \\t\\n\\x0B\\f\\r';
const HORIZONTAL = ' \\t\\xA0\\u1680\\u180E\\u2000-\\u200A\\u202F\\u205F\\u3000';
const VERTICAL = '\\n\\x0B\\f\\r\\x85\\u2028\\u2029';
export const LINE_END = '\\n\\r\\x85\\u2028\\u2029';

/** Classes that mean other characters in JavaScript or do not exist there; a capital letter is the opposite. */
export const CLASSES: Readonly<Record<string, string>> = {
    s: SPACE,
    h: HORIZONTAL,
    v: VERTICAL,
    w: 'a-zA-Z0-9_',
    d: '0-9',
};

export const POSIX: Readonly<Record<string, string>> = {
    Lower: 'a-z',
    Upper: 'A-Z',
    ASCII: '\\x00-\\x7F',
    Alpha: 'a-zA-Z',
    Digit: '0-9',
    Alnum: 'a-zA-Z0-9',
    Punct: '!-\\/:-@\\[-`\\{-~',
    Graph: '!-~',
    Print: ' -~',
    Blank: ' \\t',
    Cntrl: '\\x00-\\x1F\\x7F',
    XDigit: '0-9a-fA-F',
    Space: SPACE,
};

export const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
    t: '\\t',
    n: '\\n',
    r: '\\r',
    f: '\\f',
    a: '\\x07',
    e: '\\x1B',
};

/** Zero-width escapes of Java outside a class. */
export const ASSERTIONS: Readonly<Record<string, string>> = {
    b: '\\b',
    B: '\\B',
    A: '(?<![\\s\\S])',
    z: '(?![\\s\\S])',
    Z: '(?=(?:\\r\\n|[\\n\\r\\x85\\u2028\\u2029])?(?![\\s\\S]))',
    R: '(?:\\r\\n|[\\n\\x0B\\f\\r\\x85\\u2028\\u2029])',
};

/** Whether JavaScript knows this Unicode property. */
export function isProperty(name: string): boolean {
    try {
        return new RegExp(`\\p{${name}}`, 'v').flags === 'v';
    } catch {
        return false;
    }
}

/** A character that stands for itself in and outside of classes. */
export function literal(character: string): string {
    if (/[$()*+./?[\\\]^{|}-]/.test(character)) {
        return character === '-' ? '\\x2D' : `\\${character}`;
    }
    return /[!#%&,:;<=>@`~]/.test(character) ? `\\x${character.charCodeAt(0).toString(16).toUpperCase()}` : character;
}
