/** The types of the fields of records. Source: Object reference, "Field types"; Apex developer guide, "Primitive data types". */
import type { Field } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';
import {
    BLOB,
    BOOLEAN,
    DATE,
    DATETIME,
    DECIMAL,
    ID,
    INTEGER,
    OBJECT,
    SOBJECT,
    STRING,
    TIME,
    listOf,
    sobjectOf,
    type Type,
} from './type.ts';

/** The type of a field's value. */
export function typeOfField({ type }: Field): Type {
    switch (type) {
        case 'id':
        case 'reference':
            return ID;
        case 'boolean':
            return BOOLEAN;
        case 'int':
            return INTEGER;
        case 'double':
        case 'currency':
        case 'percent':
            return DECIMAL;
        case 'date':
            return DATE;
        case 'datetime':
            return DATETIME;
        case 'time':
            return TIME;
        case 'base64':
            return BLOB;
        case 'location':
        case 'address':
        case 'anyType':
            return OBJECT;
        default:
            return STRING;
    }
}

/** What a name after a record means. */
export type RecordMember =
    | { readonly kind: 'field'; readonly field: Field; readonly type: Type }
    | { readonly kind: 'parent'; readonly field: Field; readonly name: string; readonly type: Type }
    | { readonly kind: 'children'; readonly name: string; readonly type: Type };

/** Looks up a field, a parent or a list of children. */
export function recordMember(schema: Schema, { object }: Type, name: string): RecordMember | undefined {
    if (!object) return undefined;
    const field = schema.field(object, name);
    if (field) return { kind: 'field', field, type: typeOfField(field) };
    const reference = schema.parentRelationship(object, name);
    if (reference) {
        const to = reference.reference?.to ?? [];
        const parent = to.length === 1 ? schema.object(to[0] ?? '') : undefined;
        const own = reference.reference?.relationshipName ?? name;
        return { kind: 'parent', field: reference, name: own, type: parent ? sobjectOf(parent) : SOBJECT };
    }
    const children = schema.childRelationship(object, name);
    if (!children) return undefined;
    return { kind: 'children', name: children.relationshipName ?? name, type: listOf(sobjectOf(children.child)) };
}
