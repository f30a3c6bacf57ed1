/** The rows of AsyncApexJob: a job that its transaction took back is not there any more, and never runs. */
import { exception } from '../../apex/run/exceptions.ts';
import type { Firing, JobDetails, JobFault, JobKind, Jobs, Schedule } from '../../apex/run/host.ts';
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
/** Characters of ExtendedStatus. */
const MAX_STATUS = 255;

export class OrgJobs implements Jobs {
    readonly #org: Org;
    readonly #userId: string;

    constructor(org: Org, userId: string) {
        this.#org = org;
        this.#userId = userId;
    }

    add(kind: JobKind, { className, methodName }: JobDetails): string {
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
        return this.#org.store.run(sql, [id]) > 0;
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
        const jobId = this.add('scheduled', schedule);
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
        const isAborted = jobId !== undefined && this.#org.store.run(sql, [this.#now(), jobId]) > 0;
        if (!isAborted && jobId === id18)
            throw exception('AsyncException', `Job does not exist or is already aborted or completed: ${id}`);
    }

    #now(): number {
        return Math.floor(this.#org.now() / 1000) * 1000;
    }
}
