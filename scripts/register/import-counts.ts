/** Brings the counts of a file into the org: only what is new or different, and all of it or nothing. */
import { basename } from 'node:path';
import { Issues } from '../csv/issues.ts';
import { requireAccess, type Access } from '../salesforce/require-access.ts';
import type { OrgClient, OrgRecord } from '../salesforce/org-client.ts';
import { JobError } from '../salesforce/org-error.ts';
import { PER_TRANSACTION, WriteRefused, writeTogether, type Change } from '../salesforce/write-together.ts';
import { readCounts, type Count } from './count-file.ts';
import { Municipalities } from '../municipalities/municipalities.ts';

const OBJECT = 'Register_Count__c';
const HEADS = ['Adults_With_Status__c', 'Minor_Ukrainians__c', 'All_Displaced__c'] as const;
const CHANGED = [...HEADS, 'Source__c'] as const;
const CREATED = ['Municipality__c', 'Reference_Date__c', ...CHANGED] as const;
/** Kept by the application's triggers for people; programs that load may write them. */
const KEPT = 'Imported_At__c';
/** Dates of one query: the statement stays short enough for an address. */
const DATES_PER_QUERY = 100;

/** What an import did. */
export interface ImportResult {
    readonly inserted: number;
    readonly updated: number;
    readonly unchanged: number;
    /** counts that are the sum of several old NIS codes */
    readonly merged: readonly { nis: string; date: string; sumOf: readonly string[] }[];
}

/** The stages of an import, with how far each is. */
export type ImportProgress = (stage: 'check' | 'compare' | 'write', done: number, all: number) => void;

/**
 * @param file path of a CSV file with the columns of `COUNT_COLUMNS`
 * @throws JobError, OrgError; nothing is written then
 */
export async function importCounts(
    client: OrgClient,
    file: string,
    now: Date,
    onProgress: ImportProgress = () => undefined,
): Promise<ImportResult> {
    const access = await requireAccess(client, { object: OBJECT, create: CREATED, update: CHANGED });
    const municipalities = await Municipalities.read(client);
    if (municipalities.size === 0)
        throw new JobError('NoMunicipalities', 'Deze org heeft nog geen gemeenten.', {
            actions: ['Laad eerst de referentiegegevens (docs/admin-guide.md).'],
        });
    const counts = await readCounts(file, municipalities, now.toISOString().slice(0, 10));
    onProgress('check', counts.length, counts.length);
    const changes = await compare(client, counts, now, access);
    onProgress('compare', counts.length, counts.length);
    refuseWhatCannotGoBack(changes, access);
    await write(client, file, changes, onProgress);
    const inserted = changes.filter(({ kind }) => kind === 'insert').length;
    return {
        inserted,
        updated: changes.length - inserted,
        unchanged: counts.length - changes.length,
        merged: counts
            .filter(({ sumOf }) => sumOf.length > 0)
            .map(({ municipality, date, sumOf }) => ({ nis: municipality.nis, date, sumOf })),
    };
}

type CountChange = Change & { readonly line: number };

/** Of several transactions the first must be able to go back when a later one is refused. */
function refuseWhatCannotGoBack(changes: readonly Change[], { deletable }: Access): void {
    if (deletable || changes.length <= PER_TRANSACTION || changes.every(({ kind }) => kind === 'update')) return;
    throw new JobError(
        'FileTooLong',
        `Dit bestand geeft ${changes.length} wijzigingen; zonder wisrecht zijn er hoogstens ${PER_TRANSACTION} ineens mogelijk.`,
        {
            actions: ['Verdeel het bestand, of laat de integratiegebruiker het laden. Er is niets geschreven.'],
        },
    );
}

async function compare(
    client: OrgClient,
    counts: readonly Count[],
    now: Date,
    { createable, updateable }: Access,
): Promise<CountChange[]> {
    const dates = [...new Set(counts.map(({ date }) => date))].toSorted();
    const fields = [...CHANGED, ...(updateable.has(KEPT) ? [KEPT] : [])];
    const existing = await readExisting(client, fields, dates);
    return counts.flatMap((count): CountChange[] => {
        const { municipality, date, line } = count;
        const values = valuesOf(count, now);
        const known = existing.get(`${municipality.id}|${date}`);
        if (!known) return [{ kind: 'insert', line, values: pick({ ...keysOf(count), ...values }, createable) }];
        if (HEADS.every((field) => (known[field] ?? null) === values[field])) return [];
        const before = Object.fromEntries(fields.map((field) => [field, known[field] ?? null]));
        return [{ kind: 'update', line, id: String(known['Id']), values: pick(values, updateable), before }];
    });
}

function valuesOf({ adultsWithStatus, minorUkrainians, allDisplaced, source }: Count, now: Date): OrgRecord {
    return {
        Adults_With_Status__c: adultsWithStatus ?? null,
        Minor_Ukrainians__c: minorUkrainians ?? null,
        All_Displaced__c: allDisplaced ?? null,
        Source__c: source,
        [KEPT]: now.toISOString(),
    };
}

function keysOf({ municipality: { id, nis }, date }: Count): OrgRecord {
    return {
        Municipality__c: id,
        Reference_Date__c: date,
        Unique_Key__c: `${nis}|${date}`,
        External_Key__c: `RR-${nis}-${date.replaceAll('-', '')}`,
    };
}

function pick(values: OrgRecord, fields: ReadonlySet<string>): OrgRecord {
    return Object.fromEntries(Object.entries(values).filter(([name]) => fields.has(name)));
}

/** Counts that the org has on these dates, by municipality and date. */
async function readExisting(
    client: OrgClient,
    fields: readonly string[],
    dates: readonly string[],
): Promise<Map<string, OrgRecord>> {
    const existing = new Map<string, OrgRecord>();
    for (let at = 0; at < dates.length; at += DATES_PER_QUERY) {
        const list = dates.slice(at, at + DATES_PER_QUERY).join(', ');
        const soql = `SELECT Id, Municipality__c, Reference_Date__c, ${fields.join(', ')} FROM ${OBJECT} WHERE Reference_Date__c IN (${list})`;
        for await (const record of client.query(soql)) {
            existing.set(`${String(record['Municipality__c'])}|${String(record['Reference_Date__c'])}`, record);
        }
    }
    return existing;
}

async function write(
    client: OrgClient,
    file: string,
    changes: readonly CountChange[],
    onProgress: ImportProgress,
): Promise<void> {
    onProgress('write', 0, changes.length);
    try {
        await writeTogether(client, OBJECT, changes, (done) => {
            onProgress('write', done, changes.length);
        });
    } catch (error) {
        if (!(error instanceof WriteRefused)) throw error;
        const issues = new Issues(basename(file));
        for (const { index, message } of error.refusals) issues.add(changes[index]?.line ?? 0, message);
        issues.refuseAny();
    }
}
