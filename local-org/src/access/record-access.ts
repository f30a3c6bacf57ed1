/**
 * What a user may do with single records, by his rights and by sharing together, as the org tells others about him.
 * Source: Object Reference, "UserRecordAccess".
 */
import { toId18 } from '../schema/ids.ts';
import type { ObjectType } from '../schema/model.ts';
import { quoted, type Store } from '../store/store.ts';
import { sharingCondition, type Condition, type Intent, type Viewer } from './sharing.ts';

/** The access of one user to one record. */
export interface RecordAccess {
    readonly RecordId: string;
    readonly HasReadAccess: boolean;
    readonly HasEditAccess: boolean;
    readonly HasDeleteAccess: boolean;
    readonly HasTransferAccess: boolean;
    readonly HasAllAccess: boolean;
    readonly MaxAccessLevel: 'None' | 'Read' | 'Edit' | 'Delete' | 'Transfer' | 'All';
}

const INTENTS = ['read', 'edit', 'delete', 'transfer'] as const;
const EVERYTHING: Condition = { sql: '1', params: [] };
const NOTHING: Condition = { sql: '0', params: [] };

/**
 * One statement for each object that the records are of.
 * @param asker who may read a record is told about it; absent: everything is told
 * @returns those of the records that exist and that the asker may read, in the order of their ids
 */
export function recordAccess(
    store: Store,
    of: Viewer,
    asker: Viewer | undefined,
    ids: readonly string[],
): RecordAccess[] {
    const byObject = new Map<ObjectType, string[]>();
    for (const id of ids) {
        const id18 = toId18(id);
        const object = id18 === undefined ? undefined : of.schema.objectOfId(id18);
        if (object && id18 !== undefined) byObject.set(object, [...(byObject.get(object) ?? []), id18]);
    }
    return [...byObject].flatMap(([object, some]) => accessTo(store, of, asker, object, some));
}

function accessTo(
    store: Store,
    of: Viewer,
    asker: Viewer | undefined,
    object: ObjectType,
    ids: readonly string[],
): RecordAccess[] {
    const may = INTENTS.map((intent) => conditionOf(of, object, intent));
    const told = asker ? conditionOf(asker, object, 'read') : EVERYTHING;
    const isAlive = object.fields.has('IsDeleted') ? ' AND t.IsDeleted = 0' : '';
    const columns = may.map(({ sql }, index) => `(${sql}) AS ${INTENTS[index] ?? ''}_`);
    const rows = store.all<{ id: string } & Record<`${Intent}_`, number>>(
        `SELECT t.Id AS id, ${columns.join(', ')} FROM ${quoted(object.name)} t
         WHERE t.Id IN (SELECT value FROM json_each(?))${isAlive} AND (${told.sql}) ORDER BY t.Id`,
        [...may.flatMap(({ params }) => params), JSON.stringify(ids), ...told.params],
    );
    return rows.map(({ id, read_, edit_, delete_, transfer_ }) =>
        leveled(id, { read: read_ === 1, edit: edit_ === 1, delete: delete_ === 1, transfer: transfer_ === 1 }),
    );
}

/** Both are needed: the right on the object, and the record. Whoever has the record itself may share and give it away. */
function conditionOf(viewer: Viewer, object: ObjectType, intent: Intent): Condition {
    const rights = viewer.permissions.object(object);
    const right = intent === 'transfer' ? rights.edit : rights[intent];
    if (!right) return NOTHING;
    return sharingCondition(viewer, object, intent, { few: true }) ?? EVERYTHING;
}

function leveled(id: string, has: Readonly<Record<Intent, boolean>>): RecordAccess {
    const isAll = has.read && has.edit && has.delete && has.transfer;
    const level = isAll
        ? 'All'
        : has.transfer
          ? 'Transfer'
          : has.delete
            ? 'Delete'
            : has.edit
              ? 'Edit'
              : has.read
                ? 'Read'
                : 'None';
    return {
        RecordId: id,
        HasReadAccess: has.read,
        HasEditAccess: has.edit,
        HasDeleteAccess: has.delete,
        HasTransferAccess: has.transfer,
        HasAllAccess: has.transfer,
        MaxAccessLevel: level,
    };
}
