/** Records of custom metadata types (deploy rules CMD-01 … CMD-07). */
import type { XmlElement } from '../xml.ts';
import { checkLength, isManaged } from './names.ts';
import { at, type Checked, type Finding, type Rule } from './rule.ts';

/** The types that a value may say it has, by the type of its field; others are not judged. */
const VALUE_TYPES: Readonly<Record<string, readonly string[]>> = {
    Text: ['string'],
    TextArea: ['string'],
    LongTextArea: ['string'],
    Checkbox: ['boolean'],
    Number: ['double', 'int', 'decimal'],
    Percent: ['double', 'decimal'],
    Date: ['date'],
    DateTime: ['dateTime'],
    Picklist: ['string'],
    Email: ['string'],
    Url: ['string'],
    Phone: ['string'],
    MetadataRelationship: ['string'],
};

function* record({ component, xml, org }: Checked): Iterable<Finding> {
    const [type = '', name = ''] = component.fullName.split('.');
    const object = `${type}__mdt`;
    if (isManaged(object)) return;
    if (!org.has('CustomObject', object)) {
        yield { problem: `In field: customMetadata - no CustomMetadata named ${object} found` };
        return;
    }
    yield* checkLength('label', xml.value('label'), 40);
    yield* checkLength('fullName', name, 40);
    const given = new Set<string>();
    for (const entry of xml.all('values')) {
        const field = entry.value('field') ?? '';
        given.add(field.toLowerCase());
        const definition = org.customField(object, field);
        if (definition) yield* valueFaults(entry, definition, org);
        else if (!org.hasField(object, field) && !isManaged(field))
            yield at(entry, `In field: ${field} - no CustomField named ${object}.${field} found`);
    }
    for (const { fullName, xml: field } of org.namedFieldsOf(object)) {
        const [, fieldName = ''] = fullName.split('.');
        if (field.flag('required') && !given.has(fieldName.toLowerCase()))
            yield { problem: `Required fields are missing: [${fieldName}]` };
    }
}

function* valueFaults(entry: XmlElement, field: XmlElement, org: Checked['org']): Iterable<Finding> {
    const value = entry.child('value');
    const name = entry.value('field') ?? '';
    const type = field.value('type') ?? '';
    if (!value || value.attributes['xsi:nil'] === 'true') return;
    const given = (value.attributes['xsi:type'] ?? '').split(':').at(-1) ?? '';
    const allowed = VALUE_TYPES[type];
    if (given !== '' && allowed && !allowed.includes(given))
        yield at(value, `In field: ${name} - a value of type xsd:${given} does not fit a field of type ${type}`);
    const length = field.number('length');
    if (type === 'Text' && length !== undefined) yield* checkLength(name, value.text, length);
    const known = field.child('valueSet')?.flag('restricted') ? org.valuesOf(field) : undefined;
    if (known && value.text !== '' && !known.has(value.text))
        yield at(value, `bad value for restricted picklist field: ${value.text}`);
}

export const CUSTOM_METADATA_RULES: readonly Rule[] = [record];
