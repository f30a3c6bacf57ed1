/** Components as retrieve and list calls tell them (Metadata API developer guide, "FileProperties"). */
import { createHash } from 'node:crypto';
import type { Component } from '../../metadata/component.ts';
import { makeId } from '../../schema/ids.ts';
import type { Org } from '../../org/org.ts';
import { isoDate, nameOf, type ApiObject } from './deploy-result.ts';

/** Key prefixes of the records that an org keeps of some types; the others have that of custom metadata types' own. */
const KEY_PREFIXES: Readonly<Record<string, string>> = {
    ApexClass: '01p',
    ApexTrigger: '01q',
    CustomField: '00N',
    CustomLabel: '101',
    CustomObject: '01I',
    CustomTab: '01r',
    Layout: '00h',
    LightningComponentBundle: '0Rb',
    ListView: '00B',
    PermissionSet: '0PS',
    Profile: '00e',
    RecordType: '012',
    Report: '00O',
    ValidationRule: '03d',
    FlexiPage: '0M0',
};

/** @param fileName path of the file in the package */
export function fileProperties(
    org: Org,
    fileName: string,
    { type, fullName, created, changed }: Pick<Component, 'type' | 'fullName' | 'created' | 'changed'>,
): ApiObject {
    return {
        createdById: created.by,
        createdByName: nameOf(org, created.by),
        createdDate: isoDate(created.at),
        fileName,
        fullName,
        id: type === 'Package' ? '' : (recordId(org, type, fullName) ?? componentId(type, fullName)),
        lastModifiedById: changed.by,
        lastModifiedByName: nameOf(org, changed.by),
        lastModifiedDate: isoDate(changed.at),
        manageableState: 'unmanaged',
        type,
    };
}

/** Classes and triggers are records as well. */
function recordId({ store }: Org, type: string, fullName: string): string | undefined {
    if (type !== 'ApexClass' && type !== 'ApexTrigger') return undefined;
    return store.get<{ Id: string }>(`SELECT Id FROM "${type}" WHERE Name = ?`, [fullName])?.Id;
}

/** An id that stays the same for as long as the name does. */
function componentId(type: string, fullName: string): string {
    const digest = createHash('sha1').update(`${type}:${fullName}`).digest();
    return makeId(KEY_PREFIXES[type] ?? '0Mx', digest.readUIntBE(0, 6));
}
