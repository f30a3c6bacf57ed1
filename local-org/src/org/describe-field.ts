/** A field as describe tells it (REST API developer guide, "sObject Describe"; SOAP API, "DescribeSObjectResult"). */
import type { FieldRights } from '../access/permissions.ts';
import type { Translations } from '../metadata/translations.ts';
import { isLongText, isNumeric } from '../schema/field.ts';
import type { Field, FieldType, ObjectType, PicklistValue } from '../schema/model.ts';

const SOAP_TYPES: Partial<Record<FieldType, string>> = {
    id: 'tns:ID',
    reference: 'tns:ID',
    boolean: 'xsd:boolean',
    int: 'xsd:int',
    double: 'xsd:double',
    currency: 'xsd:double',
    percent: 'xsd:double',
    date: 'xsd:date',
    datetime: 'xsd:dateTime',
    time: 'xsd:time',
    base64: 'xsd:base64Binary',
    location: 'urn:location',
    address: 'urn:address',
    anyType: 'xsd:anyType',
};

/**
 * @param rights what the user may do with the field
 * @param translations into the user's language
 */
export function describeField(
    object: ObjectType,
    field: Field,
    rights: FieldRights,
    translations: Translations,
): object {
    const { reference, picklist, formula, summary } = field;
    const isCalculated = formula !== undefined || summary !== undefined;
    return {
        aggregatable: field.aggregatable,
        aiPredictionField: false,
        autoNumber: field.autoNumber !== undefined,
        byteLength: field.length * 3,
        calculated: isCalculated,
        calculatedFormula: formula?.source ?? null,
        cascadeDelete: reference?.onDelete === 'Cascade',
        caseSensitive: field.caseSensitive,
        compoundFieldName: field.compoundField ?? null,
        controllerName: picklist?.controllingField ?? null,
        createable: field.createable && rights.edit,
        custom: field.custom,
        defaultValue: field.type === 'boolean' ? field.defaultValue === 'true' : null,
        defaultValueFormula: field.custom && field.type !== 'boolean' ? (field.defaultValue ?? null) : null,
        defaultedOnCreate: field.defaultedOnCreate,
        dependentPicklist: picklist?.controllingField !== undefined,
        deprecatedAndHidden: false,
        digits: field.type === 'int' ? field.precision : 0,
        displayLocationInDecimal: field.displayLocationInDecimal ?? false,
        encrypted: field.type === 'encryptedstring',
        externalId: field.externalId,
        extraTypeInfo: extraTypeInfo(field),
        filterable: field.filterable,
        filteredLookupInfo: reference?.filter?.active ? filterInfo(reference.filter.isOptional) : null,
        formulaTreatNullNumberAsZero: formula?.blanksAs === 'BlankAsZero',
        groupable: field.groupable,
        highScaleNumber: false,
        htmlFormatted: field.htmlFormatted,
        idLookup:
            field.type === 'id' || field.externalId || (field.nameField && field.type === 'string' && !isCalculated),
        inlineHelpText: translations.fieldHelp(object, field) ?? null,
        label: translations.fieldLabel(object, field),
        length: field.length,
        mask: null,
        maskType: null,
        name: field.name,
        nameField: field.nameField,
        namePointing: (reference?.to.length ?? 0) > 1,
        nillable: field.nillable,
        permissionable: field.permissionable,
        picklistValues: picklistValues(object, field, translations),
        polymorphicForeignKey: (reference?.to.length ?? 0) > 1,
        precision: isNumeric(field) && field.type !== 'int' ? field.precision : 0,
        queryByDistance: field.type === 'location' || field.type === 'address',
        referenceTargetField: null,
        referenceTo: reference?.to ?? [],
        relationshipName: reference?.relationshipName ?? null,
        relationshipOrder: reference?.isMasterDetail ? (reference.order ?? 0) : null,
        restrictedDelete: reference?.onDelete === 'Restrict',
        restrictedPicklist: picklist?.restricted ?? false,
        scale: field.scale,
        searchPrefilterable: field.type === 'reference',
        soapType: SOAP_TYPES[field.type] ?? 'xsd:string',
        sortable: field.sortable,
        type: field.type,
        unique: field.unique,
        updateable: field.updateable && rights.edit,
        writeRequiresMasterRead: reference?.writeRequiresMasterRead ?? false,
    };
}

function extraTypeInfo(field: Field): string | null {
    if (field.htmlFormatted) return 'richtextarea';
    if (isLongText(field)) return 'plaintextarea';
    return null;
}

function filterInfo(isOptional: boolean): object {
    return { controllingFields: [], dependent: false, optionalFilter: isOptional };
}

function picklistValues(object: ObjectType, field: Field, translations: Translations): object[] {
    const controlling = field.picklist?.controllingField;
    const controllingValues = object.fields.get(controlling ?? '')?.picklist?.values ?? [];
    return (field.picklist?.values ?? []).map((value) => ({
        active: value.active,
        defaultValue: value.isDefault,
        label: translations.valueLabel(object, field, value),
        validFor: controlling === undefined ? null : validForBits(value, controllingValues),
        value: value.value,
    }));
}

/** One bit for each value of the controlling field, the first in the highest bit, as base 64. */
function validForBits(value: PicklistValue, controlling: readonly PicklistValue[]): string {
    const bytes = Buffer.alloc(Math.ceil(controlling.length / 8));
    controlling.forEach((one, index) => {
        if (value.validFor?.includes(one.value)) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (0x80 >> (index % 8));
    });
    return bytes.toString('base64');
}
