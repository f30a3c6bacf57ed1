/** The clock of a running org: fires schedules when their time has come, as the users who made them. */
import { fireSchedule } from '../../apex/data/jobs.ts';
import { OrgError } from '../../schema/errors.ts';
import type { Org } from '../org.ts';
import { OrgJobs } from './jobs.ts';
import { waitingSchedules, type Waiting } from './schedules.ts';

/** Between two looks at the schedules, in milliseconds; cron expressions know seconds. */
const TICK = 1000;

export class Clock {
    readonly #org: Org;
    #timer: NodeJS.Timeout | undefined;

    constructor(org: Org) {
        this.#org = org;
    }

    /** From now on schedules fire; those whose time went by while no org ran fire at once. */
    start(): void {
        this.#timer ??= setInterval(() => {
            try {
                this.tick();
            } catch (error) {
                // nobody waits for a timer, and the org goes on
                this.#org.apex.log(error);
            }
        }, TICK).unref();
    }

    /** No schedule fires by itself any more. */
    stop(): void {
        clearInterval(this.#timer);
        this.#timer = undefined;
    }

    /** Fires the schedules whose time has come: what they run has its first step now, the others while nobody asks. */
    tick(): void {
        const now = this.#org.now();
        for (const waiting of waitingSchedules(this.#org)) {
            if (waiting.next > now) return;
            this.#fire(waiting);
        }
    }

    #fire({ triggerId, userId }: Waiting): void {
        const { apex } = this.#org;
        try {
            this.#org.session(userId);
        } catch (error) {
            if (!(error instanceof OrgError)) throw error;
            this.#skip(triggerId, userId);
            return;
        }
        const from = apex.transaction(userId);
        from.queued.push(() => fireSchedule(from, triggerId));
        apex.runLater(from);
    }

    /** Who may not log in any more has no jobs run. */
    #skip(triggerId: string, userId: string): void {
        const jobs = new OrgJobs(this.#org, userId);
        const firing = jobs.fire(triggerId);
        if (!firing || !jobs.begin(firing.jobId)) return;
        jobs.end(firing.jobId, { text: 'The user who scheduled the job is not active', count: 1, isOver: true });
    }
}
