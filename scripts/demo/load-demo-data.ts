/** Loads the demonstration data and its past, in bulk, as the user of the loading programs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OBJECT } from '../parameters/parameter.ts';
import { bulkLoad } from '../salesforce/bulk-load.ts';
import type { OrgClient } from '../salesforce/org-client.ts';
import { userId } from '../salesforce/user-id.ts';
import { writeTogether, type Change } from '../salesforce/write-together.ts';
import type { Progress } from './load-reference-data.ts';

/** The object of what was recorded when. */
export const RECORDED = 'Recorded_Fact__c';

/** What the generator of demonstration data says of a file. */
export interface LoadStep {
    readonly object: string;
    readonly file: string;
    readonly externalIdFieldName: string;
    readonly rows: number;
}

/** The files that the generator made, in the order in which they are loaded. */
export function readPlan(folder: string): LoadStep[] {
    return JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')) as LoadStep[];
}

/**
 * Loads the files that the generator made.
 * @param client of a user who holds the custom permission Load_Recorded_History
 * @param objects of which the files are loaded; all when absent
 * @throws JobError with the org's reason when rows are refused
 */
export async function loadDemoData(
    client: OrgClient,
    folder: string,
    progress: Progress,
    objects?: readonly string[],
): Promise<void> {
    const steps = readPlan(folder).filter(({ object }) => objects?.includes(object) ?? true);
    const loaded = new Map<string, number>();
    for (const { object, file, externalIdFieldName, rows } of steps) {
        const before = loaded.get(object) ?? 0;
        const all = steps.reduce((sum, step) => sum + (step.object === object ? step.rows : 0), 0);
        await bulkLoad(client, { object, file: join(folder, file), externalIdFieldName }, (done) => {
            progress(object, before + done, all);
        });
        loaded.set(object, before + rows);
    }
}

/**
 * Gives the parameters the approvals that their history tells of: their records and what was recorded then agree.
 * @param client of a user who may approve parameters, and did not load them
 * @throws WriteRefused with the org's reason
 */
export async function approveAsRecorded(client: OrgClient): Promise<void> {
    const approvals = new Map<string, string>();
    const facts = `SELECT Record_Key__c, Facts__c FROM ${RECORDED} WHERE Record_Type__c = '${OBJECT}' AND Recorded_To__c = null`;
    for await (const { Record_Key__c: key, Facts__c: text } of client.query(facts)) {
        const { Approved_At__c: at } = JSON.parse(String(text)) as { Approved_At__c?: string };
        if (at !== undefined) approvals.set(String(key), at);
    }
    const me = await userId(client);
    const changes: Change[] = [];
    for await (const { Id: id, External_Key__c: key } of client.query(
        `SELECT Id, External_Key__c FROM ${OBJECT} WHERE Approved_At__c = null`,
    )) {
        const at = approvals.get(String(key));
        if (at === undefined) continue;
        const values = { Approved_By__c: me, Approved_At__c: at };
        changes.push({
            kind: 'update',
            id: String(id),
            values,
            before: { Approved_By__c: null, Approved_At__c: null },
        });
    }
    await writeTogether(client, OBJECT, changes);
}
