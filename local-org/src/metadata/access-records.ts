/** Profiles, permission sets, their groups and custom permissions: from metadata to the records that access reads. */
import { USER_PERMISSIONS } from '../schema/standard/people.ts';
import { ComponentFault } from './component.ts';
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
        syncGrants(rows, set, xml, customPermissions);
        syncClassAccess(rows, set, xml, classes);
    }
    const sets = new Map<string, string>();
    for (const [name, xml] of metadata.all('permissionset'))
        sets.set(name, syncPermissionSet(rows, name, xml, 'Regular'));
    for (const [name, xml] of metadata.all('mutingpermissionset'))
        sets.set(name, syncPermissionSet(rows, name, xml, 'Muting'));
    for (const [name, id] of sets) {
        const xml = metadata.all('permissionset').get(name) ?? metadata.all('mutingpermissionset').get(name);
        if (!xml) continue;
        syncGrants(rows, id, xml, customPermissions);
        syncClassAccess(rows, id, xml, classes);
    }
    for (const [name, xml] of metadata.all('permissionsetgroup')) syncGroup(rows, name, xml, sets);
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

function syncPermissionSet(rows: SetupRows, name: string, xml: XmlElement, type: 'Regular' | 'Muting'): string {
    return rows.put('PermissionSet', ['Name'], {
        Name: name,
        Label: xml.value('label') ?? name,
        Description: xml.value('description') ?? null,
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

function syncGrants(
    rows: SetupRows,
    set: string,
    xml: XmlElement,
    customPermissions: ReadonlyMap<string, string>,
): void {
    const flag = (one: XmlElement, name: string): number => (one.flag(name) ? 1 : 0);
    rows.replace(
        'ObjectPermissions',
        { ParentId: set },
        ['SobjectType'],
        xml.all('objectPermissions').map((one) => ({
            SobjectType: one.value('object') ?? '',
            PermissionsCreate: flag(one, 'allowCreate'),
            PermissionsRead: flag(one, 'allowRead'),
            PermissionsEdit: flag(one, 'allowEdit'),
            PermissionsDelete: flag(one, 'allowDelete'),
            PermissionsViewAllRecords: flag(one, 'viewAllRecords'),
            PermissionsModifyAllRecords: flag(one, 'modifyAllRecords'),
            PermissionsViewAllFields: flag(one, 'viewAllFields'),
        })),
    );
    rows.replace(
        'FieldPermissions',
        { ParentId: set },
        ['Field'],
        xml.all('fieldPermissions').map((one) => ({
            Field: one.value('field') ?? '',
            SobjectType: (one.value('field') ?? '').split('.')[0] ?? '',
            PermissionsRead: flag(one, 'readable'),
            PermissionsEdit: flag(one, 'editable'),
        })),
    );
    rows.replace(
        'PermissionSetTabSetting',
        { ParentId: set },
        ['Name'],
        xml.all('tabSettings').map((one) => ({
            Name: one.value('tab') ?? '',
            Visibility: one.value('visibility') === 'Visible' ? 'DefaultOn' : 'DefaultOff',
        })),
    );
    const custom = xml.all('customPermissions').filter((one) => one.flag('enabled'));
    rows.replace(
        'SetupEntityAccess',
        { ParentId: set, SetupEntityType: 'CustomPermission' },
        ['SetupEntityId'],
        custom.flatMap((one) => {
            const id = customPermissions.get(one.value('name') ?? '');
            return id === undefined ? [] : [{ SetupEntityId: id }];
        }),
    );
}

/** The Apex classes that clients of the user may call. @param classes their ids by name */
function syncClassAccess(rows: SetupRows, set: string, xml: XmlElement, classes: ReadonlyMap<string, string>): void {
    const granted = xml.all('classAccesses').filter((one) => one.flag('enabled'));
    rows.replace(
        'SetupEntityAccess',
        { ParentId: set, SetupEntityType: 'ApexClass' },
        ['SetupEntityId'],
        granted.flatMap((one) => {
            const id = classes.get(one.value('apexClass') ?? '');
            return id === undefined ? [] : [{ SetupEntityId: id }];
        }),
    );
}

function syncGroup(rows: SetupRows, name: string, xml: XmlElement, sets: ReadonlyMap<string, string>): void {
    const group = rows.put('PermissionSetGroup', ['DeveloperName'], {
        DeveloperName: name,
        MasterLabel: xml.value('label') ?? name,
        Description: xml.value('description') ?? null,
        Status: 'Updated',
    });
    const members = [...xml.values('permissionSets'), ...xml.values('mutingPermissionSets')];
    rows.replace(
        'PermissionSetGroupComponent',
        { PermissionSetGroupId: group },
        ['PermissionSetId'],
        members.flatMap((member) => {
            const id = sets.get(member);
            return id === undefined ? [] : [{ PermissionSetId: id }];
        }),
    );
}
