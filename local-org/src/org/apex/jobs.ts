/** The rows of AsyncApexJob: a job that its transaction took back is not there any more, and never runs. */
import { exception } from '../../apex/run/exceptions.ts';
import type { Firing, JobDetails, JobFault, JobKind, Jobs, QueuedJob, Schedule } from '../../apex/run/host.ts';
import { toId18 } from '../../schema/ids.ts';
import { takeIds } from '../../store/sequences.ts';
import type { Org } from '../org.ts';
import { abortSchedule, fireSchedule, keepSchedule, TRIGGER_PREFIX } from './schedules.ts';

const PREFIX = '707';
const TYPES: Readonly<Record<JobKind, string>> = {
    queueable: 'Queueable',
    batch: 'BatchApex',
    future: 'Future',
    scheduled: 'ScheduledApex',
};
/** What is left of jobs that have not ended: they outlive the process. */
export const JOBS = `CREATE TABLE IF NOT EXISTS "_job" (
    job_id TEXT PRIMARY KEY, user_id TEXT NOT NULL, job TEXT NOT NULL, has_begun INTEGER NOT NULL) WITHOUT ROWID`;

/** Characters of ExtendedStatus. */
const MAX_STATUS = 255;

export class OrgJobs implements Jobs {
    readonly #org: Org;
    readonly #userId: string;

    constructor(org: Org, userId: string) {
        this.#org = org;
        this.#userId = userId;
    }

    add(job: QueuedJob): string {
        const id = this.#insert(job.kind, job);
        const sql = 'INSERT INTO "_job" (job_id, user_id, job, has_begun) VALUES (?, ?, ?, 0)';
        this.#org.store.run(sql, [id, this.#userId, JSON.stringify(job)]);
        return id;
    }

    #insert(kind: JobKind, { className, methodName }: JobDetails): string {
        const { store } = this.#org;
        const [id = ''] = takeIds(store, PREFIX, 1);
        store.run(
            `INSERT INTO "AsyncApexJob" (Id, JobType, Status, NumberOfErrors, JobItemsProcessed, TotalJobItems,
                ApexClassId, MethodName, CreatedDate, CreatedById)
             VALUES (?, ?, 'Queued', 0, 0, 0, (SELECT Id FROM "ApexClass" WHERE Name = ?), ?, ?, ?)`,
            [id, TYPES[kind], className.split('.')[0] ?? '', methodName ?? null, this.#now(), this.#userId],
        );
        return id;
    }

    begin(id: string): boolean {
        const sql = `UPDATE "AsyncApexJob" SET Status = 'Processing' WHERE Id = ? AND Status <> 'Aborted'`;
        if (this.#org.store.run(sql, [id]) === 0) return false;
        this.#org.store.run('UPDATE "_job" SET has_begun = 1 WHERE job_id = ?', [id]);
        return true;
    }

    done(id: string): void {
        this.#org.store.run('DELETE FROM "_job" WHERE job_id = ?', [id]);
    }

    progress(id: string, done: number, total?: number): void {
        this.#org.store.run(
            `UPDATE "AsyncApexJob" SET JobItemsProcessed = ?, TotalJobItems = coalesce(?, TotalJobItems) WHERE Id = ?`,
            [done, total ?? null, id],
        );
    }

    isAborted(id: string): boolean {
        const sql = `SELECT 1 FROM "AsyncApexJob" WHERE Id = ? AND Status <> 'Aborted'`;
        return this.#org.store.get(sql, [id]) === undefined;
    }

    end(id: string, fault?: JobFault): void {
        this.done(id);
        const text = fault === undefined ? null : `${fault.isOver ? '' : 'First error: '}${fault.text}`;
        // a schedule that goes on waits for its next time
        this.#org.store.run(
            `UPDATE "AsyncApexJob" SET Status = CASE WHEN EXISTS (SELECT 1 FROM "CronTrigger" t JOIN "_schedule" s
                    ON s.trigger_id = t.Id WHERE s.job_id = "AsyncApexJob".Id AND t.State = 'WAITING') THEN 'Queued' ELSE ? END,
                NumberOfErrors = ?, ExtendedStatus = ?, CompletedDate = ?
             WHERE Id = ? AND Status <> 'Aborted'`,
            [
                fault?.isOver ? 'Failed' : 'Completed',
                fault?.count ?? 0,
                text?.slice(0, MAX_STATUS) ?? null,
                this.#now(),
                id,
            ],
        );
    }

    schedule(schedule: Schedule): string {
        const jobId = this.#insert('scheduled', schedule);
        return keepSchedule(this.#org, this.#userId, jobId, schedule);
    }

    fire(triggerId: string): Firing | undefined {
        return this.#org.store.transaction(() => fireSchedule(this.#org, triggerId));
    }

    abort(id: string): void {
        const id18 = toId18(id);
        if (id18 === undefined) throw exception('StringException', `Invalid id: ${id}`);
        const jobId = id18.startsWith(TRIGGER_PREFIX) ? abortSchedule(this.#org, id18) : id18;
        const sql = `UPDATE "AsyncApexJob" SET Status = 'Aborted', CompletedDate = ? WHERE Id = ?
            AND Status IN ('Queued', 'Holding', 'Preparing', 'Processing')`;
        if (jobId !== undefined) this.done(jobId);
        const isAborted = jobId !== undefined && this.#org.store.run(sql, [this.#now(), jobId]) > 0;
        if (!isAborted && jobId === id18)
            throw exception('AsyncException', `Job does not exist or is already aborted or completed: ${id}`);
    }

    #now(): number {
        return Math.floor(this.#org.now() / 1000) * 1000;
    }
}

/** A job that the process did not come to the end of. */
export interface LeftJob {
    readonly id: string;
    readonly userId: string;
    readonly job: QueuedJob;
}

/**
 * The jobs that were left when the process ended, in order. Single transactions are begun again, for what they had done
 * was taken back; a batch that had begun is not, for some of its turns stand.
 */
export function leftJobs(org: Org): LeftJob[] {
    const { store } = org;
    store.run(`UPDATE "AsyncApexJob" SET Status = 'Queued' WHERE JobType = 'ScheduledApex' AND Status = 'Processing'`);
    const rows = store.all<{ id: string; userId: string; job: string; begun: number }>(
        'SELECT job_id AS id, user_id AS userId, job, has_begun AS begun FROM "_job" ORDER BY job_id',
    );
    return rows.flatMap(({ id, userId, job: text, begun }) => {
        const job = JSON.parse(text) as QueuedJob;
        if (job.kind !== 'batch' || begun === 0) return [{ id, userId, job }];
        const fault = { text: 'The org was stopped while the job ran', count: 1, isOver: true };
        new OrgJobs(org, userId).end(id, fault);
        return [];
    });
}
