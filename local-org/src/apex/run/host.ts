/** What a program needs of the org in which it runs. The floor above gives it; the language itself works without. */
import type { InputRecord } from '../../dml/input.ts';
import type { Translations } from '../../metadata/translations.ts';
import type { RecordError } from '../../schema/errors.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';
import type { PreparedQuery } from '../../soql/index.ts';
import type { Transaction } from './transaction.ts';
import type { FoundRecords } from '../../soql/sosl/index.ts';

/** Who runs the program. */
export interface HostUser {
    readonly id: string;
    readonly username: string;
    readonly name: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly email: string;
    readonly profileId: string;
    readonly roleId: string | null;
    readonly language: string;
    readonly locale: string;
    readonly timeZone: string;
}

/** What of the user's rights holds for a query or a write. */
export interface RecordAccess {
    /** Rights on objects and fields: user mode. */
    readonly rights: boolean;
    /** Sharing: classes `with sharing`, and user mode. */
    readonly sharing: boolean;
}

/** What became of a record. */
export interface RecordResult {
    readonly id?: string;
    readonly success: boolean;
    readonly created: boolean;
    readonly errors: readonly RecordError[];
}

/** A state of the data to which the transaction can go back. */
export interface Savepoint {
    rollback(): void;
    release(): void;
}

export type Binds = Readonly<Record<string, unknown>>;

/** The org's records. All of them throw OrgError for what is wrong as a whole. */
export interface Records {
    query(soql: string, binds: Binds, access: RecordAccess): PreparedQuery;
    search(sosl: string, binds: Binds, access: RecordAccess): FoundRecords[];
    insert(object: ObjectType, inputs: readonly InputRecord[], access: RecordAccess): RecordResult[];
    update(object: ObjectType, inputs: readonly InputRecord[], access: RecordAccess): RecordResult[];
    upsert(object: ObjectType, key: Field, inputs: readonly InputRecord[], access: RecordAccess): RecordResult[];
    delete(ids: readonly string[], access: RecordAccess): RecordResult[];
    undelete(ids: readonly string[], access: RecordAccess): RecordResult[];
    merge(object: ObjectType, master: InputRecord, others: readonly string[], access: RecordAccess): RecordResult;
    /** All or nothing: what was written is taken back when the action throws. */
    transaction<T>(act: () => T): T;
    savepoint(): Savepoint;
}

/** What the user may do with an object, and see of its fields. */
export interface Rights {
    object(object: ObjectType): {
        readonly read: boolean;
        readonly create: boolean;
        readonly edit: boolean;
        readonly delete: boolean;
    };
    field(object: ObjectType, field: Field): { readonly read: boolean; readonly edit: boolean };
}

export type JobKind = 'queueable' | 'batch' | 'future' | 'scheduled';

/** What a job runs. */
export interface JobDetails {
    /** Name of the class, and of a future method. */
    readonly className: string;
    readonly methodName?: string;
}

/** A job with all that is needed to run it, also after a restart. */
export interface QueuedJob extends JobDetails {
    readonly kind: Exclude<JobKind, 'scheduled'>;
    /** The object, or the arguments of a future method, as text. */
    readonly payload: string;
    /** Which one of the methods of the name a future method is. */
    readonly methodKey?: string;
    /** Records at a time; of a batch alone. */
    readonly scope?: number;
    /** How many jobs came before it. */
    readonly chain: number;
}

/** What went wrong in a job. */
export interface JobFault {
    readonly text: string;
    /** How many of its parts failed. */
    readonly count: number;
    /** It ended the job; otherwise the other parts ran to the end. */
    readonly isOver: boolean;
}

/** A job that is to run at times of the clock. */
export interface Schedule {
    readonly name: string;
    readonly expression: string;
    readonly className: string;
    /** The object, as text. */
    readonly job: string;
    /** Records at a time; of a batch alone. */
    readonly scope?: number;
}

/** A schedule whose time has come. */
export interface Firing {
    /** Of its AsyncApexJob. */
    readonly jobId: string;
    readonly job: string;
    readonly scope: number | undefined;
}

/** What the org keeps of jobs; it is part of the transaction that queues them. */
export interface Jobs {
    /** @returns the id of a new job */
    add(job: QueuedJob): string;
    /** @returns false when the job was taken back, or aborted */
    begin(id: string): boolean;
    /** The job has done its work, and is not to run again: part of the transaction of that work. */
    done(id: string): void;
    /** How far a batch is. @param total turns that it takes, when that is known now */
    progress(id: string, done: number, total?: number): void;
    /** @returns whether somebody has aborted the job */
    isAborted(id: string): boolean;
    /** @param fault absent: it succeeded */
    end(id: string, fault?: JobFault): void;
    /**
     * Keeps a job for the times of a schedule.
     * @returns the id of its CronTrigger
     * @throws Thrown AsyncException when the name is taken, or there are too many
     */
    schedule(schedule: Schedule): string;
    /** Notes that a schedule fires now, and when it will next. @returns undefined when it was aborted or taken back */
    fire(triggerId: string): Firing | undefined;
    /** Ends a schedule or a job before its time. @throws Thrown when there is none of the id */
    abort(id: string): void;
}

export interface Host {
    readonly schema: Schema;
    readonly organizationId: string;
    readonly organizationName: string;
    user(): HostUser;
    /** Milliseconds since 1970. */
    now(): number;
    /** Absent where there is no org, but the language alone. */
    readonly records?: Records;
    readonly jobs?: Jobs;
    /** A custom label in the user's language. */
    label?(name: string): string | undefined;
    hasCustomPermission?(name: string): boolean;
    readonly rights?: Rights;
    /** Labels of objects, fields and values in the user's language. */
    readonly translations?: Translations;
    /** Record types with their ids, by developer name. */
    recordTypeIds?(object: ObjectType): ReadonlyMap<string, string>;
    /** The same org for another user, as System.runAs has it. @throws OrgError when he may not log in */
    as?(userId: string): Host;
    /** Gives triggers the events that a test has published. @param from the test's transaction */
    deliverEvents?(from: Transaction): void;
}
