/**
 * The governor limits of a transaction, counted and enforced.
 * Source: Apex developer guide, "Execution governors and limits".
 */
import { getHeapStatistics } from 'node:v8';
import { exception } from './exceptions.ts';
import { heapSize } from './heap.ts';
import { vm } from './vm.ts';

/** How much of each a synchronous transaction may use. */
export const SYNCHRONOUS = {
    queries: 100,
    queryRows: 50_000,
    aggregateQueries: 300,
    queryLocatorRows: 10_000,
    searches: 20,
    dmlStatements: 150,
    dmlRows: 10_000,
    cpuTime: 10_000,
    heapSize: 6_000_000,
    callouts: 100,
    emailInvocations: 10,
    futureCalls: 50,
    queueableJobs: 50,
    publishImmediateDml: 150,
} as const;

export type LimitName = keyof typeof SYNCHRONOUS;

/** What an asynchronous transaction may use more of. */
export const ASYNCHRONOUS = { ...SYNCHRONOUS, queries: 200, cpuTime: 60_000, heapSize: 12_000_000, queueableJobs: 1 };

/** As the message of the exception tells them: `Too many SOQL queries: 101`. */
const WORDS: Readonly<Record<LimitName, string>> = {
    queries: 'Too many SOQL queries',
    queryRows: 'Too many query rows',
    aggregateQueries: 'Too many aggregate queries',
    queryLocatorRows: 'Too many query locator rows',
    searches: 'Too many SOSL queries',
    dmlStatements: 'Too many DML statements',
    dmlRows: 'Too many DML rows',
    cpuTime: 'Apex CPU time limit exceeded',
    heapSize: 'Apex heap size too large',
    callouts: 'Too many callouts',
    emailInvocations: 'Too many Email Invocations',
    futureCalls: 'Too many future calls',
    queueableJobs: 'Too many queueable jobs added to the queue',
    publishImmediateDml: 'Too many publish immediate DML statements',
};

/** Steps (statements of loops, calls) between two looks at the clock. */
const FUEL = 4096;
/** Looks at the clock between two at the memory, and bytes by which the engine's memory grows until it is measured again. */
const LOOKS = 8;
const GROWTH = 16_000_000;
/** Deepest stack (Apex developer guide, "Execution governors and limits": maximum stack depth). */
export const MAX_DEPTH = 1000;

type Counts = Record<LimitName, number>;

export class Limits {
    maximum: Readonly<Record<LimitName, number>> = SYNCHRONOUS;
    used: Counts = noCounts();
    #looks = 0;
    /** The engine's memory at which the program's is measured. */
    #measureAt: number | undefined;
    /** When the clock began to run, less what the database took. */
    #start = performance.now();

    /**
     * Counts something.
     * @throws Thrown a LimitException when there is too much of it
     */
    count(name: LimitName, amount = 1): void {
        this.used[name] += amount;
        if (this.used[name] > this.maximum[name]) throw exceeded(name, this.used[name]);
    }

    /** Asynchronous transactions may use more. */
    isAsynchronous(): void {
        this.maximum = ASYNCHRONOUS;
    }

    /** Milliseconds that the program has run, the database's time left out. */
    cpuTime(): number {
        return Math.round(performance.now() - this.#start);
    }

    /** Runs what does not count as the program's time. */
    outside<T>(act: () => T): T {
        const before = performance.now();
        try {
            return act();
        } finally {
            this.#start += performance.now() - before;
        }
    }

    /** Looks at the clock, and now and then at the memory. */
    checkTime(): void {
        vm.fuel = FUEL;
        const time = this.cpuTime();
        if (time > this.maximum.cpuTime) throw exceeded('cpuTime', time);
        this.#looks += 1;
        if (this.#looks % LOOKS === 0) this.#checkHeap();
    }

    /** The engine's own memory tells whether there may be too much; only then what the program holds is measured. */
    #checkHeap(): void {
        const { used_heap_size: engine, external_memory: outside } = getHeapStatistics();
        const now = engine + outside;
        this.#measureAt ??= now + this.maximum.heapSize;
        if (now < this.#measureAt) return;
        this.checkHeap();
        this.#measureAt = now + GROWTH;
    }

    /** @throws Thrown LimitException when the program holds too much */
    checkHeap(): void {
        const held = vm.transaction ? heapSize(vm.transaction) : 0;
        if (held > this.maximum.heapSize) throw exceeded('heapSize', held);
    }

    /** @throws Thrown LimitException for one value that is larger than all may be */
    checkSize(bytes: number): void {
        if (bytes > this.maximum.heapSize) throw exceeded('heapSize', bytes);
    }

    /** Begins to count anew, as Test.startTest does; gives what was counted. */
    restart(): Counts {
        const { used } = this;
        this.used = noCounts();
        this.#start = performance.now();
        return used;
    }
}

function exceeded(name: LimitName, used: number): Error {
    const message = name === 'cpuTime' ? WORDS.cpuTime : `${WORDS[name]}: ${String(used)}`;
    return exception('LimitException', message);
}

function noCounts(): Counts {
    return Object.fromEntries(Object.keys(SYNCHRONOUS).map((name) => [name, 0])) as Counts;
}

/** Called at every turn of a loop and every call. */
export function step(): void {
    if (--vm.fuel < 0) vm.transaction?.limits.checkTime();
}
