/**
 * Inserts rows of any number by Bulk API 2.0, in memory that does not grow with them: rows are streamed into as few
 * jobs as an org takes. Rows carry a unique external key, so that what is sent twice is in the org once.
 */
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import { finished, type Job } from './bulk-job.ts';
import type { OrgClient } from './org-client.ts';
import { JobError } from './org-error.ts';

/** Bytes of one job: an org takes 150 MB once they are base64 (Bulk API 2.0 guide, "Limits"). */
const JOB_BYTES = 100_000_000;
/** Bytes of one piece of the stream. */
const PIECE = 1_000_000;
/** Rows that an org is expected to save in a second: what a long job is given before it is asked about again. */
const ROWS_PER_SECOND = 5000;
const SECOND = 1000;
/** What the org says of a row that it has already. */
const DUPLICATE = /^DUPLICATE_VALUE\b/;

/** What is inserted. */
export interface Insertion {
    readonly object: string;
    readonly columns: readonly string[];
    readonly rows: Iterator<readonly string[]>;
}

/** Rows that are in the org now, and those of them that were there before. */
export interface Inserted {
    rows: number;
    duplicates: number;
}

/**
 * @param onProgress is told after each job how many rows are in the org
 * @throws JobError with the first reason when the org refuses a row that it does not have yet, OrgError
 */
export async function bulkInsert(
    client: OrgClient,
    { object, columns, rows }: Insertion,
    onProgress: (rows: number) => void = () => undefined,
): Promise<Inserted> {
    const total: Inserted = { rows: 0, duplicates: 0 };
    const source = new RowSource(columns, rows);
    while (source.hasMore()) {
        const { rows: done, duplicates } = await insertPart(client, object, source);
        total.rows += done;
        total.duplicates += duplicates;
        onProgress(total.rows);
    }
    return total;
}

async function insertPart(client: OrgClient, object: string, source: RowSource): Promise<Inserted> {
    const asked = { object, operation: 'insert', contentType: 'CSV', lineEnding: 'LF' };
    const { id } = await client.json<Job>('POST', '/jobs/ingest', asked);
    const path = `/jobs/ingest/${id}`;
    try {
        const content = Readable.toWeb(Readable.from(source.part())) as ReadableStream<Uint8Array>;
        await client.send('PUT', `${path}/batches`, { content, type: 'text/csv' });
        await client.json('PATCH', path, { state: 'UploadComplete' });
    } catch (error) {
        // a job that stays open counts against the org's limit; whether it can be ended changes nothing here
        await client.json('PATCH', path, { state: 'Aborted' }).catch(() => undefined);
        throw error;
    }
    const firstWait = (source.rowsOfPart / ROWS_PER_SECOND) * SECOND;
    const job = await finished(client, path, Math.max(firstWait, 100));
    const { numberRecordsFailed: failed = 0, numberRecordsProcessed: processed = 0 } = job;
    if (failed > 0) await refuseAllBut(client, path, object, DUPLICATE);
    return { rows: processed, duplicates: failed };
}

/** @throws JobError with the first reason that is another one */
async function refuseAllBut(client: OrgClient, path: string, object: string, accepted: RegExp): Promise<void> {
    const answer = await client.send('GET', `${path}/failedResults`, undefined, 'text/csv');
    if (!answer.body) return;
    let first: string | undefined;
    let refused = 0;
    for await (const row of Readable.fromWeb(answer.body).pipe(parse({ columns: true, bom: true }))) {
        const reason = (row as { sf__Error?: string }).sf__Error ?? '';
        if (accepted.test(reason)) continue;
        refused++;
        first ??= reason;
    }
    if (first === undefined) return;
    throw new JobError('RowsRefused', `De org weigerde ${refused} rijen van ${object}: ${first}.`, {
        actions: ['Herhaal de opdracht als de oorzaak weg is: wat er al staat, wordt niet opnieuw geschreven.'],
    });
}

/** Rows as CSV, in parts that an org takes. */
class RowSource {
    readonly #rows: Iterator<readonly string[]>;
    readonly #header: string;
    #next: IteratorResult<readonly string[], unknown>;
    /** of the part that was read last */
    rowsOfPart = 0;

    constructor(columns: readonly string[], rows: Iterator<readonly string[]>) {
        this.#rows = rows;
        this.#header = stringify([[...columns]]);
        this.#next = rows.next();
    }

    hasMore(): boolean {
        return this.#next.done !== true;
    }

    /** The next rows, with a header, as pieces of bytes. */
    *part(): Generator<Buffer> {
        this.rowsOfPart = 0;
        let size = 0;
        let piece = this.#header;
        while (!this.#next.done && size < JOB_BYTES) {
            piece += stringify([[...this.#next.value]]);
            this.rowsOfPart++;
            this.#next = this.#rows.next();
            if (piece.length < PIECE) continue;
            const bytes = Buffer.from(piece);
            size += bytes.length;
            piece = '';
            yield bytes;
        }
        yield Buffer.from(piece);
    }
}
