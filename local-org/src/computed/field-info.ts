/** What a formula needs to know of a field: its type in the formula language, found by path from an object. */
import type { FieldInfo, FieldType as FormulaType } from '../formula/index.ts';
import type { Field, FieldType, ObjectType } from '../schema/model.ts';
import type { Schema } from '../schema/schema.ts';

const TYPES: Record<FieldType, FormulaType> = {
    id: 'Id',
    reference: 'Lookup',
    string: 'Text',
    textarea: 'TextArea',
    encryptedstring: 'EncryptedText',
    email: 'Email',
    phone: 'Phone',
    url: 'Url',
    boolean: 'Checkbox',
    int: 'Number',
    double: 'Number',
    currency: 'Currency',
    percent: 'Percent',
    date: 'Date',
    datetime: 'DateTime',
    time: 'Time',
    picklist: 'Picklist',
    multipicklist: 'MultiselectPicklist',
    combobox: 'Text',
    base64: 'Text',
    location: 'Location',
    address: 'Text',
    anyType: 'Text',
};

/** A field reached from an object: the lookups on the way, then the field. */
export interface FieldPath {
    readonly steps: readonly { readonly field: Field; readonly parent: ObjectType }[];
    readonly owner: ObjectType;
    readonly field: Field;
}

/**
 * Follows a path such as `Shelf__r.Library__r.City__c`; of an owner that is a user, such as `Owner:User.Name`.
 * @returns undefined when a step of it does not exist
 */
export function findPath(schema: Schema, object: ObjectType, path: readonly string[]): FieldPath | undefined {
    const steps: { field: Field; parent: ObjectType }[] = [];
    let owner = object;
    for (const name of path.slice(0, -1)) {
        const [relationship = '', type] = name.split(':');
        const field = schema.parentRelationship(owner, relationship);
        const [first = ''] = field?.reference?.to ?? [];
        const parent = schema.object(first);
        if (!field || !parent || (type !== undefined && type.toLowerCase() !== first.toLowerCase())) return undefined;
        steps.push({ field, parent });
        owner = parent;
    }
    const field = schema.field(owner, path.at(-1) ?? '');
    return field && { steps, owner, field };
}

/** A field as the formula language types it. @param path under which its value is read */
export function infoOf(field: Field, path: string): FieldInfo {
    const values = field.picklist?.values.map((one) => one.value);
    return {
        type: TYPES[field.type],
        scale: field.scale,
        path,
        ...(field.precision > 0 ? { precision: field.precision } : {}),
        ...(values && field.type === 'multipicklist' ? { values } : {}),
    };
}

/** The type that a formula field returns, in the formula language. */
export function returnTypeOf(
    field: Field,
): 'Checkbox' | 'Text' | 'Number' | 'Currency' | 'Percent' | 'Date' | 'DateTime' | 'Time' {
    switch (TYPES[field.type]) {
        case 'Checkbox':
            return 'Checkbox';
        case 'Number':
            return 'Number';
        case 'Currency':
            return 'Currency';
        case 'Percent':
            return 'Percent';
        case 'Date':
            return 'Date';
        case 'DateTime':
            return 'DateTime';
        case 'Time':
            return 'Time';
        default:
            return 'Text';
    }
}
