/** Objects and fields as the user interface needs to know them (guide, "Object Info", "Field"). */
import type { Field, FieldType, ObjectType } from '../../schema/model.ts';
import { describeField } from '../describe-field.ts';
import { eTagOf } from './identity.ts';
import { recordTypeOf, recordTypesOf, representRecordType } from './record-types.ts';
import { themeOf } from './themes.ts';
import { nameFieldOf, type UiContext } from './ui-context.ts';

/** Describe's types in this API's words; its ids are texts. */
const DATA_TYPES: Readonly<Record<FieldType, string>> = {
    id: 'String',
    reference: 'Reference',
    string: 'String',
    textarea: 'TextArea',
    encryptedstring: 'EncryptedString',
    email: 'Email',
    phone: 'Phone',
    url: 'Url',
    boolean: 'Boolean',
    int: 'Int',
    double: 'Double',
    currency: 'Currency',
    percent: 'Percent',
    date: 'Date',
    datetime: 'DateTime',
    time: 'Time',
    picklist: 'Picklist',
    multipicklist: 'MultiPicklist',
    combobox: 'ComboBox',
    base64: 'Base64',
    location: 'Location',
    address: 'Address',
    anyType: 'Anytype',
};

const EXTRA_TYPES: Readonly<Record<string, string>> = { richtextarea: 'RichTextArea', plaintextarea: 'PlainTextArea' };

/** The objects that the user may read, in short. */
export function objectDirectory(ui: UiContext): object {
    const visible = ui.org.schema.objects.filter((object) => ui.seesObject(object));
    const entries = visible.map((object) => [
        object.name,
        {
            apiName: object.name,
            keyPrefix: object.keyPrefix ?? null,
            label: ui.translations.objectLabel(object),
            labelPlural: ui.translations.objectLabelPlural(object),
            nameFields: nameFields(object),
            objectInfoUrl: ui.url(`object-info/${object.name}`),
        },
    ]);
    const objects: unknown = Object.fromEntries(entries);
    return { eTag: eTagOf(objects), objects };
}

/** An object with all that a user may know of it. */
export function objectInfo(ui: UiContext, object: ObjectType): Record<string, unknown> {
    const { session, translations } = ui;
    const rights = session.permissions.object(object);
    const fields = ui.fields(object);
    const isLayoutable = object.kind === 'custom' || !object.setup;
    const info = {
        apiName: object.name,
        associateEntityType: null,
        associateParentEntity: null,
        childRelationships: childRelationships(ui, object),
        compactLayoutable: isLayoutable,
        createable: object.createable && rights.create,
        custom: object.custom,
        defaultRecordTypeId: recordTypeOf(ui, object).recordTypeId,
        deletable: object.deletable && rights.delete,
        dependentFields: dependentFields(fields),
        feedEnabled: false,
        fields: Object.fromEntries(fields.map((field) => [field.name, fieldInfo(ui, object, field)])),
        keyPrefix: object.keyPrefix ?? null,
        label: translations.objectLabel(object),
        labelPlural: translations.objectLabelPlural(object),
        layoutable: isLayoutable,
        mruEnabled: object.kind === 'custom',
        nameFields: nameFields(object),
        queryable: object.queryable,
        recordTypeInfos: Object.fromEntries(
            recordTypesOf(ui, object).map((one) => [one.recordTypeId, representRecordType(one)]),
        ),
        searchLayoutable: isLayoutable,
        searchable: object.searchable,
        themeInfo: themeOf(ui, object),
        updateable: object.updateable && rights.edit,
    };
    return { ...info, eTag: eTagOf(info) };
}

/** The fields by which records are called: persons have first and last names besides the whole. */
export function nameFields(object: ObjectType): string[] {
    const names = ['FirstName', 'LastName'].filter((name) => object.fields.has(name));
    const name = nameFieldOf(object)?.name;
    return name === undefined ? names : [...names, name];
}

function childRelationships(ui: UiContext, object: ObjectType): object[] {
    const { permissions } = ui.session;
    return ui.org.schema
        .childRelationships(object)
        .filter(({ child, field }) => permissions.object(child).read && permissions.field(child, field).read)
        .flatMap(({ child, field, relationshipName }) =>
            relationshipName === undefined
                ? []
                : {
                      childObjectApiName: child.name,
                      fieldName: field.name,
                      junctionIdListNames: [],
                      junctionReferenceTo: [],
                      relationshipName,
                  },
        );
}

/** Controlling fields with the fields that depend on them, which may control others. */
function dependentFields(fields: readonly Field[]): Record<string, object> {
    const controllerOf = (field: Field): string | undefined => field.picklist?.controllingField;
    // a circle, which no deploy would take, must not be followed for ever
    const under = (name: string, above: readonly string[]): Record<string, object> =>
        Object.fromEntries(
            fields
                .filter((field) => controllerOf(field) === name && !above.includes(field.name))
                .map((field) => [field.name, under(field.name, [...above, name])]),
        );
    const controllers = fields.filter(
        (field) =>
            controllerOf(field) === undefined && fields.some((dependent) => controllerOf(dependent) === field.name),
    );
    return Object.fromEntries(controllers.map(({ name }) => [name, under(name, [])]));
}

/** A field for a user. */
function fieldInfo(ui: UiContext, object: ObjectType, field: Field): Record<string, unknown> {
    const rights = ui.session.permissions.field(object, field);
    const described = describeField(object, field, rights, ui.translations) as Record<string, unknown>;
    const isCompound = field.type === 'location' || field.type === 'address';
    return {
        apiName: field.name,
        calculated: described['calculated'],
        compound: isCompound,
        compoundComponentName: field.compoundField === undefined ? null : componentName(field),
        compoundFieldName: field.compoundField ?? null,
        controllerName: described['controllerName'],
        controllingFields: field.picklist?.controllingField === undefined ? [] : [field.picklist.controllingField],
        createable: described['createable'],
        custom: field.custom,
        dataType: DATA_TYPES[field.type],
        externalId: field.externalId,
        extraTypeInfo: EXTRA_TYPES[String(described['extraTypeInfo'])] ?? null,
        filterable: field.filterable,
        filteredLookupInfo: filteredLookup(field),
        highScaleNumber: false,
        htmlFormatted: field.htmlFormatted,
        inlineHelpText: described['inlineHelpText'],
        label: described['label'],
        length: field.length,
        maskType: null,
        nameField: field.nameField,
        polymorphicForeignKey: described['polymorphicForeignKey'],
        precision: described['precision'],
        reference: field.type === 'reference',
        referenceTargetField: null,
        referenceToInfos: referenceToInfos(ui, field),
        relationshipName: described['relationshipName'],
        required: !field.nillable,
        scale: field.scale,
        searchPrefilterable: described['searchPrefilterable'],
        sortable: field.sortable,
        unique: field.unique,
        updateable: described['updateable'],
    };
}

/** `BillingStreet` → `Street`, `Place__Latitude__s` → `Latitude`. */
function componentName({ name }: Field): string {
    return (
        /__(\w+)__s$/.exec(name)?.[1] ??
        /(Street|City|State|PostalCode|Country|FirstName|LastName)$/.exec(name)?.[1] ??
        name
    );
}

/** Which fields of the record itself the filter of a lookup reads. */
function filteredLookup(
    field: Field,
): { controllingFields: string[]; dependent: boolean; optionalFilter: boolean } | null {
    const filter = field.reference?.filter;
    if (!filter?.active) return null;
    const own = filter.items
        .flatMap(({ field: left, valueField = '' }) => [left, valueField])
        .filter((path) => path.startsWith('$Source.'))
        .map((path) => path.split('.')[1] ?? '');
    const controllingFields = [...new Set(own)];
    return { controllingFields, dependent: controllingFields.length > 0, optionalFilter: filter.isOptional };
}

function referenceToInfos(ui: UiContext, field: Field): object[] {
    return (field.reference?.to ?? []).flatMap((name) => {
        const object = ui.org.schema.object(name);
        if (!object || !ui.session.permissions.object(object).read) return [];
        return { apiName: object.name, nameFields: nameFields(object) };
    });
}
