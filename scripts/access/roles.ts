/** The roles of the application and the licence that each of them needs, as the org's custom metadata says. */
import type { OrgClient } from '../salesforce/org-client.ts';
import { quoted } from '../salesforce/org-client.ts';
import { JobError } from '../salesforce/org-error.ts';
import { rowsOf } from './rows-of.ts';

/** For what somebody in a role works; it decides on his public groups. */
export type WorksFor = 'Municipality' | 'Province' | 'Region' | 'Flanders';

/** The profile of the role outside the tiers: programs that load. */
const OUTSIDE_TIERS = 'HVT Integration';

/** A profile, and the licence that it carries. */
export interface Profile {
    readonly id: string;
    readonly name: string;
    readonly licence: string;
    /** whoever has it may change all data: an administrator */
    readonly isAdministrator: boolean;
}

/** A role: a permission set group with what the org's metadata says of it. */
export interface Role {
    /** developer name of `Role__mdt` and of the group */
    readonly name: string;
    /** Dutch */
    readonly label: string;
    /** value of the value set Licence_Tier; undefined: outside the tiers */
    readonly tier: string | undefined;
    readonly worksFor: WorksFor;
    /** id of the permission set group */
    readonly groupId: string;
    /** profiles that carry its licence; the first is given, the others are right too */
    readonly profiles: readonly Profile[];
}

/** All roles, and all profiles of the org. */
export class Roles {
    readonly all: readonly Role[];
    readonly profiles: ReadonlyMap<string, Profile>;
    readonly #byName: ReadonlyMap<string, Role>;
    readonly #applicationProfiles: ReadonlySet<string>;

    constructor(all: readonly Role[], profiles: readonly Profile[]) {
        this.all = all;
        this.profiles = new Map(profiles.map((one) => [one.id, one]));
        this.#byName = new Map(
            all.flatMap((one) => [[one.name.toLowerCase(), one] as const, [one.label.toLowerCase(), one]]),
        );
        this.#applicationProfiles = new Set(all.flatMap((role) => role.profiles.map(({ id }) => id)));
    }

    /**
     * Four calls.
     * @throws JobError when the org misses a permission set group or a profile that a role needs, OrgError
     */
    static async read(client: OrgClient): Promise<Roles> {
        const described = await rowsOf<RoleRow>(
            client,
            'SELECT DeveloperName, MasterLabel, Tier__c, Works_For__c FROM Role__mdt ORDER BY MasterLabel',
        );
        const tiers = await rowsOf<{ Tier__c: string; Profile__c: string }>(
            client,
            'SELECT Tier__c, Profile__c FROM Licence_Tier__mdt ORDER BY DeveloperName',
        );
        const names = described.map(({ DeveloperName }) => quoted(DeveloperName));
        if (names.length === 0) throw incomplete('Role__mdt heeft geen records');
        const groups = await rowsOf<{ Id: string; DeveloperName: string }>(
            client,
            `SELECT Id, DeveloperName FROM PermissionSetGroup WHERE DeveloperName IN (${names.join(', ')})`,
        );
        const profiles = await rowsOf<ProfileRow>(
            client,
            'SELECT Id, Name, UserLicense.Name, PermissionsModifyAllData FROM Profile',
        );
        const known = profiles.map(toProfile);
        return new Roles(
            described.map((row) => toRole(row, tiers, groups, known)),
            known,
        );
    }

    /** A role by its developer name or its Dutch label, in any case. */
    find(text: string): Role | undefined {
        return this.#byName.get(text.toLowerCase());
    }

    /** Whether a profile is one of the application's own. */
    isOfApplication(profileId: string): boolean {
        return this.#applicationProfiles.has(profileId);
    }
}

interface RoleRow {
    readonly DeveloperName: string;
    readonly MasterLabel: string;
    readonly Tier__c: string | null;
    readonly Works_For__c: WorksFor;
}

interface ProfileRow {
    readonly Id: string;
    readonly Name: string;
    readonly UserLicense: { readonly Name: string } | null;
    readonly PermissionsModifyAllData: boolean;
}

function toProfile({ Id: id, Name: name, UserLicense: licence, PermissionsModifyAllData }: ProfileRow): Profile {
    return { id, name, licence: licence?.Name ?? '', isAdministrator: PermissionsModifyAllData };
}

function toRole(
    { DeveloperName: name, MasterLabel: label, Tier__c: tier, Works_For__c: worksFor }: RoleRow,
    tiers: readonly { Tier__c: string; Profile__c: string }[],
    groups: readonly { Id: string; DeveloperName: string }[],
    known: readonly Profile[],
): Role {
    const group = groups.find(({ DeveloperName }) => DeveloperName === name);
    if (!group) throw incomplete(`de machtigingensetgroep ${name} ontbreekt`);
    const named =
        tier === null ? [OUTSIDE_TIERS] : tiers.filter((one) => one.Tier__c === tier).map((one) => one.Profile__c);
    const profiles = named.flatMap((one) => known.find((profile) => profile.name === one) ?? []);
    if (profiles.length === 0) throw incomplete(`voor de rol ${label} ontbreekt het profiel ${named.join(' of ')}`);
    return { name, label, tier: tier ?? undefined, worksFor, groupId: group.Id, profiles };
}

function incomplete(what: string): JobError {
    return new JobError('OrgIncomplete', `De Huisvestingstool staat niet volledig in deze org: ${what}.`, {
        actions: ['Deploy de toepassing opnieuw (README.md), of kijk na of --target-org naar de juiste org wijst.'],
    });
}
