/** Which tier each user needs, and what there is to be done about it. Pure. */
import { countUsers } from '../count/count-users.ts';
import type { Need } from '../money/cheapest-mix.ts';
import { causeText } from '../org/grants.ts';
import type { LicenceOrg } from '../org/read-org.ts';
import { fingerprintOf } from '../org/fingerprint.ts';
import { isRefused, moveOf } from '../org/tier-move.ts';
import type { LicensedUser } from '../org/users.ts';
import type { TierName } from '../tiers.ts';

/** A user of a plan. */
export interface PlannedUser {
    readonly username: string;
    readonly name: string;
    readonly roles: readonly string[];
    readonly municipality: string | null;
    readonly province: string | null;
    readonly tier: TierName;
    /** the tier that he needs */
    readonly to: TierName;
    /** rights and roles that need the full licence */
    readonly because: readonly string[];
    /** assignments that would have to go for the restricted tier to be enough: they are not his role's; null: none would help */
    readonly restrictedWithout: readonly string[] | null;
    /** why he may not need an account any more */
    readonly doubts: readonly string[];
    readonly fingerprint: string;
}

/** After so many days without login somebody may not need his account any more. */
const DOUBTFUL_DAYS = 90;

/** @param on the day of the plan, `yyyy-mm-dd` */
export function planUsers(org: Pick<LicenceOrg, 'users' | 'tiers' | 'grants'>, on: string): PlannedUser[] {
    const doubts = doubtsOf(org.users, on);
    return org.users.flatMap((user) => {
        const { tier } = user;
        if (tier === undefined) return [];
        const because = becauseOf(user);
        return [
            {
                username: user.username,
                name: user.name,
                roles: user.roles.map(({ label }) => label),
                municipality: user.municipality?.name ?? null,
                province: user.province ?? null,
                tier,
                to: because.length > 0 ? ('Full' as const) : ('Restricted' as const),
                because,
                restrictedWithout: because.length > 0 ? restrictedWithout(user, org) : null,
                doubts: doubts.get(user.id) ?? [],
                fingerprint: fingerprintOf(user),
            },
        ];
    });
}

function becauseOf({ causes, roles }: LicensedUser): string[] {
    const asked = roles.filter(({ tier }) => tier === 'Full').map(({ label }) => `Rol ${label}`);
    return causes.length > 0 ? causes.map(causeText) : asked;
}

function restrictedWithout(user: LicensedUser, org: Pick<LicenceOrg, 'tiers' | 'grants'>): string[] | null {
    const move = moveOf(user, 'Restricted', org);
    return isRefused(move) ? null : move.removed.map(({ label }) => label);
}

/** Of accounts that seem to be one person, all but the first are in doubt. */
function doubtsOf(users: readonly LicensedUser[], on: string): Map<string, string[]> {
    const { unused, doubles } = countUsers(users, on);
    const found = new Map<string, string[]>();
    const add = ({ id }: LicensedUser, text: string): void => {
        found.set(id, [...(found.get(id) ?? []), text]);
    };
    for (const { user, days } of unused) if (days > DOUBTFUL_DAYS) add(user, `${String(days)} dagen niet aangemeld`);
    for (const { users: same } of doubles)
        for (const user of same.slice(1)) add(user, `mogelijk dubbel met ${same[0]?.username ?? ''}`);
    return found;
}

/** Users counted by a tier. */
export function needOf(users: readonly PlannedUser[], tierOf: (user: PlannedUser) => TierName): Need {
    const full = users.filter((user) => tierOf(user) === 'Full').length;
    return { full, restricted: users.length - full };
}
