/** The metadata that gives a user his rights: his profile, his permission sets, and those of his groups. */
import type { XmlElement } from '../../metadata/xml.ts';
import type { UiContext } from './ui-context.ts';

const SETS = `
    SELECT s.Name AS name FROM "PermissionSetAssignment" a JOIN "PermissionSet" s ON s.Id = a.PermissionSetId
    WHERE a.AssigneeId = ? AND a.IsDeleted = 0 AND (a.ExpirationDate IS NULL OR a.ExpirationDate > ?)
    UNION
    SELECT s.Name FROM "PermissionSetAssignment" a
    JOIN "PermissionSetGroupComponent" c ON c.PermissionSetGroupId = a.PermissionSetGroupId AND c.IsDeleted = 0
    JOIN "PermissionSet" s ON s.Id = c.PermissionSetId AND s.Type <> 'Muting'
    WHERE a.AssigneeId = ? AND a.IsDeleted = 0 AND (a.ExpirationDate IS NULL OR a.ExpirationDate > ?)`;

/** What grants a user what records of setup objects do not hold: apps and tabs. */
export function grantedMetadata({ org, session }: UiContext): XmlElement[] {
    const { userId, permissions } = session;
    const rows = org.store.all<{ name: string }>(SETS, [userId, org.now(), userId, org.now()]);
    const sets = rows.flatMap(({ name }) => org.metadata.all('permissionset').get(name) ?? []);
    const profile = org.metadata.all('profile').get(permissions.profileName);
    return profile ? [profile, ...sets] : sets;
}

/** Whether a user sees all that is there, as administrators do. */
export function seesAllSetup({ session }: UiContext): boolean {
    return session.permissions.has('ModifyAllData');
}
