/** Related lists: what a layout shows of the children of a record (guide, "Work with Related Lists"). */
import type { XmlElement } from '../../metadata/xml.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import { listColumn, type ListColumn } from '../list-views.ts';
import { childList, pagesOf, type ChildList } from './child-records.ts';
import { filterText } from './filter-text.ts';
import { eTagOf } from './identity.ts';
import { layoutXml } from './layouts.ts';
import { labelOf } from './lists.ts';
import { sortItem, type AskedRecords } from './list-records.ts';
import { readNumber, readPage } from './paging.ts';
import { addAsked, RecordFields } from './record-fields.ts';
import { RecordReader } from './record-reader.ts';
import { recordTypeOf } from './record-types.ts';
import { themeOf } from './themes.ts';
import { nameFieldOf, noResource, type UiContext } from './ui-context.ts';

/** A related list with the columns that the layout gives it. */
interface RelatedList extends ChildList {
    readonly parent: ObjectType;
    readonly recordTypeId: string | null;
    readonly columns: readonly ListColumn[];
    readonly orderBy: { readonly column: ListColumn; readonly isAscending: boolean } | undefined;
}

/** A related list of an object. @throws OrgError NOT_FOUND (404) when there is none that the user may read */
function relatedList(ui: UiContext, parent: ObjectType, name: string, recordTypeId?: string): RelatedList {
    const list = childList(ui, parent, name);
    const { xml } = layoutXml(ui, parent, recordTypeOf(ui, parent, recordTypeId));
    const placed = xml?.all('relatedLists').find((one) => nameOf(one) === `${list.child.name}.${list.field.name}`);
    const reading = { schema: ui.org.schema, object: list.child, permissions: ui.session.permissions };
    const column = (one: string): ListColumn | undefined => listColumn(reading, one);
    const columns = (placed?.values('fields') ?? ['NAME']).flatMap((one) => column(one) ?? []);
    const sorted = placed?.value('sortField');
    const by = sorted === undefined ? undefined : column(sorted);
    const orderBy = by && { column: by, isAscending: placed?.value('sortOrder') !== 'Desc' };
    return { ...list, parent, recordTypeId: recordTypeId ?? null, columns, orderBy };
}

/** `Volume__c.Rack__c`, as layouts name related lists. */
function nameOf(xml: XmlElement): string {
    return xml.value('relatedList') ?? '';
}

/** The related lists that a layout shows (guide, "Related List Summary Info Collection"). */
export function relatedLists(ui: UiContext, parent: ObjectType, recordTypeId?: string): object {
    const { xml } = layoutXml(ui, parent, recordTypeOf(ui, parent, recordTypeId));
    const children = ui.org.schema.childRelationships(parent);
    const shown = (xml?.all('relatedLists') ?? []).flatMap((one) => {
        const found = children.find(({ child, field }) => `${child.name}.${field.name}` === nameOf(one));
        if (!found?.relationshipName || !ui.seesObject(found.child) || !ui.seesField(found.child, found.field))
            return [];
        return [summary(ui, parent, { child: found.child, field: found.field, name: found.relationshipName })];
    });
    const body = { parentObjectApiName: parent.name, parentRecordTypeId: recordTypeId ?? null, relatedLists: shown };
    return { ...body, eTag: eTagOf(body) };
}

function summary(ui: UiContext, parent: ObjectType, { child, field, name }: ChildList): object {
    const { translations } = ui;
    return {
        entityLabel: translations.objectLabel(child),
        entityPluralLabel: translations.objectLabelPlural(child),
        fieldApiName: field.name,
        keyPrefix: child.keyPrefix ?? null,
        label: translations.objectLabelPlural(child),
        objectApiName: child.name,
        parentFieldApiName: 'Id',
        relatedListId: name,
        relatedListInfoUrl: ui.url(`related-list-info/${parent.name}/${name}`),
        themeInfo: themeOf(ui, child),
        uiApiEnabledLayout: true,
    };
}

/** What a related list is (guide, "Related List Info"). @throws OrgError NOT_FOUND (404) */
export function relatedListInfo(
    ui: UiContext,
    parent: ObjectType,
    name: string,
    recordTypeId?: string,
): Record<string, unknown> {
    const list = relatedList(ui, parent, name, recordTypeId);
    const info = {
        cloneable: false,
        createable: ui.session.permissions.object(list.child).create,
        deletable: false,
        displayColumns: list.columns.map((column) => ({
            fieldApiName: column.path,
            label: labelOf(ui, column),
            lookupId: lookupOf(list.child, column.field),
            sortable: column.field.sortable,
        })),
        fieldApiName: list.field.name,
        filterLogicString: null,
        filteredByInfo: [],
        label: ui.translations.objectLabelPlural(list.child),
        listReference: referenceOf(list, null),
        objectApiNames: [list.child.name],
        orderedByInfo: list.orderBy
            ? [
                  {
                      fieldApiName: list.orderBy.column.path,
                      isAscending: list.orderBy.isAscending,
                      label: labelOf(ui, list.orderBy.column),
                  },
              ]
            : [],
        updateable: false,
        userPreferences: {
            columnWidths: Object.fromEntries(list.columns.map(({ path }) => [path, -1])),
            columnWrap: Object.fromEntries(list.columns.map(({ path }) => [path, false])),
        },
        visibility: 'Public',
        visibilityEditable: false,
    };
    return { ...info, eTag: eTagOf(info) };
}

function lookupOf(child: ObjectType, field: Field): string | null {
    if (field.reference) return `${field.reference.relationshipName ?? field.name}.Id`;
    return field === nameFieldOf(child) ? 'Id' : null;
}

function referenceOf({ child, parent, name, recordTypeId }: RelatedList, recordId: string | null): object {
    return {
        id: null,
        inContextOfRecordId: recordId,
        listViewApiName: null,
        objectApiName: child.name,
        parentObjectApiName: parent.name,
        recordTypeId,
        relatedListId: name,
        type: 'relatedList',
    };
}

/**
 * A page of the records of a related list (guide, "Related List Record Collection").
 * @throws OrgError NOT_FOUND (404) when the user may see neither the record nor such a list of it
 */
export function relatedListRecords(
    ui: UiContext,
    parentId: string,
    name: string,
    asked: AskedRecords,
): Record<string, unknown> {
    const { id, list } = listOfRecord(ui, parentId, name);
    const { pageSize, offset } = readPage(asked, { usual: 50, most: 1999 });
    const { fields = [], optionalFields = [], sortBy = [], where } = asked;
    const target = new RecordFields(ui, list.child);
    for (const one of ['Id', nameFieldOf(list.child)?.name ?? 'Id']) target.addIfVisible(one);
    addAsked(target, asked);
    const found = new RecordReader(ui).read(target, {
        where: conditionOf(ui, list, id, where),
        orderBy: [...orderOf(list, sortBy), 'Id'].join(', '),
        limit: pageSize + 1,
        offset,
    });
    const records = found.slice(0, pageSize);
    const query = { fields: fields.join(), optionalFields: optionalFields.join(), sortBy: sortBy.join(), where };
    const url = (token: number): string =>
        ui.url(`related-list-records/${id}/${list.name}`, { ...query, pageSize, pageToken: token });
    return {
        count: records.length,
        ...pagesOf(offset, pageSize, found.length > pageSize, url),
        fields,
        listInfoETag: null,
        listReference: referenceOf(list, id),
        optionalFields,
        pageSize,
        records,
        sortBy,
    };
}

/** How many records a related list has. @param max counting ends there; `hasMore` tells whether it did */
export function relatedListCount(ui: UiContext, parentId: string, name: string, max?: string): object {
    const { id, list } = listOfRecord(ui, parentId, name);
    const most = readNumber(max, 'maxCount', { usual: 10, least: 0, most: 2000 });
    const soql = `SELECT Id FROM ${list.child.name} WHERE ${list.field.name} = '${id}' LIMIT ${most + 1}`;
    const { totalSize } = ui.org.query(ui.session, soql, { base: ui.base });
    const body = { count: Math.min(most, totalSize), hasMore: totalSize > most, listReference: referenceOf(list, id) };
    return { ...body, eTag: eTagOf(body) };
}

function listOfRecord(ui: UiContext, text: string, name: string): { id: string; list: RelatedList } {
    const { id, object } = ui.recordId(text);
    const record = new RecordReader(ui).byIds(new RecordFields(ui, object), [id]).get(id);
    if (!record) throw noResource();
    return { id, list: relatedList(ui, object, name, record.recordTypeId ?? undefined) };
}

function conditionOf(ui: UiContext, { child, field }: RelatedList, id: string, where: string | undefined): string {
    const further = filterText(ui, child, where);
    return further === '' ? `${field.name} = '${id}'` : `${field.name} = '${id}' AND ${further}`;
}

function orderOf({ child, orderBy }: RelatedList, sortBy: readonly string[]): string[] {
    const given = sortBy.filter((one) => one !== '');
    if (given.length > 0) return given.map((one) => sortItem(child, one));
    return orderBy ? [`${orderBy.column.path}${orderBy.isAscending ? '' : ' DESC'}`] : [];
}
