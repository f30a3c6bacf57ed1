/** Runs as the org keeps them. */
import { quoted, type OrgClient, type OrgRecord } from '../../salesforce/org-client.ts';
import { JobError, OrgError } from '../../salesforce/org-error.ts';
import { requireAccess } from '../../salesforce/require-access.ts';
import { centsFrom } from '../engine/money.ts';
import { byReference } from './reference.ts';

export const RUN = 'Subsidy_Run__c';
const FIELDS = [
    'External_Key__c',
    'First_Day__c',
    'Last_Day__c',
    'Snapshot_At__c',
    'Status__c',
    'Scenario__c',
    'Assumptions__c',
    'Corrects__c',
    'Total__c',
    'Input_Hash__c',
    'Engine_Version__c',
    'Approved_By__c',
    'Approved_At__c',
    'Municipalities__c',
];

export type RunStatus = 'Calculating' | 'Calculated' | 'Approved';

/** One calculation of a period. Days are ISO texts, both inclusive; amounts whole cents. */
export interface StoredRun {
    readonly id: string;
    readonly name: string;
    readonly key: string;
    readonly firstDay: string;
    readonly lastDay: string;
    readonly snapshot: Date;
    readonly status: RunStatus;
    readonly scenario: boolean;
    readonly assumptions: string;
    /** the approved run just before it in the chain; a run that has one holds differences only */
    readonly corrects?: { readonly id: string; readonly name: string };
    readonly cents?: number;
    readonly inputHash: string;
    readonly engineVersion: string;
    readonly approvedBy: string;
    readonly approvedAt?: Date;
    /** NIS codes to which it was limited; empty: all */
    readonly municipalities: readonly string[];
}

/**
 * Finds a run by its reference (`RUN-00001`), id or external key.
 * @throws JobError when there is none, or the user may not read runs; OrgError
 */
export async function findRun(client: OrgClient, reference: string): Promise<StoredRun> {
    const literal = quoted(reference);
    const [run] = await byReference(reference, (where) => query(client, `WHERE ${where} LIMIT 1`), [
        `Name = ${literal}`,
        `External_Key__c = ${literal}`,
    ]);
    if (run) return run;
    throw new JobError('UnknownRun', `Er is geen berekening ${reference}, of u mag ze niet zien.`, {
        actions: ['Zoek de referentie op met: hvt subsidy status'],
    });
}

/** Every run that the user may see, the newest last. @throws JobError, OrgError */
export async function allRuns(client: OrgClient): Promise<StoredRun[]> {
    return query(client, 'ORDER BY Name');
}

/** The run with the runs that it corrects, one after the other; the run itself comes first. @throws OrgError */
export async function chainOf(client: OrgClient, run: StoredRun): Promise<StoredRun[]> {
    const chain = [run];
    for (let at: StoredRun | undefined = run; at?.corrects !== undefined;) {
        const { id }: { id: string } = at.corrects;
        if (chain.some((one) => one.id === id)) break;
        [at] = await query(client, `WHERE Id = ${quoted(id)}`);
        if (at) chain.push(at);
    }
    return chain;
}

/** The run under a key (External_Key__c), if there is one that the user may see. @throws JobError, OrgError */
export async function runOfKey(client: OrgClient, key: string): Promise<StoredRun | undefined> {
    const [run] = await query(client, `WHERE External_Key__c = ${quoted(key)}`);
    return run;
}

/** Approved runs that have days in a period (ISO, both inclusive), the first approved first. @throws JobError, OrgError */
export async function approvedRuns(client: OrgClient, firstDay: string, lastDay: string): Promise<StoredRun[]> {
    return query(
        client,
        `WHERE Status__c = 'Approved' AND First_Day__c <= ${lastDay} AND Last_Day__c >= ${firstDay} ORDER BY Approved_At__c, Name`,
    );
}

async function query(client: OrgClient, rest: string): Promise<StoredRun[]> {
    const fields = ['Id', 'Name', ...FIELDS, 'Corrects__r.Name', 'Approved_By__r.Name'];
    const runs: StoredRun[] = [];
    try {
        for await (const record of client.query(`SELECT ${fields.join(', ')} FROM ${RUN} ${rest}`)) {
            runs.push(toRun(record));
        }
    } catch (error) {
        const hidden = error instanceof OrgError && ['INVALID_TYPE', 'INVALID_FIELD'].includes(error.code);
        // says in words what is hidden or missing
        if (hidden) await requireAccess(client, { object: RUN, read: FIELDS });
        throw error;
    }
    return runs;
}

function toRun(record: OrgRecord): StoredRun {
    const text = (field: string): string => (typeof record[field] === 'string' ? record[field] : '');
    const nameIn = (field: string): string => (record[field] as { Name?: string } | null)?.Name ?? '';
    const total = record['Total__c'];
    const correctsId = text('Corrects__c');
    const approvedAt = text('Approved_At__c');
    return {
        id: text('Id'),
        name: text('Name'),
        key: text('External_Key__c'),
        firstDay: text('First_Day__c'),
        lastDay: text('Last_Day__c'),
        snapshot: new Date(text('Snapshot_At__c')),
        status: text('Status__c') as RunStatus,
        scenario: record['Scenario__c'] === true,
        assumptions: text('Assumptions__c'),
        ...(correctsId === '' ? {} : { corrects: { id: correctsId, name: nameIn('Corrects__r') } }),
        ...(typeof total === 'number' ? { cents: centsFrom(String(total)) } : {}),
        inputHash: text('Input_Hash__c'),
        engineVersion: text('Engine_Version__c'),
        approvedBy: nameIn('Approved_By__r'),
        ...(approvedAt === '' ? {} : { approvedAt: new Date(approvedAt) }),
        municipalities: text('Municipalities__c').split(' ').filter(Boolean),
    };
}

/** @returns the period as a short name: `2022-Q4`, `2022-10`, or its two days */
export function periodName({ firstDay, lastDay }: Pick<StoredRun, 'firstDay' | 'lastDay'>): string {
    const [year = '', month = '', day = ''] = firstDay.split('-');
    const endOf = (months: number): string =>
        new Date(Date.UTC(Number(year), Number(month) - 1 + months, 0)).toISOString().slice(0, 10);
    if (day === '01' && lastDay === endOf(1)) return `${year}-${month}`;
    if (day === '01' && Number(month) % 3 === 1 && lastDay === endOf(3))
        return `${year}-Q${Math.ceil(Number(month) / 3)}`;
    return `${firstDay}_${lastDay}`;
}
