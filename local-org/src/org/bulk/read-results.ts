/** What jobs give back, read from their files. */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { csvLine, readCsv } from './csv.ts';
import { BulkError } from './errors.ts';
import type { BulkFiles, FileKind } from './files.ts';
import type { Batch, Job } from './job.ts';
import { readRows } from './query-results.ts';
import { SPLIT_RESULTS } from './results.ts';

export type ResultKind = 'successful' | 'failed' | 'unprocessed';

/** A part of the results of a query. */
export interface ResultPage {
    readonly stream: Readable;
    readonly rows: number;
    /** Number of the row that the next part begins with; undefined after the last. */
    readonly next?: number;
}

export class ResultReader {
    readonly #files: BulkFiles;

    constructor(files: BulkFiles) {
        this.#files = files;
    }

    /** What was uploaded. */
    data(job: Job, batch: Batch): Readable {
        return createReadStream(this.#path(job, batch, 'data'));
    }

    /** What a batch of 1.0 gives: what became of its rows, or the rows of its query. */
    classic(job: Job, batch: Batch): Readable {
        return this.#part(job, batch, 'first', batch.firstBytes);
    }

    /** What became of the rows of a job of 2.0, as CSV. */
    async ofKind(job: Job, batch: Batch, kind: ResultKind): Promise<Readable> {
        if (kind === 'unprocessed') return Readable.from(unprocessedLines(this.#path(job, batch, 'data'), job, batch));
        const [file, size, header] =
            kind === 'successful'
                ? (['first', batch.firstBytes, 0] as const)
                : (['second', batch.secondBytes, 1] as const);
        if (size > 0) return this.#part(job, batch, file, size);
        // a job that came to none of its rows has not written the files
        const columns = await this.#columns(job, batch);
        return Readable.from([csvLine(SPLIT_RESULTS.headers(columns)[header] ?? [], job)]);
    }

    /**
     * Rows of the results of a query of 2.0.
     * @throws BulkError InvalidOptions when there is no such row
     */
    ofQuery(job: Job, batch: Batch, from: number, limit: number): ResultPage {
        const rows = batch.processed;
        if (from > 0 && from >= rows) throw new BulkError('InvalidOptions', 'invalid locator');
        const to = Math.min(from + limit, rows);
        const files = {
            csvPath: this.#path(job, batch, 'first'),
            placesPath: this.#path(job, batch, 'second'),
            size: batch.firstBytes,
        };
        return { stream: readRows(files, { from, to, rows }), rows: to - from, ...(to < rows ? { next: to } : {}) };
    }

    #path(job: Job, batch: Batch, kind: FileKind): string {
        return this.#files.path(job.id, batch.id, kind);
    }

    #part(job: Job, batch: Batch, kind: FileKind, size: number): Readable {
        return createReadStream(this.#path(job, batch, kind), { end: size - 1 });
    }

    /** The header of the data; empty when they have none that can be read. */
    async #columns(job: Job, batch: Batch): Promise<readonly string[]> {
        try {
            const reader = await readCsv(this.#path(job, batch, 'data'), job);
            reader?.close();
            return reader?.header ?? [];
        } catch (error) {
            if (error instanceof BulkError) return [];
            throw error;
        }
    }
}

/** The rows that a job which failed or was aborted did not come to, as far as they can be read. */
async function* unprocessedLines(path: string, job: Job, { processed }: Batch): AsyncGenerator<string> {
    try {
        const reader = await readCsv(path, job);
        if (!reader) return;
        try {
            yield csvLine(reader.header, job);
            for (let row = 0; ; row++) {
                const next = await reader.rows.next();
                if (next.done === true) return;
                if (row >= processed) yield csvLine(next.value, job);
            }
        } finally {
            reader.close();
        }
    } catch (error) {
        // what cannot be read as rows is why the job failed
        if (!(error instanceof BulkError)) throw error;
    }
}
