/** Jobs of asynchronous Apex: queued by a transaction, run in their own when it has succeeded. */
import { CompileError } from '../errors.ts';
import { NotSupported, Thrown, exception } from '../run/exceptions.ts';
import type { JobKind, Jobs } from '../run/host.ts';
import { exceptionText } from '../run/text.ts';
import { Transaction } from '../run/transaction.ts';
import { transaction } from '../run/vm.ts';

/** Jobs that follow each other at most, so that a chain comes to an end. */
const MAX_CHAIN = 100;

function jobsOf({ host }: Transaction): Jobs {
    if (!host.jobs) throw new NotSupported('jobs without an org');
    return host.jobs;
}

/**
 * Puts a job into the queue of the transaction.
 * @returns its id
 */
export function queueJob(kind: JobKind, act: (jobId: string) => void): string {
    const running = transaction();
    if (running.chain >= MAX_CHAIN) throw exception('AsyncException', 'Maximum stack depth has been reached.');
    const id = jobsOf(running).add(kind);
    running.queued.push(() => {
        run(running, kind, id, act);
    });
    return id;
}

/** Runs a job, unless it was taken back. In a test its fault is the test's own, as it is at stopTest. */
function run(from: Transaction, kind: JobKind, id: string, act: (jobId: string) => void): void {
    const jobs = jobsOf(from);
    if (!jobs.begin(id)) return;
    try {
        inTransactionOfItsOwn(from, kind, () => {
            act(id);
        });
        jobs.end(id);
    } catch (error) {
        const fault = faultOf(error);
        if (from.isTest || fault === undefined) throw error;
        jobs.end(id, fault);
    }
}

function faultOf(error: unknown): string | undefined {
    if (error instanceof Thrown) return exceptionText(error.exception);
    return error instanceof NotSupported || error instanceof CompileError ? error.message : undefined;
}

/** A part of a job that has limits and statics of its own: a batch's turn. */
export function runPart(act: () => void): void {
    const running = transaction();
    inTransactionOfItsOwn(running, running.job ?? 'batch', act);
}

/** All that is written, or nothing; what is queued runs after it. */
function inTransactionOfItsOwn(from: Transaction, kind: JobKind, act: () => void): void {
    const { host, isTest, typeNamed, log } = from;
    const own = new Transaction({ host, isTest, typeNamed, log });
    own.job = kind;
    own.chain = from.chain + 1;
    own.limits.isAsynchronous();
    const runAll = (): void => {
        own.run(act);
    };
    if (host.records) host.records.transaction(runAll);
    else runAll();
    own.runQueued();
}
