/** What a user looked at last (REST API developer guide, "Recently Viewed Items", "sObject Relevant Items"). */
import type { QueryRecord } from '../soql/index.ts';
import type { ObjectType } from '../schema/model.ts';
import { viewedIds } from './ui/recently-viewed.ts';
import { isUiObject, nameFieldOf, type UiContext } from './ui/ui-context.ts';

/** Ids of records by object, the last one first; objects without any are left out. */
export function recentByObject(ui: UiContext): { object: ObjectType; ids: string[] }[] {
    return ui.org.schema.objects
        .filter((object) => isUiObject(object) && ui.seesObject(object))
        .map((object) => ({ object, ids: viewedIds(ui, object) }))
        .filter(({ ids }) => ids.length > 0);
}

/** Records of an object that the user looked at and still sees, with their names. */
export function recentRecords(ui: UiContext, object: ObjectType, limit: number): QueryRecord[] {
    const ids = viewedIds(ui, object).slice(0, limit);
    if (ids.length === 0) return [];
    const name = nameFieldOf(object)?.name ?? 'Id';
    const fields = name === 'Id' ? 'Id' : `Id, ${name}`;
    const list = ids.map((id) => `'${id}'`).join(', ');
    const soql = `SELECT ${fields} FROM ${object.name} WHERE Id IN (${list})`;
    const found = new Map(
        ui.org.query(ui.session, soql, { base: ui.base }).records.map((record) => [record['Id'], record]),
    );
    return ids.flatMap((id) => found.get(id) ?? []);
}
