/** Permission sets, profiles and custom permissions (deploy rules PS-01 … PS-14, CP-01). */
import type { XmlElement } from '../xml.ts';
import { checkLength, isCustom, isManaged } from './names.ts';
import { at, type Checked, type Finding, type Rule } from './rule.ts';

/** PS-11, CP-01 */
function* texts({ xml }: Checked): Iterable<Finding> {
    yield* checkLength('label', xml.value('label'), 80);
    yield* checkLength('description', xml.value('description'), 255);
}

/** PS-01, PS-14 */
function* objects({ xml, org }: Checked): Iterable<Finding> {
    for (const grant of xml.all('objectPermissions')) {
        const name = grant.value('object') ?? '';
        if (isCustom(name) && !isManaged(name) && !org.hasObject(name))
            yield at(grant, `In field: field - no CustomObject named ${name} found`);
        if (name.endsWith('__mdt'))
            yield at(grant, `Custom metadata types take customMetadataTypeAccesses, not objectPermissions: ${name}`);
    }
}

/** What each permission needs: PS-06. */
const DEPENDENCIES: readonly (readonly [permission: string, words: string, needs: readonly string[]])[] = [
    ['allowCreate', 'Create', ['allowRead']],
    ['allowEdit', 'Edit', ['allowRead']],
    ['allowDelete', 'Delete', ['allowRead', 'allowEdit']],
    ['viewAllRecords', 'View All', ['allowRead']],
    ['modifyAllRecords', 'Modify All', ['allowRead', 'allowEdit', 'allowDelete', 'viewAllRecords']],
];

const WORDS: Readonly<Record<string, string>> = {
    allowRead: 'Read',
    allowEdit: 'Edit',
    allowDelete: 'Delete',
    viewAllRecords: 'View All',
};

/** PS-06 */
function* objectDependencies({ xml }: Checked): Iterable<Finding> {
    for (const grant of xml.all('objectPermissions')) {
        const name = grant.value('object') ?? '';
        if (name.endsWith('__b')) continue;
        for (const [permission, words, needs] of DEPENDENCIES) {
            const missing = grant.flag(permission) ? needs.filter((one) => !grant.flag(one)) : [];
            const list = missing.map((one) => `${WORDS[one] ?? one} ${name}`).join(', ');
            if (missing.length > 0) yield at(grant, `Permission ${words} ${name} depends on permission(s): ${list}`);
        }
    }
}

/** PS-07: who reads a child reads its master */
function* masters({ xml, org }: Checked): Iterable<Finding> {
    const granted = xml.all('objectPermissions').filter((one) => one.flag('allowRead'));
    const names = new Set(granted.map((one) => (one.value('object') ?? '').toLowerCase()));
    for (const grant of granted) {
        const child = grant.value('object') ?? '';
        for (const field of org.fieldsOf(child)) {
            const master = field.value('type') === 'MasterDetail' ? (field.value('referenceTo') ?? '') : '';
            if (isCustom(master) && !names.has(master.toLowerCase()))
                yield at(grant, `Permission Read ${child} depends on permission(s): Read ${master}`);
        }
    }
}

/** PS-02, PS-03, PS-05 */
function* fields({ component, xml, org }: Checked): Iterable<Finding> {
    for (const grant of xml.all('fieldPermissions')) {
        const fullName = grant.value('field') ?? '';
        const [object = '', name = ''] = fullName.split('.');
        if (isManaged(object) || isManaged(name)) continue;
        const isKnown = org.hasObject(object) ? org.hasField(object, name) : !isCustom(object);
        const isOurs = isCustom(object) || isCustom(name);
        if (isOurs && !isKnown) yield at(grant, `In field: field - no CustomField named ${fullName} found`);
        const field = org.customField(object, name);
        if (field && (field.flag('required') || field.value('type') === 'MasterDetail'))
            yield at(grant, `You cannot deploy to a required field: ${fullName}`);
        // what mutes an edit may leave the read
        if (component.type !== 'MutingPermissionSet' && grant.flag('editable') && !grant.flag('readable'))
            yield at(grant, `Permission Edit ${fullName} depends on permission(s): Read ${fullName}`);
    }
}

/** What is granted by name: the element, the child with the name, the type. PS-08, PS-09, PS-10, PS-13. */
const NAMED: readonly (readonly [element: string, child: string, type: string])[] = [
    ['classAccesses', 'apexClass', 'ApexClass'],
    ['applicationVisibilities', 'application', 'CustomApplication'],
    ['tabSettings', 'tab', 'CustomTab'],
    ['tabVisibilities', 'tab', 'CustomTab'],
    ['customPermissions', 'name', 'CustomPermission'],
    ['pageAccesses', 'apexPage', 'ApexPage'],
    ['flowAccesses', 'flow', 'Flow'],
    ['recordTypeVisibilities', 'recordType', 'RecordType'],
];

function* named({ xml, org }: Checked): Iterable<Finding> {
    for (const [element, child, type] of NAMED)
        for (const grant of xml.all(element)) {
            const name = grant.value(child) ?? '';
            // those of the platform and of packages are not told of here
            if (/^standard(-|__)/.test(name) || isManaged(name) || /^\w+__\w+(?<!__c)$/.test(name)) continue;
            if (!org.has(type, name)) yield at(grant, `In field: ${child} - no ${type} named ${name} found`);
        }
}

/** PS-12 */
function* duplicates({ xml }: Checked): Iterable<Finding> {
    const keys: readonly (readonly [string, string])[] = [
        ['fieldPermissions', 'field'],
        ['objectPermissions', 'object'],
        ['tabSettings', 'tab'],
        ['customPermissions', 'name'],
        ['userPermissions', 'name'],
    ];
    for (const [element, key] of keys) {
        const seen = new Set<string>();
        for (const grant of xml.all(element)) {
            const name = (grant.value(key) ?? '').toLowerCase();
            if (seen.has(name)) yield at(grant, duplicate(grant, key));
            seen.add(name);
        }
    }
}

function duplicate(grant: XmlElement, key: string): string {
    return `duplicate value found: ${grant.name} has duplicate entries for ${grant.value(key) ?? ''}`;
}

export const PERMISSION_SET_RULES: readonly Rule[] = [
    texts,
    objects,
    objectDependencies,
    masters,
    fields,
    named,
    duplicates,
];

export const PROFILE_RULES: readonly Rule[] = [objects, fields, named];

export const CUSTOM_PERMISSION_RULES: readonly Rule[] = [texts];
