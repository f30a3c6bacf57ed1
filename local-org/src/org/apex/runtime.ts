/** The org's Apex: its classes and triggers, compiled when they are first needed, and anew after a deploy. */
import { compileAnonymous } from '../../apex/compile/index.ts';
import { requeue } from '../../apex/data/jobs.ts';
import { runTriggers } from '../../apex/data/triggers.ts';
import { Coverage } from '../../apex/program/coverage.ts';
import { typeNamed } from '../../apex/program/type-names.ts';
import { Transaction, type LogLine, type Steps } from '../../apex/run/transaction.ts';
import { vm } from '../../apex/run/vm.ts';
import type { DmlContext, TriggerRunner } from '../../dml/context.ts';
import type { Catalogue } from '../../metadata/catalogue.ts';
import type { Org } from '../org.ts';
import { Clock } from './clock.ts';
import { compileApex, type CompiledApex } from './compile-apex.ts';
import { EventTriggers } from './event-triggers.ts';
import { OrgHost } from './host.ts';
import { JOBS, leftJobs } from './jobs.ts';
import { SCHEDULES } from './schedules.ts';

interface MeasuredApex extends CompiledApex {
    readonly coverage: Coverage;
}

export class ApexRuntime {
    readonly #org: Org;
    readonly #compiled = new WeakMap<Catalogue, CompiledApex>();
    /** The same with code that measures which lines run, for who asks for it. */
    readonly #measuring = new WeakMap<Catalogue, MeasuredApex>();
    #isMeasuring = false;
    readonly #waiting = new Set<Transaction>();
    /** Fires what is scheduled, once it is started. */
    readonly clock: Clock;
    /** Gives triggers what was published. */
    readonly events: EventTriggers;
    /** Is told of faults of this program in jobs. */
    log: (error: unknown) => void = () => undefined;
    #isClosed = false;
    readonly #hasTriggers = new WeakMap<Catalogue, boolean>();

    constructor(org: Org) {
        this.#org = org;
        this.clock = new Clock(org);
        this.events = new EventTriggers(org);
        org.store.exec(SCHEDULES);
        org.store.exec(JOBS);
        org.store.onCommit(() => {
            this.#runWaiting();
        });
    }

    /** The program of the org as it is now. */
    get compiled(): CompiledApex {
        const { catalogue } = this.#org;
        if (this.#isMeasuring) return this.#measured(catalogue);
        const known = this.#compiled.get(catalogue);
        if (known) return known;
        const made = compileApex(this.#org.schema, catalogue);
        this.#compiled.set(catalogue, made);
        return made;
    }

    /** The org has triggers, compiled or not yet. */
    get hasTriggers(): boolean {
        const { catalogue } = this.#org;
        let has = this.#hasTriggers.get(catalogue);
        if (has === undefined) this.#hasTriggers.set(catalogue, (has = catalogue.all('ApexTrigger').length > 0));
        return has;
    }

    /** No job begins any more. */
    get isClosed(): boolean {
        return this.#isClosed;
    }

    /** Takes in what a coming generation of metadata has been compiled to. */
    keep(catalogue: Catalogue, compiled: CompiledApex): void {
        this.#compiled.set(catalogue, compiled);
    }

    /** Runs something while it is measured which lines of the org's Apex run: since the beginning, nothing has. */
    measure<T>(act: (coverage: Coverage) => T): T {
        const { coverage } = this.#measured(this.#org.catalogue);
        coverage.takeHits();
        this.#isMeasuring = true;
        try {
            return act(coverage);
        } finally {
            this.#isMeasuring = false;
        }
    }

    #measured(catalogue: Catalogue): MeasuredApex {
        const known = this.#measuring.get(catalogue);
        if (known) return known;
        const coverage = new Coverage();
        const made = { ...compileApex(this.#org.schema, catalogue, coverage), coverage };
        this.#measuring.set(catalogue, made);
        return made;
    }

    /**
     * Runs triggers for the writes of one request of a user, in one transaction; undefined when the org has none.
     * @param context of the writes, once it is made
     */
    triggerRunner(userId: string, context: () => DmlContext): TriggerRunner | undefined {
        if (!this.hasTriggers) return undefined;
        let started: Transaction | undefined;
        return (event, object, works) => {
            // those of events run when these have been published
            if (object.kind === 'platformEvent') return false;
            const own = object.name.toLowerCase();
            const { triggers } = this.compiled;
            const wanted = triggers.filter((one) => one.object.toLowerCase() === own && one.events.has(event));
            if (wanted.length === 0) return false;
            const run = (): void => {
                runTriggers(context(), wanted, event, object, works);
            };
            // what Apex writes fires triggers in its own transaction
            if (vm.transaction) run();
            else (started ??= this.#startForRequest(userId)).run(run);
            return true;
        };
    }

    /** A transaction whose jobs run when the request has been committed. */
    #startForRequest(userId: string): Transaction {
        const started = this.transaction(userId);
        this.#waiting.add(started);
        return started;
    }

    /** Runs the jobs that committed requests have queued, as soon as whoever committed is done. */
    #runWaiting(): void {
        const all = [...this.#waiting].filter(({ queued }) => queued.length > 0);
        this.#waiting.clear();
        if (all.length === 0) return;
        setImmediate(() => {
            for (const one of all) this.runLater(one);
        });
    }

    /**
     * Runs the jobs of a transaction a step at a time, the first one now: between two steps others may do their work. A
     * fault of this program is logged, and what is left in the queue runs all the same.
     */
    runLater(transaction: Transaction): void {
        let steps: Steps<void> = transaction.drain();
        const turn = (): void => {
            if (this.#isClosed) return;
            try {
                if (steps.next().done === true) return;
            } catch (error) {
                this.log(error);
                steps = transaction.drain();
            }
            setImmediate(turn);
        };
        turn();
    }

    /** Begins what was left in the queue when the process ended, and fires schedules from now on. */
    start(): void {
        for (const { id, userId, job } of leftJobs(this.#org)) {
            const from = this.transaction(userId);
            from.chain = job.chain;
            requeue(from, id, job);
            setImmediate(() => {
                this.runLater(from);
            });
        }
        this.clock.start();
    }

    /** No job begins any more. */
    close(): void {
        this.clock.stop();
        this.#isClosed = true;
    }

    /** A transaction for a user. */
    transaction(
        userId: string,
        settings: { readonly isTest?: boolean; readonly log?: (line: LogLine) => void } = {},
    ): Transaction {
        const { program } = this.compiled;
        return new Transaction({ host: new OrgHost(this.#org, userId), typeNamed: typeNamed(program), ...settings });
    }

    /**
     * Runs what a client calls: all that it writes, or nothing when it fails. Jobs that it queues begin afterwards.
     * @param prepare sets limits and modes of the transaction
     * @throws Thrown
     */
    call<T>(userId: string, act: () => T, prepare: (transaction: Transaction) => void = () => undefined): T {
        const transaction = this.transaction(userId);
        prepare(transaction);
        try {
            const result = this.#org.store.transaction(() => transaction.run(act));
            if (transaction.queued.length > 0)
                setImmediate(() => {
                    this.runLater(transaction);
                });
            return result;
        } catch (error) {
            // sessions may have been made from what was taken back
            this.#org.accessChanged();
            throw error;
        }
    }

    /**
     * Runs statements by themselves: all that they write, or nothing when they fail.
     * @throws CompileError, Thrown
     */
    runAnonymous(userId: string, source: string, log?: (line: LogLine) => void): void {
        const { program } = this.compiled;
        const block = compileAnonymous(program, source);
        const transaction = this.transaction(userId, log ? { log } : {});
        this.#org.store.transaction(() => {
            transaction.run(block);
        });
        // jobs begin when what queued them has succeeded
        transaction.runQueued();
    }
}
