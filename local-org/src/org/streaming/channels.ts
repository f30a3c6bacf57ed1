/** Channels that can be subscribed to, by their names: what they carry, and who receives it. */
import { sharingCondition } from '../../access/sharing.ts';
import { OrgError } from '../../schema/errors.ts';
import type { ObjectType } from '../../schema/model.ts';
import { quoted } from '../../store/store.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { changeEventName, changeMessage, eventInstant, receivesChanges, selectedChanges } from './change-events.ts';
import type { EventKind, KeptEvent } from './event-log.ts';
import { platformMessage, receivesEvents } from './platform-events.ts';
import { objectOfTopic, topicMessage } from './push-topics.ts';

/** A channel as a user has it. */
export interface Channel {
    readonly kind: EventKind;
    /** Of the events that it carries. */
    readonly sources: readonly string[];
    /** The event as the user receives it; undefined when it is not for him. */
    readonly message: (session: Session, event: KeptEvent) => object | undefined;
}

/**
 * Finds a channel by its name, such as `/data/ChangeEvents`, `/event/Alarm__e`, `/topic/News`, `/u/notes`.
 * @throws OrgError INVALID_CHANNEL when there is none, INSUFFICIENT_ACCESS when it is not for the user
 */
export function channelNamed(org: Org, session: Session, name: string): Channel {
    const [, kind, rest = ''] = /^\/(data|event|topic)\/(\w+)$/.exec(name) ?? [];
    switch (kind) {
        case 'data':
            return changeChannel(org, session, rest);
        case 'event':
            return eventChannel(org, session, rest);
        case 'topic':
            return topicChannel(org, session, rest);
        default:
            return genericChannel(org, session, name);
    }
}

/** What is not for a user is answered like what there is not, as far as its name goes. */
function noChannel(): OrgError {
    return new OrgError('INVALID_CHANNEL', 'The channel specified is not valid', { httpStatus: 400 });
}

function denied(): OrgError {
    return new OrgError('INSUFFICIENT_ACCESS', 'denied_by_security_policy:create_denied', { httpStatus: 403 });
}

function changeChannel(org: Org, session: Session, name: string): Channel {
    const selected = selectedChanges(org.metadata);
    const own = selected.get(name.toLowerCase());
    const message = (user: Session, event: KeptEvent): object | undefined => {
        const object = org.schema.object(event.source);
        return object && receivesChanges(user, object) ? changeMessage(user, object, event) : undefined;
    };
    // a channel of several objects may be subscribed to by all: each event is asked for
    if (own) return { kind: 'change', sources: objectsOf(org, own).map((object) => object.name), message };
    if (/^changeevents$/i.test(name)) return { kind: 'change', sources: [], message };
    const isSelected = [...selected.values()].some((events) => events.has(name.toLowerCase()));
    const [object] = objectsOf(org, new Set([name.toLowerCase()]));
    if (!object || !isSelected) throw noChannel();
    if (!receivesChanges(session, object)) throw denied();
    return { kind: 'change', sources: [object.name], message };
}

function objectsOf({ schema }: Org, events: ReadonlySet<string>): ObjectType[] {
    return schema.objects.filter((object) => events.has(changeEventName(object).toLowerCase()));
}

function eventChannel(org: Org, session: Session, name: string): Channel {
    const object = org.schema.object(name);
    if (object?.kind !== 'platformEvent') throw noChannel();
    if (!receivesEvents(session, object)) throw denied();
    const message = (user: Session, event: KeptEvent): object | undefined => {
        const known = org.schema.object(event.source);
        return known && receivesEvents(user, known) ? platformMessage(known, event) : undefined;
    };
    return { kind: 'platform', sources: [object.name], message };
}

function topicChannel(org: Org, session: Session, name: string): Channel {
    const topics = org.schema.object('PushTopic');
    const object = objectOfTopic(org, name);
    if (!topics || !object) throw noChannel();
    if (!session.permissions.object(topics).read || !session.permissions.object(object).read) throw denied();
    const message = (user: Session, event: KeptEvent): object | undefined => {
        const known = objectOfTopic(org, event.source);
        return known && seesRecord(org, user, known, event.recordId ?? '')
            ? topicMessage(user, known, event)
            : undefined;
    };
    return { kind: 'topic', sources: [name], message };
}

/** Whether a record is shared with the user, in the recycle bin too: he is told that it was deleted. */
function seesRecord(
    { schema, store }: Org,
    { permissions, sharing }: Session,
    object: ObjectType,
    id: string,
): boolean {
    if (!permissions.object(object).read) return false;
    const condition = sharingCondition({ schema, permissions, sharing }, object, 'read', { few: true });
    const sql = `SELECT 1 FROM ${quoted(object.name)} t WHERE t.Id = ? AND ${condition?.sql ?? '1'}`;
    return store.get(sql, [id, ...(condition?.params ?? [])]) !== undefined;
}

function genericChannel(org: Org, session: Session, name: string): Channel {
    const object = org.schema.object('StreamingChannel');
    const sql = 'SELECT 1 FROM "StreamingChannel" WHERE Name = ? AND IsDeleted = 0';
    if (!object || !name.startsWith('/u/') || !org.store.get(sql, [name])) throw noChannel();
    if (!session.permissions.object(object).read) throw denied();
    return { kind: 'generic', sources: [name], message: genericMessage };
}

/** What was pushed, and for whom; for everybody when it names nobody. */
export interface Pushed {
    readonly text: string;
    readonly userIds: readonly string[];
}

function genericMessage({ userId }: Session, { payload, replayId, at }: KeptEvent): object | undefined {
    const { text, userIds } = payload as Pushed;
    if (userIds.length > 0 && !userIds.includes(userId)) return undefined;
    return { payload: text, event: { createdDate: eventInstant(at), replayId } };
}
