/** Jobs of the bulk APIs, and the batches that they are worked off in, as the data file keeps them. */
import type { Row, Store } from '../../store/store.ts';
import { takeIds } from '../../store/sequences.ts';
import type { CsvFormat } from './csv.ts';

export const INGEST_OPERATIONS = ['insert', 'update', 'upsert', 'delete', 'hardDelete'] as const;
export const QUERY_OPERATIONS = ['query', 'queryAll'] as const;
export type IngestOperation = (typeof INGEST_OPERATIONS)[number];
export type Operation = IngestOperation | (typeof QUERY_OPERATIONS)[number];

/** As `jobType` has it; `Classic` is a job of Bulk API 1.0. */
export type JobType = 'V2Ingest' | 'V2Query' | 'Classic';

/** `Closed` is said of jobs of 1.0 only; `UploadComplete`, `InProgress`, `JobComplete` of those of 2.0 only. */
export type JobState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted' | 'Closed';

/** `Uploaded` is what waits until its job of 2.0 is closed; the others are the states of 1.0. */
export type BatchState = 'Uploaded' | 'Queued' | 'InProgress' | 'Completed' | 'Failed' | 'NotProcessed';

/** What a job is made with. */
export interface JobSettings extends CsvFormat {
    readonly type: JobType;
    readonly operation: Operation;
    /** Name of the object. */
    readonly object: string;
    /** Field by which an upsert finds its records. */
    readonly externalIdFieldName?: string;
    /** Of a query job of 2.0. */
    readonly query?: string;
    readonly concurrencyMode: 'Parallel' | 'Serial';
    /** Version of the API that the job was made with, such as 66. */
    readonly apiVersion: number;
}

export interface Job extends JobSettings {
    readonly id: string;
    readonly userId: string;
    readonly state: JobState;
    /** Instants in milliseconds since 1970. */
    readonly created: number;
    readonly modified: number;
    /** Why it failed. */
    readonly error?: string;
}

/** Rows, or a query, that are worked off one after the other. A job of 2.0 has one. */
export interface Batch {
    readonly id: string;
    readonly jobId: string;
    readonly state: BatchState;
    /** Rows that are done with, the failed ones among them. */
    readonly processed: number;
    readonly failed: number;
    /** How far the first and the second file of results are written: bytes. */
    readonly firstBytes: number;
    readonly secondBytes: number;
    /** Time spent on it. */
    readonly milliseconds: number;
    readonly created: number;
    readonly modified: number;
    readonly error?: string;
}

/** How a batch has gone on. */
export type Progress = Partial<Omit<Batch, 'id' | 'jobId' | 'created' | 'modified'>>;

const TABLES = `
    CREATE TABLE IF NOT EXISTS "_bulk_job" (
        id TEXT PRIMARY KEY, type TEXT NOT NULL, userId TEXT NOT NULL, state TEXT NOT NULL, operation TEXT NOT NULL,
        object TEXT NOT NULL, externalIdFieldName TEXT, query TEXT, columnDelimiter TEXT NOT NULL,
        lineEnding TEXT NOT NULL, concurrencyMode TEXT NOT NULL, apiVersion INTEGER NOT NULL, created INTEGER NOT NULL,
        modified INTEGER NOT NULL, error TEXT) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS "_bulk_batch" (
        id TEXT PRIMARY KEY, jobId TEXT NOT NULL, state TEXT NOT NULL, processed INTEGER NOT NULL DEFAULT 0,
        failed INTEGER NOT NULL DEFAULT 0, firstBytes INTEGER NOT NULL DEFAULT 0, secondBytes INTEGER NOT NULL DEFAULT 0,
        milliseconds INTEGER NOT NULL DEFAULT 0, created INTEGER NOT NULL, modified INTEGER NOT NULL, error TEXT
        ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS "_bulk_batch.jobId" ON "_bulk_batch" (jobId);
`;

/** Reads and writes the two tables. */
export class JobTables {
    readonly #store: Store;
    readonly #now: () => number;

    constructor(store: Store, now: () => number) {
        this.#store = store;
        this.#now = now;
        store.exec(TABLES);
    }

    addJob(userId: string, settings: JobSettings): Job {
        const [id = ''] = takeIds(this.#store, '750', 1);
        const now = this.#now();
        const state = settings.type === 'V2Query' ? 'UploadComplete' : 'Open';
        const job: Job = { ...settings, id, userId, state, created: now, modified: now };
        const names = Object.keys(job);
        this.#store.run(
            `INSERT INTO "_bulk_job" (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
            Object.values(job) as (string | number)[],
        );
        return job;
    }

    job(id: string): Job | undefined {
        const row = this.#store.get('SELECT * FROM "_bulk_job" WHERE id = ?', [id]);
        return row && toJob(row);
    }

    /**
     * Jobs of some types, the newest first.
     * @param userId whose jobs; everybody's when absent
     */
    jobs(types: readonly JobType[], page: { userId?: string; offset: number; limit: number }): Job[] {
        const own = page.userId === undefined ? '' : 'AND userId = ?';
        const sql = `SELECT * FROM "_bulk_job" WHERE type IN (SELECT value FROM json_each(?)) ${own}
            ORDER BY created DESC, id DESC LIMIT ? OFFSET ?`;
        const user = page.userId === undefined ? [] : [page.userId];
        return this.#store.all(sql, [JSON.stringify(types), ...user, page.limit, page.offset]).map(toJob);
    }

    setState(id: string, state: JobState, error?: string): void {
        const sql = 'UPDATE "_bulk_job" SET state = ?, error = ?, modified = ? WHERE id = ?';
        this.#store.run(sql, [state, error ?? null, this.#now(), id]);
    }

    /** Ids of jobs that ended before an instant. */
    endedBefore(instant: number): string[] {
        const sql = `SELECT id FROM "_bulk_job" WHERE modified < ? AND state NOT IN ('UploadComplete', 'InProgress')`;
        return this.#store.all<{ id: string }>(sql, [instant]).map(({ id }) => id);
    }

    remove(id: string): void {
        this.#store.transaction(() => {
            this.#store.run('DELETE FROM "_bulk_batch" WHERE jobId = ?', [id]);
            this.#store.run('DELETE FROM "_bulk_job" WHERE id = ?', [id]);
        });
    }

    /** An id for a batch that is to come: its data lie under it before it is there. */
    newBatchId(): string {
        return takeIds(this.#store, '751', 1)[0] ?? '';
    }

    addBatch(id: string, jobId: string, state: BatchState): Batch {
        const now = this.#now();
        const sql = 'INSERT INTO "_bulk_batch" (id, jobId, state, created, modified) VALUES (?, ?, ?, ?, ?)';
        this.#store.run(sql, [id, jobId, state, now, now]);
        const nothing = { processed: 0, failed: 0, firstBytes: 0, secondBytes: 0, milliseconds: 0 };
        return { ...nothing, id, jobId, state, created: now, modified: now };
    }

    batch(id: string): Batch | undefined {
        const row = this.#store.get('SELECT * FROM "_bulk_batch" WHERE id = ?', [id]);
        return row && toBatch(row);
    }

    /** In the order in which they were made. */
    batches(jobId: string): Batch[] {
        const sql = 'SELECT * FROM "_bulk_batch" WHERE jobId = ? ORDER BY created, id';
        return this.#store.all(sql, [jobId]).map(toBatch);
    }

    /** Ids of batches that are to be worked off, or were being so when the process ended. */
    waiting(): string[] {
        const sql = `SELECT id FROM "_bulk_batch" WHERE state IN ('Queued', 'InProgress') ORDER BY created, id`;
        return this.#store.all<{ id: string }>(sql).map(({ id }) => id);
    }

    update(id: string, progress: Progress): void {
        const values: Record<string, string | number> = { ...progress, modified: this.#now() };
        const names = Object.keys(values);
        this.#store.run(`UPDATE "_bulk_batch" SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`, [
            ...Object.values(values),
            id,
        ]);
    }
}

function toJob(row: Row): Job {
    return withoutNulls(row) as unknown as Job;
}

function toBatch(row: Row): Batch {
    return withoutNulls(row) as unknown as Batch;
}

function withoutNulls(row: Row): object {
    return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}
