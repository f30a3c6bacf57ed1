/** Field updates that approval processes name (Metadata API developer guide, "WorkflowFieldUpdate"). */
import type { FieldUpdate } from '../../schema/approval-process.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import { isStored } from '../../store/tables.ts';
import type { ProjectMetadata } from '../project.ts';
import type { XmlElement } from '../xml.ts';

/** Where the value of each operation stands. */
const VALUES: Readonly<Record<FieldUpdate['operation'], string | undefined>> = {
    Formula: 'formula',
    Literal: 'literalValue',
    LookupValue: 'lookupValue',
    NextValue: undefined,
    PreviousValue: undefined,
    Null: undefined,
};

/** @throws Error for an update of what is not there, or that cannot be done here */
export function readFieldUpdate(
    name: string,
    xml: XmlElement,
    object: ObjectType,
    metadata: ProjectMetadata,
): FieldUpdate {
    const fault = (problem: string): Error => new Error(`WorkflowFieldUpdate ${object.name}.${name}: ${problem}`);
    const target = xml.value('targetObject') ?? '';
    if (target !== '' && target !== object.name) throw fault('a local org updates no fields of other records');
    const fieldName = xml.value('field') ?? '';
    const field = object.fields.get(fieldName);
    if (!field) throw fault(`In field: field - no CustomField named ${object.name}.${fieldName} found`);
    if (!isStored(field) || !field.updateable) throw fault(`${fieldName} cannot be updated`);
    const operation = xml.value('operation') ?? '';
    if (!isOperation(operation)) throw fault(`'${operation}' is not a valid value for the enum 'FieldUpdateOperation'`);
    const element = VALUES[operation];
    const value = element === undefined ? '' : (xml.value(element) ?? '');
    if (operation === 'Formula' && value === '') throw fault('Required field is missing: formula');
    if ((operation === 'NextValue' || operation === 'PreviousValue') && !field.picklist)
        throw fault(`${operation} is for picklists`);
    if (operation !== 'LookupValue') return { name, field, operation, value };
    return { name, field, operation, value, lookupType: lookupType(xml, field, value, object, metadata) };
}

function isOperation(text: string): text is FieldUpdate['operation'] {
    return text in VALUES;
}

function lookupType(
    xml: XmlElement,
    field: Field,
    name: string,
    object: ObjectType,
    metadata: ProjectMetadata,
): 'User' | 'Queue' | 'RecordType' {
    const type = xml.value('lookupValueType') ?? '';
    const missing = new Error(`In field: lookupValue - no ${type} named ${name} found`);
    const leadsTo = (target: string): boolean => field.reference?.to.includes(target) ?? false;
    switch (type) {
        case 'RecordType':
            if (!object.recordTypes.some(({ developerName }) => developerName === name)) throw missing;
            if (field.name !== 'RecordTypeId') break;
            return type;
        case 'Queue':
            if (!metadata.all('queue').has(name)) throw missing;
            if (!leadsTo('Group')) break;
            return type;
        case 'User':
            if (name === '') throw missing;
            if (!leadsTo('User')) break;
            return type;
        default:
            throw new Error(`'${type}' is not a valid value for the enum 'LookupValueType'`);
    }
    throw new Error(`${field.name} does not refer to a ${type}`);
}
