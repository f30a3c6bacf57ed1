/** The records of a list, a page of them, as the user may see them (guide, "List Record Collection"). */
import { OrgError } from '../../schema/errors.ts';
import type { ObjectType } from '../../schema/model.ts';
import { listQuery } from '../list-views.ts';
import { pagesOf } from './child-records.ts';
import { listInfo, markListViewed, referenceOf, columnsOf, type UiList } from './lists.ts';
import { readPage, type AskedPage } from './paging.ts';
import { viewedIds } from './recently-viewed.ts';
import { addAsked, RecordFields, type AskedFields } from './record-fields.ts';
import { RecordReader, type RecordRepresentation } from './record-reader.ts';
import { filterText } from './filter-text.ts';
import { nameFieldOf, noField, soqlPattern, type UiContext } from './ui-context.ts';

export interface AskedRecords extends AskedFields, AskedPage {
    /** A field, with a minus before it for the descending order. */
    readonly sortBy?: readonly string[];
    /** Words that the name holds. */
    readonly searchTerm?: string | undefined;
    /** A filter as GraphQL writes it: `{ City__c: { eq: "Gent" } }`. */
    readonly where?: string | undefined;
}

/** A page of the records of a list. */
export function listRecords(ui: UiContext, list: UiList, asked: AskedRecords): Record<string, unknown> {
    const { object, view } = list;
    const { pageSize, offset } = readPage(asked, { usual: 50, most: 2000 });
    const { records, hasMore } = view
        ? viewRecords(ui, list, asked, { pageSize, offset })
        : recentRecords(ui, list, asked, { pageSize, offset });
    markListViewed(ui, list);
    const path = view ? `list-records/${view.id}` : `mru-list-records/${object.name}`;
    const { fields = [], optionalFields = [], sortBy = [], searchTerm, where } = asked;
    const query = {
        fields: fields.join(),
        optionalFields: optionalFields.join(),
        sortBy: sortBy.join(),
        searchTerm,
        where,
    };
    const url = (token: number): string => ui.url(path, { ...query, pageSize, pageToken: token });
    return {
        count: records.length,
        ...pagesOf(offset, pageSize, hasMore, url),
        fields,
        listInfoETag: listInfo(ui, list)['eTag'],
        listReference: referenceOf(list),
        optionalFields,
        pageSize,
        records,
        searchTerm: searchTerm ?? null,
        sortBy,
        where: where ?? null,
    };
}

/** A list with its first records (guide, "List UI"). */
export function listUi(ui: UiContext, list: UiList, asked: AskedRecords): object {
    const info = listInfo(ui, list);
    return { eTag: info['eTag'], info, records: listRecords(ui, list, asked) };
}

interface Page {
    readonly pageSize: number;
    readonly offset: number;
}

interface PageOfRecords {
    readonly records: RecordRepresentation[];
    readonly hasMore: boolean;
}

function viewRecords(ui: UiContext, list: UiList, asked: AskedRecords, { pageSize, offset }: Page): PageOfRecords {
    const { object, view } = list;
    const own = view ? listQuery(ui.org.schema, object, view.xml, ui.session).where : '';
    const where = [own, filterText(ui, object, asked.where), searchCondition(ui, object, asked.searchTerm)]
        .filter((one) => one !== '')
        .map((one) => `(${one})`)
        .join(' AND ');
    const found = new RecordReader(ui).read(fieldsOf(ui, list, asked), {
        where,
        orderBy: orderBy(ui, list, asked.sortBy),
        limit: pageSize + 1,
        offset,
    });
    return { records: found.slice(0, pageSize), hasMore: found.length > pageSize };
}

function recentRecords(ui: UiContext, list: UiList, asked: AskedRecords, { pageSize, offset }: Page): PageOfRecords {
    const ids = viewedIds(ui, list.object);
    const found = new RecordReader(ui).byIds(fieldsOf(ui, list, asked), ids);
    const all = ids.flatMap((id) => found.get(id) ?? []);
    return { records: all.slice(offset, offset + pageSize), hasMore: all.length > offset + pageSize };
}

/** The columns, what is asked besides, and what every record of a list brings. */
function fieldsOf(ui: UiContext, list: UiList, asked: AskedFields): RecordFields {
    const { object } = list;
    const fields = new RecordFields(ui, object);
    for (const name of ['Id', 'CreatedDate', 'LastModifiedById', 'LastModifiedDate', 'SystemModstamp'])
        fields.addIfVisible(name);
    for (const { path, field, owner } of columnsOf(ui, list)) {
        fields.addIfVisible(path);
        if (owner === object) fields.addIfVisible(field.name);
    }
    addAsked(fields, asked);
    return fields;
}

/** @throws OrgError INVALID_FIELD for a field by which one cannot sort */
function orderBy(ui: UiContext, list: UiList, sortBy: readonly string[] = []): string {
    const given = sortBy.filter((one) => one !== '');
    const [first] = columnsOf(ui, list).filter(({ field }) => field.sortable);
    if (given.length === 0) return [...(first && first.path !== 'Id' ? [first.path] : []), 'Id'].join(', ');
    const items = given.map((one) => sortItem(list.object, one));
    return [...items, 'Id'].join(', ');
}

export function sortItem(object: ObjectType, text: string): string {
    const [, descending, name = ''] = /^(-?)([A-Za-z]\w*(?:\.\w+){0,5})$/.exec(text) ?? [];
    if (name === '') throw noField(object, text);
    const path = name.toLowerCase().startsWith(`${object.name.toLowerCase()}.`)
        ? name.slice(object.name.length + 1)
        : name;
    return descending === '-' ? `${path} DESC` : path;
}

function searchCondition(ui: UiContext, object: ObjectType, term: string | undefined): string {
    const words = (term ?? '').trim().replace(/[*?]/g, '');
    const name = nameFieldOf(object);
    if (words === '' || !name) return '';
    if (!name.filterable || !ui.seesField(object, name))
        throw new OrgError('INVALID_SEARCH', `Records of ${object.name} cannot be searched by name`);
    return `${name.name} LIKE ${soqlPattern('%', words)}`;
}
