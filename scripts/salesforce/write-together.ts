/**
 * Writes records so that all of them are written or none. A composite request is one transaction of
 * up to five collections of 200 records (REST API guide, "Composite" and "sObject Collections"). Of more records, what
 * was written is taken back when a later part fails.
 */
import type { OrgClient, OrgRecord } from './org-client.ts';
import { explained, JobError, OrgError } from './org-error.ts';
import { whileLocked } from './while-locked.ts';

/** One record to be written. */
export type Change =
    | { readonly kind: 'insert'; readonly values: OrgRecord }
    /** `before` holds the same fields as they were */
    | { readonly kind: 'update'; readonly id: string; readonly values: OrgRecord; readonly before: OrgRecord };

/** A record that the org refused: its place among the changes, and why. */
export interface Refusal {
    readonly index: number;
    readonly code: string;
    readonly message: string;
}

/** The org refused at least one record, and nothing was kept. */
export class WriteRefused extends Error {
    readonly refusals: readonly Refusal[];

    constructor(refusals: readonly Refusal[]) {
        super(refusals[0]?.message ?? '');
        this.name = 'WriteRefused';
        this.refusals = refusals;
    }
}

const PER_COLLECTION = 200;
/**
 * Records that one transaction holds; more need the right to delete, to take back what was inserted.
 * Of five collections one is kept free: inserts and updates do not share one.
 */
export const PER_TRANSACTION = 4 * PER_COLLECTION;

interface SaveResult {
    readonly id?: string;
    readonly success?: boolean;
    readonly errors?: readonly { statusCode: string; message: string }[];
    readonly errorCode?: string;
    readonly message?: string;
}

interface Written {
    readonly change: Change;
    readonly id: string;
}

/**
 * @param onProgress is told after each transaction how many records are written
 * @throws WriteRefused when the org refuses a record, OrgError when it refuses the request; nothing is kept then
 * @throws JobError when what was written could not be taken back
 */
export async function writeTogether(
    client: OrgClient,
    object: string,
    changes: readonly Change[],
    onProgress: (done: number) => void = () => undefined,
): Promise<void> {
    const written: Written[] = [];
    try {
        for (let at = 0; at < changes.length; at += PER_TRANSACTION) {
            const part = changes.slice(at, at + PER_TRANSACTION);
            const ids = await whileLocked(
                () => writeAll(client, object, part, at),
                (error) => (error instanceof WriteRefused ? error.refusals.map(({ code }) => code) : []),
            );
            part.forEach((change, index) => written.push({ change, id: ids[index] ?? '' }));
            onProgress(written.length);
        }
    } catch (error) {
        if (written.length > 0) await takeBack(client, object, written, error);
        throw error;
    }
}

/** One transaction. @returns ids in the order of the changes */
async function writeAll(
    client: OrgClient,
    object: string,
    changes: readonly Change[],
    offset: number,
): Promise<string[]> {
    const groups = groupsOf(changes);
    const { compositeResponse } = await client.json<{
        compositeResponse: { body: SaveResult[] | SaveResult; httpStatusCode: number }[];
    }>('POST', '/composite', {
        allOrNone: true,
        compositeRequest: groups.map((group, index) => ({
            method: group.kind === 'insert' ? 'POST' : 'PATCH',
            url: `${client.root}/composite/sobjects`,
            referenceId: `part${index}`,
            body: { allOrNone: true, records: group.members.map(({ change }) => toRecord(object, change)) },
        })),
    });
    const ids: string[] = [];
    const refusals: Refusal[] = [];
    groups.forEach((group, at) => {
        const body = compositeResponse[at]?.body ?? [];
        const results = Array.isArray(body) ? body : [body];
        group.members.forEach(({ index }, member) => {
            // a request that fails as a whole has one answer for all of its records
            const result = results[member] ?? results[0];
            if (result?.success && result.id !== undefined) ids[index] = result.id;
            else refusals.push({ index: offset + index, ...reasonOf(result) });
        });
    });
    if (refusals.length === 0) return ids;
    const causes = refusals.filter(({ code }) => !CONSEQUENCES.has(code));
    throw new WriteRefused(causes.length > 0 ? causes : refusals);
}

/** What an org says of records that it would have taken. */
const CONSEQUENCES = new Set(['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'PROCESSING_HALTED']);

function reasonOf(result: SaveResult | undefined): { code: string; message: string } {
    const [error] = result?.errors ?? [];
    if (error) return { code: error.statusCode, message: error.message };
    return { code: result?.errorCode ?? 'ALL_OR_NONE_OPERATION_ROLLED_BACK', message: result?.message ?? '' };
}

interface Group {
    readonly kind: Change['kind'];
    readonly members: { change: Change; index: number }[];
}

/** At most 200 records of one kind each. */
function groupsOf(changes: readonly Change[]): Group[] {
    const groups: Group[] = [];
    changes.forEach((change, index) => {
        let group = groups.find(({ kind, members }) => kind === change.kind && members.length < PER_COLLECTION);
        if (!group) {
            group = { kind: change.kind, members: [] };
            groups.push(group);
        }
        group.members.push({ change, index });
    });
    return groups;
}

function toRecord(object: string, change: Change): OrgRecord {
    const id = change.kind === 'update' ? { Id: change.id } : {};
    return { attributes: { type: object }, ...id, ...change.values };
}

async function takeBack(client: OrgClient, object: string, written: readonly Written[], cause: unknown): Promise<void> {
    try {
        const inserted = written.filter(({ change }) => change.kind === 'insert').map(({ id }) => id);
        for (let at = 0; at < inserted.length; at += PER_COLLECTION) {
            const ids = inserted.slice(at, at + PER_COLLECTION).join(',');
            const results = await client.json<SaveResult[]>('DELETE', `/composite/sobjects?ids=${ids}&allOrNone=true`);
            if (results.some(({ success }) => !success))
                throw new WriteRefused(results.map((result, index) => ({ index, ...reasonOf(result) })));
        }
        const restored = written.flatMap(({ change, id }): Change[] =>
            change.kind === 'update' ? [{ kind: 'update', id, values: change.before, before: change.values }] : [],
        );
        for (let at = 0; at < restored.length; at += PER_TRANSACTION) {
            await writeAll(client, object, restored.slice(at, at + PER_TRANSACTION), at);
        }
    } catch {
        const reason =
            cause instanceof OrgError
                ? explained(cause).message
                : cause instanceof Error
                  ? cause.message
                  : String(cause);
        throw new JobError(
            'TakeBackFailed',
            `Het schrijven is afgebroken (${reason}) en ${written.length} al geschreven rijen konden niet teruggedraaid worden.`,
            {
                actions: ['Herhaal de opdracht zodra de org antwoordt: ze schrijft alleen wat nog ontbreekt.'],
                data: { written: written.map(({ id }) => id) },
            },
        );
    }
}
