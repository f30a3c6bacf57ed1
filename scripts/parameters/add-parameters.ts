/** Adds the versions of a file that say something new, all together or none; somebody else approves them. */
import { basename } from 'node:path';
import { Issues } from '../csv/issues.ts';
import type { OrgClient, OrgRecord } from '../salesforce/org-client.ts';
import { requireAccess } from '../salesforce/require-access.ts';
import { WriteRefused, writeTogether, type Change } from '../salesforce/write-together.ts';
import { readParameterFile, type NewParameter } from './parameter-file.ts';
import { CONTENT, OBJECT, readParameters, saysTheSame, SUBJECT, subjectOf, type Parameter } from './parameter.ts';

const CREATED = [...SUBJECT, ...CONTENT, 'Version__c', 'Recorded_At__c'] as const;

/** What an addition did. */
export interface AddResult {
    readonly added: readonly { line: number; rule: string; code: string; version: number }[];
    readonly unchanged: number;
}

/** @throws JobError, OrgError; nothing is written then */
export async function addParameters(client: OrgClient, file: string, now: Date): Promise<AddResult> {
    const access = await requireAccess(client, { object: OBJECT, create: CREATED });
    const wanted = await readParameterFile(file, access.choices);
    const newest = new Map<string, Parameter>();
    for (const parameter of await readParameters(client)) newest.set(subjectOf(parameter), parameter);
    const fresh = wanted.filter(({ values }) => {
        const known = newest.get(subjectOf(values));
        return !known || !saysTheSame(known, values);
    });
    const added = fresh.map((parameter) => {
        const version = (newest.get(subjectOf(parameter.values))?.Version__c ?? 0) + 1;
        return { parameter, version };
    });
    const changes = added.map(({ parameter, version }): Change => ({
        kind: 'insert',
        values: recordOf(parameter, version, now, access.createable),
    }));
    await write(client, file, changes, fresh);
    return {
        added: added.map(({ parameter: { line, values }, version }) => ({
            line,
            rule: String(values['Rule__c']),
            code: String(values['Parameter_Code__c']),
            version,
        })),
        unchanged: wanted.length - fresh.length,
    };
}

function recordOf({ values }: NewParameter, version: number, now: Date, createable: ReadonlySet<string>): OrgRecord {
    const subject = SUBJECT.map((field) => values[field] ?? '').join('|');
    const all: OrgRecord = {
        ...values,
        Unique_Key__c: `${subject}|${version}`,
        Version__c: version,
        Recorded_At__c: now.toISOString(),
    };
    return Object.fromEntries(Object.entries(all).filter(([field, value]) => value !== null && createable.has(field)));
}

async function write(
    client: OrgClient,
    file: string,
    changes: readonly Change[],
    parameters: readonly NewParameter[],
): Promise<void> {
    try {
        await writeTogether(client, OBJECT, changes);
    } catch (error) {
        if (!(error instanceof WriteRefused)) throw error;
        const issues = new Issues(basename(file));
        for (const { index, message } of error.refusals) issues.add(parameters[index]?.line ?? 0, message);
        issues.refuseAny();
    }
}
