/** A user for each role, so that everybody can be tried. */
import type { Connection } from 'jsforce';

/** A user of the demonstration. */
export interface DemoUser {
    readonly username: string;
    readonly name: string;
    readonly role: string;
}

/** Roles that work with the full licence; the others have the restricted one. */
const FULL_LICENCE = new Set(['Subsidy_Coordinator', 'Support_Team', 'Integration_User']);

/**
 * Makes one user per permission set of the application, who holds that one only.
 * @param permissionSets names of the permission sets
 * @throws Error with the org's message when a user is refused
 */
export async function createDemoUsers(connection: Connection, permissionSets: readonly string[]): Promise<DemoUser[]> {
    const profiles = await idsByName(connection, 'Profile', ['HVT Restricted', 'HVT Full']);
    const sets = await connection.query<{ Id: string; Name: string; Label: string }>(
        `SELECT Id, Name, Label FROM PermissionSet WHERE Name IN (${permissionSets.map((name) => `'${name}'`).join(', ')}) ORDER BY Name`,
    );
    const users: DemoUser[] = [];
    for (const set of sets.records) {
        const profile = FULL_LICENCE.has(set.Name) ? 'HVT Full' : 'HVT Restricted';
        const key = set.Name.toLowerCase().replaceAll('_', '.');
        const user = {
            Username: `${key}@hvt.demo`,
            LastName: set.Label,
            FirstName: 'Demo',
            Alias: key.slice(0, 8),
            Email: `${key}@hvt.invalid`,
            ProfileId: profiles.get(profile),
            TimeZoneSidKey: 'Europe/Brussels',
            LocaleSidKey: 'nl_BE',
            LanguageLocaleKey: 'nl_NL',
            EmailEncodingKey: 'UTF-8',
        };
        const made = await connection.create('User', user);
        if (!made.success)
            throw new Error(`User ${user.Username}: ${made.errors.map(({ message }) => message).join(', ')}`);
        await connection.create('PermissionSetAssignment', { AssigneeId: made.id, PermissionSetId: set.Id });
        users.push({ username: user.Username, name: `Demo ${set.Label}`, role: set.Label });
    }
    return users;
}

async function idsByName(
    connection: Connection,
    object: string,
    names: readonly string[],
): Promise<Map<string, string>> {
    const list = names.map((name) => `'${name}'`).join(', ');
    const { records } = await connection.query<{ Id: string; Name: string }>(
        `SELECT Id, Name FROM ${object} WHERE Name IN (${list})`,
    );
    return new Map(records.map(({ Id, Name }) => [Name, Id]));
}

/** The demonstration users that the org has. */
export async function listDemoUsers(connection: Connection): Promise<DemoUser[]> {
    const { records } = await connection.query<{ Username: string; Name: string; LastName: string }>(
        `SELECT Username, Name, LastName FROM User WHERE Username LIKE '%@hvt.demo' ORDER BY Name`,
    );
    return records.map(({ Username, Name, LastName }) => ({ username: Username, name: Name, role: LastName }));
}
