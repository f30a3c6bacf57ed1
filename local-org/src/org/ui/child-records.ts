/** The children of records, by the name of their list (guide, "Get Child Records"). */
import type { Field, ObjectType } from '../../schema/model.ts';
import { addAsked, RecordFields, type AskedFields } from './record-fields.ts';
import { RecordReader, type RecordRepresentation } from './record-reader.ts';
import { nameFieldOf, noField, noResource, type UiContext } from './ui-context.ts';

/** A list of children of an object. */
export interface ChildList {
    readonly child: ObjectType;
    /** By which they refer to their parent. */
    readonly field: Field;
    readonly name: string;
}

/** Records of a list, a page of them (guide, "Record Collection"). */
export interface RecordCollection {
    readonly count: number;
    readonly currentPageToken: string;
    readonly currentPageUrl: string;
    readonly nextPageToken: string | null;
    readonly nextPageUrl: string | null;
    readonly previousPageToken: string | null;
    readonly previousPageUrl: string | null;
    readonly records: readonly RecordRepresentation[];
}

/** A list of children that the user may read. @throws OrgError NOT_FOUND (404) */
export function childList(ui: UiContext, parent: ObjectType, name: string): ChildList {
    const found = findList(ui, parent, name);
    if (!found) throw noResource();
    return found;
}

function findList(ui: UiContext, parent: ObjectType, name: string): ChildList | undefined {
    const found = ui.org.schema.childRelationship(parent, name);
    if (!found?.relationshipName || !ui.seesObject(found.child) || !ui.seesField(found.child, found.field))
        return undefined;
    return { child: found.child, field: found.field, name: found.relationshipName };
}

/** The first children of records, list by list. @returns by the id of the parent, then by the name of the list */
export function childCollections(
    ui: UiContext,
    parent: ObjectType,
    ids: readonly string[],
    relationships: readonly string[],
    pageSize: number,
): Map<string, Record<string, RecordCollection>> {
    const all = new Map(ids.map((id): [string, Record<string, RecordCollection>] => [id, {}]));
    for (const one of relationships) {
        const [name = '', ...field] = one.split('.');
        const fields = field.length > 0 ? { fields: [field.join('.')] } : {};
        const list = findList(ui, parent, name);
        if (!list) throw noField(parent, name);
        for (const [id, collections] of all)
            collections[list.name] = childRecords(ui, id, list, { ...fields, pageSize });
    }
    return all;
}

/** A page of the children of a record. */
export function childRecords(
    ui: UiContext,
    parentId: string,
    { child, field, name }: ChildList,
    { pageSize, offset = 0, ...asked }: AskedFields & { pageSize: number; offset?: number },
): RecordCollection {
    const fields = new RecordFields(ui, child);
    for (const one of ['Id', nameFieldOf(child)?.name ?? 'Id']) fields.addIfVisible(one);
    addAsked(fields, asked);
    const where = `${field.name} = '${parentId}'`;
    const found = new RecordReader(ui).read(fields, { where, orderBy: 'Id', limit: pageSize + 1, offset });
    const records = found.slice(0, pageSize);
    const url = (token: number): string =>
        ui.url(`records/${parentId}/child-relationships/${name}`, { pageSize, pageToken: token });
    return { count: records.length, records, ...pagesOf(offset, pageSize, found.length > pageSize, url) };
}

/** Tokens and addresses of the pages around one. @param url address of the page that begins at an offset */
export function pagesOf(
    offset: number,
    pageSize: number,
    hasMore: boolean,
    url: (offset: number) => string,
): Omit<RecordCollection, 'count' | 'records'> {
    const previous = Math.max(0, offset - pageSize);
    return {
        currentPageToken: String(offset),
        currentPageUrl: url(offset),
        nextPageToken: hasMore ? String(offset + pageSize) : null,
        nextPageUrl: hasMore ? url(offset + pageSize) : null,
        previousPageToken: offset > 0 ? String(previous) : null,
        previousPageUrl: offset > 0 ? url(previous) : null,
    };
}
