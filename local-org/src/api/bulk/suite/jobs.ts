/** Jobs of Bulk API 2.0 as clients run them, from beginning to end. */
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import type { Answer, Client } from '../../suite/client.ts';

export const CSV = { 'content-type': 'text/csv' };
const DELIMITERS: Readonly<Record<string, string>> = {
    BACKQUOTE: '`',
    CARET: '^',
    PIPE: '|',
    SEMICOLON: ';',
    TAB: '\t',
};

export interface JobInfo {
    readonly id: string;
    readonly state: string;
    readonly numberRecordsProcessed: number;
    readonly numberRecordsFailed: number;
    readonly errorMessage?: string;
    readonly columnDelimiter: string;
    readonly [name: string]: unknown;
}

export type CsvRecord = Readonly<Record<string, string>>;

/** Makes a job that must be made. */
export async function create(client: Client, settings: object, kind = 'ingest'): Promise<JobInfo> {
    const { status, body, text } = await client.send('POST', `/jobs/${kind}`, settings);
    assert.equal(status, 200, text);
    return body as JobInfo;
}

export function upload(client: Client, id: string, csv: string | Buffer, headers = {}): Promise<Answer> {
    return client.send('PUT', `/jobs/ingest/${id}/batches`, csv, { ...CSV, ...headers });
}

export function setState(client: Client, id: string, state: string): Promise<Answer> {
    return client.send('PATCH', `/jobs/ingest/${id}`, { state });
}

export async function info(client: Client, id: string, kind = 'ingest'): Promise<JobInfo> {
    return (await client.get(`/jobs/${kind}/${id}`)).body as JobInfo;
}

/** Waits until something is true of a job. */
export async function until(
    client: Client,
    id: string,
    isTrue: (job: JobInfo) => boolean,
    kind = 'ingest',
): Promise<JobInfo> {
    for (;;) {
        const job = await info(client, id, kind);
        if (isTrue(job)) return job;
        await setTimeout(1);
    }
}

/** Waits for a job's end. */
export function ended(client: Client, id: string, kind = 'ingest'): Promise<JobInfo> {
    return until(client, id, ({ state }) => !['UploadComplete', 'InProgress'].includes(state), kind);
}

/** Makes a job with data and closes it. */
export async function submit(client: Client, settings: object, csv: string | Buffer): Promise<string> {
    const { id } = await create(client, settings);
    const { status, text } = await upload(client, id, csv);
    assert.equal(status, 201, text);
    assert.equal((await setState(client, id, 'UploadComplete')).status, 200);
    return id;
}

/** Runs a job to its end. */
export async function load(client: Client, settings: object, csv: string | Buffer): Promise<JobInfo> {
    return ended(client, await submit(client, settings, csv));
}

/** Results of a job: `successfulResults`, `failedResults` or `unprocessedrecords`. */
export async function results(client: Client, job: JobInfo, kind: string): Promise<CsvRecord[]> {
    const { status, text } = await client.get(`/jobs/ingest/${job.id}/${kind}`);
    assert.equal(status, 200, text);
    return records(text, job);
}

export const successful = (client: Client, job: JobInfo): Promise<CsvRecord[]> =>
    results(client, job, 'successfulResults');
export const failed = (client: Client, job: JobInfo): Promise<CsvRecord[]> => results(client, job, 'failedResults');

/** Reads CSV as any other program would. */
export function records(text: string, job?: Pick<JobInfo, 'columnDelimiter'>): CsvRecord[] {
    return parse(text, { columns: true, delimiter: DELIMITERS[job?.columnDelimiter ?? ''] ?? ',' });
}

/** Runs a query to its end. @returns its rows */
export async function query(client: Client, soql: string, settings: object = {}): Promise<CsvRecord[]> {
    const { id } = await create(client, { operation: 'query', query: soql, ...settings }, 'query');
    const job = await ended(client, id, 'query');
    assert.equal(job.state, 'JobComplete', job.errorMessage);
    return records((await client.get(`/jobs/query/${id}/results`)).text, job);
}
