/** Tokens of objects and fields: `Account.SObjectType`, `Account.Name`. */
import type { Field, ObjectType } from '../../schema/model.ts';
import { NativeObject } from '../run/values.ts';
import type { Type } from '../types/type.ts';
import { define } from './define.ts';
import { namedType } from './types.ts';

define(
    {
        name: 'SObjectType',
        namespace: 'Schema',
        methods: { 'String toString()': ({ state }: NativeObject<ObjectType>) => state.name },
    },
    {
        name: 'SObjectField',
        namespace: 'Schema',
        methods: { 'String toString()': ({ state }: NativeObject<FieldOf>) => state.field.name },
    },
);

/** What a token of a field stands for. */
export interface FieldOf {
    readonly object: ObjectType;
    readonly field: Field;
}

const objectTokens = new WeakMap<ObjectType, NativeObject<ObjectType>>();
const fieldTokens = new WeakMap<Field, NativeObject<FieldOf>>();

/** The token of an object, with its type; there is one of each. */
export function objectToken(object: ObjectType): [Type, NativeObject<ObjectType>] {
    const type = namedType('Schema.SObjectType');
    let token = objectTokens.get(object);
    if (!token) objectTokens.set(object, (token = new NativeObject(type, object)));
    return [type, token];
}

/** The token of a field, with its type; there is one of each. */
export function fieldToken(object: ObjectType, field: Field): [Type, NativeObject<FieldOf>] {
    const type = namedType('Schema.SObjectField');
    let token = fieldTokens.get(field);
    if (!token) fieldTokens.set(field, (token = new NativeObject(type, { object, field })));
    return [type, token];
}
