/** The left side of a comparison: a field or a function, as SQL, with the kind of its values. */
import type { Field } from '../../schema/model.ts';
import type { Offset } from '../errors.ts';
import { constant } from './parameters.ts';

export type Kind =
    'id' | 'text' | 'multi' | 'number' | 'int' | 'boolean' | 'date' | 'datetime' | 'time' | 'distance' | 'other';

export interface Operand {
    readonly sql: string;
    readonly kind: Kind;
    /** What errors call it. */
    readonly name: string;
    readonly offset: Offset;
    /** Text that matters by case. */
    readonly isCaseSensitive?: boolean;
    /** The field behind it; absent where a function makes other values of it. */
    readonly field?: Field;
}

/** The kind of values that a field has. */
export function kindOf(field: Pick<Field, 'type'>): Kind {
    switch (field.type) {
        case 'id':
        case 'reference':
            return 'id';
        case 'multipicklist':
            return 'multi';
        case 'boolean':
        case 'date':
        case 'datetime':
        case 'time':
        case 'int':
            return field.type;
        case 'double':
        case 'currency':
        case 'percent':
            return 'number';
        case 'base64':
        case 'location':
        case 'address':
        case 'anyType':
            return 'other';
        default:
            return 'text';
    }
}

/** What errors call the type of a kind (the types of the Web Services API). */
export const TYPE_NAMES: Readonly<Record<Kind, string>> = {
    id: 'ID',
    text: 'string',
    multi: 'string',
    number: 'double',
    int: 'int',
    boolean: 'boolean',
    date: 'date',
    datetime: 'dateTime',
    time: 'time',
    distance: 'double',
    other: 'anyType',
};

/** The place of a picklist's value in its list, by which picklists are sorted; values out of the list come last. */
export function picklistPlace(sql: string, field: Field): string {
    const values = field.picklist?.values ?? [];
    const cases = values.map(({ value }, index) => `WHEN ${constant(value)} THEN ${String(index)}`);
    return `CASE WHEN ${sql} IS NULL THEN NULL ELSE CASE ${sql} ${cases.join(' ')} ELSE ${String(values.length)} END END`;
}

/** Whether a field is sorted by the order of a list and not by its text. */
export function hasListOrder(field: Field): boolean {
    return field.type === 'picklist' && (field.picklist?.values.length ?? 0) > 0;
}
