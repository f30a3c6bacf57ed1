/** EventBus. Source: Apex reference guide, "EventBus class", EventBus namespace: "TriggerContext class", "TestBroker class". */
import { write } from '../data/dml.ts';
import { eventTurn, type EventTurn } from '../data/events.ts';
import { NotSupported, exception, nullArgument } from '../run/exceptions.ts';
import type { RecordResult } from '../run/host.ts';
import { SObjectValue } from '../run/sobject.ts';
import { ListValue, NativeObject, type Value } from '../run/values.ts';
import { transaction } from '../run/vm.ts';
import { define, extend } from './define.ts';
import { constructors } from './exceptions.ts';
import { resultList } from './results.ts';
import { namedType } from './types.ts';

/** Publishing throws nothing: each event tells whether it was taken. */
function publish({ items }: ListValue): ListValue {
    const events = items.map((item) => {
        if (item instanceof SObjectValue && item.object.kind === 'platformEvent') return item;
        if (item === null) throw nullArgument();
        throw exception('TypeException', 'EventBus.publish can only be called with platform events');
    });
    return resultList('SaveResult', write('insert', events, { allOrNone: false, mode: 'system' }));
}

function operationId(result: Value): string | null {
    const { errors, success } = (result as NativeObject<RecordResult>).state;
    const [first] = errors;
    return success && first?.statusCode === 'OPERATION_ENQUEUED' ? first.message : null;
}

/** Gives triggers what a test has published so far. */
export function deliverEvents(): void {
    const running = transaction();
    if (!running.host.deliverEvents) throw new NotSupported('events without an org');
    running.host.deliverEvents(running);
}

type Context = NativeObject<EventTurn>;

define(
    {
        name: 'EventBus',
        statics: {
            'Database.SaveResult publish(SObject)': (event: SObjectValue) =>
                publish(new ListValue(event.type, [event])).items[0] ?? null,
            'List<Database.SaveResult> publish(List<SObject>)': publish,
            'String getOperationId(Object)': operationId,
        },
        unsupported: [
            'static Database.SaveResult publish(SObject, Object)',
            'static List<Database.SaveResult> publish(List<SObject>, Object)',
        ],
    },
    {
        name: 'TriggerContext',
        namespace: 'EventBus',
        statics: {
            'EventBus.TriggerContext currentContext()': () => {
                const turn = eventTurn();
                return turn ? new NativeObject(namedType('EventBus.TriggerContext'), turn) : null;
            },
        },
        properties: {
            'Integer retries': { read: ({ state }: Context) => state.retries },
            'String lastError': { read: ({ state }: Context) => state.lastError },
        },
        methods: {
            'String getResumeCheckpoint()': ({ state }: Context) => state.checkpoint,
            'void setResumeCheckpoint(String)': ({ state }: Context, replayId: string) => {
                state.checkpoint = replayId;
            },
        },
    },
    {
        name: 'RetryableException',
        namespace: 'EventBus',
        extends: 'Exception',
        constructors,
    },
    {
        name: 'TestBroker',
        namespace: 'EventBus',
        methods: {
            'void deliver()': () => {
                deliverEvents();
            },
        },
    },
);

extend('Test', {
    statics: {
        'EventBus.TestBroker getEventBus()': () => {
            if (!transaction().isTest)
                throw exception('TypeException', 'Test.getEventBus can only be called from a test method');
            return new NativeObject(namedType('EventBus.TestBroker'), null);
        },
    },
});
