/** Records of queries as records of Apex. */
import type { Field, ObjectType } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';
import type { ChildRecords, QueryRecord } from '../../soql/index.ts';
import { SObjectValue } from '../run/sobject.ts';
import { ListValue, type Value } from '../run/values.ts';
import { listOf, sobjectOf } from '../types/type.ts';
import { fromWire } from './wire.ts';

/** A record as a query gives it, with its parents and children. */
export function recordOf(schema: Schema, record: QueryRecord): SObjectValue {
    // a parent that may be of several objects is told as a Name; its address tells the object
    const object = schema.object(record.attributes.type) ?? schema.objectOfId(idOf(record) ?? '');
    if (!object) throw new Error(`no object ${record.attributes.type}`);
    const made = new SObjectValue(object);
    made.isQueried = true;
    for (const name in record) {
        if (name === 'attributes') continue;
        const value = record[name];
        const field = fieldNamed(schema, object, name);
        if (field) made.fields[field.name] = fromWire(field, value);
        else if (isChildren(value)) (made.children ??= {})[name] = listFrom(schema, object, name, value);
        else addRelated(schema, made, name, value);
    }
    if (!('Id' in made.fields)) addId(made, record);
    return made;
}

function fieldNamed(schema: Schema, object: ObjectType, name: string): Field | undefined {
    return object.fields.get(name) ?? schema.field(object, name);
}

function idOf({ attributes }: QueryRecord): string | undefined {
    return attributes.url?.split('/').at(-1);
}

/** Every record of a query knows its id, also when it was not asked for. */
function addId(made: SObjectValue, record: QueryRecord): void {
    const id = idOf(record);
    if (id !== undefined) made.fields['Id'] = id;
}

function isChildren(value: unknown): value is ChildRecords {
    return typeof value === 'object' && value !== null && Array.isArray((value as { records?: unknown }).records);
}

function listFrom(schema: Schema, object: ObjectType, name: string, { records }: ChildRecords): ListValue {
    const child = schema.childRelationship(object, name)?.child;
    const items = records.map((one) => recordOf(schema, one));
    const type = child ? sobjectOf(child) : (items[0]?.type ?? sobjectOf(object));
    return new ListValue(listOf(type), items);
}

/** A parent, or what is not there of a relationship. */
function addRelated(schema: Schema, made: SObjectValue, name: string, value: unknown): void {
    const reference = schema.parentRelationship(made.object, name);
    const relationship = reference?.reference?.relationshipName;
    if (relationship !== undefined) {
        const parent = value as QueryRecord | null;
        (made.parents ??= {})[relationship] = parent ? recordOf(schema, parent) : null;
        const id = parent && made.parents[relationship]?.fields['Id'];
        if (reference && !(reference.name in made.fields) && id !== undefined) made.fields[reference.name] = id;
        return;
    }
    const children = schema.childRelationship(made.object, name);
    if (children) (made.children ??= {})[name] = new ListValue(listOf(sobjectOf(children.child)));
    else made.fields[name] = value as Value;
}
