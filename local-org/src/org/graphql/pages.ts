/** Pages: how many records, from where on, and the cursors between them (GraphQL API guide, "Pagination"). */
import { OrgError } from '../../schema/errors.ts';

/** Without `first`, so many records come. */
const USUAL = 10;
const MAX_PAGE = 2000;
/** Cursors lead as far; with `upperBound` they lead to its end. */
const MAX_OFFSET = 2000;
const MIN_PAGE_WITH_BOUND = 200;
const MAX_BOUND = 100_000;

/** The page that a client asks for. */
export interface AskedPage {
    readonly first: number;
    readonly offset: number;
    /** Leafing through so many records, with one query for all pages. */
    readonly upperBound?: number;
    /** Of the query that the page before came from. */
    readonly locator?: string;
}

/**
 * Reads `first`, `after` and `upperBound`.
 * @throws OrgError INVALID_PAGE for numbers out of range, or a cursor that is none
 */
export function readPage(args: Readonly<Record<string, unknown>>): AskedPage {
    const { first: asked, after, upperBound: bound } = args;
    const first = typeof asked === 'number' ? asked : USUAL;
    if (first < 1 || first > MAX_PAGE) throw invalid(`first must be from 1 to ${String(MAX_PAGE)}`);
    const cursor = typeof after === 'string' ? readCursor(after) : { offset: 0 };
    if (typeof bound !== 'number') {
        if (cursor.offset > MAX_OFFSET) throw invalid(`more than ${String(MAX_OFFSET)} records need upperBound`);
        return { first, offset: cursor.offset };
    }
    if (bound < 1 || bound > MAX_BOUND) throw invalid(`upperBound must be from 1 to ${String(MAX_BOUND)}`);
    if (first < MIN_PAGE_WITH_BOUND)
        throw invalid(`with upperBound, first must be from ${String(MIN_PAGE_WITH_BOUND)} to ${String(MAX_PAGE)}`);
    return { first, upperBound: bound, ...cursor };
}

/** A cursor behind a number of records. @param locator of the query that they came from, when it is to be used again */
export function writeCursor(offset: number, locator?: string): string {
    return Buffer.from(JSON.stringify({ i: offset, ...(locator === undefined ? {} : { q: locator }) })).toString(
        'base64',
    );
}

function readCursor(text: string): { offset: number; locator?: string } {
    try {
        const cursor: unknown = JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
        const { i: offset, q: locator } = cursor as { i?: unknown; q?: unknown };
        if (typeof offset === 'number' && Number.isInteger(offset) && offset >= 0)
            return { offset, ...(typeof locator === 'string' ? { locator } : {}) };
    } catch {
        // as any other text that is no cursor
    }
    throw invalid('after is no cursor');
}

function invalid(reason: string): OrgError {
    return new OrgError('INVALID_PAGE', `Invalid page: ${reason}`);
}
