/** Reads the values of a query from its tree. */
import type { Comparand, Literal, RowCount } from '../ast.ts';
import { malformed, unexpectedToken } from '../errors.ts';
import type { Tree } from './tree.ts';

type StringLiteral = Extract<Literal, { readonly kind: 'string' }>;

/** What stands to the right of an operator; a subquery is read by the caller. */
export function readComparand(tree: Tree, source: string): Exclude<Comparand, { readonly kind: 'query' }> {
    const list = tree.find('valueList');
    if (!list) return readLiteral(tree, source);
    return { kind: 'list', items: list.all('value').map((value) => readLiteral(value, source)) };
}

function readLiteral(tree: Tree, source: string): Literal {
    const number = tree.find('signedNumber');
    if (number) return readNumber(number, source);
    const range = tree.find('dateFormula');
    if (range) return readRange(range);
    const bound = tree.find('boundExpression');
    if (bound) return readBind(bound);
    const text = tree.text;
    if (tree.token('NULL')) return { kind: 'null' };
    if (tree.token('BooleanLiteral')) return { kind: 'boolean', value: text.toLowerCase() === 'true' };
    if (tree.token('StringLiteral')) return readString(text, tree.offset);
    if (tree.token('DateLiteral')) return { kind: 'date', text };
    if (tree.token('DateTimeLiteral')) return { kind: 'datetime', text };
    if (tree.token('TimeLiteral')) return { kind: 'time', text };
    if (tree.token('IntegralCurrencyLiteral')) return { kind: 'currency', text };
    // a list in a list, a string of several lines
    throw unexpectedToken(source, tree.offset, text);
}

/** A string with its quotes around it. */
export function readString(quoted: string, offset: number): StringLiteral {
    return { kind: 'string', raw: quoted.slice(1, -1), offset };
}

function readNumber(tree: Tree, source: string): RowCount {
    // the grammar is that of Apex, where 1.5d is a number
    if (/d$/i.test(tree.text)) throw unexpectedToken(source, tree.offset, tree.text);
    return { kind: 'number', value: Number(tree.text.replace(/\s/g, '')) };
}

/** `:name`. */
export function readBind(tree: Tree): Extract<Literal, { readonly kind: 'bind' }> {
    return { kind: 'bind', name: tree.text.replace(/^:\s*/, '').trim(), offset: tree.offset };
}

function readRange(tree: Tree): Literal {
    const count = tree.find('signedInteger')?.text;
    const name = tree.text.replace(/\s*:.*$/s, '').toUpperCase();
    return { kind: 'range', name, count: count === undefined ? 1 : Number(count.replace(/\s/g, '')) };
}

/** The number of LIMIT or OFFSET. */
export function readRowCount(tree: Tree | undefined): RowCount | undefined {
    if (!tree) return undefined;
    const bound = tree.find('boundExpression');
    return bound ? readBind(bound) : { kind: 'number', value: Number(tree.token('IntegerLiteral')) };
}

/** Latitude or longitude. */
export function readCoordinate(tree: Tree, source: string): Literal {
    const bound = tree.find('boundExpression');
    return bound ? readBind(bound) : readNumber(tree.get('signedNumber'), source);
}

const ESCAPES: Readonly<Record<string, string>> = {
    n: '\n',
    r: '\r',
    t: '\t',
    b: '\b',
    f: '\f',
    '"': '"',
    "'": "'",
    '\\': '\\',
};

/**
 * The text that a string literal stands for.
 * @throws OrgError MALFORMED_QUERY for an escape that only LIKE has
 */
export function unescape(raw: string): string {
    return raw.replace(/\\(u[0-9a-f]{4}|[^])/gi, (whole, escape: string) => {
        if (escape.length > 1) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
        const character = ESCAPES[escape.toLowerCase()];
        if (character !== undefined) return character;
        throw malformed(`Invalid string literal '${raw}'. Illegal character sequence '${whole}' in string literal.`);
    });
}

/** The pattern that a string literal stands for in LIKE, where `\%` and `\_` are the characters themselves. */
export function unescapePattern(raw: string): string {
    return raw.replace(/\\(u[0-9a-f]{4}|[^])/gi, (whole, escape: string) => {
        if (escape === '%' || escape === '_') return whole;
        const character = unescape(whole);
        return character === '\\' ? '\\\\' : character;
    });
}
