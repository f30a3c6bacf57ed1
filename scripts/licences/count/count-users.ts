/** Counts users by tier, role and place, and finds those that deserve a look. Pure: the same users give the same count. */
import { day } from '../../days/days.ts';
import type { LicensedUser } from '../org/users.ts';
import type { TierName } from '../tiers.ts';
import { doublesAmong, type Double } from './doubles.ts';

/** Active users of one tier, role and place; a blank place or role is undefined. */
export interface CountRow {
    readonly tier: TierName;
    /** developer name; of who has several, all of them */
    readonly role: string | undefined;
    readonly municipality: { readonly id: string; readonly nis: string; readonly name: string } | undefined;
    readonly province: string | undefined;
    readonly active: number;
    /** no login for more than so many days */
    readonly unused30: number;
    readonly unused60: number;
    readonly unused90: number;
    /** users for whom a lower tier is enough */
    readonly higher: number;
    /** users who seem to be there twice */
    readonly doubles: number;
}

/** The count of one day. */
export interface UserCount {
    readonly rows: readonly CountRow[];
    /** more than 30 days without login, longest first */
    readonly unused: readonly { readonly user: LicensedUser; readonly days: number }[];
    readonly higher: readonly LicensedUser[];
    /** who has rights that his licence does not carry */
    readonly lower: readonly LicensedUser[];
    /** who needs the full licence and has it: with what makes it necessary */
    readonly keepFull: readonly LicensedUser[];
    readonly doubles: readonly Double[];
    readonly withoutRole: readonly LicensedUser[];
    /** users of licences without a tier */
    readonly outside: readonly LicensedUser[];
}

/** Days after which an account without login is told of. */
export const UNUSED_DAYS = [30, 60, 90] as const;
const LONGEST_ROLE = 80;

/** @param on the day of the count, `yyyy-mm-dd` */
export function countUsers(users: readonly LicensedUser[], on: string): UserCount {
    const counted = users.filter(({ tier }) => tier !== undefined);
    const doubles = doublesAmong(counted);
    const double = new Set(doubles.flatMap((one) => one.users));
    const groups = Map.groupBy(counted, keyOf);
    const rows = [...groups.values()].map((members): CountRow => {
        const [first] = members;
        const unused = (days: number): number => members.filter((user) => daysUnused(user, on) > days).length;
        return {
            tier: first?.tier ?? 'Restricted',
            role: first && roleOf(first),
            municipality: first?.municipality,
            province: first?.province,
            active: members.length,
            unused30: unused(30),
            unused60: unused(60),
            unused90: unused(90),
            higher: members.filter(isHigher).length,
            doubles: members.filter((user) => double.has(user)).length,
        };
    });
    return {
        rows: rows.sort((one, other) => (textOf(one) < textOf(other) ? -1 : 1)),
        unused: counted
            .map((user) => ({ user, days: daysUnused(user, on) }))
            .filter(({ days }) => days > UNUSED_DAYS[0])
            .sort((one, other) => other.days - one.days),
        higher: counted.filter(isHigher),
        lower: counted.filter(({ tier, needs }) => tier === 'Restricted' && needs === 'Full'),
        keepFull: counted.filter(({ tier, needs }) => tier === 'Full' && needs === 'Full'),
        doubles,
        withoutRole: counted.filter(({ roles }) => roles.length === 0),
        outside: users.filter(({ tier }) => tier === undefined),
    };
}

export function isHigher({ tier, needs }: LicensedUser): boolean {
    return tier === 'Full' && needs === 'Restricted';
}

/** Whole days since the last login; of who never logged in, since the user was made. */
export function daysUnused({ lastSeen }: LicensedUser, on: string): number {
    return day(on) - day(dayInFlanders(new Date(lastSeen)));
}

const FLANDERS = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels' });

/** The day in Flanders at an instant, as `yyyy-mm-dd`. */
export function dayInFlanders(instant: Date): string {
    return FLANDERS.format(instant);
}

function roleOf({ roles }: LicensedUser): string | undefined {
    const names = roles.map(({ name }) => name).join(' + ');
    return names === '' ? undefined : names.slice(0, LONGEST_ROLE);
}

function keyOf(user: LicensedUser): string {
    return textOf({ ...user, tier: user.tier ?? 'Restricted', role: roleOf(user) });
}

/** What rows are told apart and put in order by. */
export function textOf({
    tier,
    role,
    municipality,
    province,
}: Pick<CountRow, 'tier' | 'role' | 'province'> & { municipality: { id: string; nis: string } | undefined }): string {
    return [tier, role ?? '', province ?? '', municipality?.nis ?? ''].join('|');
}
