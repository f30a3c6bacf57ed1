/** What belongs to a record: `/sobjects/X/{id}/{relationship}` (REST API developer guide, "sObject Relationships"). */
import { deleteByIds, updateRecords } from '../../org/records.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import type { ChildRelationship } from '../../schema/schema.ts';
import { notFound } from '../http/errors.ts';
import { asObject } from '../http/json.ts';
import { allow, dmlContext, methodNotAllowed, type RestAnswer, type RestRequest } from './context.ts';
import { pageSize } from './query.ts';
import { changed } from './save-answers.ts';
import { readable, readRecord, soqlText, visibleFields } from './sobjects.ts';

/**
 * The parent, or the children, that a relationship leads to.
 * @throws OrgError NOT_FOUND (404) when there is no such relationship, record or parent for the user
 */
export function related(request: RestRequest, object: ObjectType, id: string, name: string): RestAnswer {
    const { schema } = request.org;
    const { permissions } = request.session;
    const parent = schema.parentRelationship(object, name);
    if (parent && permissions.field(object, parent).read) return parentOf(request, object, id, parent);
    const children = schema.childRelationship(object, name);
    if (!children || !permissions.object(children.child).read) throw notFound();
    if (!permissions.field(children.child, children.field).read) throw notFound();
    allow(request, 'GET');
    return childrenOf(request, object, id, children);
}

function parentOf(request: RestRequest, object: ObjectType, id: string, field: Field): RestAnswer {
    const key = readRecord(request, object, 'Id', id, [field.name])[field.name];
    const parent = typeof key === 'string' ? request.org.schema.objectOfId(key) : undefined;
    if (typeof key !== 'string' || !parent || !request.session.permissions.object(parent).read) throw notFound();
    const context = dmlContext(request);
    switch (request.method) {
        case 'GET':
            return { body: readRecord(request, parent, 'Id', key) };
        case 'PATCH': {
            const input = { ...asObject(request.body), Id: key };
            const [result] = context.store.transaction(() => updateRecords(context, parent, [input]));
            return result ? changed(result) : { status: 204 };
        }
        case 'DELETE': {
            const [result] = context.store.transaction(() => deleteByIds(context, [key]));
            return result ? changed(result) : { status: 204 };
        }
        default:
            throw methodNotAllowed(request.method, ['GET', 'PATCH', 'DELETE']);
    }
}

function childrenOf(
    request: RestRequest,
    object: ObjectType,
    id: string,
    { child, field }: ChildRelationship,
): RestAnswer {
    // the record must be there for the user, or its children would tell of it
    readRecord(request, object, 'Id', id, ['Id']);
    const names = request.query['fields']?.split(',').map((name) => name.trim());
    const fields = names ? names.map((name) => readable(request, child, name)) : visibleFields(request, child);
    const soql = `SELECT ${fields.map(({ name }) => name).join(', ')} FROM ${child.name} WHERE ${field.name} = ${soqlText(id)}`;
    return { body: request.org.query(request.session, soql, { base: request.base, pageSize: pageSize(request) }) };
}
