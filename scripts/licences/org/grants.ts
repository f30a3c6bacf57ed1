/**
 * Which rights of the full licence users have in effect: from their profile, their permission sets, and their permission
 * set groups less what these mute. Muting works inside its own group only (Salesforce Help, "Muting Permission Sets").
 */
import { keysOf, type FullRight } from './full-rights.ts';

/** A permission set of the org, with those of the listed rights that it grants. */
export interface GrantSet {
    readonly id: string;
    readonly label: string;
    readonly type: 'Regular' | 'Profile' | 'Group' | 'Session' | 'Muting' | null;
    readonly profileId: string | undefined;
    /** the group whose rights the org adds up in this set */
    readonly ofGroup: string | undefined;
    /** name of the only user licence whose users may have it; undefined: any */
    readonly licence: string | undefined;
    /** keys of rights */
    readonly grants: ReadonlySet<string>;
}

/** A right that a user has, and through what. */
export interface Cause {
    readonly right: FullRight;
    /** label of a profile, permission set or group with its member: `Ondersteuningsteam (Gebruikers beheren)` */
    readonly through: string;
    /** id of the assignment's permission set or group; of a profile undefined: it leaves with the licence */
    readonly assigned: string | undefined;
}

/** A permission set or a group that is assigned to somebody. */
export interface Assigned {
    readonly setId: string | undefined;
    readonly groupId: string | undefined;
}

export interface GroupRow {
    readonly id: string;
    readonly label: string;
    readonly members: readonly string[];
}

export class Grants {
    readonly #rights: ReadonlyMap<string, FullRight>;
    readonly #sets: ReadonlyMap<string, GrantSet>;
    readonly #ofProfile: ReadonlyMap<string, GrantSet>;
    readonly #groups: ReadonlyMap<string, GroupRow>;
    readonly #sums: ReadonlyMap<string, GrantSet>;

    constructor(rights: readonly FullRight[], sets: readonly GrantSet[], groups: readonly GroupRow[]) {
        this.#rights = new Map(rights.flatMap((one) => keysOf(one).map((key) => [key, one])));
        this.#sets = new Map(sets.map((one) => [one.id, one]));
        this.#groups = new Map(groups.map((one) => [one.id, one]));
        this.#ofProfile = byKey(sets, ({ profileId }) => profileId);
        this.#sums = byKey(sets, ({ ofGroup }) => ofGroup);
    }

    /** What makes the full licence necessary for somebody: nothing where the restricted one is enough. */
    causes(profileId: string, assigned: readonly Assigned[]): Cause[] {
        const own = this.#ofProfile.get(profileId);
        const ofProfile = own ? this.#named(own.grants, 'het profiel', undefined) : [];
        return [...ofProfile, ...assigned.flatMap((one) => this.of(one))];
    }

    /** What one assignment gives. */
    of({ setId, groupId }: Assigned): Cause[] {
        if (groupId !== undefined) return this.#ofGroup(groupId);
        const set = setId === undefined ? undefined : this.#sets.get(setId);
        return set && set.profileId === undefined ? this.#named(set.grants, set.label, set.id) : [];
    }

    /** Names of the user licences that an assignment is for; none where it fits any. */
    licencesOf({ setId, groupId }: Assigned): string[] {
        const ids = groupId === undefined ? [setId ?? ''] : (this.#groups.get(groupId)?.members ?? []);
        return [...new Set(ids.flatMap((id) => this.#sets.get(id)?.licence ?? []))];
    }

    #ofGroup(groupId: string): Cause[] {
        const group = this.#groups.get(groupId);
        if (!group) return [];
        const members = group.members.flatMap((id) => this.#sets.get(id) ?? []);
        const muted = new Set(members.filter(({ type }) => type === 'Muting').flatMap(({ grants }) => [...grants]));
        const sum = this.#sums.get(groupId);
        // an org adds a group up in a permission set of its own, muting included; where there is none, we add it up
        const isLeft = (key: string): boolean => (sum ? sum.grants.has(key) : !muted.has(key));
        const found = members
            .filter(({ type }) => type !== 'Muting')
            .flatMap(({ grants, label }) =>
                this.#named([...grants].filter(isLeft), `${group.label} (${label})`, groupId),
            );
        const known = new Set(found.map(({ right }) => right));
        const others = this.#named(sum?.grants ?? [], group.label, groupId).filter(({ right }) => !known.has(right));
        return [...found, ...others];
    }

    #named(keys: Iterable<string>, through: string, assigned: string | undefined): Cause[] {
        const rights = new Set([...keys].flatMap((key) => this.#rights.get(key) ?? []));
        return [...rights].map((right) => ({ right, through, assigned }));
    }
}

function byKey(sets: readonly GrantSet[], key: (one: GrantSet) => string | undefined): Map<string, GrantSet> {
    return new Map(
        sets.flatMap((one) => {
            const value = key(one);
            return value === undefined ? [] : [[value, one] as const];
        }),
    );
}

/** A cause in words: `Gebruikers beheren (ManageUsers) door Ondersteuningsteam`. */
export function causeText({ right, through }: Cause): string {
    return `${right.label} (${right.right}) door ${through}`;
}
