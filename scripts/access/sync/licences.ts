/** Whether the org has the licences that a plan needs. */
import type { OrgClient } from '../../salesforce/org-client.ts';
import { JobError } from '../../salesforce/org-error.ts';
import { rowsOf } from '../rows-of.ts';
import type { SyncPlan } from './compare.ts';

/** What a plan does to one user licence. */
export interface LicenceUse {
    readonly licence: string;
    readonly total: number;
    readonly used: number;
    /** taken by the plan, less what it gives back */
    readonly change: number;
}

/** Two calls. @throws OrgError */
export async function readLicences(client: OrgClient, { changes }: SyncPlan): Promise<LicenceUse[]> {
    const rows = await rowsOf<{ Id: string; Name: string; TotalLicenses: number | null; UsedLicenses: number | null }>(
        client,
        'SELECT Id, Name, TotalLicenses, UsedLicenses FROM UserLicense ORDER BY Name',
    );
    const active = await rowsOf<{ licence: string; users: number }>(
        client,
        'SELECT Profile.UserLicenseId licence, COUNT(Id) users FROM User WHERE IsActive = true GROUP BY Profile.UserLicenseId',
    );
    return rows.flatMap(({ Id, Name: licence, TotalLicenses: total, UsedLicenses }) => {
        const used = UsedLicenses ?? active.find((one) => one.licence === Id)?.users ?? 0;
        const taken = changes.filter(({ licence: { from, to } }) => from !== to && to === licence).length;
        const given = changes.filter(({ licence: { from, to } }) => from !== to && from === licence).length;
        return taken + given === 0 ? [] : [{ licence, total: total ?? 0, used, change: taken - given }];
    });
}

/** @throws JobError when a plan needs more licences than are left */
export function refuseTooFew(uses: readonly LicenceUse[]): void {
    const short = uses.filter(({ total, used, change }) => change > 0 && used + change > total);
    if (short.length === 0) return;
    const texts = short.map(
        ({ licence, total, used, change }) =>
            `${licence}: ${change} erbij, terwijl er ${used} van ${total} in gebruik zijn (${used + change - total} te kort)`,
    );
    throw new JobError(
        'TooFewLicences',
        `De org heeft niet genoeg licenties (${texts.join('; ')}); er is niets geschreven.`,
        {
            actions: ['Deactiveer wie weg is, bestel licenties bij, of haal gebruikers uit het bestand.'],
            data: { licences: short },
        },
    );
}
