/** `/ui-api/actions`, `/ui-api/apps`, `/ui-api/nav-items`, `/ui-api/favorites`, `/ui-api/themes`. */
import {
    formActions,
    globalActions,
    objectActions,
    recordActions,
    relatedListActions,
    type AskedActions,
} from '../../org/ui/actions.ts';
import { app, apps, selectApp, selectedApp, setUserNavItems, userNavItems } from '../../org/ui/apps.ts';
import {
    addFavorite,
    changeFavorite,
    favorite,
    favorites,
    removeFavorite,
    useFavorite,
    type FavoriteInput,
} from '../../org/ui/favorites.ts';
import { navItems } from '../../org/ui/nav-items.ts';
import { actionDefaults, actionLayout } from '../../org/ui/quick-actions.ts';
import { activeTheme } from '../../org/ui/themes.ts';
import { notFound } from '../http/errors.ts';
import { asList, asObject, asText } from '../http/json.ts';
import { methodNotAllowed, type RestAnswer } from '../rest/context.ts';
import { batchOf } from './batches.ts';
import type { UiRequest } from './ui-request.ts';

/** Kinds of places that offer a new record. */
const OBJECT_CONTEXTS: Readonly<Record<string, string>> = {
    'list-view': 'ListView',
    lookup: 'Lookup',
    'mru-list': 'MruList',
    object: 'Object',
};

export function actions(request: UiRequest): RestAnswer {
    request.allow('GET');
    const { ui, path, address } = request;
    const [kind = '', , third] = path;
    const asked = askedActions(request);
    switch (kind) {
        case 'global':
            request.length(1);
            return { body: globalActions(ui, asked, address) };
        case 'layout':
            request.length(2);
            return { body: actionLayout(ui, request.part(1)) };
        case 'record-defaults': {
            request.length(2);
            const wanted = {
                parentRecordId: request.text('parentRecordId'),
                optionalFields: request.list('optionalFields'),
            };
            return { body: actionDefaults(ui, request.part(1), wanted) };
        }
        case 'record':
            return { body: ofRecords(request, third, asked) };
        case 'object':
            if (third === 'record-create') return { body: formActions(ui, [request.part(1)], true, asked, address) };
    }
    const context = OBJECT_CONTEXTS[kind];
    if (context === undefined || !Object.hasOwn(OBJECT_CONTEXTS, kind)) throw notFound();
    request.length(2);
    return { body: objectActions(ui, request.batch(1), context, asked, address) };
}

function askedActions(request: UiRequest): AskedActions {
    return {
        actionTypes: request.list('actionTypes'),
        apiNames: request.list('apiNames'),
        sections: request.list('sections'),
        formFactor: request.text('formFactor'),
    };
}

function ofRecords(request: UiRequest, what: string | undefined, asked: AskedActions): object {
    const { ui, path, address } = request;
    const ids = request.batch(1);
    switch (what) {
        case undefined:
            return recordActions(ui, ids, asked, address);
        case 'record-edit':
            request.length(3);
            return formActions(ui, ids, false, asked, address);
        case 'related-list':
            if (path[3] === 'batch') {
                request.length(5);
                return batchOf(request.batch(4), (name) =>
                    relatedListActions(ui, request.part(1), [name], asked, address),
                );
            }
            request.length(4);
            return relatedListActions(ui, request.part(1), request.batch(3), asked, address);
        case 'related-list-record':
            request.length(4);
            return recordActions(ui, request.batch(3), asked, address);
        default:
            throw notFound();
    }
}

export function appResources(request: UiRequest): RestAnswer {
    request.length(0, 2);
    const { ui, path } = request;
    const [id, what] = path;
    const formFactor = request.text('formFactor');
    if (what !== undefined) return navItemsOfUser(request, id ?? '', what);
    if (id === undefined) {
        request.allow('GET');
        return { body: apps(ui, formFactor) };
    }
    if (id === 'selected') {
        request.allow('GET');
        return { body: selectedApp(ui, formFactor) };
    }
    request.allow('GET', 'PATCH');
    return { body: request.method === 'PATCH' ? selectApp(ui, id) : app(ui, id, formFactor) };
}

function navItemsOfUser(request: UiRequest, id: string, what: string): RestAnswer {
    if (what !== 'user-nav-items') throw notFound();
    request.allow('GET', 'PUT');
    if (request.method === 'GET') return { body: userNavItems(request.ui, id) };
    const items = asList(request.body()['navItems'], 'navItems').map((one) => asObject(one, 'Each of navItems'));
    const names = items.map((item) => asText(item['developerName'], 'developerName'));
    return { body: setUserNavItems(request.ui, id, names) };
}

export function navigation(request: UiRequest): RestAnswer {
    request.allow('GET');
    request.length(0);
    const names = (request.text('navItemNames') ?? '').replace(/^\[|\]$/g, '');
    const asked = names
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '');
    return {
        body: navItems(request.ui, { names: asked, page: request.text('page'), pageSize: request.text('pageSize') }),
    };
}

export function favoriteResources(request: UiRequest): RestAnswer {
    request.length(0, 2);
    const { ui, path, method } = request;
    const [id, what] = path;
    if (id === undefined) {
        request.allow('GET', 'POST');
        return method === 'GET' ? { body: favorites(ui) } : { status: 201, body: addFavorite(ui, favoriteOf(request)) };
    }
    if (what !== undefined) {
        if (what !== 'usage') throw notFound();
        request.allow('PATCH');
        return { body: useFavorite(ui, id) };
    }
    switch (method) {
        case 'GET':
            return { body: favorite(ui, id) };
        case 'PATCH':
            return { body: changeFavorite(ui, id, favoriteOf(request)) };
        case 'DELETE':
            removeFavorite(ui, id);
            return { status: 204 };
        default:
            throw methodNotAllowed(method, ['GET', 'PATCH', 'DELETE']);
    }
}

function favoriteOf(request: UiRequest): FavoriteInput {
    const { name, target, targetType, sortOrder } = request.body();
    const text = (key: string, value: unknown): object => (typeof value === 'string' ? { [key]: value } : {});
    return {
        ...text('name', name),
        ...text('target', target),
        ...text('targetType', targetType),
        ...(typeof sortOrder === 'number' && Number.isFinite(sortOrder) ? { sortOrder } : {}),
    };
}

/** `themes/active`, and the org's only theme under its own address. */
export function themes(request: UiRequest): RestAnswer {
    request.allow('GET');
    request.length(0, 1);
    if (request.path.length === 1 && request.part(0) !== 'active') throw notFound();
    return { body: activeTheme(request.ui) };
}
