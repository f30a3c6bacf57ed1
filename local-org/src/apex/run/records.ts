/** Reads and writes of a record's fields while a program runs. */
import type { Field } from '../../schema/model.ts';
import type { Type } from '../types/type.ts';
import { exception } from './exceptions.ts';
import type { SObjectValue } from './sobject.ts';
import { ListValue, type Value } from './values.ts';

/**
 * The value of a field.
 * @throws Thrown SObjectException when the query did not ask for it
 */
export function readField(record: SObjectValue, field: Field): Value {
    const value = record.fields[field.name];
    if (value !== undefined) return value;
    if (field.formula && record.formula) return record.formula(field);
    if (record.isQueried && field.name !== 'Id')
        throw exception(
            'SObjectException',
            `SObject row was retrieved via SOQL without querying the requested field: ${record.object.name}.${field.name}`,
        );
    return field.type === 'boolean' ? false : null;
}

/** The parent that a query or the program put there. */
export function readParent(record: SObjectValue, name: string, field: Field): Value {
    const parent = record.parents?.[name];
    if (parent !== undefined) return parent;
    if (record.isQueried && record.fields[field.name] === undefined)
        throw exception(
            'SObjectException',
            `SObject row was retrieved via SOQL without querying the requested field: ${record.object.name}.${name}`,
        );
    return null;
}

export function readChildren(record: SObjectValue, name: string, type: Type): Value {
    const children = (record.children ??= {});
    return (children[name] ??= new ListValue(type));
}

/** @throws Thrown FinalException when the record may not be changed */
export function writeField(record: SObjectValue, field: Field, value: Value): void {
    if (record.isReadOnly) throw exception('FinalException', 'Record is read-only');
    record.fields[field.name] = value;
}

export function writeParent(record: SObjectValue, name: string, value: SObjectValue | null): void {
    if (record.isReadOnly) throw exception('FinalException', 'Record is read-only');
    (record.parents ??= {})[name] = value;
}
