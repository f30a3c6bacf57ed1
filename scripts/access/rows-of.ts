/** Small results of queries, whole. */
import type { OrgClient } from '../salesforce/org-client.ts';

/** @returns all rows of a query, in memory. @throws OrgError */
export async function rowsOf<Row>(client: OrgClient, soql: string): Promise<Row[]> {
    return (await Array.fromAsync(client.query(soql))) as Row[];
}

/** Characters of the values in one query: with all that is around them it still fits into an address. */
const ROOM = 6000;

/**
 * Divides values over as few queries as can hold them.
 * @param values as they stand in the query
 */
export function inParts(values: readonly string[]): string[][] {
    const parts: string[][] = [];
    let size = Infinity;
    for (const value of values) {
        const length = encodeURIComponent(value).length + 6;
        if (size + length > ROOM) {
            parts.push([]);
            size = 0;
        }
        parts.at(-1)?.push(value);
        size += length;
    }
    return parts;
}
