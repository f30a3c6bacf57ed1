/** `/ui-api/records`, `/ui-api/record-ui`, `/ui-api/record-defaults`, `/ui-api/record-avatars`. */
import { childList, childRecords } from '../../org/ui/child-records.ts';
import { readPage } from '../../org/ui/paging.ts';
import { recordAvatar } from '../../org/ui/record-avatars.ts';
import { cloneDefaults, cloneTemplate, createDefaults, createTemplate } from '../../org/ui/record-defaults.ts';
import { recordUi } from '../../org/ui/record-ui.ts';
import {
    createRecord,
    deleteRecord,
    getRecord,
    lastModified,
    updateRecord,
    type RecordInput,
} from '../../org/ui/records.ts';
import { notFound } from '../http/errors.ts';
import { asObject } from '../http/json.ts';
import { isUnmodified } from '../rest/conditions.ts';
import { methodNotAllowed, type RestAnswer } from '../rest/context.ts';
import { batchOf } from './batches.ts';
import type { UiRequest } from './ui-request.ts';

export function records(request: UiRequest): RestAnswer {
    const { ui, path } = request;
    const [first, second] = path;
    if (first === undefined) {
        request.allow('POST');
        return { status: 201, body: createRecord(ui, inputOf(request)) };
    }
    if (first === 'batch') {
        request.allow('GET');
        request.length(2);
        const asked = request.askedRecord();
        return { body: batchOf(request.batch(1), (id) => getRecord(ui, id, asked)) };
    }
    if (second === 'child-relationships') return children(request, first);
    request.length(1);
    return one(request, first);
}

function one(request: UiRequest, id: string): RestAnswer {
    const { ui } = request;
    switch (request.method) {
        case 'GET':
            return { body: getRecord(ui, id, request.askedRecord()) };
        case 'PATCH':
            if (request.rest.headers['if-unmodified-since'] !== undefined)
                isUnmodified(request.rest, lastModified(ui, id));
            return { body: updateRecord(ui, id, inputOf(request)) };
        case 'DELETE':
            deleteRecord(ui, id);
            return { status: 204 };
        default:
            throw methodNotAllowed(request.method, ['GET', 'PATCH', 'DELETE']);
    }
}

function inputOf(request: UiRequest): RecordInput {
    const { apiName, fields } = request.body();
    return { fields: asObject(fields, 'fields'), ...(typeof apiName === 'string' ? { apiName } : {}) };
}

function children(request: UiRequest, text: string): RestAnswer {
    request.allow('GET');
    request.length(3);
    const { ui } = request;
    const { id, object } = ui.recordId(text);
    getRecord(ui, id, { optionalFields: [`${object.name}.Id`] });
    const pageToken = request.text('pageToken') ?? request.text('page');
    const page = readPage({ pageSize: request.text('pageSize'), pageToken }, { usual: 5, most: 1999 });
    const asked = { fields: request.list('fields'), optionalFields: request.list('optionalFields') };
    return { body: childRecords(ui, id, childList(ui, object, request.part(2)), { ...asked, ...page }) };
}

export function recordUis(request: UiRequest): RestAnswer {
    request.allow('GET');
    request.length(1);
    const asked = { ...request.askedRecord(), layoutTypes: request.layoutTypes(['Full']), modes: request.modes() };
    return { body: recordUi(request.ui, request.batch(0), asked) };
}

export function recordDefaults(request: UiRequest): RestAnswer {
    request.allow('GET');
    const { ui, path } = request;
    const isTemplate = path[0] === 'template';
    const [kind, name] = isTemplate ? path.slice(1) : path;
    request.length(isTemplate ? 3 : 2);
    const asked = { recordTypeId: request.text('recordTypeId'), optionalFields: request.list('optionalFields') };
    if (name === undefined) throw notFound();
    switch (kind) {
        case 'create': {
            const object = ui.object(name);
            return { body: isTemplate ? createTemplate(ui, object, asked) : createDefaults(ui, object, asked) };
        }
        case 'clone':
            return { body: isTemplate ? cloneTemplate(ui, name, asked) : cloneDefaults(ui, name, asked) };
        default:
            throw notFound();
    }
}

export function avatars(request: UiRequest): RestAnswer {
    request.allow('GET');
    if (request.path[0] === 'batch') {
        request.length(2);
        return { body: batchOf(request.batch(1), (id) => recordAvatar(request.ui, id)) };
    }
    request.length(1);
    return { body: recordAvatar(request.ui, request.part(0)) };
}
