/** What an org knows of users, their roles, rights and licences: three calls, and one more for each further 2,000 rows. */
import { isApplicationGroup, municipalityOfGroup, REGION } from '../../access/application-groups.ts';
import type { OrgClient } from '../../salesforce/org-client.ts';
import { quoted } from '../../salesforce/org-client.ts';
import { queryTogether } from '../../salesforce/query-together.ts';
import { tierNamed, type TierName } from '../tiers.ts';
import { toContract, CONTRACT_QUERY, type Contract, type ContractRow } from './contracts.ts';
import { FULL_RIGHTS_QUERY, keyOf, toFullRight, type FullRight, type FullRightRow } from './full-rights.ts';
import { Grants, type GrantSet } from './grants.ts';
import { toUser, type GroupPlace, type LicensedUser, type UserRow } from './users.ts';

/** A role: a permission set group, and the tier that the project means it to have. */
export interface Role {
    readonly name: string;
    readonly label: string;
    readonly tier: TierName | undefined;
    readonly groupId: string | undefined;
}

/** The user licence and the profile that carry a tier. */
export interface TierLicence {
    readonly tier: TierName;
    readonly licence: string;
    readonly profile: string;
}

export interface Municipality {
    readonly id: string;
    readonly nis: string;
    readonly name: string;
    readonly province: string | undefined;
}

/** All that licences are counted and planned from. */
export interface LicenceOrg {
    readonly roles: readonly Role[];
    readonly tiers: readonly TierLicence[];
    readonly rights: readonly FullRight[];
    readonly grants: Grants;
    readonly contracts: readonly Contract[];
    readonly municipalities: readonly Municipality[];
    /** all that are active, those outside the tiers included */
    readonly users: readonly LicensedUser[];
    /** rows of the query that a caller added to the first call */
    readonly more: readonly unknown[];
}

interface RoleRow {
    readonly DeveloperName: string;
    readonly MasterLabel: string;
    readonly Tier__c: string | null;
}

interface TierRow {
    readonly Tier__c: string;
    readonly User_Licence__c: string;
    readonly Profile__c: string;
}

type SetRow = Record<string, unknown> & {
    readonly Id: string;
    readonly Label: string;
    readonly Type: GrantSet['type'];
    readonly ProfileId: string | null;
    readonly PermissionSetGroupId: string | null;
    readonly License: { readonly Name: string } | null;
};

interface ObjectRow {
    readonly ParentId: string;
    readonly SobjectType: string;
    readonly PermissionsRead: boolean;
    readonly PermissionsCreate: boolean;
    readonly PermissionsEdit: boolean;
    readonly PermissionsDelete: boolean;
}

interface GroupMemberRow {
    readonly UserOrGroupId: string;
    readonly Group: { readonly DeveloperName: string };
}

interface AssignmentRow {
    readonly Id: string;
    readonly AssigneeId: string;
    readonly PermissionSetId: string | null;
    readonly PermissionSetGroupId: string | null;
    readonly PermissionSet: { readonly Label: string; readonly ProfileId: string | null } | null;
}

const ACTIVE = "IsActive = true AND UserType = 'Standard'";

/**
 * @param more a query that goes along with the first call
 * @throws OrgError when the org refuses, or does not have the application
 */
export async function readLicenceOrg(client: OrgClient, more: string): Promise<LicenceOrg> {
    const [roleRows, tierRows, rightRows, contractRows, moreRows] = await queryTogether<
        [RoleRow, TierRow, FullRightRow, ContractRow, unknown]
    >(client, [
        'SELECT DeveloperName, MasterLabel, Tier__c FROM Role__mdt ORDER BY DeveloperName',
        'SELECT Tier__c, User_Licence__c, Profile__c FROM Licence_Tier__mdt ORDER BY DeveloperName',
        FULL_RIGHTS_QUERY,
        CONTRACT_QUERY,
        more,
    ]);
    const rights = rightRows.map(toFullRight);
    const people = await readPeople(client);
    const { grants, groups } = await readGrants(client, rights, people.customPermissions);
    const tiers = tierRows.flatMap(({ Tier__c, User_Licence__c: licence, Profile__c: profile }) => {
        const tier = tierNamed(Tier__c);
        return tier ? [{ tier, licence, profile }] : [];
    });
    const roles = roleRows.map(({ DeveloperName: name, MasterLabel: label, Tier__c }) => ({
        name,
        label,
        tier: tierNamed(Tier__c ?? ''),
        groupId: groups.find((one) => one.DeveloperName === name)?.Id,
    }));
    return {
        roles,
        tiers,
        rights,
        grants,
        contracts: contractRows.map(toContract),
        municipalities: people.municipalities,
        users: people.users.map((row) => toUser(row, { roles, tiers, grants, ...people })),
        more: moreRows,
    };
}

async function readGrants(
    client: OrgClient,
    rights: readonly FullRight[],
    customPermissions: ReadonlyMap<string, string>,
): Promise<{ grants: Grants; groups: { Id: string; DeveloperName: string }[] }> {
    const permissions = namesOf(rights, 'User_Permission');
    const objects = [...new Set([...namesOf(rights, 'Object_Read'), ...namesOf(rights, 'Object_Write')])];
    const columns = ['Id', 'Label', 'Type', 'ProfileId', 'PermissionSetGroupId', 'License.Name'].concat(
        permissions.map((name) => `Permissions${name}`),
    );
    const [sets, groups, components, objectRows, customRows] = await queryTogether<
        [
            SetRow,
            { Id: string; DeveloperName: string; MasterLabel: string },
            { PermissionSetGroupId: string; PermissionSetId: string },
            ObjectRow,
            { ParentId: string; SetupEntityId: string },
        ]
    >(client, [
        `SELECT ${columns.join(', ')} FROM PermissionSet`,
        'SELECT Id, DeveloperName, MasterLabel FROM PermissionSetGroup',
        'SELECT PermissionSetGroupId, PermissionSetId FROM PermissionSetGroupComponent',
        'SELECT ParentId, SobjectType, PermissionsRead, PermissionsCreate, PermissionsEdit, PermissionsDelete ' +
            `FROM ObjectPermissions WHERE SobjectType IN (${listed(objects)})`,
        "SELECT ParentId, SetupEntityId FROM SetupEntityAccess WHERE SetupEntityType = 'CustomPermission'",
    ]);
    const granted = new Map<string, Set<string>>(sets.map(({ Id }) => [Id, new Set()]));
    for (const set of sets)
        for (const name of permissions)
            if (set[`Permissions${name}`] === true) granted.get(set.Id)?.add(keyOf('User_Permission', name));
    for (const row of objectRows) {
        const keys = granted.get(row.ParentId);
        if (row.PermissionsRead) keys?.add(keyOf('Object_Read', row.SobjectType));
        if (row.PermissionsCreate) keys?.add(keyOf('Object_Write', row.SobjectType, 'create'));
        if (row.PermissionsEdit) keys?.add(keyOf('Object_Write', row.SobjectType, 'edit'));
        if (row.PermissionsDelete) keys?.add(keyOf('Object_Write', row.SobjectType, 'delete'));
    }
    for (const { ParentId, SetupEntityId: id } of customRows)
        granted.get(ParentId)?.add(keyOf('Custom_Permission', customPermissions.get(id) ?? ''));
    const grantSets = sets.map((set) => ({
        id: set.Id,
        label: set.Label,
        type: set.Type,
        profileId: set.ProfileId ?? undefined,
        ofGroup: set.PermissionSetGroupId ?? undefined,
        licence: set.License?.Name,
        grants: granted.get(set.Id) ?? new Set<string>(),
    }));
    const rows = groups.map(({ Id: id, MasterLabel: label }) => ({
        id,
        label,
        members: components.filter((one) => one.PermissionSetGroupId === id).map((one) => one.PermissionSetId),
    }));
    return { grants: new Grants(rights, grantSets, rows), groups };
}

function namesOf(rights: readonly FullRight[], kind: FullRight['kind']): string[] {
    return rights.filter((one) => one.kind === kind).map(({ right }) => right);
}

/** SOQL has no empty list. */
function listed(names: readonly string[]): string {
    return names.length === 0 ? "''" : names.map(quoted).join(', ');
}

async function readPeople(client: OrgClient): Promise<{
    users: UserRow[];
    assignments: ReadonlyMap<string, AssignmentRow[]>;
    places: ReadonlyMap<string, GroupPlace[]>;
    municipalities: Municipality[];
    customPermissions: ReadonlyMap<string, string>;
}> {
    const [users, assignments, members, municipalityRows, permissionRows] = await queryTogether<
        [
            UserRow,
            AssignmentRow,
            GroupMemberRow,
            { Id: string; NIS_Code__c: string; Name: string; Province__c: string | null },
            { Id: string; DeveloperName: string },
        ]
    >(client, [
        'SELECT Id, Username, FirstName, LastName, Name, Email, CreatedDate, LastLoginDate, ProfileId, Profile.Name, ' +
            `Profile.UserLicense.Name FROM User WHERE ${ACTIVE} ORDER BY Username`,
        'SELECT Id, AssigneeId, PermissionSetId, PermissionSetGroupId, PermissionSet.Label, PermissionSet.ProfileId ' +
            `FROM PermissionSetAssignment WHERE ${ACTIVE.replaceAll(/(IsActive|UserType)/g, 'Assignee.$1')}`,
        `SELECT UserOrGroupId, Group.DeveloperName FROM GroupMember WHERE ${isApplicationGroup('Group.DeveloperName')}`,
        'SELECT Id, NIS_Code__c, Name, Province__c FROM Municipality__c',
        'SELECT Id, DeveloperName FROM CustomPermission',
    ]);
    const municipalities = municipalityRows.map(({ Id: id, NIS_Code__c: nis, Name: name, Province__c }) => ({
        id,
        nis,
        name,
        province: Province__c ?? undefined,
    }));
    const byNis = new Map(municipalities.map((one) => [one.nis, one]));
    const placeOf = ({ Group: { DeveloperName: group } }: GroupMemberRow): GroupPlace => {
        const municipality = byNis.get(municipalityOfGroup(group) ?? '');
        return {
            municipality,
            province: municipality?.province ?? /^Province_(.+)$/.exec(group)?.[1],
            isRegion: group === REGION,
        };
    };
    const places = new Map(
        [...Map.groupBy(members, ({ UserOrGroupId }) => UserOrGroupId)].map(([id, rows]) => [id, rows.map(placeOf)]),
    );
    return {
        users,
        assignments: Map.groupBy(assignments, ({ AssigneeId }) => AssigneeId),
        places,
        municipalities,
        customPermissions: new Map(permissionRows.map(({ Id, DeveloperName }) => [Id, DeveloperName])),
    };
}
