/** `/sobjects/X/listviews`: the list views of an object, what they are, and their records. */
import { Translations } from '../../metadata/translations.ts';
import { findListView, listQuery, visibleListViews, type ListQuery, type ListView } from '../../org/list-views.ts';
import type { ObjectType } from '../../schema/model.ts';
import { notFound } from '../http/errors.ts';
import { allow, type RestAnswer, type RestRequest } from './context.ts';

/** @throws OrgError NOT_FOUND (404) when there is no such view */
export function listViews(request: RestRequest, object: ObjectType): RestAnswer {
    allow(request, 'GET');
    const [, , , wanted, what] = request.path;
    const views = visibleListViews(request.org, request.session, object);
    if (wanted === undefined)
        return {
            body: {
                done: true,
                listviews: views.map((view) => summary(request, object, view)),
                nextRecordsUrl: null,
                size: views.length,
                sobjectType: object.name,
            },
        };
    const view = findListView(views, wanted);
    if (!view) throw notFound();
    if (what === undefined) return { body: summary(request, object, view) };
    const query = listQuery(request.org.schema, object, view.xml, request.session);
    if (what === 'describe') return { body: describe(request, object, view, query) };
    if (what === 'results') return { body: results(request, object, view, query) };
    throw notFound();
}

function summary({ base }: RestRequest, object: ObjectType, { id, developerName, label }: ListView): object {
    const url = `${base}/sobjects/${object.name}/listviews/${id}`;
    return {
        describeUrl: `${url}/describe`,
        developerName,
        id,
        label,
        resultsUrl: `${url}/results`,
        soqlCompatible: true,
        url,
    };
}

function describe(
    request: RestRequest,
    object: ObjectType,
    { id, xml }: ListView,
    { columns, soql, where }: ListQuery,
): object {
    return {
        columns: columnsOf(request, columns),
        id,
        orderBy: [{ fieldNameOrPath: 'Id', nullsPosition: 'first', sortDirection: 'ascending' }],
        query: soql,
        scope: xml.value('filterScope') === 'Mine' ? 'mine' : null,
        sobjectType: object.name,
        whereCondition: where === '' ? null : { condition: where },
    };
}

function columnsOf({ org, session }: RestRequest, columns: ListQuery['columns']): object[] {
    const translations = new Translations(org.metadata, session.language);
    return columns.map(({ path, field, owner }) => ({
        ascendingLabel: null,
        descendingLabel: null,
        fieldNameOrPath: path,
        hidden: false,
        label: translations.fieldLabel(owner, field),
        searchable: false,
        selectListItem: path,
        sortDirection: null,
        sortIndex: null,
        sortable: field.sortable,
        type: field.type,
    }));
}

function results(
    request: RestRequest,
    object: ObjectType,
    { developerName, id, label }: ListView,
    query: ListQuery,
): object {
    const limit = Math.min(2000, Math.max(1, Math.floor(Number(request.query['limit'] ?? 25)) || 25));
    const offset = Math.max(0, Math.floor(Number(request.query['offset'] ?? 0)) || 0);
    const soql = `${query.soql} LIMIT ${limit} OFFSET ${Math.min(offset, 2000)}`;
    const page = request.org.query(request.session, soql, { base: request.base });
    const records = page.records.map((record) => ({
        columns: [...query.columns.map(({ path }) => path), 'Id'].map((path) => ({
            fieldNameOrPath: path,
            value: valueAt(record, path),
        })),
    }));
    return {
        columns: columnsOf(request, query.columns),
        developerName,
        done: records.length < limit,
        id,
        label,
        records,
        size: records.length,
    };
}

function valueAt(record: object, path: string): unknown {
    let current: unknown = record;
    for (const step of path.split('.')) {
        if (typeof current !== 'object' || current === null) return null;
        current = (current as Record<string, unknown>)[step];
    }
    return current ?? null;
}
