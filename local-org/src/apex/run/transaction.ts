/** A transaction: the statics of its classes, its limits, its debug log. */
import type { Variables } from '../data/dynamic.ts';
import type { TriggerContext } from '../data/trigger-context.ts';
import type { Type } from '../types/type.ts';
import type { Host, JobKind } from './host.ts';
import { isStackOverflow, stackOverflow } from './exceptions.ts';
import { Limits } from './limits.ts';
import type { ObjectValue, Value } from './values.ts';
import { vm } from './vm.ts';

export interface TransactionSettings {
    readonly host: Host;
    /** Finds a type by its name, for `Type.forName` and JSON. */
    readonly typeNamed: (name: string) => Type | undefined;
    /** Runs a test: `Test.isRunningTest()`. */
    readonly isTest?: boolean;
    /** Takes the lines of `System.debug`. */
    readonly log?: (line: LogLine) => void;
}

/** Work that others may do theirs between; each step is a transaction. */
export type Steps<T> = Generator<undefined, T>;

export interface LogLine {
    readonly level: string;
    readonly line: number;
    readonly text: string;
}

export class Transaction {
    /** The org for the user who runs the program; System.runAs puts another in. */
    host: Host;
    readonly isTest: boolean;
    readonly typeNamed: (name: string) => Type | undefined;
    readonly log: (line: LogLine) => void;
    readonly limits = new Limits();
    /** Statics by the number of their class; absent until the class is first used. */
    readonly statics: (Value[] | undefined)[] = [];
    /** The variables in sight of a dynamic query. */
    variables: Variables | undefined;
    /** Where a test is: before startTest, up to stopTest, or behind it; and what it had used before. */
    testPart: 'before' | 'within' | 'after' = 'before';
    usedBefore: Limits['used'] | undefined;
    /** Sharing holds where no class says anything: a component on a page called it. */
    isSharingDefault = false;
    /** The kind of job that this is the transaction of, and how many jobs came before it. */
    job: JobKind | undefined;
    chain = 0;
    /** What is to run when the transaction, or the part of a test, has ended. */
    readonly queued: (() => Steps<void>)[] = [];
    /** What answers callouts of a test, by the interface. */
    mocks = new Map<string, ObjectValue>();
    /** The trigger that runs, and how many triggers run in each other. */
    trigger: TriggerContext | undefined;
    triggerDepth = 0;
    /** What parts of the library keep for as long as the transaction runs. */
    readonly kept = new Map<unknown, unknown>();

    constructor({ host, typeNamed, isTest = false, log = () => undefined }: TransactionSettings) {
        this.host = host;
        this.typeNamed = typeNamed;
        this.isTest = isTest;
        this.log = log;
    }

    /** Runs what was put into the queue, and what that puts there. */
    *drain(): Steps<void> {
        for (let next = this.queued.shift(); next; next = this.queued.shift()) yield* next();
    }

    /** As {@link drain}, all at once. */
    runQueued(): void {
        const steps = this.drain();
        while (steps.next().done !== true);
    }

    /** Runs something in this transaction; whatever ran before goes on afterwards. */
    run<T>(act: () => T): T {
        const before = { ...vm };
        Object.assign(vm, {
            transaction: this,
            depth: 0,
            fuel: 0,
            running: [undefined],
            lines: [0],
            frames: [undefined],
        });
        try {
            return act();
        } catch (error) {
            throw isStackOverflow(error) ? stackOverflow() : error;
        } finally {
            Object.assign(vm, before);
        }
    }
}
