/** Many users with roles, made in a few requests. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestOrg } from './test-org.ts';

/** A user to be made; whoever has no role has no rights. */
export interface RoleUser {
    readonly username: string;
    readonly name: string;
    readonly email?: string;
    readonly profile: string;
    /** developer name of the permission set group */
    readonly role?: string;
    /** developer name of a public group, such as `Municipality_71016` */
    readonly group?: string;
}

const PER_REQUEST = 200;
/** Milliseconds between two looks at what a job made. */
const POLL = 100;

/**
 * @returns ids by username
 * @throws Error with the org's message
 */
export async function makeUsers(org: TestOrg, users: readonly RoleUser[]): Promise<Map<string, string>> {
    const profiles = await idsBy(org, 'Profile', 'Name');
    const made = await create(
        org,
        'User',
        users.map(({ username, name, email = username, profile }) => ({
            Username: username,
            LastName: name.split(' ').slice(1).join(' ') || name,
            FirstName: name.split(' ').length > 1 ? name.split(' ')[0] : undefined,
            Alias: username.slice(0, 8),
            Email: email,
            ProfileId: profiles.get(profile),
            TimeZoneSidKey: 'Europe/Brussels',
            LocaleSidKey: 'nl_BE',
            LanguageLocaleKey: 'nl_NL',
            EmailEncodingKey: 'UTF-8',
        })),
    );
    const roles = new Map<string, string>();
    for (const role of new Set(users.flatMap(({ role: own }) => own ?? [])))
        roles.set(role, await roleGroup(org, role));
    await create(
        org,
        'PermissionSetAssignment',
        users.flatMap(({ role }, index) =>
            role === undefined ? [] : [{ AssigneeId: made[index], PermissionSetGroupId: roles.get(role) }],
        ),
    );
    const groups = await publicGroups(org, new Set(users.flatMap(({ group }) => group ?? [])));
    await create(
        org,
        'GroupMember',
        users.flatMap(({ group }, index) =>
            group === undefined ? [] : [{ UserOrGroupId: made[index], GroupId: groups.get(group) }],
        ),
    );
    return new Map(users.map(({ username }, index) => [username, made[index] ?? '']));
}

/** The group of a role; made of the permission set of its name where the project has none. */
async function roleGroup(org: TestOrg, role: string): Promise<string> {
    const known = (await idsBy(org, 'PermissionSetGroup', 'DeveloperName')).get(role);
    if (known !== undefined) return known;
    const [group] = await create(org, 'PermissionSetGroup', [{ DeveloperName: role, MasterLabel: role }]);
    const set = (await idsBy(org, 'PermissionSet', 'Name')).get(role);
    await create(org, 'PermissionSetGroupComponent', [{ PermissionSetGroupId: group, PermissionSetId: set }]);
    return group ?? '';
}

/** A job of the org makes the groups of municipalities some time after these came in. */
async function publicGroups(org: TestOrg, wanted: ReadonlySet<string>): Promise<Map<string, string>> {
    for (let left = 100; ; left--) {
        const groups = await idsBy(org, 'Group', 'DeveloperName');
        if (left === 0 || [...wanted].every((name) => groups.has(name))) return groups;
        await sleep(POLL);
    }
}

async function idsBy({ admin }: TestOrg, object: string, field: string): Promise<Map<string, string>> {
    const { records } = await admin.query<Record<string, string>>(`SELECT Id, ${field} FROM ${object}`, {
        autoFetch: true,
    });
    return new Map(records.map((record) => [record[field] ?? '', record['Id'] ?? '']));
}

async function create({ admin }: TestOrg, object: string, records: Record<string, unknown>[]): Promise<string[]> {
    const ids: string[] = [];
    for (let at = 0; at < records.length; at += PER_REQUEST) {
        const results = await admin.create(object, records.slice(at, at + PER_REQUEST), { allOrNone: true });
        for (const result of results) {
            if (!result.success) throw new Error(`${object}: ${JSON.stringify(result.errors)}`);
            ids.push(result.id);
        }
    }
    return ids;
}
