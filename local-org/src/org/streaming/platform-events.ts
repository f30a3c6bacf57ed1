/**
 * Platform events: a record of theirs is published, not kept.
 * Source: Platform Events Developer Guide, "Publish Event Messages with Salesforce APIs", "Subscribe".
 */
import type { RecordChange } from '../../dml/changes.ts';
import { toWire } from '../../dml/values.ts';
import type { ObjectType } from '../../schema/model.ts';
import { quoted, type Store } from '../../store/store.ts';
import { eventInstant, type Commit } from './change-events.ts';
import type { KeptEvent, NewEvent } from './event-log.ts';
import type { Session } from '../session.ts';

/** The events of records that were saved; the records themselves go. */
export function platformEvents(
    store: Store,
    object: ObjectType,
    changes: readonly RecordChange[],
    { userId, now }: Commit,
): NewEvent[] {
    const ids = JSON.stringify(changes.map(({ id }) => id));
    store.run(`DELETE FROM ${quoted(object.name)} WHERE Id IN (SELECT value FROM json_each(?))`, [ids]);
    return changes.map(({ record }) => {
        const values = ownFields(object).map((field) => [field.name, toWire(field, record[field.name] ?? null)]);
        const payload = {
            CreatedDate: eventInstant(now),
            CreatedById: userId,
            ...(Object.fromEntries(values) as object),
        };
        return { kind: 'platform', source: object.name, payload };
    });
}

function ownFields(object: ObjectType): ObjectType['fields'] extends ReadonlyMap<string, infer F> ? F[] : never {
    return [...object.fields.values()].filter(({ name, formula }) => name.endsWith('__c') && formula === undefined);
}

/** The event as a user receives it; fields of platform events have no field-level security. */
export function platformMessage(object: ObjectType, { payload, replayId, uuid }: KeptEvent): object {
    return { schema: object.name, payload, event: { replayId, EventUuid: uuid } };
}

/** Whoever may read the object may subscribe to it. */
export function receivesEvents({ permissions }: Session, object: ObjectType): boolean {
    return permissions.object(object).read;
}
