/**
 * Asynchronous Apex: jobs are kept until the transaction has succeeded, or until `Test.stopTest`.
 * Source: Apex developer guide, "Asynchronous Apex"; Apex reference guide, "Queueable interface", "Batchable interface".
 */
import { queueJob, runPart } from '../data/jobs.ts';
import { exception } from '../run/exceptions.ts';
import { callNamed } from '../run/invoke.ts';
import { ListValue, NativeObject, ObjectValue, type Value } from '../run/values.ts';
import { transaction } from '../run/vm.ts';
import { ancestors } from '../types/hierarchy.ts';
import { OBJECT, listOf, type Type } from '../types/type.ts';
import { define, extend } from './define.ts';
import { namedType } from './types.ts';

interface JobState {
    readonly jobId: string;
}

function context(type: string, jobId: string): NativeObject<JobState> {
    return new NativeObject(namedType(type), { jobId });
}

function enqueue(job: ObjectValue): string {
    transaction().limits.count('queueableJobs');
    return queueJob('queueable', (jobId) => {
        callNamed(job, 'execute', context('System.QueueableContext', jobId));
    });
}

/** Records that a batch takes at a time when nothing else is asked for. */
const SCOPE = 200;
const MAX_SCOPE = 2000;

function executeBatch(batch: ObjectValue, size = SCOPE): string {
    if (size < 1 || size > MAX_SCOPE) throw exception('AsyncException', `Invalid batch size: ${String(size)}`);
    return queueJob('batch', (jobId) => {
        const within = context('Database.BatchableContext', jobId);
        const items = itemsOf(callNamed(batch, 'start', within));
        const isStateful = ancestors(batch.type).some(({ base }) => base === 'Stateful');
        const asItWas = copyOf(batch);
        for (let from = 0; from < items.length; from += size) {
            const list = new ListValue(scopeType(batch), items.slice(from, from + size));
            const instance = isStateful ? batch : copyOf(asItWas);
            runPart(() => callNamed(instance, 'execute', within, list));
        }
        runPart(() => callNamed(batch, 'finish', within));
    });
}

/** Each turn of a batch without state begins with the fields as they were. */
function copyOf(object: ObjectValue): ObjectValue {
    const copy = new ObjectValue(object.type, object.fields.length);
    object.fields.forEach((value, at) => (copy.fields[at] = value));
    return copy;
}

function scopeType({ type }: ObjectValue): Type {
    const element = ancestors(type).find(({ base }) => base === 'Batchable')?.args[0];
    return listOf(element ?? OBJECT);
}

/** What a locator, a list or an iterable gives. */
function itemsOf(source: Value): readonly Value[] {
    if (source instanceof ListValue) return source.items;
    const iterator = callNamed(source as ObjectValue, 'iterator') as ObjectValue;
    const items: Value[] = [];
    while (callNamed(iterator, 'hasnext') === true) items.push(callNamed(iterator, 'next'));
    return items;
}

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
    },
    unsupported: [
        'static Boolean isScheduled()',
        'static String schedule(String, String, Object)',
        'static String scheduleBatch(Object, String, Integer)',
        'static void abortJob(String)',
    ],
});
extend('Database', {
    statics: {
        'Id executeBatch(Object)': (batch: ObjectValue) => executeBatch(batch),
        'Id executeBatch(Object, Integer)': executeBatch,
    },
});
