/** Records one by one, and what objects are: `/sobjects/…` (REST API developer guide, "sObject resources"). */
import { describeGlobal, describeObject } from '../../org/describe.ts';
import { deleteByIds, insertRecords, updateRecords, upsertRecords } from '../../org/records.ts';
import { OrgError } from '../../schema/errors.ts';
import { toId18 } from '../../schema/ids.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import { asObject } from '../http/json.ts';
import { notFound } from '../http/errors.ts';
import { isUnmodified } from './conditions.ts';
import {
    allow,
    dmlContext,
    keyFieldOf,
    methodNotAllowed,
    objectOf,
    type RestAnswer,
    type RestRequest,
} from './context.ts';
import { idsByKey, multipleChoices } from './external-ids.ts';
import { blob } from './files.ts';
import { objectLayouts } from './layouts.ts';
import { listViews } from './list-views.ts';
import { quickActionResource } from './quick-actions.ts';
import { relevantItems } from './recent.ts';
import { related } from './relationships.ts';
import { changedRecords } from './replication.ts';
import { changed, created } from './save-answers.ts';

/** `/sobjects` and everything under it. */
export function sobjects(request: RestRequest): RestAnswer {
    const [, name, third, fourth, fifth, more] = request.path;
    if (name === undefined)
        return describing(request, () => describeGlobal(request.org, request.session, request.base));
    if (name === 'relevantItems' && third === undefined) return relevantItems(request);
    const object = objectOf(request, name);
    if (third === undefined) return collection(request, object);
    if (fourth === undefined && third === 'describe')
        return describing(request, () => describeObject(request.org, request.session, name, request.base));
    if (third === 'describe' && fourth !== undefined && more === undefined)
        return objectLayouts(request, object, fourth, fifth);
    if (third === 'quickActions') return quickActionResource(request, object, request.path.slice(3));
    if (third === 'listviews') return listViews(request, object);
    if (fourth === undefined && (third === 'updated' || third === 'deleted'))
        return changedRecords(request, object, third);
    if (fourth === undefined) return byId(request, object, third);
    if (fifth !== undefined) throw notFound();
    const id = toId18(third);
    const content = id === undefined ? undefined : request.org.schema.field(object, fourth);
    if (id !== undefined && content?.type === 'base64') return blob(request, object, content, id);
    if (id !== undefined && object.keyPrefix !== undefined && id.startsWith(object.keyPrefix))
        return related(request, object, id, fourth);
    return byExternalId(request, object, keyFieldOf(request, object, third), fourth);
}

/** Permissions count too, and change without a trace here: conditions by date do not hold a description back. */
function describing(request: RestRequest, describe: () => object): RestAnswer {
    allow(request, 'GET');
    return { body: describe() };
}

function collection(request: RestRequest, object: ObjectType): RestAnswer {
    if (request.method === 'POST') {
        const [result] = insertRecords(dmlContext(request), object, [asObject(request.body)]);
        if (!result) throw notFound();
        return created(result, `${request.base}/sobjects/${object.name}`);
    }
    allow(request, 'GET', 'POST');
    const description = describeObject(request.org, request.session, object.name, request.base) as Record<
        string,
        unknown
    >;
    const basic = [
        'fields',
        'childRelationships',
        'recordTypeInfos',
        'actionOverrides',
        'namedLayoutInfos',
        'supportedScopes',
    ];
    const objectDescribe = Object.fromEntries(Object.entries(description).filter(([key]) => !basic.includes(key)));
    return { body: { objectDescribe, recentItems: [] } };
}

function byId(request: RestRequest, object: ObjectType, text: string): RestAnswer {
    const id = toId18(text);
    if (id === undefined) throw notFound();
    if (object.keyPrefix !== undefined && !id.startsWith(object.keyPrefix))
        throw notFound(`Provided id does not belong to ${object.name}`);
    switch (request.method) {
        case 'GET':
            return isUnmodified(request, lastChange(request, object, id))
                ? { status: 304 }
                : { body: readRecord(request, object, 'Id', id) };
        case 'PATCH': {
            const input = { ...without(asObject(request.body), 'Id'), Id: id };
            isUnmodified(request, lastChange(request, object, id));
            const [result] = request.org.store.transaction(() => updateRecords(dmlContext(request), object, [input]));
            return result ? changed(result) : { status: 204 };
        }
        case 'DELETE': {
            const [result] = request.org.store.transaction(() => deleteByIds(dmlContext(request), [id]));
            return result ? changed(result) : { status: 204 };
        }
        default:
            throw methodNotAllowed(request.method, ['GET', 'PATCH', 'DELETE']);
    }
}

/** When a record was changed last, as far as conditions of the request need it and the user may see it. */
function lastChange(request: RestRequest, object: ObjectType, id: string): number {
    const isAsked = ['if-modified-since', 'if-unmodified-since'].some((name) => request.headers[name] !== undefined);
    const field = request.org.schema.field(object, 'LastModifiedDate');
    if (!isAsked || !field || !request.session.permissions.field(object, field).read) return Number.MIN_SAFE_INTEGER;
    return Date.parse(String(readRecord(request, object, 'Id', id, [field.name])[field.name]));
}

/** @throws OrgError INVALID_FIELD when the body names the key that is in the address */
function without(body: Record<string, unknown>, key: string): Record<string, unknown> {
    const named = Object.keys(body).find((name) => name.toLowerCase() === key.toLowerCase());
    if (named === undefined) return body;
    const message = `The ${key} field should not be specified in the sobject data.`;
    throw new OrgError('INVALID_FIELD', message, { fields: [named] });
}

function byExternalId(request: RestRequest, object: ObjectType, field: Field, value: string): RestAnswer {
    if (request.method === 'PATCH' || request.method === 'POST') return upsert(request, object, field, value);
    const found = idsByKey(request, object, field, value);
    const [id] = found;
    if (id === undefined) throw notFound();
    if (found.length > 1) return multipleChoices(request, object, found);
    switch (request.method) {
        case 'GET':
        case 'DELETE':
            return byId(request, object, id);
        default:
            throw methodNotAllowed(request.method, ['GET', 'POST', 'PATCH', 'DELETE']);
    }
}

function upsert(request: RestRequest, object: ObjectType, field: Field, value: string): RestAnswer {
    const body = without(without(asObject(request.body), 'Id'), field.name);
    const found = idsByKey(request, object, field, value);
    if (found.length > 1) return multipleChoices(request, object, found);
    const input = { ...body, [field.name]: value };
    const [result] = request.org.store.transaction(() => upsertRecords(dmlContext(request), object, field, [input]));
    if (!result?.success) return result ? changed(result) : { status: 204 };
    const made = { id: result.id, success: true, errors: [], created: result.created };
    if (!result.created) return { status: 200, body: made };
    return { ...created(result, `${request.base}/sobjects/${object.name}`), body: made };
}

/**
 * A record with the fields that the user may read.
 * @throws OrgError NOT_FOUND (404) when there is none that the user may see
 */
export function readRecord(
    request: RestRequest,
    object: ObjectType,
    keyField: string,
    key: string,
    wanted?: readonly string[],
): Record<string, unknown> {
    const names = wanted ?? request.query['fields']?.split(',').map((name) => name.trim());
    const fields = names ? names.map((name) => readable(request, object, name)) : visibleFields(request, object);
    const soql = `SELECT ${fields.map((field) => field.name).join(', ')} FROM ${object.name} WHERE ${keyField} = ${soqlText(key)} LIMIT 1`;
    const { records } = request.org.query(request.session, soql, { base: request.base });
    const record = records[0];
    if (!record) throw notFound();
    return record;
}

/** A field that the user may read. @throws OrgError INVALID_FIELD */
export function readable({ org, session }: RestRequest, object: ObjectType, name: string): Field {
    const field = org.schema.field(object, name);
    if (field && session.permissions.field(object, field).read) return field;
    throw new OrgError('INVALID_FIELD', `No such column '${name}' on entity '${object.name}'`, { fields: [name] });
}

/** The fields that a record is read with when a client names none. */
export function visibleFields({ session }: RestRequest, object: ObjectType): Field[] {
    return [...object.fields.values()].filter(
        (field) => session.permissions.field(object, field).read && field.type !== 'base64',
    );
}

export function soqlText(text: string): string {
    return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
