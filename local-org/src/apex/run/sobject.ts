/** Records: the values of the fields that are set, by the fields' names, with parents and children beside them. */
import type { Field, ObjectType } from '../../schema/model.ts';
import { SOBJECT, sobjectOf, type Type } from '../types/type.ts';
import { Instance, type ListValue, type Value } from './values.ts';

export class SObjectValue extends Instance {
    readonly object: ObjectType;
    /** Values by the field's own name; a field that is not there is not set. */
    fields: Record<string, Value>;
    /** Parents by the relationship's name; null where the query asked for one and there is none. */
    parents: Record<string, SObjectValue | null> | undefined;
    /** Children by the relationship's name. */
    children: Record<string, ListValue> | undefined;
    /** Came from a query, so that fields which were not asked for cannot be read. */
    isQueried = false;
    /** A trigger may not change it: `Trigger.old`, and `Trigger.new` after the write. */
    isReadOnly = false;
    /** Evaluates formula fields of a record in a trigger. */
    formula: ((field: Field) => Value) | undefined;
    /** Errors that `addError` added. */
    errors: { message: string; field?: string }[] | undefined;

    constructor(object: ObjectType, fields: Record<string, Value> = {}) {
        super();
        this.object = object;
        this.fields = fields;
    }

    get type(): Type {
        return sobjectOf(this.object);
    }

    /** What it holds, as a text that equal records share. */
    contentKey(textOf: (value: Value) => string): string {
        const { fields } = this;
        const names = Object.keys(fields).sort();
        return `${this.object.name}${names.map((name) => `${name}=${textOf(fields[name] ?? null)}`).join()}`;
    }
}

/** The static type of a value's field is looked up elsewhere; any record is an SObject. */
export function isSObjectType(type: Type): boolean {
    return type === SOBJECT || type.object !== undefined;
}
