/**
 * Jobs of the bulk APIs for a session: what may be done with them, by whom, and in which state.
 * Source: Bulk API 2.0 and Bulk API developer guide, "Reference".
 */
import { Readable } from 'node:stream';
import { toId18 } from '../../schema/ids.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { BulkError, noSuchJob } from './errors.ts';
import { BulkFiles } from './files.ts';
import { JobTables, type Batch, type Job, type JobSettings, type JobType } from './job.ts';
import { ResultReader, type ResultKind, type ResultPage } from './read-results.ts';
import { Runner } from './runner.ts';
import { checkSettings } from './settings.ts';

/** An upload of Bulk API 2.0 has at most 150 MB, a batch of 1.0 at most 10 MB (Salesforce limits, "Bulk API"). */
const MAX_UPLOAD = { V2Ingest: 150_000_000, V2Query: 0, Classic: 10_000_000 } as const;
/** Jobs are kept for seven days after their end (Bulk API 2.0 developer guide, "How Requests Are Processed"). */
const KEPT_FOR = 7 * 24 * 60 * 60 * 1000;

export class BulkJobs {
    readonly #org: Org;
    readonly #tables: JobTables;
    readonly #files: BulkFiles;
    readonly #results: ResultReader;
    readonly #runner: Runner;
    /** Jobs of 2.0 to which data are being uploaded. */
    readonly #uploads = new Set<string>();

    /** @param log is told of faults of this program */
    constructor(org: Org, log: (error: unknown) => void) {
        this.#org = org;
        this.#tables = new JobTables(org.store, org.now);
        this.#files = new BulkFiles(org.store);
        this.#results = new ResultReader(this.#files);
        this.#runner = new Runner({ org, files: this.#files, tables: this.#tables, log });
    }

    /** Begins to work, with what was left when the process ended. */
    start(): void {
        for (const id of this.#tables.endedBefore(this.#org.now() - KEPT_FOR)) this.#tables.remove(id);
        this.#files.sweep((id) => this.#tables.job(id) !== undefined);
        this.#runner.resume();
    }

    /** Ends the work; what is not done is taken up at the next start. */
    async close(): Promise<void> {
        await this.#runner.stop();
        this.#files.close();
    }

    /**
     * Makes a job.
     * @throws OrgError when the user may not have such a job, or the query is wrong
     */
    create(session: Session, settings: JobSettings): Job {
        const checked = checkSettings(this.#org, session, settings);
        return this.#org.store.transaction(() => {
            const job = this.#tables.addJob(session.userId, checked);
            if (job.type === 'V2Query')
                this.#enqueue(this.#tables.addBatch(this.#tables.newBatchId(), job.id, 'Queued'));
            return job;
        });
    }

    /**
     * A job that the user may know of: his own; all of them, when he may view all data.
     * @throws OrgError NOT_FOUND (404)
     */
    find(session: Session, id: string, types: readonly JobType[]): Job {
        const job = this.#tables.job(toId18(id) ?? '');
        if (job && types.includes(job.type) && (job.userId === session.userId || seesAll(session))) return job;
        throw noSuchJob();
    }

    /** A job whose data the user may read and write: to see all is not to see all fields. */
    #own(session: Session, id: string, types: readonly JobType[]): Job {
        const job = this.find(session, id, types);
        if (job.userId === session.userId || session.permissions.has('ModifyAllData')) return job;
        throw noSuchJob();
    }

    /** The jobs that the user may know of, the newest first. */
    list(session: Session, types: readonly JobType[], offset: number, limit: number): Job[] {
        return this.#tables.jobs(types, { ...(seesAll(session) ? {} : { userId: session.userId }), offset, limit });
    }

    /** The batches of a job, in the order in which they were made. */
    batches(job: Job): Batch[] {
        return this.#tables.batches(job.id);
    }

    /** @throws OrgError NOT_FOUND (404) */
    batch(job: Job, id: string): Batch {
        const batch = this.#tables.batch(toId18(id) ?? '');
        if (batch?.jobId === job.id) return batch;
        throw noSuchJob();
    }

    /**
     * Takes in the data of a batch. The one of a job of 2.0 waits until the job is closed, those of 1.0 do not.
     * @throws BulkError when the job takes no data, or they are too large
     */
    async upload(session: Session, id: string, types: readonly JobType[], source: Readable): Promise<Batch> {
        const job = this.#own(session, id, types);
        this.#checkUpload(job);
        const batchId = this.#tables.newBatchId();
        this.#uploads.add(job.id);
        try {
            await this.#files.receive(job.id, batchId, source, MAX_UPLOAD[job.type]);
        } finally {
            this.#uploads.delete(job.id);
        }
        // while data came in, the job may have been aborted or deleted
        const now = this.#tables.job(job.id);
        if (!now) this.#files.remove(job.id);
        if (now?.state !== 'Open') throw notOpen(now?.state ?? 'Aborted');
        const batch = this.#tables.addBatch(batchId, job.id, job.type === 'Classic' ? 'Queued' : 'Uploaded');
        if (job.type === 'Classic') this.#enqueue(batch);
        return batch;
    }

    #checkUpload(job: Job): void {
        if (job.state !== 'Open') throw notOpen(job.state);
        if (job.type !== 'V2Ingest') return;
        if (!this.#uploads.has(job.id) && this.#tables.batches(job.id).length === 0) return;
        const message = `Found multiple contents for job: <${job.id}>, please 'Close' / 'Abort' / 'Delete' the current Job then create a new Job and make sure you only do 'PUT' once on a given Job.`;
        throw new BulkError('ClientInputError', message);
    }

    #enqueue({ id }: Batch): void {
        this.#runner.enqueue(id);
    }

    /**
     * Closes a job: what was uploaded is worked off.
     * @throws BulkError InvalidJobState when it is not open
     */
    finishUpload(session: Session, id: string, types: readonly JobType[]): Job {
        const job = this.#own(session, id, types);
        if (job.state !== 'Open') throw wrongState('Closing', job);
        if (this.#uploads.has(job.id) && job.type === 'V2Ingest')
            throw new BulkError('InvalidJobState', 'Closing a Job while its data are uploaded is not allowed');
        if (job.type === 'Classic') this.#tables.setState(job.id, 'Closed');
        else this.#submit(job);
        return this.find(session, id, types);
    }

    #submit(job: Job): void {
        const [batch] = this.#tables.batches(job.id);
        this.#org.store.transaction(() => {
            this.#tables.setState(job.id, batch ? 'UploadComplete' : 'JobComplete');
            if (batch) this.#tables.update(batch.id, { state: 'Queued' });
        });
        if (batch) this.#enqueue(batch);
    }

    /**
     * Ends a job; what is done stays done.
     * @throws BulkError InvalidJobState when it has ended
     */
    abort(session: Session, id: string, types: readonly JobType[]): Job {
        const job = this.#own(session, id, types);
        if (!['Open', 'UploadComplete', 'InProgress', 'Closed'].includes(job.state)) throw wrongState('Aborting', job);
        this.#org.store.transaction(() => {
            this.#tables.setState(job.id, 'Aborted');
            for (const { id: batchId, state } of this.#tables.batches(job.id))
                if (state !== 'Completed' && state !== 'Failed')
                    this.#tables.update(batchId, { state: 'NotProcessed' });
        });
        return this.find(session, id, types);
    }

    /**
     * Deletes a job with its data and results.
     * @throws BulkError InvalidJobState while it is open or worked off
     */
    delete(session: Session, id: string, types: readonly JobType[]): void {
        const job = this.#own(session, id, types);
        if (job.state === 'Open' || job.state === 'InProgress') throw wrongState('Deleting', job);
        this.#tables.remove(job.id);
        this.#files.remove(job.id);
    }

    /**
     * What became of the rows of a job of 2.0, as CSV.
     * @throws BulkError InvalidJobState while it is not ended
     */
    async results(session: Session, id: string, kind: ResultKind): Promise<Readable> {
        const job = this.#own(session, id, ['V2Ingest']);
        if (!hasEnded(job)) throw notReady(job);
        const [batch] = this.#tables.batches(job.id);
        return batch ? this.#results.ofKind(job, batch, kind) : Readable.from([]);
    }

    /**
     * Rows of the results of a query of 2.0.
     * @param from number of the first of them, from 0
     * @param limit how many at most
     * @throws BulkError InvalidJobState until the query is done, InvalidOptions when there is no such row
     */
    queryResults(session: Session, id: string, from: number, limit: number): ResultPage {
        const job = this.#own(session, id, ['V2Query']);
        const [batch] = this.#tables.batches(job.id);
        if (job.state !== 'JobComplete' || !batch) throw notReady(job);
        return this.#results.ofQuery(job, batch, from, limit);
    }

    /**
     * A batch of 1.0 whose results the user may read.
     * @throws BulkError InvalidBatch until it is done
     */
    doneBatch(session: Session, jobId: string, batchId: string): Batch {
        const batch = this.batch(this.#own(session, jobId, ['Classic']), batchId);
        if (batch.firstBytes > 0 && (batch.state === 'Completed' || batch.state === 'Failed')) return batch;
        throw new BulkError('InvalidBatch', 'Batch not completed');
    }

    /**
     * What became of the rows of a batch of 1.0; of a query, its rows.
     * @throws BulkError InvalidBatch until it is done
     */
    batchResults(session: Session, jobId: string, batchId: string): Readable {
        const batch = this.doneBatch(session, jobId, batchId);
        return this.#results.classic(this.find(session, jobId, ['Classic']), batch);
    }

    /** What was uploaded as a batch. */
    batchData(session: Session, jobId: string, batchId: string): Readable {
        const job = this.#own(session, jobId, ['Classic']);
        return this.#results.data(job, this.batch(job, batchId));
    }
}

function seesAll({ permissions }: Session): boolean {
    return permissions.has('ViewAllData') || permissions.has('ModifyAllData');
}

function hasEnded({ state }: Job): boolean {
    return state === 'JobComplete' || state === 'Failed' || state === 'Aborted';
}

function notReady({ state }: Job): BulkError {
    return new BulkError('InvalidJobState', `Job results are not available: the job is ${state}`);
}

function notOpen(state: string): BulkError {
    return new BulkError(
        'InvalidJobState',
        `Failed to create batch, since the Job is not Open. Current job state is '${state}'`,
    );
}

function wrongState(doing: string, { state }: Job): BulkError {
    const shown = state === 'JobComplete' ? 'Completed' : state === 'UploadComplete' ? 'Closed' : state;
    return new BulkError('InvalidJobState', `${doing} already ${shown} Job not allowed`);
}
