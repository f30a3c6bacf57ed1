/**
 * Triggers of platform events: each batch in a transaction of its own.
 * Source: Platform Events developer guide, "Subscribe to platform event notifications with Apex triggers".
 */
import type { ObjectType } from '../../schema/model.ts';
import { SObjectValue } from '../run/sobject.ts';
import { ListValue } from '../run/values.ts';
import { transaction } from '../run/vm.ts';
import { listOf, sobjectOf } from '../types/type.ts';
import type { Trigger } from './triggers.ts';
import { fromWire } from './wire.ts';

/** An event as it is kept. */
export interface PublishedEvent {
    readonly replayId: number;
    readonly uuid: string;
    readonly payload: Readonly<Record<string, unknown>>;
}

/** What a trigger knows of the batch that it is given, and says of it. */
export interface EventTurn {
    /** How often the batch was given before. */
    readonly retries: number;
    /** Why it is given again. */
    readonly lastError: string | null;
    /** The last event that is done with, whatever happens afterwards. */
    checkpoint: string | null;
}

const TURN = Symbol('EventBus.TriggerContext');

/** Of the trigger that runs; undefined outside of one of an event. */
export function eventTurn(): EventTurn | undefined {
    return transaction().kept.get(TURN) as EventTurn | undefined;
}

/** Runs a trigger for events, in the transaction that is running. @throws whatever the trigger throws */
export function runEventTrigger(
    { run }: Trigger,
    object: ObjectType,
    events: readonly PublishedEvent[],
    turn: EventTurn,
): void {
    const running = transaction();
    running.kept.set(TURN, turn);
    running.trigger = {
        isBefore: false,
        isInsert: true,
        isUpdate: false,
        isDelete: false,
        isUndelete: false,
        size: events.length,
        newList: new ListValue(
            listOf(sobjectOf(object)),
            events.map((event) => recordOf(object, event)),
        ),
        oldList: null,
        newMap: null,
        oldMap: null,
        operation: 'AFTER_INSERT',
    };
    run();
}

function recordOf(object: ObjectType, { replayId, uuid, payload }: PublishedEvent): SObjectValue {
    const record = new SObjectValue(object);
    for (const [name, value] of Object.entries({ ...payload, ReplayId: String(replayId), EventUuid: uuid })) {
        const field = object.fields.get(name);
        if (field) record.fields[field.name] = fromWire(field, value);
    }
    record.isReadOnly = true;
    return record;
}
