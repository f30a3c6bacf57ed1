/**
 * What is approved already, and how a new run stands to it: a run of an approved period corrects it, by difference
 * lines only; one that shares days with another period would pay them twice.
 */
import { isoDay } from '../engine/day.ts';
import type { ApprovedLine } from '../engine/differences.ts';
import type { Municipality } from '../engine/facts.ts';
import { bulkQuery } from '../../salesforce/bulk-query.ts';
import { quoted, type OrgClient } from '../../salesforce/org-client.ts';
import { JobError } from '../../salesforce/org-error.ts';
import type { LineInputs } from '../stored/line.ts';
import { approvedRuns, type StoredRun } from '../stored/run.ts';
import { dutchPeriod } from '../stored/words.ts';
import type { Period } from './run-request.ts';

type Successor = Pick<Municipality, 'nis' | 'successor'>;

/** What a run is about, for the question which others it meets. */
export interface Scope {
    readonly period: Period;
    readonly only: readonly string[] | undefined;
}

/**
 * @returns the approved runs of the same period and municipalities, the oldest first
 * @throws JobError when another approved period shares days with this one, OrgError
 */
export async function approvedBefore(
    client: OrgClient,
    scope: Scope,
    municipalities: readonly Successor[],
): Promise<StoredRun[]> {
    const [firstDay, lastDay] = [isoDay(scope.period.firstDay), isoDay(scope.period.lastDay)];
    const heirs = heirOf(municipalities);
    const overlapping = await approvedRuns(client, firstDay, lastDay);
    const met = overlapping.filter((run) => shareMunicipalities(run.municipalities, scope.only ?? [], heirs));
    const other = met.find((run) => run.firstDay !== firstDay || run.lastDay !== lastDay);
    if (!other) return met;
    throw new JobError(
        'PeriodOverlaps',
        `De goedgekeurde berekening ${other.name} gaat over ${dutchPeriod(other.firstDay, other.lastDay)}: ` +
            'dagen daarvan zouden twee keer betaald worden.',
        { actions: ['Kies dezelfde periode (dan krijgt u de verschillen), of een die er niet mee overlapt.'] },
    );
}

/**
 * Two limited runs that name the old codes of one municipality meet in the one that is paid for both.
 * @param a codes; none means all
 */
function shareMunicipalities(a: readonly string[], b: readonly string[], heir: (nis: string) => string): boolean {
    if (a.length === 0 || b.length === 0) return true;
    const known = new Set(a.map(heir));
    return b.some((nis) => known.has(heir(nis)));
}

function heirOf(municipalities: readonly Successor[]): (nis: string) => string {
    const successors = new Map(municipalities.map(({ nis, successor }) => [nis, successor]));
    return (nis) => {
        const seen = new Set<string>();
        let at = nis;
        for (let next = successors.get(at); next !== undefined && !seen.has(next); next = successors.get(at)) {
            seen.add(at);
            at = next;
        }
        return at;
    };
}

/** The lines of runs, in the order of the runs; `key` is that of the record. @throws OrgError */
export async function* linesOf(client: OrgClient, runs: readonly StoredRun[]): AsyncGenerator<ApprovedLine> {
    for (const { id } of runs) {
        const soql =
            'SELECT External_Key__c, Line_Kind__c, Rule__c, Input_Hash__c, Inputs__c ' +
            `FROM Subsidy_Line__c WHERE Statement__r.Run__c = ${quoted(id)}`;
        for await (const row of bulkQuery(client, soql)) {
            const { part, municipality, location, place, bed, payee, cents } = JSON.parse(
                row['Inputs__c'] ?? '{}',
            ) as LineInputs;
            yield {
                key: row['External_Key__c'] ?? '',
                kind: row['Line_Kind__c'] as ApprovedLine['kind'],
                rule: row['Rule__c'] as ApprovedLine['rule'],
                part,
                municipality,
                ...(location !== undefined && { location }),
                ...(place !== undefined && { place }),
                ...(bed !== undefined && { bed }),
                ...(cents !== undefined && { cents }),
                inputHash: row['Input_Hash__c'] ?? '',
                payee,
            };
        }
    }
}
