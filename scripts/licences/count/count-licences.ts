/** What `hvt licences count` does: count what is, or find what was counted. */
import type { OrgClient } from '../../salesforce/org-client.ts';
import { JobError } from '../../salesforce/org-error.ts';
import { queryTogether } from '../../salesforce/query-together.ts';
import { parseDay } from '../../days/days.ts';
import { dutchDate } from '../../subsidy/stored/words.ts';
import { CONTRACT_QUERY, toContract, type ContractRow } from '../org/contracts.ts';
import { causeText } from '../org/grants.ts';
import { readLicenceOrg } from '../org/read-org.ts';
import type { LicensedUser } from '../org/users.ts';
import { activeByTier, useOf, type ContractUse } from './contract-use.ts';
import { countUsers, dayInFlanders, type CountRow, type UserCount } from './count-users.ts';
import { storeCount, storedQuery, toCountRow, type Stored, type StoredRow } from './stored-count.ts';

/** A user as a count tells of him. */
export interface CountedUser {
    readonly username: string;
    readonly name: string;
    readonly tier: string | null;
    readonly roles: readonly string[];
    readonly municipality: string | null;
    readonly licence: string;
    /** rights that need the full licence, and through what he has them */
    readonly because: readonly string[];
}

/** Users that deserve a look; only of a count of today. */
export interface Remarkable {
    readonly unused: readonly (CountedUser & { readonly days: number; readonly hasLoggedIn: boolean })[];
    readonly higher: readonly CountedUser[];
    readonly lower: readonly CountedUser[];
    readonly keepFull: readonly CountedUser[];
    readonly doubles: readonly { readonly reason: 'email' | 'name'; readonly users: readonly CountedUser[] }[];
    readonly withoutRole: readonly CountedUser[];
    readonly outside: readonly CountedUser[];
}

export interface CountResult {
    /** `yyyy-mm-dd` */
    readonly on: string;
    /** counted now, or found among what was stored */
    readonly source: 'counted' | 'stored';
    readonly contract: ContractUse;
    readonly rows: readonly CountRow[];
    /** Dutch names of roles by developer name */
    readonly roles: Readonly<Record<string, string>>;
    readonly users: Remarkable | null;
    readonly stored: Stored | null;
}

export interface CountRequest {
    /** the day; today where it is absent */
    readonly on: string | undefined;
    readonly dryRun: boolean;
    readonly now: Date;
}

/** @throws JobError, OrgError */
export async function countLicences(client: OrgClient, { on, dryRun, now }: CountRequest): Promise<CountResult> {
    const today = dayInFlanders(now);
    if (on === undefined || on === today) return countToday(client, today, dryRun);
    if (parseDay(on) === undefined)
        throw new JobError('NoDay', `"${on}" is geen dag: schrijf jjjj-mm-dd.`, { exitCode: 2 });
    if (on > today) throw new JobError('DayToCome', `${dutchDate(on)} moet nog komen.`, { exitCode: 2 });
    return findCount(client, on);
}

async function countToday(client: OrgClient, on: string, dryRun: boolean): Promise<CountResult> {
    const org = await readLicenceOrg(client, storedQuery(on));
    const count = countUsers(org.users, on);
    return {
        on,
        source: 'counted',
        contract: useOf(org.contracts, activeByTier(count.rows), on),
        rows: count.rows,
        roles: Object.fromEntries(org.roles.map(({ name, label }) => [name, label])),
        users: remarkable(count),
        stored: dryRun ? null : await storeCount(client, on, count.rows, org.more as StoredRow[]),
    };
}

function remarkable(count: UserCount): Remarkable {
    return {
        unused: count.unused.map(({ user, days }) => ({ ...told(user), days, hasLoggedIn: user.hasLoggedIn })),
        higher: count.higher.map(told),
        lower: count.lower.map(told),
        keepFull: count.keepFull.map(told),
        doubles: count.doubles.map(({ reason, users }) => ({ reason, users: users.map(told) })),
        withoutRole: count.withoutRole.map(told),
        outside: count.outside.map(told),
    };
}

function told({ username, name, tier, roles, municipality, licence, causes }: LicensedUser): CountedUser {
    return {
        username,
        name,
        tier: tier ?? null,
        roles: roles.map(({ label }) => label),
        municipality: municipality?.name ?? null,
        licence,
        because: causes.map(causeText),
    };
}

/** One call. */
async function findCount(client: OrgClient, on: string): Promise<CountResult> {
    const nearest = (sign: '<' | '>', order: 'DESC' | 'ASC'): string =>
        `SELECT Counted_On__c FROM Licence_Count__c WHERE Counted_On__c ${sign} ${on} ORDER BY Counted_On__c ${order} LIMIT 1`;
    const [found, before, after, contracts, roles] = await queryTogether<
        [
            StoredRow,
            { Counted_On__c: string },
            { Counted_On__c: string },
            ContractRow,
            { DeveloperName: string; MasterLabel: string },
        ]
    >(client, [
        storedQuery(on),
        nearest('<', 'DESC'),
        nearest('>', 'ASC'),
        CONTRACT_QUERY,
        'SELECT DeveloperName, MasterLabel FROM Role__mdt',
    ]);
    if (found.length === 0)
        throw neverCounted(
            on,
            [...before, ...after].map((row) => row.Counted_On__c),
        );
    const rows = found.map(toCountRow);
    return {
        on,
        source: 'stored',
        contract: useOf(contracts.map(toContract), activeByTier(rows), on),
        rows,
        roles: Object.fromEntries(roles.map((row) => [row.DeveloperName, row.MasterLabel])),
        users: null,
        stored: null,
    };
}

function neverCounted(on: string, days: readonly string[]): JobError {
    const action =
        days.length === 0
            ? 'Er is nog nooit geteld; geef de opdracht zonder --on om vandaag te tellen.'
            : `Dichtstbijzijnde tellingen: ${days.map((one) => `${dutchDate(one)} (--on ${one})`).join(' en ')}.`;
    return new JobError('NeverCounted', `Op ${dutchDate(on)} is niet geteld, en een dag is achteraf niet te tellen.`, {
        actions: [action],
        data: { nearest: days },
    });
}
