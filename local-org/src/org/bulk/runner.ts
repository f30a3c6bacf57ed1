/** Works off batches in the background, a few side by side, each in turns with everything else that the process does. */
import { setImmediate } from 'node:timers/promises';
import { OrgError } from '../../schema/errors.ts';
import type { Org } from '../org.ts';
import { failureOf } from './errors.ts';
import type { BulkFiles } from './files.ts';
import { runIngest } from './ingest.ts';
import type { Batch, Job, JobTables } from './job.ts';
import { runQuery } from './query.ts';

/** Batches that are worked off side by side: each takes a turn while a request waits. */
const SIDE_BY_SIDE = 3;

interface Parts {
    readonly org: Org;
    readonly files: BulkFiles;
    readonly tables: JobTables;
    /** Is told of faults of this program. */
    readonly log: (error: unknown) => void;
}

export class Runner {
    readonly #parts: Parts;
    /** Ids of batches, in the order in which they came. */
    readonly #queue: string[] = [];
    /** Ids of the jobs of which a batch is worked off: one at a time, so that batches of a job never collide. */
    readonly #jobs = new Map<string, Promise<void>>();
    #isStopped = false;

    constructor(parts: Parts) {
        this.#parts = parts;
    }

    /** Takes up what was to be done when the process ended. */
    resume(): void {
        this.#queue.push(...this.#parts.tables.waiting());
        this.#pump();
    }

    enqueue(batchId: string): void {
        this.#queue.push(batchId);
        this.#pump();
    }

    /** Lets what is being written come to the end of its chunk, and begins nothing new. */
    async stop(): Promise<void> {
        this.#isStopped = true;
        await Promise.all(this.#jobs.values());
    }

    #pump(): void {
        while (!this.#isStopped && this.#jobs.size < SIDE_BY_SIDE) {
            const next = this.#takeNext();
            if (!next) return;
            const { batch, job } = next;
            const run = this.#run(job, batch)
                .catch(this.#parts.log)
                .finally(() => {
                    this.#jobs.delete(job.id);
                    this.#pump();
                });
            this.#jobs.set(job.id, run);
        }
    }

    #takeNext(): { job: Job; batch: Batch } | undefined {
        const { tables } = this.#parts;
        for (let at = 0; at < this.#queue.length;) {
            const batch = tables.batch(this.#queue[at] ?? '');
            const job = batch && tables.job(batch.jobId);
            if (job && this.#jobs.has(job.id)) at += 1;
            else {
                this.#queue.splice(at, 1);
                if (job && isOpen(batch)) return { job, batch };
            }
        }
        return undefined;
    }

    async #run(job: Job, batch: Batch): Promise<void> {
        const { org, tables, log } = this.#parts;
        // whoever asked for the job has his answer first
        await setImmediate();
        const yieldTurn = async (): Promise<boolean> => {
            await setImmediate();
            const now = tables.batch(batch.id);
            return !this.#isStopped && now !== undefined && isOpen(now);
        };
        try {
            if (!(await yieldTurn())) return;
            org.store.transaction(() => {
                tables.update(batch.id, { state: 'InProgress' });
                if (job.type !== 'Classic') tables.setState(job.id, 'InProgress');
            });
            const work = job.operation === 'query' || job.operation === 'queryAll' ? runQuery : runIngest;
            if (await work({ ...this.#parts, yieldTurn }, job, batch)) this.#finish(job, batch);
        } catch (error) {
            if (!(error instanceof OrgError)) log(error);
            this.#finish(job, batch, failureOf(error));
        }
    }

    #finish(job: Job, batch: Batch, error?: string): void {
        const { org, tables } = this.#parts;
        org.store.transaction(() => {
            const now = tables.batch(batch.id);
            if (!now || !isOpen(now)) return;
            const failed = error !== undefined;
            tables.update(batch.id, { state: failed ? 'Failed' : 'Completed', ...(failed ? { error } : {}) });
            if (job.type !== 'Classic') tables.setState(job.id, failed ? 'Failed' : 'JobComplete', error);
        });
    }
}

function isOpen({ state }: Batch): boolean {
    return state === 'Queued' || state === 'InProgress';
}
