/** Records one by one, and what objects are: `/sobjects/…` (REST API developer guide, "sObject resources"). */
import { describeGlobal, describeObject } from '../../org/describe.ts';
import { deleteByIds, insertRecords, updateRecords, upsertRecords } from '../../org/records.ts';
import { OrgError } from '../../schema/errors.ts';
import { toId18 } from '../../schema/ids.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import { quoted } from '../../store/store.ts';
import { asObject } from '../http/json.ts';
import { notFound } from '../http/errors.ts';
import { dmlContext, fieldOf, methodNotAllowed, objectOf, type RestAnswer, type RestRequest } from './context.ts';
import { blob } from './files.ts';
import { listViews } from './list-views.ts';
import { changedRecords } from './replication.ts';
import { changed, created } from './save-answers.ts';

/** `/sobjects` and everything under it. */
export function sobjects(request: RestRequest): RestAnswer {
    const [, name, third, fourth] = request.path;
    if (name === undefined) return { body: describeGlobal(request.org, request.session, request.base) };
    const object = objectOf(request, name);
    if (third === undefined) return collection(request, object);
    if (third === 'describe' && fourth === undefined)
        return { body: describeObject(request.org, request.session, name, request.base) };
    if (third === 'listviews') return listViews(request, object);
    if (third === 'updated' || third === 'deleted') return changedRecords(request, object, third);
    const content = fourth === undefined ? undefined : request.org.schema.field(object, fourth);
    if (content?.type === 'base64' && toId18(third) !== undefined)
        return blob(request, object, content, toId18(third) ?? '');
    if (fourth !== undefined) return byExternalId(request, object, fieldOf(request, object, third), fourth);
    return byId(request, object, third);
}

function collection(request: RestRequest, object: ObjectType): RestAnswer {
    if (request.method === 'POST') {
        const [result] = insertRecords(dmlContext(request), object, [asObject(request.body)]);
        if (!result) throw notFound();
        return created(result);
    }
    if (request.method !== 'GET') throw methodNotAllowed(request.method);
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
    if (id === undefined || (object.keyPrefix !== undefined && !id.startsWith(object.keyPrefix))) {
        const message =
            id === undefined
                ? 'The requested resource does not exist'
                : `Provided id does not belong to ${object.name}`;
        throw new OrgError('NOT_FOUND', message, { httpStatus: 404 });
    }
    switch (request.method) {
        case 'GET':
        case 'HEAD':
            return { body: readRecord(request, object, 'Id', id) };
        case 'PATCH': {
            const [result] = updateRecords(dmlContext(request), object, [
                { ...withoutId(asObject(request.body)), Id: id },
            ]);
            return result ? changed(result) : { status: 204 };
        }
        case 'DELETE': {
            const [result] = request.org.store.transaction(() => deleteByIds(dmlContext(request), [id]));
            return result ? changed(result) : { status: 204 };
        }
        default:
            throw methodNotAllowed(request.method);
    }
}

/** @throws OrgError INVALID_FIELD when the body of an update names the id too */
function withoutId(body: Record<string, unknown>): Record<string, unknown> {
    const key = Object.keys(body).find((name) => name.toLowerCase() === 'id');
    if (key === undefined) return body;
    throw new OrgError('INVALID_FIELD', 'The Id field should not be specified in the sobject data.', { fields: [key] });
}

function byExternalId(request: RestRequest, object: ObjectType, field: Field, value: string): RestAnswer {
    switch (request.method) {
        case 'GET':
        case 'HEAD':
            return { body: readRecord(request, object, field.name, value) };
        case 'PATCH':
        case 'POST':
            return upsert(request, object, field, value);
        case 'DELETE': {
            const { Id } = readRecord(request, object, field.name, value, ['Id']);
            const [result] = request.org.store.transaction(() => deleteByIds(dmlContext(request), [String(Id)]));
            return result ? changed(result) : { status: 204 };
        }
        default:
            throw methodNotAllowed(request.method);
    }
}

function upsert(request: RestRequest, object: ObjectType, field: Field, value: string): RestAnswer {
    const found = idsByField(request, object, field, value);
    if (found.length > 1) return multipleChoices(request, object, found);
    const input = { ...asObject(request.body), [field.name]: value };
    const [result] = request.org.store.transaction(() => upsertRecords(dmlContext(request), object, field, [input]));
    if (!result?.success) return result ? changed(result) : { status: 204 };
    return {
        status: result.created ? 201 : 200,
        body: { id: result.id, success: true, errors: [], created: result.created },
    };
}

/** More than one record has the key: the client is shown where they are. */
function multipleChoices({ base }: RestRequest, object: ObjectType, ids: readonly string[]): RestAnswer {
    return { status: 300, body: ids.map((id) => `${base}/sobjects/${object.name}/${id}`) };
}

function idsByField(request: RestRequest, object: ObjectType, field: Field, value: string): string[] {
    const isAlive = object.fields.has('IsDeleted') ? ' AND IsDeleted = 0' : '';
    const sql = `SELECT Id FROM ${quoted(object.name)} WHERE ${quoted(field.name)} = ?${isAlive} LIMIT 10`;
    return request.org.store.all<{ Id: string }>(sql, [value]).map((row) => row.Id);
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
    const soql = `SELECT ${fields.map((field) => field.name).join(', ')} FROM ${object.name} WHERE ${keyField} = ${soqlText(key)} LIMIT 2`;
    const { records } = request.org.query(request.session, soql, { base: request.base });
    if (records.length > 1)
        throw new OrgError('MULTIPLE_CHOICES', 'More than one record has this key', { httpStatus: 300 });
    const record = records[0];
    if (!record) throw notFound();
    return record;
}

function readable({ org, session }: RestRequest, object: ObjectType, name: string): Field {
    const field = org.schema.field(object, name);
    if (field && session.permissions.field(object, field).read) return field;
    throw new OrgError('INVALID_FIELD', `No such column '${name}' on entity '${object.name}'`, { fields: [name] });
}

function visibleFields({ session }: RestRequest, object: ObjectType): Field[] {
    return [...object.fields.values()].filter(
        (field) => session.permissions.field(object, field).read && field.type !== 'base64',
    );
}

export function soqlText(text: string): string {
    return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
