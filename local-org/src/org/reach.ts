/** Whether the user may read or change one record, such as a file or what it is to be linked to. */
import { sharingCondition } from '../access/sharing.ts';
import type { DmlContext } from '../dml/context.ts';
import { toId18 } from '../schema/ids.ts';
import { quoted } from '../store/store.ts';

/** Whether the user may do something with a record; false when there is none. */
export function mayReach(context: DmlContext, id: string, intent: 'read' | 'edit'): boolean {
    const { permissions, sharing, schema, store } = context;
    const id18 = toId18(id);
    const object = id18 === undefined ? undefined : schema.objectOfId(id18);
    if (!object || id18 === undefined || permissions?.object(object)[intent] === false) return false;
    const condition =
        permissions && sharing
            ? sharingCondition({ schema, permissions, sharing }, object, intent, { few: true })
            : undefined;
    const isAlive = object.fields.has('IsDeleted') ? ' AND t.IsDeleted = 0' : '';
    const sql = `SELECT t.Id FROM ${quoted(object.name)} t WHERE t.Id = ?${isAlive} AND ${condition?.sql ?? '1'}`;
    return store.get(sql, [id18, ...(condition?.params ?? [])]) !== undefined;
}
