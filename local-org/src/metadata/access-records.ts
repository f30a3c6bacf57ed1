/** Profiles, permission sets, their groups and custom permissions: from metadata to the records that access reads. */
import { USER_PERMISSIONS } from '../schema/standard/people.ts';
import { ComponentFault } from './component.ts';
import { together, type Grants } from './group-grants.ts';
import type { SetupRow, SetupRows } from './setup-rows.ts';
import type { ProjectMetadata } from './project.ts';
import type { XmlElement } from './xml.ts';

/** Ids of user licences by name. */
export type Licences = ReadonlyMap<string, string>;

/**
 * Puts what a project says about access into the org.
 * @throws Error when a profile asks for a licence that the org does not have
 */
export function syncAccess(rows: SetupRows, metadata: ProjectMetadata, licences: Licences): void {
    const customPermissions = syncCustomPermissions(rows, metadata);
    const classes = rows.ids('ApexClass', 'Name');
    for (const [name, xml] of metadata.all('profile')) {
        // what the administrator may do cannot be taken from him
        if (name === 'Admin') continue;
        const set = syncProfile(rows, STANDARD_PROFILES[name] ?? name, xml, licences);
        putGrants(rows, set, grantsOf(xml, customPermissions, classes));
    }
    const sets = new Map<string, StoredSet>();
    for (const [type, kind] of SET_TYPES)
        for (const [name, xml] of metadata.all(type)) {
            const grants = grantsOf(xml, customPermissions, classes);
            const id = syncPermissionSet(rows, name, xml, kind, licences);
            putGrants(rows, id, grants);
            sets.set(name, { id, grants });
        }
    for (const [name, xml] of metadata.all('permissionsetgroup')) syncGroup(rows, name, xml, sets);
}

/** Metadata types of permission sets, and what an org calls them. */
const SET_TYPES = [
    ['permissionset', 'Regular'],
    ['mutingpermissionset', 'Muting'],
] as const;

interface StoredSet {
    readonly id: string;
    readonly grants: Grants;
}

/** Profiles that metadata calls otherwise than the org does (Metadata API developer guide, "Profile"). */
const STANDARD_PROFILES: Readonly<Record<string, string>> = { Standard: 'Standard User' };

function syncCustomPermissions(rows: SetupRows, metadata: ProjectMetadata): Map<string, string> {
    return new Map(
        [...metadata.all('customPermission')].map(([name, xml]) => [
            name,
            rows.put('CustomPermission', ['DeveloperName'], {
                DeveloperName: name,
                MasterLabel: xml.value('label') ?? name,
                Description: xml.value('description') ?? null,
            }),
        ]),
    );
}

/** A profile, and the permission set that an org keeps for each profile. @returns the permission set's id */
export function syncProfile(rows: SetupRows, name: string, xml: XmlElement, licences: Licences): string {
    const licenceName = xml.value('userLicense') ?? 'Salesforce';
    const licence = licences.get(licenceName);
    if (licence === undefined) throw new ComponentFault('Profile', name, `no UserLicense named ${licenceName} found`);
    const profile = rows.put('Profile', ['Name'], {
        Name: name,
        Description: xml.value('description') ?? null,
        UserLicenseId: licence,
        UserType: 'Standard',
        ...userPermissions(xml),
    });
    return rows.put('PermissionSet', ['ProfileId'], {
        ProfileId: profile,
        Name: `X${profile}`,
        Label: profile,
        LicenseId: licence,
        IsOwnedByProfile: 1,
        IsCustom: 0,
        Type: 'Profile',
        ...userPermissions(xml),
    });
}

function syncPermissionSet(
    rows: SetupRows,
    name: string,
    xml: XmlElement,
    type: 'Regular' | 'Muting',
    licences: Licences,
): string {
    return rows.put('PermissionSet', ['Name'], {
        Name: name,
        Label: xml.value('label') ?? name,
        Description: xml.value('description') ?? null,
        LicenseId: licences.get(xml.value('license') ?? '') ?? null,
        IsOwnedByProfile: 0,
        IsCustom: 1,
        HasActivationRequired: xml.flag('hasActivationRequired') ? 1 : 0,
        Type: type,
        ...userPermissions(xml),
    });
}

function userPermissions(xml: XmlElement): SetupRow {
    const granted = new Set(
        xml
            .all('userPermissions')
            .filter((one) => one.flag('enabled'))
            .map((one) => one.value('name')),
    );
    return Object.fromEntries(USER_PERMISSIONS.map((name) => [`Permissions${name}`, granted.has(name) ? 1 : 0]));
}

/** What a permission set or profile grants. @param classes ids of the Apex classes that clients may call, by name */
function grantsOf(
    xml: XmlElement,
    customPermissions: ReadonlyMap<string, string>,
    classes: ReadonlyMap<string, string>,
): Grants {
    const flag = (one: XmlElement, name: string): number => (one.flag(name) ? 1 : 0);
    const enabled = (element: string, name: string, ids: ReadonlyMap<string, string>): SetupRow[] =>
        xml
            .all(element)
            .filter((one) => one.flag('enabled'))
            .flatMap((one) => {
                const id = ids.get(one.value(name) ?? '');
                return id === undefined ? [] : [{ SetupEntityId: id }];
            });
    return {
        userPermissions: userPermissions(xml),
        objects: xml.all('objectPermissions').map((one) => ({
            SobjectType: one.value('object') ?? '',
            PermissionsCreate: flag(one, 'allowCreate'),
            PermissionsRead: flag(one, 'allowRead'),
            PermissionsEdit: flag(one, 'allowEdit'),
            PermissionsDelete: flag(one, 'allowDelete'),
            PermissionsViewAllRecords: flag(one, 'viewAllRecords'),
            PermissionsModifyAllRecords: flag(one, 'modifyAllRecords'),
            PermissionsViewAllFields: flag(one, 'viewAllFields'),
        })),
        fields: xml.all('fieldPermissions').map((one) => ({
            Field: one.value('field') ?? '',
            SobjectType: (one.value('field') ?? '').split('.')[0] ?? '',
            PermissionsRead: flag(one, 'readable'),
            PermissionsEdit: flag(one, 'editable'),
        })),
        tabs: xml.all('tabSettings').map((one) => ({
            Name: one.value('tab') ?? '',
            Visibility: one.value('visibility') === 'Visible' ? 'DefaultOn' : 'DefaultOff',
        })),
        customPermissions: enabled('customPermissions', 'name', customPermissions),
        classes: enabled('classAccesses', 'apexClass', classes),
    };
}

function putGrants(rows: SetupRows, set: string, grants: Grants): void {
    const entities = (type: string): SetupRow => ({ ParentId: set, SetupEntityType: type });
    rows.replace('ObjectPermissions', { ParentId: set }, ['SobjectType'], grants.objects);
    rows.replace('FieldPermissions', { ParentId: set }, ['Field'], grants.fields);
    rows.replace('PermissionSetTabSetting', { ParentId: set }, ['Name'], grants.tabs);
    rows.replace('SetupEntityAccess', entities('CustomPermission'), ['SetupEntityId'], grants.customPermissions);
    rows.replace('SetupEntityAccess', entities('ApexClass'), ['SetupEntityId'], grants.classes);
}

/** A group, with the permission set that an org keeps for it: what its sets grant together, less what is muted. */
function syncGroup(rows: SetupRows, name: string, xml: XmlElement, sets: ReadonlyMap<string, StoredSet>): void {
    const label = { name: xml.value('label') ?? name, description: xml.value('description') ?? null };
    const group = rows.put('PermissionSetGroup', ['DeveloperName'], {
        DeveloperName: name,
        MasterLabel: label.name,
        Description: label.description,
        Status: 'Updated',
    });
    const stored = (element: string): StoredSet[] => xml.values(element).flatMap((member) => sets.get(member) ?? []);
    const [members, muting] = [stored('permissionSets'), stored('mutingPermissionSets')];
    rows.replace(
        'PermissionSetGroupComponent',
        { PermissionSetGroupId: group },
        ['PermissionSetId'],
        [...members, ...muting].map(({ id }) => ({ PermissionSetId: id })),
    );
    const grants = together(
        members.map((member) => member.grants),
        muting.map((member) => member.grants),
    );
    const set = rows.put('PermissionSet', ['PermissionSetGroupId'], {
        PermissionSetGroupId: group,
        // clients assign a group by this name, as they do a permission set
        Name: name,
        Label: label.name,
        Description: label.description,
        IsOwnedByProfile: 0,
        IsCustom: 1,
        Type: 'Group',
        ...grants.userPermissions,
    });
    putGrants(rows, set, grants);
}
