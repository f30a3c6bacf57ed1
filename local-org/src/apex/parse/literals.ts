/** The values of literals. */
import { CompileError } from '../errors.ts';
import type { LiteralExpression, LiteralType, Position } from './ast.ts';

const ESCAPES: Readonly<Record<string, string>> = {
    b: '\b',
    t: '\t',
    n: '\n',
    f: '\f',
    r: '\r',
    '"': '"',
    "'": "'",
    '\\': '\\',
};

/**
 * The text that a string literal stands for.
 * Source: Apex developer guide, "Primitive data types", String: escape sequences.
 * @param quoted with its quotes
 */
export function textOfLiteral(quoted: string): string {
    return unescape(quoted.slice(1, -1));
}

/** The text of a literal in three quotes: it begins on the next line, and keeps its line ends. */
export function textOfMultiline(quoted: string): string {
    return unescape(quoted.slice(3, -3).replace(/^[ \t]*\r?\n/, ''));
}

function unescape(text: string): string {
    if (!text.includes('\\')) return text;
    return text.replace(
        /\\(?:u([0-9a-fA-F]{4})|([^]))/g,
        (whole, code: string | undefined, letter: string | undefined) =>
            code === undefined
                ? (ESCAPES[(letter ?? '').toLowerCase()] ?? whole)
                : String.fromCharCode(parseInt(code, 16)),
    );
}

const MAX_INTEGER = 2_147_483_647;
const MAX_LONG = 9_223_372_036_854_775_807n;

/**
 * A number as it was written, with the sign before it.
 * @throws CompileError when it is too large for its type
 */
export function numberLiteral(kind: 'Integer' | 'Long' | 'Number', text: string, at: Position): LiteralExpression {
    const digits = text.replaceAll('_', '');
    if (kind === 'Number') {
        const isDouble = /d$/i.test(digits);
        return literal(isDouble ? 'Double' : 'Decimal', isDouble ? digits.slice(0, -1) : digits, at);
    }
    const plain = kind === 'Long' ? digits.slice(0, -1) : digits;
    const size = BigInt(plain.replace(/^[+-]/, ''));
    const limit = plain.startsWith('-') ? 1n : 0n;
    if (kind === 'Integer' && size > BigInt(MAX_INTEGER) + limit) throw new CompileError(`Illegal integer`, at);
    if (kind === 'Long' && size > MAX_LONG + limit) throw new CompileError('Illegal long', at);
    return literal(kind, plain, at);
}

export function literal(type: LiteralType, text: string, { line, column }: Position): LiteralExpression {
    return { kind: 'literal', type, text, line, column };
}
