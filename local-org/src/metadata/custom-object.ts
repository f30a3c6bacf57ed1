/** From the files of a custom object (or the additions to a standard one) to an object of the schema. */
import { ComponentFault } from './component.ts';
import { makeField } from '../schema/field.ts';
import type { Field, ObjectType, RecordTypeInfo, SharingModel, ValidationRule } from '../schema/model.ts';
import { readLine, systemFields } from '../schema/standard/notation.ts';
import { autoNumber, customFields, type ValueSets } from './custom-field.ts';
import type { XmlElement } from './xml.ts';

/** An object's own element, and the elements of its parts, wherever they were written. */
export interface ObjectSources {
    readonly name: string;
    readonly object?: XmlElement;
    readonly fields: ReadonlyMap<string, XmlElement>;
    readonly recordTypes: ReadonlyMap<string, XmlElement>;
    readonly validationRules: ReadonlyMap<string, XmlElement>;
    readonly sharingReasons: ReadonlyMap<string, XmlElement>;
}

/**
 * Makes a custom object.
 * @param keyPrefix the first three characters of its ids
 * @throws Error when a field cannot be read
 */
export function customObject(sources: ObjectSources, keyPrefix: string, valueSets: ValueSets): ObjectType {
    const { name } = sources;
    const object = sources.object ?? missing(name);
    const kind = kindOf(name, object);
    const own = fieldsOf(sources, valueSets);
    const isChild = own.some((field) => field.reference?.isMasterDetail);
    const system = systemFieldsOf(kind, object, isChild, sources.recordTypes.size > 0);
    const label = object.value('label') ?? name;
    const sharingModel = sharingModelOf(name, object, isChild);
    return {
        name,
        label,
        labelPlural: object.value('pluralLabel') ?? label,
        custom: true,
        keyPrefix,
        fields: new Map([...system, ...own].map((field) => [field.name, field])),
        recordTypes: recordTypesOf(sources),
        validationRules: rulesOf(sources),
        sharingModel,
        sharingReasons: [...sources.sharingReasons.keys()],
        sharingRules: [],
        kind,
        ...(kind === 'customSetting' ? { settingsType: settingsTypeOf(object) } : {}),
        ...(kind === 'platformEvent' ? { publishBehavior: publishBehaviorOf(object) } : {}),
        createable: kind !== 'customMetadata',
        updateable: kind !== 'customMetadata' && kind !== 'platformEvent',
        deletable: kind !== 'customMetadata' && kind !== 'platformEvent',
        queryable: kind !== 'platformEvent',
        searchable: object.flag('enableSearch'),
        undeletable: kind === 'custom',
        historyEnabled: object.flag('enableHistory'),
        setup: kind === 'customMetadata',
    };
}

/** A standard object with the custom fields, record types and rules that a project adds to it. */
export function extendedObject(standard: ObjectType, sources: ObjectSources, valueSets: ValueSets): ObjectType {
    const recordTypes = recordTypesOf(sources);
    const fields = [
        ...[...standard.fields.values()].map((field) => adjusted(field, sources.fields.get(field.name))),
        ...fieldsOf(sources, valueSets),
        ...(recordTypes.length > 0 ? [RECORD_TYPE] : []),
    ];
    return {
        ...standard,
        fields: new Map(fields.map((field) => [field.name, field])),
        recordTypes,
        validationRules: rulesOf(sources),
        sharingModel: (sources.object?.value('sharingModel') ?? standard.sharingModel) as SharingModel,
        historyEnabled: sources.object?.flag('enableHistory') ?? standard.historyEnabled,
    };
}

/** An element for a standard field turns its history on or off; its definition stays what it is. */
function adjusted(field: Field, xml: XmlElement | undefined): Field {
    return xml?.child('trackHistory') ? { ...field, trackHistory: xml.flag('trackHistory') } : field;
}

const RECORD_TYPE = readLine('RecordTypeId reference(RecordType) label=Record_Type_ID');

const METADATA_FIELDS: readonly Field[] = [
    ...systemFields({ bare: true }),
    ...[
        'DeveloperName string(40) required name',
        'MasterLabel string(40) required',
        'Language picklist() readonly',
        'NamespacePrefix string(15) readonly',
        'Label string(40) readonly',
        'QualifiedApiName string(70) readonly',
        'SystemModstamp datetime readonly',
    ].map((line) => readLine(line)),
];

/** Source: Platform Events Developer Guide, "Platform Event Fields". */
const EVENT_FIELDS: readonly Field[] = [
    ...systemFields({ bare: true }),
    ...[
        'ReplayId string(1000) readonly',
        'EventUuid string(36) readonly',
        'CreatedDate datetime readonly',
        'CreatedById reference(User) readonly',
    ].map((line) => readLine(line)),
];

function settingsTypeOf(object: XmlElement): 'List' | 'Hierarchy' {
    return object.value('customSettingsType') === 'List' ? 'List' : 'Hierarchy';
}

function publishBehaviorOf(object: XmlElement): 'PublishAfterCommit' | 'PublishImmediately' {
    return object.value('publishBehavior') === 'PublishImmediately' ? 'PublishImmediately' : 'PublishAfterCommit';
}

function kindOf(name: string, object: XmlElement): ObjectType['kind'] {
    if (name.endsWith('__mdt')) return 'customMetadata';
    if (name.endsWith('__e')) return 'platformEvent';
    return object.child('customSettingsType') ? 'customSetting' : 'custom';
}

/** @throws Error when a child of a master is shared on its own, or the metadata names no such model */
function sharingModelOf(name: string, object: XmlElement, isChild: boolean): SharingModel {
    const model = object.value('sharingModel') ?? (isChild ? 'ControlledByParent' : 'ReadWrite');
    if (isChild && model !== 'ControlledByParent')
        throw new ComponentFault(
            'CustomObject',
            name,
            `Cannot set sharingModel to ${model} on a CustomObject with a MasterDetail relationship field`,
        );
    const known = SHARING_MODELS.find((one) => one === model);
    if (!known)
        throw new ComponentFault('CustomObject', name, `'${model}' is not a valid value for the enum 'SharingModel'`);
    return known;
}

const SHARING_MODELS: readonly SharingModel[] = ['Private', 'Read', 'ReadWrite', 'ControlledByParent', 'FullAccess'];

function systemFieldsOf(
    kind: ObjectType['kind'],
    object: XmlElement,
    isChild: boolean,
    hasRecordTypes: boolean,
): readonly Field[] {
    if (kind === 'customMetadata') return METADATA_FIELDS;
    if (kind === 'platformEvent') return EVENT_FIELDS;
    if (kind !== 'customSetting') return standardFields(object, isChild, hasRecordTypes);
    const owner = readLine('SetupOwnerId reference(Organization,Profile,User) as=SetupOwner label=Location');
    return [...systemFields({}), nameField(undefined), owner];
}

function standardFields(object: XmlElement, isChild: boolean, hasRecordTypes: boolean): Field[] {
    return [
        ...systemFields({ owned: !isChild }),
        nameField(object.child('nameField')),
        ...(hasRecordTypes ? [RECORD_TYPE] : []),
        readLine('LastViewedDate datetime readonly'),
        readLine('LastReferencedDate datetime readonly'),
    ];
}

/** The name of a record: typed in, or numbered. A name that is left out of an insert becomes the record's id. */
function nameField(xml: XmlElement | undefined): Field {
    const label = xml?.value('label') ?? 'Name';
    const base = { name: 'Name', label, type: 'string', length: 80, nameField: true } as const;
    const trackHistory = xml?.flag('trackHistory') ?? false;
    if (xml?.value('type') !== 'AutoNumber') return makeField({ ...base, trackHistory, defaultedOnCreate: true });
    return makeField({ ...base, trackHistory, nillable: false, defaultedOnCreate: true, autoNumber: autoNumber(xml) });
}

function fieldsOf(sources: ObjectSources, valueSets: ValueSets): Field[] {
    return [...sources.fields].flatMap(([name, xml]) => {
        if (!name.endsWith('__c')) return [];
        return ComponentFault.about('CustomField', `${sources.name}.${name}`, () => customFields(name, xml, valueSets));
    });
}

function recordTypesOf(sources: ObjectSources): RecordTypeInfo[] {
    return [...sources.recordTypes].map(([developerName, xml]) => ({
        developerName,
        label: xml.value('label') ?? developerName,
        active: xml.flag('active'),
        picklistValues: new Map(
            xml
                .all('picklistValues')
                .map((one) => [
                    one.value('picklist') ?? '',
                    one.all('values').map((value) => decodeURIComponent(value.value('fullName') ?? '')),
                ]),
        ),
    }));
}

function rulesOf(sources: ObjectSources): ValidationRule[] {
    return [...sources.validationRules].map(([name, xml]) => {
        const errorDisplayField = xml.value('errorDisplayField');
        return {
            name,
            active: xml.flag('active'),
            condition: xml.value('errorConditionFormula') ?? '',
            errorMessage: xml.value('errorMessage') ?? '',
            ...(errorDisplayField === undefined ? {} : { errorDisplayField }),
        };
    });
}

function missing(name: string): never {
    const problem = `Must specify a non-empty label for the CustomObject: ${name} has fields, but no object file`;
    throw new ComponentFault('CustomObject', name, problem);
}
