/** Makes fields with an org's usual properties, so that whoever defines one writes only what is special about it. */
import type { Field, FieldType } from './model.ts';

/** What a field must be given; the rest has defaults that follow from the type. */
export type FieldSettings = Partial<Field> & Pick<Field, 'name' | 'type'>;

const NUMERIC: readonly FieldType[] = ['int', 'double', 'currency', 'percent'];
const NOT_FILTERABLE: readonly FieldType[] = ['base64', 'location', 'address'];
const NOT_GROUPABLE: readonly FieldType[] = ['double', 'currency', 'percent', 'datetime', 'time', 'multipicklist'];
const DEFAULT_LENGTH: Partial<Record<FieldType, number>> = {
    id: 18,
    reference: 18,
    string: 255,
    email: 80,
    phone: 40,
    url: 255,
    textarea: 255,
    picklist: 255,
    combobox: 255,
    multipicklist: 4099,
    encryptedstring: 175,
};

/** Text areas over 255 characters cannot be filtered, sorted or grouped by. */
export function isLongText(field: Pick<Field, 'type' | 'length'>): boolean {
    return field.type === 'textarea' && field.length > 255;
}

/**
 * A field with the properties that follow from its type.
 * @param settings name, type, and what is special about the field
 */
export function makeField(settings: FieldSettings): Field {
    const { type } = settings;
    const length = settings.length ?? DEFAULT_LENGTH[type] ?? 0;
    const computed =
        settings.formula !== undefined || settings.summary !== undefined || settings.autoNumber !== undefined;
    const isOpen = !NOT_FILTERABLE.includes(type) && !isLongText({ type, length });
    return {
        label: settings.name,
        custom: false,
        length,
        precision: 0,
        scale: 0,
        nillable: type !== 'boolean',
        defaultedOnCreate: type === 'boolean',
        createable: !computed,
        updateable: !computed,
        unique: false,
        caseSensitive: false,
        externalId: false,
        nameField: false,
        permissionable: false,
        filterable: isOpen,
        sortable: isOpen && type !== 'multipicklist',
        groupable: isOpen && !NOT_GROUPABLE.includes(type) && settings.formula === undefined,
        aggregatable: isOpen && type !== 'boolean' && type !== 'multipicklist' && type !== 'time',
        htmlFormatted: false,
        trackHistory: false,
        ...settings,
    };
}

export function isNumeric(field: Pick<Field, 'type'>): boolean {
    return NUMERIC.includes(field.type);
}
