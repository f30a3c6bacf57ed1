/** Objects that come with another one: its shares, and the history of its fields. */
import { makeField } from './field.ts';
import type { Field, ObjectType } from './model.ts';
import { readLine, systemFields } from './standard/notation.ts';

const READ_ONLY = { createable: false, updateable: false, deletable: false } as const;

/** The objects that an org makes beside an object: `X__Share` when records are not open to all, `X__History` when tracked. */
export function derivedObjects(object: ObjectType): ObjectType[] {
    const made: ObjectType[] = [];
    if (isShared(object)) made.push(shareObject(object));
    if (object.historyEnabled) made.push(historyObject(object));
    return made;
}

/** Records of the object can be shared: somebody owns them, and not everybody may change them anyway. */
export function isShared(object: ObjectType): boolean {
    return object.fields.has('OwnerId') && (object.sharingModel === 'Private' || object.sharingModel === 'Read');
}

/** `Book__c` → `Book__Share`, `Account` → `AccountShare`. */
export function shareName(object: ObjectType): string {
    return object.custom ? object.name.replace(/__c$/, '__Share') : `${object.name}Share`;
}

/** `Book__c` → `Book__History`, `Account` → `AccountHistory`. */
export function historyName(object: ObjectType): string {
    return object.custom ? object.name.replace(/__c$/, '__History') : `${object.name}History`;
}

/** The object that a share or history object belongs to; undefined for all others. */
export function derivedFrom(object: ObjectType): string | undefined {
    return parentFieldOf(object)?.reference?.to[0];
}

/** The field by which a share or history object refers to its record. */
export function parentFieldOf(object: ObjectType): Field | undefined {
    const names = ['Shares', 'Histories'];
    if (object.kind !== 'share' && object.kind !== 'history') return undefined;
    return [...object.fields.values()].find(({ reference }) => names.includes(reference?.childRelationshipName ?? ''));
}

function shareObject(object: ObjectType): ObjectType {
    const reasons = ['Owner', 'Manual', 'Rule', 'ImplicitChild', ...object.sharingReasons.map((name) => `${name}__c`)];
    const fields = [
        ...systemFields({ bare: true }),
        parentField(object, 'Shares'),
        readLine('AccessLevel picklist(Read,Edit,All) required'),
        readLine('UserOrGroupId reference(User,Group) required createonly onDelete=Cascade'),
        restricted(readLine(`RowCause picklist(${reasons.join(',')}) createonly default=Manual`)),
        readLine('LastModifiedDate datetime readonly'),
        readLine('LastModifiedById reference(User) readonly'),
        readLine('IsDeleted boolean readonly'),
    ];
    return {
        ...beside(object, shareName(object), 'share'),
        fields: new Map(fields.map((field) => [field.name, field])),
    };
}

/** A record is shared for a reason that its object has, and for no other. */
function restricted(field: Field): Field {
    return field.picklist ? { ...field, picklist: { ...field.picklist, restricted: true } } : field;
}

function historyObject(object: ObjectType): ObjectType {
    const fields = [
        ...systemFields({ bare: true }),
        parentField(object, 'Histories'),
        readLine('Field picklist() readonly'),
        readLine('DataType picklist() readonly'),
        readLine('OldValue anyType readonly'),
        readLine('NewValue anyType readonly'),
        readLine('CreatedById reference(User) readonly'),
        readLine('CreatedDate datetime readonly'),
        readLine('IsDeleted boolean readonly'),
    ];
    return {
        ...beside(object, historyName(object), 'history'),
        ...READ_ONLY,
        fields: new Map(fields.map((field) => [field.name, field])),
    };
}

function parentField(object: ObjectType, childRelationshipName: string): Field {
    return makeField({
        name: object.custom ? 'ParentId' : `${object.name}Id`,
        label: 'Parent ID',
        type: 'reference',
        nillable: false,
        updateable: false,
        reference: {
            to: [object.name],
            relationshipName: object.custom ? 'Parent' : object.name,
            childRelationshipName,
            isMasterDetail: false,
            onDelete: 'Cascade',
        },
    });
}

function beside(object: ObjectType, name: string, kind: 'share' | 'history'): ObjectType {
    const { keyPrefix: _, ...rest } = object;
    return {
        ...rest,
        name,
        label: `${object.label}: ${kind}`,
        labelPlural: `${object.label}: ${kind}`,
        recordTypes: [],
        validationRules: [],
        sharingRules: [],
        sharingModel: 'ControlledByParent',
        kind,
        searchable: false,
        undeletable: false,
        historyEnabled: false,
        setup: false,
    };
}
