/** List views as the user interface shows them, and the list of what was viewed last (guide, "Work with List Views"). */
import { OrgError } from '../../schema/errors.ts';
import { toId18 } from '../../schema/ids.ts';
import type { ObjectType } from '../../schema/model.ts';
import type { XmlElement } from '../../metadata/xml.ts';
import { findListView, listQuery, visibleListViews, type ListColumn, type ListView } from '../list-views.ts';
import { pagesOf } from './child-records.ts';
import { eTagOf } from './identity.ts';
import { readPage, type AskedPage } from './paging.ts';
import { setUserSetting, userSetting } from './user-settings.ts';
import { nameFieldOf, noResource, type UiContext } from './ui-context.ts';

/** The name by which clients ask for the records that were viewed last. */
export const RECENT = '__Recent';

/** A list of records: a list view, or what was viewed last. */
export interface UiList {
    readonly object: ObjectType;
    /** Absent: what was viewed last. */
    readonly view?: ListView;
}

/** A list by the id of its list view. @throws OrgError NOT_FOUND (404) when the user sees none */
export function listById(ui: UiContext, text: string): UiList {
    const id = toId18(text);
    const sql = 'SELECT SobjectType FROM "ListView" WHERE Id = ?';
    const row = id === undefined ? undefined : ui.org.store.get<{ SobjectType: string }>(sql, [id]);
    if (id === undefined || !row) throw noResource();
    return listByName(ui, row.SobjectType, id);
}

/** A list by its object and its API name. @throws OrgError NOT_FOUND (404) when the user sees none */
export function listByName(ui: UiContext, objectName: string, name: string): UiList {
    const object = ui.object(objectName);
    if (name === RECENT) return { object };
    const view = findListView(visibleListViews(ui.org, ui.session, object), name);
    if (!view) throw noResource();
    return { object, view };
}

export interface ListReference {
    readonly id: string | null;
    readonly listViewApiName: string | null;
    readonly objectApiName: string;
    readonly type: 'listView' | 'mru';
}

export function referenceOf({ object, view }: UiList): ListReference {
    return {
        id: view?.id ?? null,
        listViewApiName: view?.developerName ?? null,
        objectApiName: object.name,
        type: view ? 'listView' : 'mru',
    };
}

/** The columns of a list that the user may read; what was viewed last has those of the list of all, or the name. */
export function columnsOf(ui: UiContext, { object, view }: UiList): readonly ListColumn[] {
    const xml = view?.xml ?? visibleListViews(ui.org, ui.session, object).find(isAll)?.xml;
    if (xml) return listQuery(ui.org.schema, object, xml, ui.session).columns;
    const field = nameFieldOf(object);
    return field && ui.seesField(object, field) ? [{ path: field.name, field, owner: object }] : [];
}

function isAll({ developerName }: ListView): boolean {
    return developerName === 'All';
}

/** What a list is: its columns, filters and order (guide, "List Info"). */
export function listInfo(ui: UiContext, list: UiList): Record<string, unknown> {
    const { object, view } = list;
    const columns = columnsOf(ui, list);
    const displayColumns = columns.map((column) => ({
        fieldApiName: column.path,
        label: labelOf(ui, column),
        sortable: column.field.sortable,
    }));
    const info = {
        cloneable: false,
        createable: false,
        deletable: false,
        displayColumns,
        filterLogicString: view?.xml.value('booleanFilter') ?? null,
        filteredByInfo: view?.xml.all('filters').map((filter) => filterInfo(ui, object, filter)) ?? [],
        label: view?.label ?? null,
        listReference: referenceOf(list),
        orderedByInfo: orderOf(ui, list, columns),
        updateable: false,
        userPreferences: preferencesOf(ui, list, columns),
        visibility: view?.xml.child('sharedTo') ? 'Shared' : 'Public',
        visibilityEditable: false,
    };
    return { ...info, eTag: eTagOf(info) };
}

/** The label of a column; that of a lookup is the lookup's own. */
export function labelOf({ translations }: UiContext, { field, owner }: ListColumn): string {
    return translations.fieldLabel(owner, field);
}

/** A list is in the order of its first column, unless a client asks for another. */
function orderOf(ui: UiContext, { view }: UiList, columns: readonly ListColumn[]): object[] {
    const [first] = columns.filter(({ field }) => field.sortable);
    if (!view || !first) return [];
    return [{ fieldApiName: first.path, isAscending: true, label: labelOf(ui, first) }];
}

function filterInfo(ui: UiContext, object: ObjectType, filter: XmlElement): object {
    const name = filter.value('field') ?? '';
    const operation = filter.value('operation') ?? 'equals';
    const field = ui.org.schema.field(object, name);
    const values = (filter.value('value') ?? '').split(',').filter((one) => one !== '');
    return {
        fieldApiName: name,
        label: field ? ui.translations.fieldLabel(object, field) : name,
        operandLabels: values.map((one) => (field?.picklist ? ui.display.label(object, field, one.trim()) : one)),
        operator: operation.charAt(0).toUpperCase() + operation.slice(1),
    };
}

interface Preferences {
    readonly columnWidths: Readonly<Record<string, number>>;
    readonly columnWrap: Readonly<Record<string, boolean>>;
}

function preferencesOf(ui: UiContext, list: UiList, columns: readonly ListColumn[]): Preferences {
    const kept = userSetting(ui.org.store, ui.session.userId, settingOf(list)) as Partial<Preferences> | undefined;
    const paths = columns.map(({ path }) => path);
    return {
        columnWidths: Object.fromEntries(paths.map((path) => [path, kept?.columnWidths?.[path] ?? -1])),
        columnWrap: Object.fromEntries(paths.map((path) => [path, kept?.columnWrap?.[path] ?? false])),
    };
}

function settingOf({ object, view }: UiList): string {
    return `list ${object.name}.${view?.developerName ?? RECENT}`;
}

/**
 * Keeps how a user wants to see the columns of a list.
 * @param preferences `columnWidths` in pixels and `columnWrap`, by column
 * @throws OrgError INVALID_INPUT for anything else
 */
export function setListPreferences(ui: UiContext, list: UiList, preferences: Readonly<Record<string, unknown>>): void {
    const mapOf = (name: string, type: string): Record<string, unknown> => {
        const given = preferences[name] ?? {};
        const isMap = typeof given === 'object' && !Array.isArray(given);
        if (!isMap || Object.values(given).some((one) => typeof one !== type))
            throw new OrgError('INVALID_INPUT', `${name} must be a map of columns`);
        return { ...given };
    };
    const kept = { columnWidths: mapOf('columnWidths', 'number'), columnWrap: mapOf('columnWrap', 'boolean') };
    setUserSetting(ui.org.store, ui.session.userId, settingOf(list), kept);
}

const RECENT_LISTS = 'recent lists';
const KEPT_RECENT_LISTS = 20;

/** Remembers that a user opened a list. */
export function markListViewed(ui: UiContext, { view }: UiList): void {
    const known = recentListIds(ui);
    // a list that is leafed through is written down once
    if (!view || known[0] === view.id) return;
    const ids = known.filter((id) => id !== view.id);
    setUserSetting(ui.org.store, ui.session.userId, RECENT_LISTS, [view.id, ...ids].slice(0, KEPT_RECENT_LISTS));
}

function recentListIds(ui: UiContext): string[] {
    return (userSetting(ui.org.store, ui.session.userId, RECENT_LISTS) as string[] | undefined) ?? [];
}

export interface AskedLists extends AskedPage {
    /** Words of the label. */
    readonly q?: string | undefined;
    readonly recentListsOnly?: boolean;
}

/** The list views of an object, in short (guide, "List View Summary Collection"). */
export function listSummaries(ui: UiContext, object: ObjectType, asked: AskedLists): object {
    const { pageSize, offset } = readPage(asked, { usual: 20, most: 2000 });
    const { q, recentListsOnly = false } = asked;
    const recent = recentListIds(ui);
    const all = visibleListViews(ui.org, ui.session, object)
        .filter(({ label }) => q === undefined || label.toLowerCase().includes(q.toLowerCase()))
        .filter(({ id }) => !recentListsOnly || recent.includes(id));
    const lists = all.slice(offset, offset + pageSize).map((view) => summary(ui, view));
    const url = (token: number): string => ui.url(`list-ui/${object.name}`, { pageSize, pageToken: token, q });
    const pages = pagesOf(offset, pageSize, all.length > offset + pageSize, url);
    const body = {
        count: lists.length,
        lists,
        objectApiName: object.name,
        pageSize,
        queryString: q ?? null,
        recentListsOnly,
    };
    return { ...body, ...pages, eTag: eTagOf(body) };
}

/** The lists that a user opened last, of any object. */
export function recentLists(ui: UiContext, asked: AskedPage): object {
    const { pageSize, offset } = readPage(asked, { usual: 20, most: 2000 });
    const views = recentListIds(ui).flatMap((id) => {
        try {
            return listById(ui, id).view ?? [];
        } catch (error) {
            // it may have gone since
            if (error instanceof OrgError) return [];
            throw error;
        }
    });
    const lists = views.slice(offset, offset + pageSize).map((view) => summary(ui, view));
    const url = (token: number): string => ui.url('list-info/recent', { pageSize, pageToken: token });
    return {
        count: lists.length,
        lists,
        pageSize,
        ...pagesOf(offset, pageSize, views.length > offset + pageSize, url),
    };
}

function summary(ui: UiContext, { id, developerName, label }: ListView): object {
    return { apiName: developerName, id, label, listUiUrl: ui.url(`list-ui/${id}`) };
}
