import { FormulaError } from './errors.ts';

export type TokenKind = 'identifier' | 'number' | 'string' | 'operator' | 'end';

export interface Token {
    readonly kind: TokenKind;
    /** As the formula writes it; operators in their first spelling (`=`, not `==`). */
    readonly text: string;
    readonly position: number;
}

const SPACE = /[ \t\f\r\n]+/y;
/** Names hold dots and colons: a whole path is one token. */
const IDENTIFIER = /[A-Za-z$][A-Za-z0-9$_:.#]*/y;
const NUMBER = /\d+(?:\.\d+)?/y;
const OPERATOR = /==|=|!=|<>|<=|>=|<|>|&&|\|\||[-+*/^&!(),]/y;
/** Only these may follow a backslash. */
const ESCAPES = new Set(['n', 'r', 't', '"', "'", '\\', 'N', 'R', 'T']);

const FIRST_SPELLING: Readonly<Record<string, string>> = { '==': '=', '!=': '<>' };

/** Splits a formula into tokens; white space and comments fall away. */
export function tokenize(source: string): Token[] {
    const tokens: Token[] = [];
    let position = 0;
    const match = (pattern: RegExp): string | undefined => {
        pattern.lastIndex = position;
        return pattern.exec(source)?.[0];
    };
    while (position < source.length) {
        const space = match(SPACE);
        if (space !== undefined) {
            position += space.length;
            continue;
        }
        if (source.startsWith('/*', position)) {
            position = commentEnd(source, position);
            continue;
        }
        const token = tokenAt(source, position, match);
        tokens.push(token);
        position += token.text.length;
    }
    tokens.push({ kind: 'end', text: 'end of formula', position });
    return tokens.map((token) => ({ ...token, text: spelling(token) }));
}

function spelling(token: Token): string {
    return (token.kind === 'operator' ? FIRST_SPELLING[token.text] : undefined) ?? token.text;
}

function tokenAt(source: string, position: number, match: (pattern: RegExp) => string | undefined): Token {
    const first = source.charAt(position);
    if (first === '"' || first === "'") {
        return { kind: 'string', text: stringAt(source, position), position };
    }
    const patterns = [
        ['identifier', IDENTIFIER],
        ['number', NUMBER],
        ['operator', OPERATOR],
    ] as const;
    for (const [kind, pattern] of patterns) {
        const text = match(pattern);
        if (text !== undefined) {
            return { kind, text, position };
        }
    }
    throw new FormulaError('Syntax error', position);
}

/** The literal with its quotes. It ends on its own line: a line break is an error, as is an unknown escape. */
function stringAt(source: string, start: number): string {
    const quote = source.charAt(start);
    for (let index = start + 1; index < source.length; index += 1) {
        const character = source.charAt(index);
        if (character === quote) {
            return source.slice(start, index + 1);
        }
        if (character === '\n' || character === '\r') {
            throw new FormulaError(`Syntax error.  Missing ${quote}`, index);
        }
        if (character === '\\') {
            index += 1;
            if (!ESCAPES.has(source.charAt(index))) {
                throw new FormulaError('Syntax error', index);
            }
        }
    }
    throw new FormulaError(`Syntax error.  Missing ${quote}`, source.length);
}

/** A comment may hold an escaped end of comment. */
function commentEnd(source: string, start: number): number {
    let end = source.indexOf('*/', start + 2);
    while (end > 0 && source.charAt(end - 1) === '\\') {
        end = source.indexOf('*/', end + 2);
    }
    if (end < 0) {
        throw new FormulaError('Syntax error.  Missing *', source.length);
    }
    return end + 2;
}

/** The text of a string literal. The org resolves escaped double quotes and backslashes and nothing else. */
export function unquote(literal: string): string {
    return literal.slice(1, -1).replace(/\\(["\\])/g, '$1');
}
