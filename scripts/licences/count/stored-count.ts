/** Counts as records: one for each tier, role and place of a day. Counting the same day again leaves one set. */
import type { OrgClient, OrgRecord } from '../../salesforce/org-client.ts';
import { JobError, explained, OrgError } from '../../salesforce/org-error.ts';
import { tierNamed } from '../tiers.ts';
import { textOf, type CountRow } from './count-users.ts';

/** What storing a count changed. */
export interface Stored {
    readonly inserted: number;
    readonly updated: number;
    readonly unchanged: number;
    readonly removed: number;
}

export interface StoredRow {
    readonly Id: string;
    readonly Tier__c: string;
    readonly Role__c: string | null;
    readonly Municipality__c: string | null;
    readonly Municipality__r: { readonly NIS_Code__c: string; readonly Name: string } | null;
    readonly Province__c: string | null;
    readonly Active_Users__c: number;
    readonly Unused_30_Days__c: number | null;
    readonly Unused_60_Days__c: number | null;
    readonly Unused_90_Days__c: number | null;
    readonly Higher_Than_Needed__c: number | null;
    readonly Double_Accounts__c: number | null;
}

/** @param on `yyyy-mm-dd` */
export function storedQuery(on: string): string {
    return (
        'SELECT Id, Tier__c, Role__c, Municipality__c, Municipality__r.NIS_Code__c, Municipality__r.Name, Province__c, ' +
        'Active_Users__c, Unused_30_Days__c, Unused_60_Days__c, Unused_90_Days__c, Higher_Than_Needed__c, ' +
        `Double_Accounts__c FROM Licence_Count__c WHERE Counted_On__c = ${on} ORDER BY Unique_Key__c`
    );
}

export function toCountRow(row: StoredRow): CountRow {
    const { Municipality__c: id, Municipality__r: municipality } = row;
    return {
        tier: tierNamed(row.Tier__c) ?? 'Restricted',
        role: row.Role__c ?? undefined,
        municipality:
            id === null ? undefined : { id, nis: municipality?.NIS_Code__c ?? '', name: municipality?.Name ?? '' },
        province: row.Province__c ?? undefined,
        active: row.Active_Users__c,
        unused30: row.Unused_30_Days__c ?? 0,
        unused60: row.Unused_60_Days__c ?? 0,
        unused90: row.Unused_90_Days__c ?? 0,
        higher: row.Higher_Than_Needed__c ?? 0,
        doubles: row.Double_Accounts__c ?? 0,
    };
}

const NUMBERS = ['active', 'unused30', 'unused60', 'unused90', 'higher', 'doubles'] as const;
const PER_COLLECTION = 200;
/** Collections in one composite request, which is one transaction (REST API guide, "Composite": limits). */
const PER_REQUEST = 5;

/**
 * Writes what differs from what is stored; one call for each thousand records that change.
 * @param before what the org has of that day
 * @throws JobError when the org refuses a record: nothing of its request is kept
 */
export async function storeCount(
    client: OrgClient,
    on: string,
    rows: readonly CountRow[],
    before: readonly StoredRow[],
): Promise<Stored> {
    const known = new Map(before.map((row) => [textOf(toCountRow(row)), row]));
    const wanted = new Set(rows.map(textOf));
    const removed = before.filter((row) => !wanted.has(textOf(toCountRow(row)))).map(({ Id }) => Id);
    const updated: OrgRecord[] = [];
    const inserted: OrgRecord[] = [];
    for (const row of rows) {
        const old = known.get(textOf(row));
        if (!old) inserted.push(toRecord(row, on));
        else if (NUMBERS.some((name) => toCountRow(old)[name] !== row[name]))
            updated.push({ ...toRecord(row, on), Id: old.Id });
    }
    await write(client, removed, updated, inserted);
    return {
        inserted: inserted.length,
        updated: updated.length,
        unchanged: rows.length - inserted.length - updated.length,
        removed: removed.length,
    };
}

function toRecord(row: CountRow, on: string): OrgRecord {
    return {
        attributes: { type: 'Licence_Count__c' },
        Counted_On__c: on,
        Tier__c: row.tier,
        Role__c: row.role ?? null,
        Municipality__c: row.municipality?.id ?? null,
        Province__c: row.province ?? null,
        Active_Users__c: row.active,
        Unused_30_Days__c: row.unused30,
        Unused_60_Days__c: row.unused60,
        Unused_90_Days__c: row.unused90,
        Higher_Than_Needed__c: row.higher,
        Double_Accounts__c: row.doubles,
    };
}

async function write(
    client: OrgClient,
    removed: readonly string[],
    updated: readonly OrgRecord[],
    inserted: readonly OrgRecord[],
): Promise<void> {
    const url = `${client.root}/composite/sobjects`;
    const collection = (method: string) => (records: readonly OrgRecord[]) => ({
        method,
        url,
        body: { allOrNone: true, records },
    });
    const requests = [
        ...chunks(removed).map((ids) => ({ method: 'DELETE', url: `${url}?ids=${ids.join(',')}&allOrNone=true` })),
        ...chunks(updated).map(collection('PATCH')),
        ...chunks(inserted).map(collection('POST')),
    ].map((request, index) => ({ ...request, referenceId: `part${String(index)}` }));
    for (const compositeRequest of chunks(requests, PER_REQUEST)) {
        const { compositeResponse } = await client.json<{ compositeResponse: { body: unknown }[] }>(
            'POST',
            '/composite',
            { allOrNone: true, compositeRequest },
        );
        refuse(compositeResponse.map(({ body }) => body));
    }
}

function chunks<Item>(items: readonly Item[], size = PER_COLLECTION): Item[][] {
    return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}

interface SaveResult {
    readonly success?: boolean;
    readonly errors?: readonly { readonly statusCode: string; readonly message: string }[];
    readonly errorCode?: string;
    readonly message?: string;
}

/** What an org says of records that it would have taken. */
const CONSEQUENCES = ['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'PROCESSING_HALTED'];

function refuse(bodies: readonly unknown[]): void {
    const failed = (bodies.flat() as SaveResult[]).filter(({ success }) => success !== true);
    if (failed.length === 0) return;
    const reasons = failed.map(({ errors, errorCode, message }) => ({
        code: errors?.[0]?.statusCode ?? errorCode ?? 'UNKNOWN',
        message: errors?.[0]?.message ?? message ?? '',
    }));
    const { code, message } = reasons.find((one) => !CONSEQUENCES.includes(one.code)) ?? {
        code: 'UNKNOWN',
        message: '',
    };
    const cause = explained(new OrgError(400, code, message));
    throw new JobError('CountNotStored', `De telling is niet bewaard: ${cause.message}`, {
        actions: [...cause.actions, 'Tel zonder te bewaren met --dry-run.'],
    });
}
