/** What writes answer, and how they take their records. */
import type { Work } from '../dml/context.ts';
import type { RecordError } from '../schema/errors.ts';

/** What became of one record. */
export interface SaveResult {
    readonly id?: string;
    readonly success: boolean;
    readonly created: boolean;
    readonly errors: readonly RecordError[];
}

/** Records of one trigger's turn: an org takes them in chunks of this size. */
export const CHUNK = 200;

/** Writes items in chunks. @param act is told where in the request its chunk begins */
export function inChunks<T>(
    items: readonly T[],
    act: (chunk: readonly T[], offset: number) => SaveResult[],
): SaveResult[] {
    const results: SaveResult[] = [];
    for (let offset = 0; offset < items.length; offset += CHUNK)
        results.push(...act(items.slice(offset, offset + CHUNK), offset));
    return results;
}

/** The result of a work. @param id of the record, when the work itself may not know it */
export function resultOf(work: Work, created: boolean, id?: string): SaveResult {
    const own = work.record['Id'];
    const recordId = id ?? (typeof own === 'string' ? own : undefined);
    const known = recordId === undefined ? {} : { id: recordId };
    if (work.errors.length === 0) return { ...known, success: true, created, errors: [] };
    return { ...(created ? {} : known), success: false, created: false, errors: work.errors };
}
