/** From a CustomField of the Metadata API to a field as describe tells it. */
import { makeField, type FieldSettings } from '../schema/field.ts';
import type {
    DeleteRule,
    Field,
    FieldType,
    FilterItem,
    LookupFilter,
    Picklist,
    PicklistValue,
} from '../schema/model.ts';
import type { XmlElement } from './xml.ts';

/** The types of the Metadata API, and what describe calls them. */
const TYPES: Record<string, FieldType> = {
    AutoNumber: 'string',
    Checkbox: 'boolean',
    Currency: 'currency',
    Date: 'date',
    DateTime: 'datetime',
    Email: 'email',
    EncryptedText: 'encryptedstring',
    Html: 'textarea',
    Hierarchy: 'reference',
    Location: 'location',
    LongTextArea: 'textarea',
    Lookup: 'reference',
    MasterDetail: 'reference',
    MetadataRelationship: 'reference',
    MultiselectPicklist: 'multipicklist',
    Number: 'double',
    Percent: 'percent',
    Phone: 'phone',
    Picklist: 'picklist',
    Summary: 'double',
    Text: 'string',
    TextArea: 'textarea',
    Time: 'time',
    Url: 'url',
};

/** Text formulas hold up to 1,300 characters (Salesforce help, "Formula field limits"). */
const FORMULA_TEXT_LENGTH = 1300;

/** Value sets that fields may share, by name. */
export type ValueSets = ReadonlyMap<string, readonly PicklistValue[]>;

/**
 * The fields that a CustomField makes: one, or the three of a geolocation.
 * @param xml the element; its `fullName` may be absent where the file's name tells it
 * @throws Error for a type that the Metadata API does not know
 */
export function customFields(name: string, xml: XmlElement, valueSets: ValueSets): Field[] {
    const metadataType = xml.value('type') ?? '';
    const type = TYPES[metadataType];
    if (!type) throw new Error(`'${metadataType}' is not a valid value for the enum 'FieldType'`);
    const field = makeField({
        ...commonSettings(name, type, xml),
        ...sizeSettings(metadataType, xml),
        ...sourceSettings(xml),
        ...(type === 'reference' ? referenceSettings(name, metadataType, xml) : {}),
        ...(type === 'picklist' || type === 'multipicklist' ? { picklist: picklist(xml, valueSets) } : {}),
    });
    return type === 'location' ? [field, ...geolocationParts(field)] : [field];
}

function commonSettings(name: string, type: FieldType, xml: XmlElement): FieldSettings {
    const isRequired = xml.flag('required') || xml.value('type') === 'MasterDetail';
    const help = xml.value('inlineHelpText');
    const defaultValue = xml.value('defaultValue');
    return {
        name,
        type,
        label: xml.value('label') ?? name,
        custom: true,
        nillable: type !== 'boolean' && !isRequired,
        permissionable: !isRequired,
        unique: xml.flag('unique'),
        caseSensitive: xml.flag('caseSensitive'),
        externalId: xml.flag('externalId'),
        trackHistory: xml.flag('trackHistory'),
        htmlFormatted: xml.value('type') === 'Html',
        ...(help === undefined ? {} : { helpText: help }),
        ...(defaultValue === undefined ? {} : { defaultValue }),
    };
}

function sizeSettings(metadataType: string, xml: XmlElement): Partial<FieldSettings> {
    const isFormula = xml.child('formula') !== undefined;
    switch (metadataType) {
        case 'Text':
            return { length: isFormula ? FORMULA_TEXT_LENGTH : (xml.number('length') ?? 255) };
        case 'TextArea':
            return { length: 255 };
        case 'LongTextArea':
        case 'Html':
            return { length: xml.number('length') ?? 32768 };
        case 'AutoNumber':
            return { length: 30 };
        case 'Number':
        case 'Currency':
        case 'Percent':
            return { precision: xml.number('precision') ?? 18, scale: xml.number('scale') ?? 0 };
        case 'Summary':
            return { precision: 18, scale: 0 };
        case 'Location':
            return { scale: xml.number('scale') ?? 2, displayLocationInDecimal: xml.flag('displayLocationInDecimal') };
        default:
            return {};
    }
}

/** Where the value of a computed field comes from. */
function sourceSettings(xml: XmlElement): Partial<FieldSettings> {
    const formula = xml.value('formula');
    if (formula !== undefined) {
        const blanksAs = xml.value('formulaTreatBlanksAs') === 'BlankAsZero' ? 'BlankAsZero' : 'BlankAsBlank';
        return { formula: { source: formula, blanksAs } };
    }
    if (xml.value('type') === 'Summary') return { summary: summary(xml) };
    if (xml.value('type') === 'AutoNumber')
        return { autoNumber: autoNumber(xml), nillable: false, defaultedOnCreate: true };
    return {};
}

/** The format of an auto number, and the number with which it starts. */
export function autoNumber(xml: XmlElement): { format: string; start: number } {
    return { format: xml.value('displayFormat') ?? '{0}', start: xml.number('startingNumber') ?? 1 };
}

function summary(xml: XmlElement): NonNullable<Field['summary']> {
    const [childObject = '', foreignKey = ''] = (xml.value('summaryForeignKey') ?? '').split('.');
    const field = xml.value('summarizedField')?.split('.')[1];
    return {
        operation: (xml.value('summaryOperation') ?? 'count') as 'count' | 'sum' | 'min' | 'max',
        childObject,
        foreignKey,
        filters: xml.all('summaryFilterItems').map((item) => filterItem(item)),
        ...(field === undefined ? {} : { field }),
    };
}

/** A child keeps its master, unless the relationship says that it may be given another one. */
function referenceSettings(name: string, metadataType: string, xml: XmlElement): Partial<FieldSettings> {
    const made = reference(name, metadataType, xml);
    return made.isMasterDetail ? { reference: made, updateable: made.reparentable === true } : { reference: made };
}

function reference(name: string, metadataType: string, xml: XmlElement): NonNullable<Field['reference']> {
    const isMasterDetail = metadataType === 'MasterDetail';
    const child = xml.value('relationshipName');
    // what must have a parent cannot lose it
    const byDefault = xml.flag('required') ? 'Restrict' : 'SetNull';
    const filter = xml.child('lookupFilter');
    return {
        to: xml.values('referenceTo'),
        relationshipName: name.replace(/__c$/, '__r'),
        isMasterDetail,
        onDelete: isMasterDetail ? 'Cascade' : ((xml.value('deleteConstraint') ?? byDefault) as DeleteRule),
        ...(child === undefined ? {} : { childRelationshipName: `${child}__r` }),
        ...(isMasterDetail
            ? {
                  order: xml.number('relationshipOrder') ?? 0,
                  reparentable: xml.flag('reparentableMasterDetail'),
                  writeRequiresMasterRead: xml.flag('writeRequiresMasterRead'),
              }
            : {}),
        ...(filter ? { filter: lookupFilter(filter) } : {}),
    };
}

function lookupFilter(xml: XmlElement): LookupFilter {
    const errorMessage = xml.value('errorMessage');
    const booleanFilter = xml.value('booleanFilter');
    return {
        active: xml.flag('active'),
        isOptional: xml.flag('isOptional'),
        items: xml.all('filterItems').map((item) => filterItem(item)),
        ...(errorMessage === undefined ? {} : { errorMessage }),
        ...(booleanFilter === undefined ? {} : { booleanFilter }),
    };
}

/** A condition of a filter, as metadata writes it. */
export function filterItem(xml: XmlElement): FilterItem {
    const value = xml.value('value');
    const valueField = xml.value('valueField');
    return {
        field: xml.value('field') ?? '',
        operation: xml.value('operation') ?? 'equals',
        ...(value === undefined ? {} : { value }),
        ...(valueField === undefined ? {} : { valueField }),
    };
}

function picklist(xml: XmlElement, valueSets: ValueSets): Picklist {
    const valueSet = xml.child('valueSet');
    if (!valueSet) return { restricted: false, values: [] };
    const setName = valueSet.value('valueSetName');
    const own = valueSet.child('valueSetDefinition');
    const values = setName === undefined ? picklistValues(own?.all('value') ?? []) : valueSets.get(setName);
    if (!values) throw new Error(`In field: valueSetName - no GlobalValueSet named ${setName ?? ''} found`);
    const controllingField = valueSet.value('controllingField');
    return {
        restricted: valueSet.flag('restricted'),
        values: controllingField === undefined ? values : withDependencies(values, valueSet.all('valueSettings')),
        ...(setName === undefined ? {} : { valueSetName: setName }),
        ...(controllingField === undefined ? {} : { controllingField }),
    };
}

/** The values of a value set, own (`value`) or global (`customValue`). */
export function picklistValues(elements: readonly XmlElement[]): PicklistValue[] {
    return elements.map((element) => {
        const value = element.value('fullName') ?? '';
        return {
            value,
            label: element.value('label') ?? value,
            active: element.value('isActive') !== 'false',
            isDefault: element.flag('default'),
        };
    });
}

function withDependencies(values: readonly PicklistValue[], settings: readonly XmlElement[]): PicklistValue[] {
    const controlling = new Map(settings.map((one) => [one.value('valueName'), one.values('controllingFieldValue')]));
    return values.map((value) => ({ ...value, validFor: controlling.get(value.value) ?? [] }));
}

/** A geolocation is a compound: its latitude and longitude are what is stored and written. */
function geolocationParts(whole: Field): Field[] {
    return ['Latitude', 'Longitude'].map((part) =>
        makeField({
            name: whole.name.replace(/__c$/, `__${part}__s`),
            label: `${whole.label} (${part})`,
            type: 'double',
            custom: true,
            precision: 18,
            scale: 15,
            permissionable: true,
            compoundField: whole.name,
        }),
    );
}
