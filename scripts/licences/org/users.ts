/** A user as licences see him: tier, roles, place, last login, and what makes the full licence necessary for him. */
import type { TierName } from '../tiers.ts';
import type { Cause, Grants } from './grants.ts';
import type { Municipality, Role, TierLicence } from './read-org.ts';

/** An assigned permission set or group. */
export interface Assignment {
    readonly id: string;
    readonly setId: string | undefined;
    readonly groupId: string | undefined;
    readonly label: string;
}

export interface LicensedUser {
    readonly id: string;
    readonly username: string;
    readonly name: string;
    readonly email: string;
    readonly profileId: string;
    readonly profile: string;
    /** name of the user licence */
    readonly licence: string;
    /** undefined: outside the tiers */
    readonly tier: TierName | undefined;
    readonly roles: readonly Role[];
    readonly municipality: Municipality | undefined;
    readonly province: string | undefined;
    /** the last login, or where there was none the day on which the user was made: an instant */
    readonly lastSeen: string;
    readonly hasLoggedIn: boolean;
    readonly assignments: readonly Assignment[];
    /** rights that need the full licence */
    readonly causes: readonly Cause[];
    readonly needs: TierName;
}

export interface UserRow {
    readonly Id: string;
    readonly Username: string;
    readonly Name: string;
    readonly Email: string;
    readonly CreatedDate: string;
    readonly LastLoginDate: string | null;
    readonly ProfileId: string;
    readonly Profile: { readonly Name: string; readonly UserLicense: { readonly Name: string } | null };
}

/** What a group says of where somebody works. */
export interface GroupPlace {
    readonly municipality: Municipality | undefined;
    readonly province: string | undefined;
    readonly isRegion: boolean;
}

interface Known {
    readonly roles: readonly Role[];
    readonly tiers: readonly TierLicence[];
    readonly grants: Grants;
    readonly assignments: ReadonlyMap<
        string,
        readonly {
            readonly Id: string;
            readonly PermissionSetId: string | null;
            readonly PermissionSetGroupId: string | null;
            readonly PermissionSet: { readonly Label: string; readonly ProfileId: string | null } | null;
        }[]
    >;
    readonly places: ReadonlyMap<string, readonly GroupPlace[]>;
}

export function toUser(row: UserRow, { roles, tiers, grants, assignments: all, places }: Known): LicensedUser {
    const assignments = (all.get(row.Id) ?? [])
        // an org assigns the set of its profile to everybody
        .filter(({ PermissionSet: set }) => !set?.ProfileId)
        .map(({ Id: id, PermissionSetId, PermissionSetGroupId, PermissionSet: set }) => ({
            id,
            setId: PermissionSetId ?? undefined,
            groupId: PermissionSetGroupId ?? undefined,
            label: set?.Label ?? '',
        }));
    const licence = row.Profile.UserLicense?.Name ?? '';
    const causes = grants.causes(row.ProfileId, assignments);
    const { municipality, province } = placeOf(places.get(row.Id) ?? []);
    return {
        id: row.Id,
        username: row.Username,
        name: row.Name,
        email: row.Email,
        profileId: row.ProfileId,
        profile: row.Profile.Name,
        licence,
        tier: tiers.find((one) => one.licence === licence)?.tier,
        roles: roles.filter(({ groupId }) =>
            assignments.some((one) => one.groupId !== undefined && one.groupId === groupId),
        ),
        municipality,
        province,
        lastSeen: row.LastLoginDate ?? row.CreatedDate,
        hasLoggedIn: row.LastLoginDate !== null,
        assignments,
        causes,
        needs: causes.length > 0 ? 'Full' : 'Restricted',
    };
}

/** Whoever is in several groups counts once: for the first of his municipalities, else for his province. */
function placeOf(places: readonly GroupPlace[]): Pick<LicensedUser, 'municipality' | 'province'> {
    const [municipality] = places
        .flatMap((one) => one.municipality ?? [])
        .toSorted((one, other) => (one.nis < other.nis ? -1 : 1));
    return { municipality, province: municipality?.province ?? places.find((one) => one.province)?.province };
}
