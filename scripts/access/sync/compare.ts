/** What must happen so that the org has the users that a file wants: a pure function of both. */
import type { OrgRecord } from '../../salesforce/org-client.ts';
import type { Role, Roles } from '../roles.ts';
import type { Held, OrgState, OrgUser } from './org-users.ts';
import type { WantedUser } from './user-file.ts';

/** What happens to one user. */
export interface UserChange {
    readonly kind: 'create' | 'update' | 'reactivate' | 'deactivate';
    readonly username: string;
    readonly name: string;
    /** line of the file; undefined: he is not in it */
    readonly line: number | undefined;
    /** undefined: he is not there yet */
    readonly id: string | undefined;
    /** fields of User that are written */
    readonly values: OrgRecord;
    /** what those fields were, for people */
    readonly before: OrgRecord;
    /** the profile that he has and the one that he gets, where they differ; undefined: none */
    readonly licence: { readonly from: string | undefined; readonly to: string | undefined };
    readonly leaves: readonly Held[];
    readonly loses: readonly Held[];
    /** developer names of public groups */
    readonly joins: readonly string[];
    /** the role that he gets */
    readonly gets: Role | undefined;
}

/** Somebody who is not in the file and keeps what he has, and why. */
export interface LeftAlone {
    readonly username: string;
    readonly reason: 'self' | 'administrator' | 'integration';
}

/** All that must happen. */
export interface SyncPlan {
    readonly changes: readonly UserChange[];
    readonly unchanged: number;
    readonly leftAlone: readonly LeftAlone[];
    /** active users of the application now, of whom a file may deactivate only so many */
    readonly active: number;
}

/** What new users get besides: the application is Flemish. */
const NEW_USER = {
    TimeZoneSidKey: 'Europe/Brussels',
    LocaleSidKey: 'nl_BE',
    LanguageLocaleKey: 'nl_NL',
    EmailEncodingKey: 'UTF-8',
} as const;
const ALIAS_LENGTH = 8;

/** @param me id of the user who gives the command */
export function comparePlan(wanted: readonly WantedUser[], state: OrgState, roles: Roles, me: string): SyncPlan {
    const listed = new Set(wanted.map(({ username }) => username));
    const others = [...state.users.values()].filter(({ username }) => !listed.has(username));
    const leftAlone: LeftAlone[] = [];
    const changes = wanted.flatMap((user) => changeOf(user, state.users.get(user.username), roles) ?? []);
    for (const user of others) {
        const reason = reasonToLeave(user, roles, me);
        if (reason === undefined) changes.push(...leaver(user, roles));
        else if (user.isActive) leftAlone.push({ username: user.username, reason });
    }
    const active = [...state.users.values()].filter(
        (user) => user.isActive && isOfApplication(user, roles) && reasonToLeave(user, roles, me) === undefined,
    );
    return {
        changes,
        unchanged: wanted.length - changes.filter(({ line }) => line !== undefined).length,
        leftAlone,
        active: active.length,
    };
}

/** Whoever holds a role, or has one of the application's profiles. */
function isOfApplication(user: OrgUser, roles: Roles): boolean {
    return user.assignments.length > 0 || roles.isOfApplication(user.profileId);
}

function reasonToLeave(
    { id, profileId, assignments }: OrgUser,
    roles: Roles,
    me: string,
): LeftAlone['reason'] | undefined {
    if (id === me) return 'self';
    if (roles.profiles.get(profileId)?.isAdministrator) return 'administrator';
    const outside = roles.all.filter(({ tier }) => tier === undefined);
    const isIntegration = outside.some(
        (role) =>
            role.profiles.some((profile) => profile.id === profileId) ||
            assignments.some(({ name }) => name === role.name),
    );
    return isIntegration ? 'integration' : undefined;
}

function changeOf(wanted: WantedUser, user: OrgUser | undefined, roles: Roles): UserChange | undefined {
    const name = `${wanted.firstName} ${wanted.lastName}`.trim();
    const profile = wanted.role.profiles.find(({ id }) => id === user?.profileId) ?? wanted.role.profiles[0];
    const common = { username: wanted.username, name, line: wanted.line };
    if (!user) {
        return {
            ...common,
            kind: 'create',
            id: undefined,
            values: { ...newUser(wanted), ProfileId: profile?.id },
            before: {},
            licence: { from: undefined, to: profile?.licence },
            leaves: [],
            loses: [],
            joins: wanted.groups,
            gets: wanted.role,
        };
    }
    const [values, before] = differences(wanted, user, profile?.id ?? '');
    const leaves = user.memberships.filter(({ name: group }) => !wanted.groups.includes(group));
    const loses = user.assignments.filter(({ name: role }) => role !== wanted.role.name);
    const joins = wanted.groups.filter((group) => !user.memberships.some((one) => one.name === group));
    const gets = user.assignments.some((one) => one.name === wanted.role.name) ? undefined : wanted.role;
    const isSame = Object.keys(values).length === 0 && leaves.length + loses.length + joins.length === 0 && !gets;
    if (isSame) return undefined;
    const had = user.isActive ? roles.profiles.get(user.profileId)?.licence : undefined;
    return {
        ...common,
        kind: user.isActive ? 'update' : 'reactivate',
        id: user.id,
        values,
        before,
        licence: { from: had, to: profile?.licence },
        leaves,
        loses,
        joins,
        gets,
    };
}

function newUser({ username, firstName, lastName, email, language }: WantedUser): OrgRecord {
    const alias = (username.split('@')[0] ?? '').replaceAll(/[^a-z0-9]/g, '').slice(0, ALIAS_LENGTH);
    return {
        ...NEW_USER,
        ...(language === undefined ? {} : { LanguageLocaleKey: language }),
        ...(firstName === '' ? {} : { FirstName: firstName }),
        Username: username,
        LastName: lastName,
        Email: email,
        Alias: alias === '' ? 'hvt' : alias,
        IsActive: true,
    };
}

function differences(wanted: WantedUser, user: OrgUser, profileId: string): [values: OrgRecord, before: OrgRecord] {
    const fields: [name: string, now: unknown, then: unknown][] = [
        ['FirstName', user.firstName, wanted.firstName],
        ['LastName', user.lastName, wanted.lastName],
        // an org keeps addresses in lower case
        ['Email', user.email.toLowerCase(), wanted.email.toLowerCase()],
        ['ProfileId', user.profileId, profileId],
        ['LanguageLocaleKey', user.language, wanted.language ?? user.language],
        ['IsActive', user.isActive, true],
    ];
    const changed = fields.filter(([, now, then]) => now !== then);
    return [
        Object.fromEntries(changed.map(([field, , then]) => [field, then === '' ? null : then])),
        Object.fromEntries(changed.map(([field, now]) => [field, now])),
    ];
}

/** Who left keeps nothing: neither his access nor the groups that he would come back to. */
function leaver(user: OrgUser, roles: Roles): UserChange[] {
    const isDone = !user.isActive && user.memberships.length + user.assignments.length === 0;
    if (isDone || !isOfApplication(user, roles)) return [];
    return [
        {
            kind: 'deactivate',
            username: user.username,
            name: `${user.firstName} ${user.lastName}`.trim(),
            line: undefined,
            id: user.id,
            values: user.isActive ? { IsActive: false } : {},
            before: user.isActive ? { IsActive: true } : {},
            licence: { from: user.isActive ? roles.profiles.get(user.profileId)?.licence : undefined, to: undefined },
            leaves: user.memberships,
            loses: user.assignments,
            joins: [],
            gets: undefined,
        },
    ];
}
