/**
 * What it takes to move a user to a tier: another profile, and without the assignments that its licence does not hold.
 * An org holds a permission set for one user licence to that licence when it is assigned (Object reference,
 * "PermissionSetAssignment"); so what does not fit goes before the profile changes.
 */
import type { TierName } from '../tiers.ts';
import { causeText } from './grants.ts';
import type { LicenceOrg, TierLicence } from './read-org.ts';
import type { Assignment, LicensedUser } from './users.ts';

/** A move that can be made; one without profile and removals is none. */
export interface TierMove {
    readonly to: TierName;
    /** the profile that carries the tier; undefined: the user has the tier already */
    readonly profile: TierLicence | undefined;
    /** assignments that are taken away, none of them a role */
    readonly removed: readonly Assignment[];
}

/** @returns the move, or in Dutch why it cannot be: what it would take from the role */
export function moveOf(
    user: LicensedUser,
    to: TierName,
    { tiers, grants }: Pick<LicenceOrg, 'tiers' | 'grants'>,
): TierMove | readonly string[] {
    if (user.tier === undefined) return [`heeft de licentie ${user.licence || '(onbekend)'}, buiten de niveaus`];
    const target = tiers.find(({ tier }) => tier === to);
    if (!target) return ['geen profiel draagt dit niveau (Licence_Tier__mdt)'];
    const licence = user.tier === to ? user.licence : target.licence;
    const others = tiers.map((one) => one.licence).filter((name) => name !== licence);
    const isUnfit = (assignment: Assignment): boolean =>
        grants.licencesOf(assignment).some((name) => others.includes(name));
    const isTooMuch = (assignment: Assignment): boolean => to === 'Restricted' && grants.of(assignment).length > 0;
    const roleOf = ({ groupId }: Assignment): string | undefined =>
        user.roles.find((role) => groupId !== undefined && role.groupId === groupId)?.label;
    const obstacles = to === 'Restricted' ? obstaclesToRestricted(user, roleOf, grants) : [];
    const unfitRoles = user.assignments
        .filter(isUnfit)
        .flatMap((one) => roleOf(one) ?? [])
        .map((role) => `zijn rol ${role} past niet bij de licentie ${licence}`);
    if (obstacles.length + unfitRoles.length > 0) return obstacles.length > 0 ? obstacles : unfitRoles;
    return {
        to,
        profile: user.tier === to ? undefined : target,
        removed: user.assignments.filter((one) => isUnfit(one) || isTooMuch(one)),
    };
}

function obstaclesToRestricted(
    user: LicensedUser,
    roleOf: (assignment: Assignment) => string | undefined,
    grants: LicenceOrg['grants'],
): string[] {
    const asked = user.roles
        .filter(({ tier }) => tier === 'Full')
        .map(({ label }) => `zijn rol ${label} vraagt de volledige licentie`);
    const lost = user.assignments
        .filter((one) => roleOf(one) !== undefined)
        .flatMap((one) => grants.of(one))
        .map((cause) => `zou verliezen wat zijn rol nodig heeft: ${causeText(cause)}`);
    const ofProfile = user.causes
        .filter(({ assigned }) => assigned === undefined)
        .map((cause) => `heeft ${causeText(cause)} ${user.profile}`);
    return [...new Set([...asked, ...lost, ...ofProfile])];
}

/** Whether something was found that stands in the way. */
export function isRefused(move: TierMove | readonly string[]): move is readonly string[] {
    return Array.isArray(move);
}

/** Whether a move changes nothing. */
export function isNothing({ profile, removed }: TierMove): boolean {
    return profile === undefined && removed.length === 0;
}
