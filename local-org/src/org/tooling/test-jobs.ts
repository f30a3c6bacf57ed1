/**
 * Runs tests for clients: at once, or as jobs that are asked for how they go.
 * Source: Tooling API reference, "ApexTestRunResult", "ApexTestQueueItem", "ApexTestResult".
 */
import { OrgError } from '../../schema/errors.ts';
import { takeIds } from '../../store/sequences.ts';
import { runTestsAway, TestSession, type TestedMethod, type TestRun } from '../apex/test-run.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { keepCoverage } from './coverage-rows.ts';
import { askedTests, type AskedTests, type TestRequest } from './test-requests.ts';
import { refused, succeeded, textOf, type OwnWrites } from './own-writes.ts';
import { insertRow, updateRow, type Writer } from './tooling-rows.ts';

const JOB_PREFIX = '707';
/** Characters of a message and of a stack. */
const MAX_TEXT = 4000;

/** A job that runs. */
interface Job {
    readonly id: string;
    readonly runId: string;
    readonly userId: string;
    readonly request: TestRequest;
    readonly tests: AskedTests;
    /** Ids of the queue's items by class. */
    readonly items: ReadonlyMap<string, string>;
    readonly results: TestedMethod[];
    completed: number;
}

export class TestJobs {
    readonly #org: Org;
    /** Makes sure that the tables are there. */
    readonly #prepare: () => void;
    #isClosed = false;
    /** Is told of faults of this program. */
    log: (error: unknown) => void = () => undefined;

    constructor(org: Org, prepare: () => void) {
        this.#org = org;
        this.#prepare = prepare;
    }

    /** Runs tests, and answers when they are done. @throws OrgError INVALID_INPUT, INSUFFICIENT_ACCESS */
    runNow(session: Session, request: TestRequest): TestRun {
        this.#begin(session);
        const { store } = this.#org;
        const run = runTestsAway(this.#org, {
            userId: session.userId,
            selection: selectionOf(askedTests(this.#org, request)),
            measuresCoverage: !request.skipCodeCoverage,
        });
        if (!request.skipCodeCoverage)
            store.transaction(() => {
                keepCoverage(store, run.results, run.units, this.#writer(session.userId));
            });
        return run;
    }

    /**
     * Takes tests in, and runs them afterwards.
     * @returns the id of the job
     * @throws OrgError INVALID_INPUT, INSUFFICIENT_ACCESS
     */
    start(session: Session, request: TestRequest): string {
        this.#begin(session);
        const tests = askedTests(this.#org, request);
        const job = this.#org.store.transaction(() => this.#queue(session.userId, request, tests));
        setImmediate(() => {
            this.#run(job);
        });
        return job.id;
    }

    /** What ran when the process ended does so no more. */
    abandon(): void {
        const { store } = this.#org;
        for (const table of ['ApexTestRunResult', 'ApexTestQueueItem'])
            store.run(`UPDATE "${table}" SET Status = 'Aborted' WHERE Status IN ('Queued', 'Processing')`);
        store.run(
            `UPDATE "AsyncApexJob" SET Status = 'Aborted' WHERE JobType = 'TestRequest' AND Status IN ('Queued', 'Processing')`,
        );
    }

    /** No class begins any more. */
    close(): void {
        this.#isClosed = true;
    }

    #begin({ permissions }: Session): void {
        if (!permissions.has('AuthorApex'))
            throw new OrgError('INSUFFICIENT_ACCESS', 'insufficient access rights: Author Apex is required', {
                httpStatus: 403,
            });
        this.#prepare();
    }

    #writer(userId: string): Writer {
        return { userId, now: Math.floor(this.#org.now() / 1000) * 1000 };
    }

    #queue(userId: string, request: TestRequest, tests: AskedTests): Job {
        const { store } = this.#org;
        const writer = this.#writer(userId);
        const [id = ''] = takeIds(store, JOB_PREFIX, 1);
        store.run(
            `INSERT INTO "AsyncApexJob" (Id, JobType, Status, JobItemsProcessed, TotalJobItems, NumberOfErrors, CreatedDate, CreatedById)
             VALUES (?, 'TestRequest', 'Queued', 0, ?, 0, ?, ?)`,
            [id, tests.size, writer.now, userId],
        );
        const methods = [...tests.values()].reduce((sum, names) => sum + names.length, 0);
        const run = {
            AsyncApexJobId: id,
            UserId: userId,
            IsAllTests: request.testLevel !== undefined && request.testLevel !== 'RunSpecifiedTests' ? 1 : 0,
            Source: 'tooling',
            Status: 'Queued',
            StartTime: writer.now,
            ClassesEnqueued: tests.size,
            ClassesCompleted: 0,
            MethodsEnqueued: methods,
            MethodsCompleted: 0,
            MethodsFailed: 0,
        };
        const runId = insertRow(store, 'ApexTestRunResult', run, writer);
        const items = [...tests.keys()].map((name): [string, string] => {
            const { Id: classId } =
                store.get<{ Id: string }>('SELECT Id FROM "ApexClass" WHERE Name = ?', [name]) ?? {};
            const skips = request.skipCodeCoverage ? 1 : 0;
            const item = { ParentJobId: id, TestRunResultId: runId, ShouldSkipCodeCoverage: skips };
            const row = { ...item, ApexClassId: classId ?? null, Status: 'Queued' };
            return [name, insertRow(store, 'ApexTestQueueItem', row, writer)];
        });
        return { id, runId, userId, request, tests, items: new Map(items), results: [], completed: 0 };
    }

    /** Runs class after class; requests are answered in between. */
    #run(job: Job): void {
        if (this.#isClosed) return;
        const { userId, request, tests } = job;
        try {
            const settings = { userId, selection: selectionOf(tests), measuresCoverage: !request.skipCodeCoverage };
            this.#next(job, new TestSession(this.#org, settings), [...tests.keys()]);
        } catch (error) {
            this.#fail(job, error);
        }
    }

    #next(job: Job, session: TestSession, waiting: readonly string[]): void {
        const [name, ...others] = waiting;
        try {
            if (this.#isClosed) session.close();
            else if (name === undefined || this.#isOver(job)) this.#finish(job, session);
            else {
                this.#runClass(job, session, name);
                setImmediate(() => {
                    this.#next(job, session, others);
                });
            }
        } catch (error) {
            session.close();
            this.#fail(job, error);
        }
    }

    /** Whether too many have failed, or somebody has aborted all that waits. */
    #isOver({ results, request: { maxFailedTests }, id }: Job): boolean {
        const failed = results.filter(({ passed }) => !passed).length;
        if (maxFailedTests !== undefined && failed > maxFailedTests) return true;
        const sql = `SELECT 1 FROM "ApexTestQueueItem" WHERE ParentJobId = ? AND Status = 'Queued'`;
        return this.#org.store.get(sql, [id]) === undefined;
    }

    #runClass(job: Job, session: TestSession, name: string): void {
        const { store } = this.#org;
        const writer = this.#writer(job.userId);
        const item = job.items.get(name) ?? '';
        this.#state(job, 'Processing');
        const { Status } =
            store.get<{ Status: string }>('SELECT Status FROM "ApexTestQueueItem" WHERE Id = ?', [item]) ?? {};
        if (Status !== 'Queued') return;
        const results: TestedMethod[] = [];
        session.run(name, (result) => {
            results.push(result);
        });
        job.results.push(...results);
        job.completed += 1;
        const passed = results.filter((result) => result.passed).length;
        store.transaction(() => {
            for (const result of results) this.#keepResult(job, item, result, writer);
            const ExtendedStatus = `(${String(passed)}/${String(results.length)})`;
            updateRow(store, 'ApexTestQueueItem', item, { Status: 'Completed', ExtendedStatus }, writer);
            this.#state(job, 'Processing');
        });
    }

    #keepResult(job: Job, item: string, result: TestedMethod, writer: Writer): void {
        const { store } = this.#org;
        const sql = 'SELECT ApexClassId FROM "ApexTestQueueItem" WHERE Id = ?';
        const row = store.get<{ ApexClassId: string }>(sql, [item]);
        insertRow(
            store,
            'ApexTestResult',
            {
                ApexClassId: row?.ApexClassId ?? null,
                MethodName: result.methodName,
                Outcome: result.passed ? 'Pass' : 'Fail',
                Message: result.message?.slice(0, MAX_TEXT) ?? null,
                StackTrace: result.stack?.slice(0, MAX_TEXT) ?? null,
                AsyncApexJobId: job.id,
                QueueItemId: item,
                ApexTestRunResultId: job.runId,
                RunTime: result.milliseconds,
                TestTimestamp: result.startedAt,
                IsTestSetup: 0,
            },
            writer,
        );
    }

    #finish(job: Job, session: TestSession): void {
        const { store } = this.#org;
        const writer = this.#writer(job.userId);
        store.transaction(() => {
            if (!job.request.skipCodeCoverage) keepCoverage(store, job.results, session.units, writer);
            const sql = `UPDATE "ApexTestQueueItem" SET Status = 'Aborted' WHERE ParentJobId = ? AND Status = 'Queued'`;
            store.run(sql, [job.id]);
            this.#state(job, job.completed < job.tests.size ? 'Aborted' : 'Completed', writer.now);
        });
        session.close();
    }

    #fail(job: Job, error: unknown): void {
        this.log(error);
        if (this.#isClosed) return;
        const sql = `UPDATE "ApexTestQueueItem" SET Status = 'Failed' WHERE ParentJobId = ? AND Status = 'Queued'`;
        this.#org.store.run(sql, [job.id]);
        this.#state(job, 'Failed', this.#writer(job.userId).now);
    }

    /** Tells in the rows of the job how far it is. @param endTime once it is over */
    #state({ id, runId, userId, results, completed }: Job, status: string, endTime?: number): void {
        const { store } = this.#org;
        const failed = results.filter(({ passed }) => !passed).length;
        const progress = { ClassesCompleted: completed, MethodsCompleted: results.length, MethodsFailed: failed };
        const time = results.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
        const end = endTime === undefined ? {} : { EndTime: endTime };
        const row = { Status: status, TestTime: time, TestSetupTime: 0, ...progress, ...end };
        updateRow(store, 'ApexTestRunResult', runId, row, this.#writer(userId));
        store.run(
            `UPDATE "AsyncApexJob" SET Status = ?, JobItemsProcessed = ?, NumberOfErrors = ?, CompletedDate = ? WHERE Id = ?`,
            [status, completed, failed, endTime ?? null, id],
        );
    }
}

/** A class that waits may be aborted, and nothing else. */
export const QUEUE_ITEM_WRITES: OwnWrites = {
    update: ({ org, session }, id, input) => {
        if (textOf(input, 'Status') !== 'Aborted')
            return refused('INVALID_FIELD_FOR_INSERT_UPDATE', 'Status can only become Aborted', ['Status']);
        const sql = 'SELECT Status FROM "ApexTestQueueItem" WHERE Id = ?';
        const row = org.store.get<{ Status: string }>(sql, [id]);
        const writer = { userId: session.userId, now: org.now() };
        if (row?.Status === 'Queued') updateRow(org.store, 'ApexTestQueueItem', id, { Status: 'Aborted' }, writer);
        return succeeded(id);
    },
};

function selectionOf(tests: AskedTests): { methods: string[] } {
    return { methods: [...tests].flatMap(([name, methods]) => methods.map((method) => `${name}.${method}`)) };
}
