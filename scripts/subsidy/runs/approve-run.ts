/** `hvt subsidy approve`: freezes a calculated run. From then on its period changes by difference lines only. */
import { day } from '../engine/day.ts';
import { centsFrom } from '../engine/money.ts';
import { quoted, type OrgClient } from '../../salesforce/org-client.ts';
import { JobError } from '../../salesforce/org-error.ts';
import { requireAccess } from '../../salesforce/require-access.ts';
import { userId } from '../../salesforce/user-id.ts';
import { Municipalities } from '../../municipalities/municipalities.ts';
import { findRun, RUN, type StoredRun } from '../stored/run.ts';
import { dutchPeriod } from '../stored/words.ts';
import { approvedBefore, type Scope } from './approved-runs.ts';
import { STATEMENT } from './write-run.ts';

export interface ApproveRunResult {
    readonly run: string;
    readonly totalCents: number;
    readonly statements: number;
    /** it was approved before, and nothing changed */
    readonly unchanged: boolean;
}

/**
 * @param reference of the run
 * @throws JobError when it is not finished, a scenario, overtaken by another approval, or not what was calculated
 */
export async function approveRun(client: OrgClient, reference: string, now: Date): Promise<ApproveRunResult> {
    await requireAccess(client, { object: RUN, update: ['Status__c', 'Approved_By__c', 'Approved_At__c'] });
    const run = await findRun(client, reference);
    const stored = await storedTotal(client, run);
    const result = { run: run.name, totalCents: stored.cents, statements: stored.statements };
    if (run.status === 'Approved') return { ...result, unchanged: true };
    refuseUnfit(run);
    await refuseOvertaken(client, run);
    if (stored.cents !== run.cents) {
        throw new JobError('RunDiffers', `De afrekeningen van ${run.name} tellen niet op tot haar totaal.`, {
            actions: ['Geef hvt subsidy run opnieuw: dat vergelijkt elke lijn.'],
        });
    }
    await client.json('PATCH', `/sobjects/${RUN}/${run.id}`, {
        Status__c: 'Approved',
        Approved_By__c: await userId(client),
        Approved_At__c: now.toISOString(),
    });
    return { ...result, unchanged: false };
}

function refuseUnfit({ name, status, scenario }: StoredRun): void {
    if (status === 'Calculating') {
        throw new JobError('RunUnfinished', `${name} is nog niet volledig geschreven.`, {
            actions: ['Geef hvt subsidy run opnieuw met dezelfde periode en momentopname.'],
        });
    }
    if (scenario) {
        throw new JobError(
            'ScenarioNotApprovable',
            `${name} is een scenario met aannames en kan niet goedgekeurd worden.`,
            {
                actions: ['Bereken opnieuw zonder --assume.'],
            },
        );
    }
}

/** Two runs against the same approved one would both pay the same difference. */
async function refuseOvertaken(client: OrgClient, run: StoredRun): Promise<void> {
    const register = await Municipalities.read(client);
    const approved = await approvedBefore(client, scopeOf(run), register.all());
    const last = approved.at(-1);
    if (last?.id === run.corrects?.id) return;
    throw new JobError(
        'RunOvertaken',
        `Sinds ${run.name} berekend werd, is ${last?.name ?? ''} goedgekeurd voor ${dutchPeriod(run.firstDay, run.lastDay)}.`,
        { actions: ['Bereken opnieuw: u krijgt dan de verschillen met wat goedgekeurd is.'] },
    );
}

function scopeOf({ firstDay, lastDay, municipalities }: StoredRun): Scope {
    const only = municipalities.length === 0 ? undefined : municipalities;
    return { period: { firstDay: day(firstDay), lastDay: day(lastDay) }, only };
}

async function storedTotal(client: OrgClient, { id }: StoredRun): Promise<{ cents: number; statements: number }> {
    let cents = 0;
    let statements = 0;
    const soql = `SELECT Total__c FROM ${STATEMENT} WHERE Run__c = ${quoted(id)}`;
    for await (const record of client.query(soql)) {
        const { Total__c: total } = record as { Total__c: number | null };
        cents += centsFrom(String(total ?? 0));
        statements++;
    }
    return { cents, statements };
}
