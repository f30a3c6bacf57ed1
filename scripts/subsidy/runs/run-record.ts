/** Runs as the org keeps them (`Subsidy_Run__c`). */
import { day, type Day } from '../engine/day.ts';
import { centsFrom } from '../engine/money.ts';
import { quoted, type OrgClient } from '../../salesforce/org-client.ts';
import { JobError } from '../../salesforce/org-error.ts';

export const RUN = 'Subsidy_Run__c';

const FIELDS = [
    'Id',
    'Name',
    'External_Key__c',
    'First_Day__c',
    'Last_Day__c',
    'Snapshot_At__c',
    'Status__c',
    'Scenario__c',
    'Municipalities__c',
    'Corrects__c',
    'Total__c',
    'Input_Hash__c',
    'Approved_At__c',
] as const;

export type RunStatus = 'Calculating' | 'Calculated' | 'Approved';

export interface RunRecord {
    readonly id: string;
    /** reference: `RUN-00001` */
    readonly name: string;
    readonly key: string | undefined;
    readonly firstDay: Day;
    /** inclusive */
    readonly lastDay: Day;
    /** milliseconds */
    readonly snapshot: number;
    readonly status: RunStatus;
    readonly scenario: boolean;
    /** NIS codes to which it is limited; undefined: all */
    readonly only: readonly string[] | undefined;
    /** id of the approved run before it */
    readonly corrects: string | undefined;
    readonly totalCents: number | undefined;
    readonly inputHash: string | undefined;
    readonly approvedAt: number | undefined;
}

/** @returns the runs for which a condition of SOQL holds. @throws OrgError */
export async function readRuns(client: OrgClient, condition: string): Promise<RunRecord[]> {
    const runs: RunRecord[] = [];
    for await (const record of client.query(`SELECT ${FIELDS.join(', ')} FROM ${RUN} WHERE ${condition}`)) {
        runs.push(toRun(record as Row));
    }
    return runs;
}

/** @returns the run of a key (External_Key__c), if there is one. @throws OrgError */
export async function runOfKey(client: OrgClient, key: string): Promise<RunRecord | undefined> {
    const [run] = await readRuns(client, `External_Key__c = ${quoted(key)}`);
    return run;
}

/**
 * @param reference `RUN-00001`, a record id, or an external key
 * @throws JobError when there is none that the user may see, OrgError
 */
export async function namedRun(client: OrgClient, reference: string): Promise<RunRecord> {
    const text = quoted(reference);
    const isId = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(reference);
    const [run] = await readRuns(
        client,
        `Name = ${text} OR External_Key__c = ${text}${isId ? ` OR Id = ${text}` : ''}`,
    );
    if (run) return run;
    throw new JobError('UnknownRun', `Er is geen berekening ${reference}, of u mag ze niet zien.`, {
        actions: ['Bekijk de berekeningen met: hvt subsidy status'],
    });
}

type Row = Record<(typeof FIELDS)[number], string | number | boolean | null>;

function toRun(row: Row): RunRecord {
    const text = (name: keyof Row): string | undefined => (row[name] === null ? undefined : String(row[name]));
    const only = text('Municipalities__c')?.split(' ');
    const approved = text('Approved_At__c');
    const total = text('Total__c');
    return {
        id: text('Id') ?? '',
        name: text('Name') ?? '',
        key: text('External_Key__c'),
        firstDay: day(text('First_Day__c') ?? ''),
        lastDay: day(text('Last_Day__c') ?? ''),
        snapshot: Date.parse(text('Snapshot_At__c') ?? ''),
        status: row.Status__c as RunStatus,
        scenario: row.Scenario__c === true,
        only,
        corrects: text('Corrects__c'),
        totalCents: total === undefined ? undefined : centsFrom(total),
        inputHash: text('Input_Hash__c'),
        approvedAt: approved === undefined ? undefined : Date.parse(approved),
    };
}
