/**
 * What of the values of variables decides on the statement of a query: which are blank, their kinds, how long lists are.
 * The plan of one run is good for each run with variables of the same shape.
 */
import { MAX_MARKS, NOT_ASCII } from './plan/comparisons.ts';
import { MAX_KEYS } from './plan/few.ts';
import type { Binds } from './scope.ts';

const BLANK = 'blank';
const SOME = 'some';
const MANY = 'many';

/** The shape of variables; undefined when it is not worth keeping a plan for: lists of several kinds, or with blanks. */
export function shapeOfBinds(binds: Binds): string | undefined {
    const shapes: string[] = [];
    for (const name in binds) {
        const shape = shapeOf(binds[name]);
        if (shape === undefined) return undefined;
        shapes.push(`${name}=${shape}`);
    }
    return shapes.join(',');
}

function shapeOf(value: unknown): string | undefined {
    if (!Array.isArray(value) && !(value instanceof Set)) return kindOf(value);
    const items = value as Iterable<unknown>;
    let kind = '';
    let count = 0;
    for (const item of items) {
        const own = kindOf(item);
        if (own === BLANK) return undefined;
        if (kind === '' || kind === own) kind = own;
        else if (isText(kind) && isText(own)) kind = UNICODE;
        else return undefined;
        count += 1;
    }
    return `[${lengthOf(count)} ${kind}]`;
}

/** Short lists are in the statement one by one, and by some keys it looks records up one by one. */
function lengthOf(count: number): string {
    if (count > MAX_KEYS) return MANY;
    return count > MAX_MARKS ? SOME : String(count);
}

const ASCII = 'ascii';
const UNICODE = 'unicode';

function isText(kind: string): boolean {
    return kind === ASCII || kind === UNICODE;
}

function kindOf(value: unknown): string {
    if (value === null || value === undefined || value === '') return BLANK;
    if (typeof value === 'string') return NOT_ASCII.test(value) ? UNICODE : ASCII;
    return value instanceof Date ? 'date' : typeof value;
}
