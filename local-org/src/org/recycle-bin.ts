/** The recycle bin: what is taken out of it for good (SOAP API developer guide, "emptyRecycleBin()"). */
import type { DmlContext } from '../dml/context.ts';
import { purgeRecords } from '../dml/purge.ts';
import { sharingCondition } from '../access/sharing.ts';
import { toId18 } from '../schema/ids.ts';
import type { ObjectType } from '../schema/model.ts';
import { quoted } from '../store/store.ts';
import type { SaveResult } from './results.ts';

/** Deletes records for good that are in the recycle bin, with what was deleted with them. @returns a result for each id */
export function emptyRecycleBin(context: DmlContext, ids: readonly string[]): SaveResult[] {
    return context.store.transaction(() => ids.map((id) => purgeOne(context, id)));
}

function purgeOne(context: DmlContext, text: string): SaveResult {
    const id = toId18(text);
    if (id === undefined) return refused(text, 'MALFORMED_ID', `malformed id ${text}`);
    const object = context.schema.objectOfId(id);
    if (!object || !isInBin(context, object, id))
        return refused(text, 'INVALID_ID_FIELD', 'Entity is not in the recycle bin');
    if (!mayDelete(context, object, id))
        return refused(text, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
    purgeRecords(context, [id]);
    return { id, success: true, created: false, errors: [] };
}

function isInBin({ store }: DmlContext, object: ObjectType, id: string): boolean {
    const sql = 'SELECT 1 FROM "_recycle_bin" WHERE id = ? AND root = ? AND object = ?';
    return store.get(sql, [id, id, object.name]) !== undefined;
}

function mayDelete({ permissions, sharing, schema, store }: DmlContext, object: ObjectType, id: string): boolean {
    if (!permissions || !sharing) return true;
    if (!permissions.object(object).delete) return false;
    const condition = sharingCondition({ schema, permissions, sharing }, object, 'delete', { few: true });
    if (!condition) return true;
    const sql = `SELECT 1 FROM ${quoted(object.name)} t WHERE t.Id = ? AND ${condition.sql}`;
    return store.get(sql, [id, ...condition.params]) !== undefined;
}

function refused(id: string, statusCode: string, message: string): SaveResult {
    return { id, success: false, created: false, errors: [{ statusCode, message, fields: [] }] };
}
