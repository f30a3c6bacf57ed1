/** The rows of AsyncApexJob: a job that its transaction took back is not there any more, and never runs. */
import type { JobKind, Jobs } from '../../apex/run/host.ts';
import { takeIds } from '../../store/sequences.ts';
import type { Org } from '../org.ts';

const PREFIX = '707';
const TYPES: Readonly<Record<JobKind, string>> = { queueable: 'Queueable', batch: 'BatchApex', future: 'Future' };
/** Characters of ExtendedStatus. */
const MAX_STATUS = 255;

export class OrgJobs implements Jobs {
    readonly #org: Org;
    readonly #userId: string;

    constructor(org: Org, userId: string) {
        this.#org = org;
        this.#userId = userId;
    }

    add(kind: JobKind): string {
        const { store } = this.#org;
        const [id = ''] = takeIds(store, PREFIX, 1);
        store.run(
            `INSERT INTO "AsyncApexJob" (Id, JobType, Status, NumberOfErrors, CreatedDate, CreatedById) VALUES (?, ?, 'Queued', 0, ?, ?)`,
            [id, TYPES[kind], this.#now(), this.#userId],
        );
        return id;
    }

    begin(id: string): boolean {
        return this.#org.store.run(`UPDATE "AsyncApexJob" SET Status = 'Processing' WHERE Id = ?`, [id]) > 0;
    }

    end(id: string, fault?: string): void {
        this.#org.store.run(
            `UPDATE "AsyncApexJob" SET Status = ?, NumberOfErrors = ?, ExtendedStatus = ?, CompletedDate = ? WHERE Id = ?`,
            [
                fault === undefined ? 'Completed' : 'Failed',
                fault === undefined ? 0 : 1,
                fault?.slice(0, MAX_STATUS) ?? null,
                this.#now(),
                id,
            ],
        );
    }

    #now(): number {
        return Math.floor(this.#org.now() / 1000) * 1000;
    }
}
