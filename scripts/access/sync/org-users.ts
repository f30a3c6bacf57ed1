/** Users as the org has them, with the groups and roles of the application that they hold. */
import { quoted, type OrgClient } from '../../salesforce/org-client.ts';
import { isApplicationGroup } from '../application-groups.ts';
import type { Roles } from '../roles.ts';
import { inParts, rowsOf } from '../rows-of.ts';

/** A membership or an assignment: its record, and the developer name of what is held. */
export interface Held {
    readonly id: string;
    readonly name: string;
}

/** A user of the org. */
export interface OrgUser {
    readonly id: string;
    /** in lower case */
    readonly username: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly email: string;
    readonly language: string;
    readonly isActive: boolean;
    readonly profileId: string;
    /** public groups of the application */
    readonly memberships: readonly Held[];
    /** permission set groups of roles */
    readonly assignments: readonly Held[];
}

/** What the org has now. */
export interface OrgState {
    readonly users: ReadonlyMap<string, OrgUser>;
    /** ids of the application's public groups by developer name */
    readonly groups: ReadonlyMap<string, string>;
    /** permission sets of roles that somebody holds besides his role, in words */
    readonly direct: readonly { readonly username: string; readonly permissionSet: string }[];
}

interface UserRow {
    readonly Id: string;
    readonly Username: string;
    readonly FirstName: string | null;
    readonly LastName: string;
    readonly Email: string;
    readonly LanguageLocaleKey: string;
    readonly IsActive: boolean;
    readonly ProfileId: string;
}

const FIELDS = ['Id', 'Username', 'FirstName', 'LastName', 'Email', 'LanguageLocaleKey', 'IsActive', 'ProfileId'];

/**
 * Reads all users of the application, and those with the usernames of a file. The number of calls does not depend on the
 * number of users, but for the pages of large results and the usernames that do not fit into one query.
 * @throws OrgError
 */
export async function readOrgState(client: OrgClient, roles: Roles, usernames: readonly string[]): Promise<OrgState> {
    const groups = await rowsOf<{ Id: string; DeveloperName: string }>(
        client,
        `SELECT Id, DeveloperName FROM Group WHERE Type = 'Regular' AND ${isApplicationGroup('DeveloperName')}`,
    );
    const memberships = await rowsOf<{ Id: string; UserOrGroupId: string; Group: { DeveloperName: string } }>(
        client,
        `SELECT Id, UserOrGroupId, Group.DeveloperName FROM GroupMember WHERE ${isApplicationGroup('Group.DeveloperName')}`,
    );
    const names = roles.all.map(({ name }) => quoted(name)).join(', ');
    const assignments = await rowsOf<{ Id: string; Assignee: UserRow; PermissionSetGroup: { DeveloperName: string } }>(
        client,
        `SELECT Id, PermissionSetGroup.DeveloperName, ${FIELDS.map((field) => `Assignee.${field}`).join(', ')} ` +
            `FROM PermissionSetAssignment WHERE PermissionSetGroup.DeveloperName IN (${names})`,
    );
    const rows = new Map(assignments.map(({ Assignee }) => [Assignee.Id, Assignee]));
    for (const row of await readByProfile(client, roles)) rows.set(row.Id, row);
    const known = new Set([...rows.values()].map(({ Username }) => Username.toLowerCase()));
    for (const row of await readByUsername(
        client,
        usernames.filter((username) => !known.has(username)),
    ))
        rows.set(row.Id, row);
    const held = grouped(
        memberships.map(({ Id, UserOrGroupId, Group }) => [UserOrGroupId, { id: Id, name: Group.DeveloperName }]),
    );
    const assigned = grouped(
        assignments.map(({ Id, Assignee, PermissionSetGroup }) => [
            Assignee.Id,
            { id: Id, name: PermissionSetGroup.DeveloperName },
        ]),
    );
    const users = [...rows.values()].map((row) => toUser(row, held.get(row.Id) ?? [], assigned.get(row.Id) ?? []));
    return {
        users: new Map(users.map((user) => [user.username, user])),
        groups: new Map(groups.map(({ Id, DeveloperName }) => [DeveloperName, Id])),
        direct: await readDirect(client, names),
    };
}

async function readByProfile(client: OrgClient, roles: Roles): Promise<UserRow[]> {
    const profiles = [...roles.profiles.keys()].filter((id) => roles.isOfApplication(id)).map(quoted);
    return rowsOf<UserRow>(client, `SELECT ${FIELDS.join(', ')} FROM User WHERE ProfileId IN (${profiles.join(', ')})`);
}

async function readByUsername(client: OrgClient, usernames: readonly string[]): Promise<UserRow[]> {
    const found: UserRow[] = [];
    for (const part of inParts(usernames.map(quoted)))
        found.push(
            ...(await rowsOf<UserRow>(
                client,
                `SELECT ${FIELDS.join(', ')} FROM User WHERE Username IN (${part.join(', ')})`,
            )),
        );
    return found;
}

/** Permission sets that belong to a role, given to people by themselves: those stay, whatever a file says. */
async function readDirect(client: OrgClient, roleNames: string): Promise<OrgState['direct']> {
    const rows = await rowsOf<{ Assignee: { Username: string }; PermissionSet: { Name: string } }>(
        client,
        `SELECT Assignee.Username, PermissionSet.Name FROM PermissionSetAssignment WHERE PermissionSetGroupId = null AND PermissionSetId IN ` +
            `(SELECT PermissionSetId FROM PermissionSetGroupComponent WHERE PermissionSetGroup.DeveloperName IN (${roleNames}))`,
    );
    return rows.map(({ Assignee, PermissionSet }) => ({
        username: Assignee.Username,
        permissionSet: PermissionSet.Name,
    }));
}

function toUser(row: UserRow, memberships: readonly Held[], assignments: readonly Held[]): OrgUser {
    return {
        id: row.Id,
        username: row.Username.toLowerCase(),
        firstName: row.FirstName ?? '',
        lastName: row.LastName,
        email: row.Email,
        language: row.LanguageLocaleKey,
        isActive: row.IsActive,
        profileId: row.ProfileId,
        memberships,
        assignments,
    };
}

function grouped(pairs: readonly (readonly [string, Held])[]): Map<string, Held[]> {
    const all = new Map<string, Held[]>();
    for (const [key, held] of pairs) {
        const known = all.get(key);
        if (known) known.push(held);
        else all.set(key, [held]);
    }
    return all;
}
