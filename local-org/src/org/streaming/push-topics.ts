/**
 * Push topics: a query, and an event for each change of a record that it finds.
 * Source: Streaming API Developer Guide, "PushTopic Queries", "NotifyForFields", "Events".
 */
import type { ChangeKind, RecordChange } from '../../dml/changes.ts';
import { divideTopicQuery, type TopicQuery } from '../../dml/push-topics.ts';
import { OrgError } from '../../schema/errors.ts';
import type { ObjectType } from '../../schema/model.ts';
import { ADMINISTRATOR_ID } from '../first-records.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { eventInstant } from './change-events.ts';
import type { KeptEvent, NewEvent } from './event-log.ts';

interface Topic {
    readonly Name: string;
    readonly Query: string;
    readonly NotifyForFields: 'All' | 'Referenced' | 'Select' | 'Where';
    readonly NotifyForOperationCreate: number;
    readonly NotifyForOperationUpdate: number;
    readonly NotifyForOperationDelete: number;
    readonly NotifyForOperationUndelete: number;
    readonly [column: string]: string | number;
}

const FLAGS = {
    CREATE: 'NotifyForOperationCreate',
    UPDATE: 'NotifyForOperationUpdate',
    DELETE: 'NotifyForOperationDelete',
    UNDELETE: 'NotifyForOperationUndelete',
} as const satisfies Record<ChangeKind, string>;

const TYPES: Readonly<Record<ChangeKind, string>> = {
    CREATE: 'created',
    UPDATE: 'updated',
    DELETE: 'deleted',
    UNDELETE: 'undeleted',
};

/** The events of changes, for each active topic over their object. */
export function topicEvents(
    org: Org,
    kind: ChangeKind,
    object: ObjectType,
    changes: readonly RecordChange[],
): NewEvent[] {
    const topics = org.store.all<Topic>('SELECT * FROM "PushTopic" WHERE IsActive = 1 AND IsDeleted = 0');
    return topics.flatMap((topic) => {
        const query = divideTopicQuery(topic.Query);
        if (query?.from.toLowerCase() !== object.name.toLowerCase() || topic[FLAGS[kind]] !== 1) return [];
        const told = changes.filter((change) => isTold(kind, topic, query, object, change));
        if (told.length === 0) return [];
        const found = kind === 'DELETE' ? told.map(({ id }) => ({ Id: id })) : find(org, query, told);
        return found.map((sobject): NewEvent => {
            const payload = { type: TYPES[kind], sobject };
            return { kind: 'topic', source: topic.Name, recordId: String(sobject.Id), payload };
        });
    });
}

/** Of an update, whether it changed one of the fields that the topic looks at. */
function isTold(kind: ChangeKind, topic: Topic, query: TopicQuery, object: ObjectType, change: RecordChange): boolean {
    const { before, record } = change;
    if (kind !== 'UPDATE' || !before || topic.NotifyForFields === 'All') return true;
    const parts = {
        Select: query.select,
        Where: query.where ?? '',
        Referenced: `${query.select} ${query.where ?? ''}`,
    };
    // texts in quotes name no fields
    const words = parts[topic.NotifyForFields].replace(/'(?:\\.|[^'\\])*'/g, '').toLowerCase();
    const named = new Set(words.match(/\w+/g));
    return [...object.fields.keys()].some(
        (name) => named.has(name.toLowerCase()) && (before[name] ?? null) !== (record[name] ?? null),
    );
}

/** What the query finds among the records, whoever may see them: that is asked when they are delivered. */
function find(
    org: Org,
    { select, from, where }: TopicQuery,
    changes: readonly RecordChange[],
): Record<string, unknown>[] {
    const ids = changes.map(({ id }) => `'${id}'`).join(', ');
    const soql = `SELECT ${select} FROM ${from} WHERE Id IN (${ids})${where === undefined ? '' : ` AND (${where})`}`;
    try {
        const { records } = org.query(org.session(ADMINISTRATOR_ID), soql, { base: '/services/data/v66.0' });
        return records.map(({ attributes: _, ...values }) => values as Record<string, unknown>);
    } catch (error) {
        // a field that the topic names has gone since: the topic is silent, the save goes on
        if (error instanceof OrgError) return [];
        throw error;
    }
}

/** The event as a user receives it; undefined when he may not see the record. */
export function topicMessage(
    { permissions }: Session,
    object: ObjectType,
    { payload, replayId, at }: KeptEvent,
): object {
    const { type, sobject } = payload as { type: string; sobject: Record<string, unknown> };
    const seen = Object.entries(sobject).filter(([name]) => {
        const field = object.fields.get(name);
        return field !== undefined && permissions.field(object, field).read;
    });
    return { event: { createdDate: eventInstant(at), replayId, type }, sobject: Object.fromEntries(seen) };
}

/** The object that a topic is about. */
export function objectOfTopic(org: Org, name: string): ObjectType | undefined {
    const sql = 'SELECT Query FROM "PushTopic" WHERE Name = ? AND IsActive = 1 AND IsDeleted = 0';
    const query = org.store.get<{ Query: string }>(sql, [name])?.Query;
    return query === undefined ? undefined : org.schema.object(divideTopicQuery(query)?.from ?? '');
}
