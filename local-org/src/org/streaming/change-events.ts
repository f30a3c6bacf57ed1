/**
 * Change data capture: an event for each record of an object that a channel has selected.
 * Source: Change Data Capture Developer Guide, "Change Event Message Structure".
 */
import { randomUUID } from 'node:crypto';
import type { ChangeKind, RecordChange } from '../../dml/changes.ts';
import { toWire, wireInstant, type StoredRecord } from '../../dml/values.ts';
import type { ProjectMetadata } from '../../metadata/project.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import type { Value } from '../../store/store.ts';
import type { Session } from '../session.ts';
import type { KeptEvent, NewEvent } from './event-log.ts';

/** Fields that say nothing of their own: what they tell is in the header, or in others. */
const LEFT_OUT = new Set(['Id', 'IsDeleted', 'SystemModstamp', 'LastViewedDate', 'LastReferencedDate']);

/** `Library__c` → `Library__ChangeEvent`, `Account` → `AccountChangeEvent`. */
export function changeEventName({ name, custom }: Pick<ObjectType, 'name' | 'custom'>): string {
    return custom ? name.replace(/__c$/, '__ChangeEvent') : `${name}ChangeEvent`;
}

/** Names of change events by channel, both in lower case, as channel members select them. */
export function selectedChanges(metadata: ProjectMetadata): ReadonlyMap<string, ReadonlySet<string>> {
    const channels = new Map<string, Set<string>>();
    for (const xml of metadata.all('platformEventChannelMember').values()) {
        const channel = (xml.value('eventChannel') ?? '').toLowerCase();
        const event = (xml.value('selectedEntity') ?? '').toLowerCase();
        if (!event.endsWith('changeevent')) continue;
        const known = channels.get(channel) ?? new Set<string>();
        channels.set(channel, known.add(event));
    }
    return channels;
}

/** Who changed something, and when. */
export interface Commit {
    readonly userId: string;
    readonly now: number;
}

/** The events of changes that were saved together. */
export function changeEvents(
    kind: ChangeKind,
    object: ObjectType,
    changes: readonly RecordChange[],
    commit: Commit,
): NewEvent[] {
    const transactionKey = randomUUID();
    return changes.map((change, index) => {
        const fields = fieldsOf(kind, object, change);
        const nulled = fields.filter(({ name }) => (change.record[name] ?? null) === null);
        const isUpdate = kind === 'UPDATE';
        const header = {
            entityName: object.name,
            recordIds: [change.id],
            changeType: kind,
            changeOrigin: '',
            transactionKey,
            sequenceNumber: index + 1,
            commitTimestamp: commit.now,
            commitNumber: commit.now * 1000,
            commitUser: commit.userId,
            nulledFields: isUpdate ? nulled.map(({ name }) => name) : [],
            diffFields: [],
            changedFields: isUpdate ? fields.map(({ name }) => name) : [],
        };
        const values = fields.flatMap((field) => {
            const value = change.record[field.name] ?? null;
            return value === null && !isUpdate ? [] : [[field.name, shown(field, value)]];
        });
        const payload = { ChangeEventHeader: header, ...(Object.fromEntries(values) as object) };
        return { kind: 'change', source: object.name, recordId: change.id, payload };
    });
}

/** Formulas are not part of events, for they change without anybody saving the record. */
function fieldsOf(kind: ChangeKind, object: ObjectType, { record, before }: RecordChange): Field[] {
    if (kind === 'DELETE') return [];
    return [...object.fields.values()].filter(({ name, formula, type }) => {
        if (formula !== undefined || LEFT_OUT.has(name) || ['address', 'location', 'base64'].includes(type))
            return false;
        return before === undefined || changed(record, before, name);
    });
}

function changed(record: StoredRecord, before: StoredRecord, name: string): boolean {
    return (record[name] ?? null) !== (before[name] ?? null);
}

function shown(field: Field, value: Value): unknown {
    const wire = toWire(field, value);
    return field.type === 'datetime' && typeof wire === 'string' ? wire.replace('+0000', 'Z') : wire;
}

/** Whether a user is told of changes of an object at all (same guide, "Required Permissions for Change Event Subscribers"). */
export function receivesChanges({ permissions }: Session, object: ObjectType): boolean {
    if (object.name === 'User') return permissions.has('ViewAllUsers') || permissions.has('ManageUsers');
    return permissions.has('ViewAllData') || permissions.object(object).viewAll || permissions.object(object).modifyAll;
}

/** The event as a user receives it: without the fields that he may not read. */
export function changeMessage({ permissions }: Session, object: ObjectType, { payload, replayId }: KeptEvent): object {
    const { ChangeEventHeader: header, ...values } = payload as { ChangeEventHeader: Header } & Record<string, unknown>;
    const reads = (name: string): boolean => {
        const field = object.fields.get(name);
        return field !== undefined && permissions.field(object, field).read;
    };
    const seen = {
        ...header,
        nulledFields: header.nulledFields.filter(reads),
        changedFields: header.changedFields.filter(reads),
    };
    const fields = Object.fromEntries(Object.entries(values).filter(([name]) => reads(name)));
    const schema = `${object.name}-${String(object.fields.size)}`;
    return { schema, payload: { ChangeEventHeader: seen, ...fields }, event: { replayId } };
}

interface Header {
    readonly nulledFields: readonly string[];
    readonly changedFields: readonly string[];
}

/** An instant as events of topics and generic channels have it. */
export function eventInstant(milliseconds: number): string {
    return wireInstant(milliseconds).replace('+0000', 'Z');
}
