/**
 * Asynchronous Apex: jobs are kept until the transaction has succeeded, or until `Test.stopTest`.
 * Source: Apex developer guide, "Asynchronous Apex"; Apex reference guide, "Queueable interface", "Batchable interface".
 */
import { fireSchedule, hostJobs, provideAction, provideScheduled, queueJob, type RunningJob } from '../data/jobs.ts';
import { exception } from '../run/exceptions.ts';
import type { QueuedJob, Schedule } from '../run/host.ts';
import { callNamed, frameFor, invoke } from '../run/invoke.ts';
import { ListValue, NativeObject, ObjectValue, type Value } from '../run/values.ts';
import type { Steps, Transaction } from '../run/transaction.ts';
import { transaction } from '../run/vm.ts';
import { ancestors } from '../types/hierarchy.ts';
import { membersOf } from '../types/members.ts';
import { OBJECT, listOf, type Type } from '../types/type.ts';
import { locatedRecords } from './database.ts';
import { define, extend } from './define.ts';
import { freeze, thaw } from './frozen.ts';
import { readCron } from './cron.ts';
import { namedType } from './types.ts';
import { toLocal, userZone } from './zones.ts';

interface JobState {
    readonly jobId: string;
}

function context(type: string, jobId: string): NativeObject<JobState> {
    return new NativeObject(namedType(type), { jobId });
}

function enqueue(job: ObjectValue): string {
    transaction().limits.count('queueableJobs');
    return queueJob({ kind: 'queueable', className: job.type.fullName, payload: freeze(job) });
}

provideAction('queueable', ({ payload }) => (running) => {
    return running.part(() => {
        const job = thaw(payload, running.typeNamed) as ObjectValue;
        callNamed(job, 'execute', context('System.QueueableContext', running.id));
    });
});

/** Queues the call of a future method. */
export function queueFuture(method: Pick<QueuedJob, 'className' | 'methodName' | 'methodKey'>, args: Value[]): void {
    const { job } = transaction();
    if (job === 'future' || job === 'batch') {
        const called = `${method.className}.${method.methodKey ?? ''}`;
        throw exception('AsyncException', `Future method cannot be called from a future or batch method: ${called}`);
    }
    transaction().limits.count('futureCalls');
    queueJob({ kind: 'future', ...method, payload: freeze(new ListValue(listOf(OBJECT), args)) });
}

provideAction('future', ({ className, methodName = '', methodKey, payload }) => (running) => {
    return running.part(() => {
        const type = running.typeNamed(className);
        const methods = type ? membersOf(type).methods(methodName.toLowerCase()) : [];
        const code = methods.find(({ key }) => key === methodKey)?.code;
        if (!code) throw exception('TypeException', `Invalid method: ${className}.${methodName}`);
        const { items } = thaw(payload, running.typeNamed) as ListValue;
        invoke(code, frameFor(code, null, items));
    });
});

/** Records that a batch takes at a time when nothing else is asked for. */
const SCOPE = 200;
const MAX_SCOPE = 2000;

const ONE_TURN = `No more than one executeBatch can be called from within a test method. Please make sure the iterable \
returned from your start method matches the batch size, resulting in one executeBatch invocation.`;

/** The transactions in which a batch ends: there another one may begin. */
const ending = new WeakSet<Transaction>();

function executeBatch(batch: ObjectValue, size = SCOPE): string {
    const running = transaction();
    if (running.job === 'future' || (running.job === 'batch' && !ending.has(running)))
        throw exception(
            'AsyncException',
            'Database.executeBatch cannot be called from a batch start, batch execute, or future method.',
        );
    if (size < 1 || size > MAX_SCOPE) throw exception('AsyncException', `Invalid batch size: ${String(size)}`);
    return queueJob({ kind: 'batch', className: batch.type.fullName, payload: freeze(batch), scope: size });
}

provideAction(
    'batch',
    ({ payload, scope = SCOPE }) =>
        (job) =>
            batchSteps(payload, scope, job),
);

/** A batch's turns, each a transaction of its own: one that fails takes back only what it wrote itself. */
function* batchSteps(frozen: string, size: number, job: RunningJob): Steps<void> {
    const within = context('Database.BatchableContext', job.id);
    const made = (): ObjectValue => thaw(frozen, job.typeNamed) as ObjectValue;
    const batch = made();
    const items = yield* job.part(() => itemsOf(callNamed(batch, 'start', within)));
    if (job.isTest && items.length > size) throw exception('UnexpectedException', ONE_TURN);
    const isStateful = ancestors(batch.type).some(({ base }) => base === 'Stateful');
    const turns = Math.ceil(items.length / size);
    job.jobs.progress(job.id, 0, turns);
    for (let turn = 0; turn < turns; turn++) {
        if (job.jobs.isAborted(job.id)) return;
        const list = new ListValue(scopeType(batch), items.slice(turn * size, (turn + 1) * size));
        // without state, each turn begins with the fields as they were
        const instance = isStateful ? batch : made();
        yield* job.attempt(() => {
            callNamed(instance, 'execute', within, list);
        });
        job.jobs.progress(job.id, turn + 1);
    }
    const last = isStateful ? batch : made();
    yield* job.part(() => {
        ending.add(transaction());
        callNamed(last, 'finish', within);
    });
}

function scopeType({ type }: ObjectValue): Type {
    const element = ancestors(type).find(({ base }) => base === 'Batchable')?.args[0];
    return listOf(element ?? OBJECT);
}

/** What a locator, a list or an iterable gives. */
function itemsOf(source: Value): readonly Value[] {
    if (source instanceof ListValue) return source.items;
    const located = locatedRecords(source);
    if (located) return located;
    const iterator = callNamed(source as ObjectValue, 'iterator') as ObjectValue;
    const items: Value[] = [];
    while (callNamed(iterator, 'hasnext') === true) items.push(callNamed(iterator, 'next'));
    return items;
}

/** Keeps a job for the times of an expression; in a test, it runs at `Test.stopTest`, whatever they are. */
function schedule(name: string, expression: string, job: ObjectValue): string {
    readCron(expression);
    return keep({ name, expression, className: job.type.fullName, job: freeze(job) });
}

function scheduleBatch(batch: ObjectValue, name: string, minutes: number, scope = SCOPE): string {
    if (minutes < 1) throw exception('AsyncException', 'minutesFromNow must be greater than 0');
    const { host } = transaction();
    const at = new Date(toLocal(host.now() + minutes * 60_000, userZone()));
    const [second, minute, hour] = [at.getUTCSeconds(), at.getUTCMinutes(), at.getUTCHours()];
    const days = [at.getUTCDate(), at.getUTCMonth() + 1, '?', at.getUTCFullYear()];
    const expression = [second, minute, hour, ...days].join(' ');
    return keep({ name, expression, className: batch.type.fullName, job: freeze(batch), scope });
}

function keep(kept: Schedule): string {
    const running = transaction();
    const triggerId = hostJobs().schedule(kept);
    if (running.isTest) running.queued.push(() => fireSchedule(running, triggerId));
    return triggerId;
}

provideScheduled(({ job: frozen, scope }, triggerId) => (job) => {
    const within = context('System.SchedulableContext', triggerId);
    return job.part(() => {
        const object = thaw(frozen, job.typeNamed) as ObjectValue;
        if (scope !== undefined) executeBatch(object, scope);
        else callNamed(object, 'execute', within);
    });
});

define(
    { name: 'Queueable', kind: 'interface', abstracts: ['void execute(QueueableContext)'] },
    { name: 'Schedulable', kind: 'interface', abstracts: ['void execute(SchedulableContext)'] },
    {
        name: 'QueueableContext',
        methods: { 'Id getJobId()': ({ state }: NativeObject<JobState>) => state.jobId },
    },
    {
        name: 'SchedulableContext',
        methods: { 'Id getTriggerId()': ({ state }: NativeObject<JobState>) => state.jobId },
    },
    {
        name: 'BatchableContext',
        namespace: 'Database',
        methods: {
            'Id getJobId()': ({ state }: NativeObject<JobState>) => state.jobId,
            'Id getChildJobId()': ({ state }: NativeObject<JobState>) => state.jobId,
        },
    },
    {
        name: 'Batchable',
        namespace: 'Database',
        kind: 'interface',
        parameters: ['T'],
        abstracts: ['void execute(Database.BatchableContext, List<T>)', 'void finish(Database.BatchableContext)'],
    },
    { name: 'Stateful', namespace: 'Database', kind: 'interface' },
    { name: 'AllowsCallouts', namespace: 'Database', kind: 'interface' },
);

extend('System', {
    statics: {
        'Id enqueueJob(Object)': enqueue,
        'Boolean isBatch()': () => transaction().job === 'batch',
        'Boolean isFuture()': () => transaction().job === 'future',
        'Boolean isQueueable()': () => transaction().job === 'queueable',
        'Boolean isScheduled()': () => transaction().job === 'scheduled',
        'String schedule(String, String, Schedulable)': schedule,
        'String scheduleBatch(Object, String, Integer)': scheduleBatch,
        'String scheduleBatch(Object, String, Integer, Integer)': scheduleBatch,
        'void abortJob(String)': (id: string) => {
            hostJobs().abort(id);
        },
    },
});
extend('Database', {
    statics: {
        'Id executeBatch(Object)': (batch: ObjectValue) => executeBatch(batch),
        'Id executeBatch(Object, Integer)': executeBatch,
    },
});
