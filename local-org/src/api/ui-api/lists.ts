/** `/ui-api/list-…`, `/ui-api/mru-list-…` and `/ui-api/related-list-…`. */
import { listRecords, listUi } from '../../org/ui/list-records.ts';
import {
    listById,
    listByName,
    listInfo,
    listSummaries,
    RECENT,
    recentLists,
    setListPreferences,
    type UiList,
} from '../../org/ui/lists.ts';
import { relatedListCount, relatedListInfo, relatedListRecords, relatedLists } from '../../org/ui/related-lists.ts';
import { relatedListPreferences, setRelatedListPreferences } from '../../org/ui/related-list-preferences.ts';
import { OrgError } from '../../schema/errors.ts';
import { notFound } from '../http/errors.ts';
import { asList, asObject, asText } from '../http/json.ts';
import type { RestAnswer } from '../rest/context.ts';
import { batchOf } from './batches.ts';
import { UiRequest, type UiResource } from './ui-request.ts';

/** A list by its id, or by its object and its name. */
function listOf(request: UiRequest): UiList {
    request.length(1, 2);
    const [first = '', name] = request.path;
    return name === undefined ? listById(request.ui, first) : listByName(request.ui, first, name);
}

export function listInfos(request: UiRequest): RestAnswer {
    const { ui, path } = request;
    if (path[0] === 'recent') {
        request.allow('GET');
        return { body: recentLists(ui, request.askedRecords()) };
    }
    if (path[0] === 'batch') {
        request.allow('GET');
        if (path.length === 2) return { body: batchOf(request.batch(1), (id) => listInfo(ui, listById(ui, id))) };
        const names = request.list('names');
        return { body: batchOf(names, (one) => listInfo(ui, namedList(request, one))) };
    }
    request.allow('GET', 'PATCH');
    const list = listOf(request);
    if (request.method === 'PATCH')
        setListPreferences(ui, list, asObject(request.body()['userPreferences'], 'userPreferences'));
    return { body: listInfo(ui, list) };
}

/** `Library__c.All` */
function namedList(request: UiRequest, text: string): UiList {
    const [object = '', name = ''] = text.split('.');
    return listByName(request.ui, object, name);
}

export function recordsOfList(request: UiRequest): RestAnswer {
    request.allow('GET', 'POST');
    return { body: listRecords(request.ui, listOf(request), request.askedRecords()) };
}

/** Of an object alone: its lists in short; a list with its records; a list by its id. */
export function listUis(request: UiRequest): RestAnswer {
    request.allow('GET', 'POST');
    request.length(1, 2);
    const { ui, path } = request;
    const [first = ''] = path;
    if (path.length === 1 && ui.org.schema.object(first)) {
        const recentListsOnly = request.flag('recentListsOnly');
        const asked = {
            pageSize: request.text('pageSize'),
            pageToken: request.text('pageToken'),
            q: request.text('q'),
        };
        return { body: listSummaries(ui, ui.object(first), { ...asked, recentListsOnly }) };
    }
    return { body: listUi(ui, listOf(request), request.askedRecords()) };
}

/** What was viewed last. */
function recentOf(request: UiRequest): UiList {
    request.length(1);
    return listByName(request.ui, request.part(0), RECENT);
}

export function recentListInfo(request: UiRequest): RestAnswer {
    request.allow('GET');
    return { body: listInfo(request.ui, recentOf(request)) };
}

export function recentListRecords(request: UiRequest): RestAnswer {
    request.allow('GET', 'POST');
    return { body: listRecords(request.ui, recentOf(request), request.askedRecords()) };
}

export function recentListUi(request: UiRequest): RestAnswer {
    request.allow('GET', 'POST');
    return { body: listUi(request.ui, recentOf(request), request.askedRecords()) };
}

export function relatedListInfos(request: UiRequest): RestAnswer {
    request.allow('GET');
    const { ui, path } = request;
    const recordTypeId = request.text('recordTypeId');
    if (path[0] === 'batch') {
        request.length(3);
        const parent = ui.object(request.part(1));
        return { body: batchOf(request.batch(2), (name) => relatedListInfo(ui, parent, name, recordTypeId)) };
    }
    request.length(1, 2);
    const parent = ui.object(request.part(0));
    const [, name] = path;
    return name === undefined
        ? { body: relatedLists(ui, parent, recordTypeId) }
        : { body: relatedListInfo(ui, parent, name, recordTypeId) };
}

export function recordsOfRelatedList(request: UiRequest): RestAnswer {
    request.allow('GET', 'POST');
    const { ui, path } = request;
    if (path[0] === 'batch') return { body: relatedBatch(request) };
    request.length(2);
    return { body: relatedListRecords(ui, request.part(0), request.part(1), request.askedRecords()) };
}

/** `batch/{parent}/{names}`, or POST `batch/{parent}` with `relatedListParameters`. */
function relatedBatch(request: UiRequest): object {
    const { ui } = request;
    const parent = request.part(1);
    if (request.method === 'GET') {
        request.length(3);
        return batchOf(request.batch(2), (name) => relatedListRecords(ui, parent, name, request.askedRecords()));
    }
    request.length(2);
    const parameters = asList(request.body()['relatedListParameters'], 'relatedListParameters');
    if (parameters.length > 200) throw new OrgError('LIMIT_EXCEEDED', 'At most 200 related lists are allowed');
    return batchOf(parameters, (one) => {
        const body = asObject(one, 'Each of relatedListParameters');
        const name = asText(body['relatedListId'], 'relatedListId');
        const own = new UiRequest({ ...request.rest, body, query: {} });
        return relatedListRecords(ui, parent, name, own.askedRecords());
    });
}

export function relatedListCounts(request: UiRequest): RestAnswer {
    request.allow('GET');
    const { ui, path } = request;
    const max = request.text('maxCount');
    if (path[0] === 'batch') {
        request.length(3);
        return { body: batchOf(request.batch(2), (name) => relatedListCount(ui, request.part(1), name, max)) };
    }
    request.length(2);
    return { body: relatedListCount(ui, request.part(0), request.part(1), max) };
}

export const relatedPreferences: UiResource = (request) => {
    const { ui, path } = request;
    if (path[0] === 'batch') {
        request.allow('GET');
        request.length(2);
        return { body: batchOf(request.batch(1), (id) => relatedListPreferences(ui, id)) };
    }
    request.length(1);
    request.allow('GET', 'PATCH');
    const id = request.part(0);
    if (id === '') throw notFound();
    if (request.method === 'GET') return { body: relatedListPreferences(ui, id) };
    return { body: setRelatedListPreferences(ui, id, request.body()) };
};
