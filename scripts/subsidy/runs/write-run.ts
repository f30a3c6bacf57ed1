/**
 * Writes a run with its statements and lines, so that it can be killed at any point and given again: every record has a
 * key that follows from the request, what the org has already is left alone, and the run counts as calculated only once
 * the org has been asked for all of its lines, and has them all, unchanged.
 */
import { euros } from '../engine/money.ts';
import { isoDay } from '../engine/day.ts';
import { ENGINE_VERSION } from '../engine/calculate.ts';
import { bulkInsert } from '../../salesforce/bulk-insert.ts';
import { bulkQuery } from '../../salesforce/bulk-query.ts';
import { quoted, type OrgClient, type OrgRecord } from '../../salesforce/org-client.ts';
import { JobError, OrgError } from '../../salesforce/org-error.ts';
import { WriteRefused, writeTogether, type Change } from '../../salesforce/write-together.ts';
import { RUN, runOfKey, type StoredRun } from '../stored/run.ts';
import { LINE_COLUMNS, lineRow, type References } from './line-record.ts';
import type { RunLines } from './run-lines.ts';
import { isoInstant, type RunRequest } from './run-request.ts';

export const STATEMENT = 'Subsidy_Statement__c';
export const LINE = 'Subsidy_Line__c';

/** What is written. */
export interface FinishedRun {
    readonly key: string;
    readonly request: RunRequest;
    /** what is assumed, for people; undefined: no scenario */
    readonly assumptionsText: string | undefined;
    readonly corrects: StoredRun | undefined;
    readonly lines: RunLines;
    readonly totalCents: number;
    /** fingerprint of all lines */
    readonly hash: string;
    readonly parameterOf: References['parameterOf'];
    readonly municipalityId: (nis: string) => string;
}

export type WriteStage = 'statements' | 'lines' | 'check';
type Progress = (stage: WriteStage, done: number, all: number) => void;

/**
 * @returns the run, calculated, and whether it was so already
 * @throws JobError when the org has other lines under this run's keys, or refuses a record; OrgError
 */
export async function writeRun(
    client: OrgClient,
    run: FinishedRun,
    onProgress: Progress,
): Promise<{ record: StoredRun; unchanged: boolean }> {
    const known = await runOfKey(client, run.key);
    if (known && known.status !== 'Calculating') {
        if (known.inputHash === run.hash) return { record: known, unchanged: true };
        throw differs(known.name);
    }
    const record = known ?? (await createRun(client, run));
    await writeStatements(client, run, record.id, onProgress);
    if (known) await markWritten(client, run.lines, record);
    await writeLines(client, run, onProgress);
    await verify(client, run.lines, record, onProgress);
    await client.json('PATCH', `/sobjects/${RUN}/${record.id}`, {
        Status__c: 'Calculated',
        Total__c: euros(run.totalCents),
        Input_Hash__c: run.hash,
    });
    return { record, unchanged: false };
}

function differs(name: string): JobError {
    return new JobError(
        'RunDiffers',
        `De org heeft in ${name} andere lijnen dan deze berekening: er kwamen feiten van vóór de momentopname bij, of iemand wijzigde lijnen.`,
        { actions: ['Kijk na wie het verleden laadde, en bereken met een latere momentopname.'] },
    );
}

async function createRun(client: OrgClient, run: FinishedRun): Promise<StoredRun> {
    const { key, request, corrects, assumptionsText } = run;
    const values: OrgRecord = {
        External_Key__c: key,
        First_Day__c: isoDay(request.period.firstDay),
        Last_Day__c: isoDay(request.period.lastDay),
        Snapshot_At__c: isoInstant(request.snapshot),
        Status__c: 'Calculating',
        Scenario__c: request.assumptions !== undefined,
        Assumptions__c: assumptionsText,
        Municipalities__c: request.only?.join(' '),
        Corrects__c: corrects?.id,
        Engine_Version__c: ENGINE_VERSION,
    };
    try {
        await client.json('POST', `/sobjects/${RUN}`, values);
    } catch (error) {
        // somebody who gave the same command at the same time was first
        if (!(error instanceof OrgError) || error.code !== 'DUPLICATE_VALUE') throw error;
    }
    const created = await runOfKey(client, key);
    if (created) return created;
    throw new JobError('RunNotVisible', 'De berekening is gemaakt, maar u mag ze niet zien.', {
        actions: ['Vraag de beheerder om de machtigingenset die bij uw rol hoort.'],
    });
}

const statementKey = (run: FinishedRun, nis: string): string => `${run.key}-${nis}`;

async function writeStatements(client: OrgClient, run: FinishedRun, runId: string, tell: Progress): Promise<void> {
    const known = new Set<unknown>();
    const soql = `SELECT External_Key__c FROM ${STATEMENT} WHERE Run__c = ${quoted(runId)}`;
    for await (const { External_Key__c: key } of client.query(soql)) known.add(key);
    const payees = run.lines.payees();
    const missing = payees.filter((nis) => !known.has(statementKey(run, nis)));
    const changes = missing.map((nis): Change => ({
        kind: 'insert',
        values: { External_Key__c: statementKey(run, nis), Run__c: runId, Municipality__c: run.municipalityId(nis) },
    }));
    try {
        await writeTogether(client, STATEMENT, changes);
    } catch (error) {
        if (!(error instanceof WriteRefused)) throw error;
        const [first] = error.refusals;
        throw new JobError(
            'RowsRefused',
            `De org weigert een afrekening (${first?.code ?? ''}): ${first?.message ?? ''}`,
            {
                actions: ['Geef de opdracht opnieuw: wat er al staat, wordt niet opnieuw geschreven.'],
            },
        );
    }
    tell('statements', payees.length, payees.length);
}

/** The keys and fingerprints of the lines that the org has of a run. */
async function* storedLines(client: OrgClient, { id }: StoredRun): AsyncGenerator<{ key: string; hash: string }> {
    const soql = `SELECT External_Key__c, Input_Hash__c FROM ${LINE} WHERE Statement__r.Run__c = ${quoted(id)}`;
    for await (const row of bulkQuery(client, soql)) {
        yield { key: row['External_Key__c'] ?? '', hash: row['Input_Hash__c'] ?? '' };
    }
}

async function markWritten(client: OrgClient, lines: RunLines, record: StoredRun): Promise<void> {
    for await (const { key, hash } of storedLines(client, record)) {
        if (lines.seen(key, hash) !== 'same') throw differs(record.name);
    }
}

async function writeLines(client: OrgClient, run: FinishedRun, tell: Progress): Promise<void> {
    const { lines, parameterOf } = run;
    const all = lines.unwrittenCount();
    if (all === 0) return;
    tell('lines', 0, all);
    await noteReferences(client, lines);
    const references: References = {
        statementKey: (nis) => statementKey(run, nis),
        parameterOf,
        exists: (object, key) => lines.exists(object, key),
    };
    const insertion = { object: LINE, columns: LINE_COLUMNS, rows: rowsOf(lines, references) };
    await bulkInsert(client, insertion, (rows) => {
        tell('lines', rows, all);
    });
}

function* rowsOf(lines: RunLines, references: References): Generator<string[], void, undefined> {
    for (const { external, line } of lines.unwritten()) yield lineRow(external, line, references);
}

/** A bed or location that was deleted after the snapshot is named by key only: the org would refuse the row. */
async function noteReferences(client: OrgClient, lines: RunLines): Promise<void> {
    for (const object of ['Location__c', 'Bed__c'] as const) {
        const soql = `SELECT External_Key__c FROM ${object} WHERE External_Key__c != null`;
        for await (const row of bulkQuery(client, soql)) lines.noteExisting(object, row['External_Key__c'] ?? '');
    }
    const soql = 'SELECT External_Key__c FROM Subsidy_Parameter__c WHERE External_Key__c != null';
    for await (const { External_Key__c: key } of client.query(soql)) {
        lines.noteExisting('Subsidy_Parameter__c', String(key));
    }
}

/** @throws JobError unless the org has every line, with the same fingerprint, and no other one */
async function verify(client: OrgClient, lines: RunLines, record: StoredRun, tell: Progress): Promise<void> {
    let found = 0;
    for await (const { key, hash } of storedLines(client, record)) {
        if (lines.seen(key, hash) !== 'same') throw differs(record.name);
        found++;
    }
    tell('check', found, lines.count);
    if (found === lines.count) return;
    throw new JobError('RunIncomplete', `Van ${record.name} staan ${found} van ${lines.count} lijnen in de org.`, {
        actions: ['Geef de opdracht opnieuw: ze schrijft alleen wat nog ontbreekt.'],
    });
}
