/** Jobs of asynchronous Apex: queued by a transaction, run in their own when it has succeeded. */
import { OrgError } from '../../schema/errors.ts';
import { CompileError } from '../errors.ts';
import { NotSupported, Thrown, exception } from '../run/exceptions.ts';
import type { Firing, JobKind, Jobs, QueuedJob } from '../run/host.ts';
import { exceptionText } from '../run/text.ts';
import { Transaction, type Steps } from '../run/transaction.ts';
import { transaction } from '../run/vm.ts';

/** Jobs that follow each other at most, so that a chain comes to an end. */
const MAX_CHAIN = 100;

function jobsOf({ host }: Transaction): Jobs {
    if (!host.jobs) throw new NotSupported('jobs without an org');
    return host.jobs;
}

/** The jobs of the org in which the program runs. @throws NotSupported where there is none */
export function hostJobs(): Jobs {
    return jobsOf(transaction());
}

/** A job while it runs. */
export class RunningJob {
    readonly id: string;
    readonly kind: JobKind;
    readonly #from: Transaction;
    /** Faults of parts that others outlived, with the first of them. */
    errors = 0;
    firstError: string | undefined;

    constructor(from: Transaction, kind: JobKind, id: string) {
        this.#from = from;
        this.kind = kind;
        this.id = id;
    }

    get jobs(): Jobs {
        return jobsOf(this.#from);
    }

    get isTest(): boolean {
        return this.#from.isTest;
    }

    get typeNamed(): Transaction['typeNamed'] {
        return this.#from.typeNamed;
    }

    /** Runs a part in a transaction with limits and statics of its own, then what that has queued. */
    *part<T>(act: () => T): Steps<T> {
        const own = childOf(this.#from, this.kind);
        const isWhole = this.kind === 'queueable' || this.kind === 'future';
        const runAll = (): T => {
            const made = own.run(act);
            if (isWhole) this.jobs.done(this.id);
            return made;
        };
        const { records } = own.host;
        const result = records ? records.transaction(runAll) : runAll();
        yield;
        yield* own.drain();
        return result;
    }

    /** As {@link part}, for a part whose fault does not end the job. In a test its fault is the test's own. */
    *attempt(act: () => void): Steps<void> {
        try {
            yield* this.part(act);
        } catch (error) {
            const fault = faultOf(error);
            if (this.isTest || fault === undefined) throw error;
            this.errors += 1;
            this.firstError ??= fault;
        }
    }
}

function childOf(from: Transaction, kind: JobKind): Transaction {
    const { host, isTest, typeNamed, log } = from;
    const own = new Transaction({ host, isTest, typeNamed, log });
    own.job = kind;
    own.chain = from.chain + 1;
    own.mocks = from.mocks;
    own.mocks = from.mocks;
    // a scheduled job has the limits of a synchronous transaction
    if (kind !== 'scheduled') own.limits.isAsynchronous();
    return own;
}

/** What a job does, step by step. */
export type JobAction = (job: RunningJob) => Steps<void>;

/**
 * Puts a job into the queue of the transaction.
 * @returns its id
 */
export function queueJob(job: Omit<QueuedJob, 'chain'>): string {
    const running = transaction();
    if (running.chain >= MAX_CHAIN) throw exception('AsyncException', 'Maximum stack depth has been reached.');
    const queued = { ...job, chain: running.chain };
    const id = jobsOf(running).add(queued);
    requeue(running, id, queued);
    return id;
}

/** Puts a job that has its row into the queue of a transaction. */
export function requeue(from: Transaction, id: string, job: QueuedJob): void {
    const make = actions.get(job.kind);
    if (!make) throw new Error(`nobody runs ${job.kind}`);
    from.queued.push(() => runJob(from, job.kind, id, make(job)));
}

const actions = new Map<JobKind, (job: QueuedJob) => JobAction>();

/** The library tells here how jobs of a kind are run. */
export function provideAction(kind: QueuedJob['kind'], make: (job: QueuedJob) => JobAction): void {
    actions.set(kind, make);
}

/**
 * Runs a job, unless it was taken back. In a test its fault is the test's own, as it is at stopTest.
 * @param from the transaction that queued it
 */
export function* runJob(from: Transaction, kind: JobKind, id: string, act: JobAction): Steps<void> {
    const jobs = jobsOf(from);
    if (!jobs.begin(id)) return;
    const job = new RunningJob(from, kind, id);
    try {
        yield* act(job);
        jobs.end(id, job.errors === 0 ? undefined : { text: job.firstError ?? '', count: job.errors, isOver: false });
    } catch (error) {
        const fault = faultOf(error);
        if (from.isTest) throw error;
        jobs.end(id, { text: fault ?? 'An unexpected error occurred', count: job.errors + 1, isOver: true });
        if (fault === undefined) throw error;
    }
}

function faultOf(error: unknown): string | undefined {
    if (error instanceof Thrown) return exceptionText(error.exception);
    const isRefusal = error instanceof NotSupported || error instanceof CompileError || error instanceof OrgError;
    return isRefusal ? error.message : undefined;
}

/**
 * Runs what a schedule keeps, now that its time has come.
 * @param from a transaction of the user who scheduled it
 */
export function* fireSchedule(from: Transaction, triggerId: string): Steps<void> {
    const firing = jobsOf(from).fire(triggerId);
    if (!firing) return;
    const act = scheduledAction(firing, triggerId);
    yield* runJob(from, 'scheduled', firing.jobId, act);
}

let scheduledAction: (firing: Firing, triggerId: string) => JobAction = () => {
    throw new Error('no library');
};

/** The library tells here how what it scheduled is run. */
export function provideScheduled(provide: typeof scheduledAction): void {
    scheduledAction = provide;
}
