/**
 * What is approved already, and how a new run stands to it: a run of an approved period corrects it, by difference
 * lines only; one that shares days with another period would pay them twice.
 */
import { dutchDay, isoDay } from '../engine/day.ts';
import type { ApprovedLine } from '../engine/differences.ts';
import type { Municipality } from '../engine/facts.ts';
import { centsFrom } from '../engine/money.ts';
import { bulkQuery } from '../../salesforce/bulk-query.ts';
import { quoted, type OrgClient } from '../../salesforce/org-client.ts';
import { JobError } from '../../salesforce/org-error.ts';
import type { Period } from './run-request.ts';
import { readRuns, type RunRecord } from './run-record.ts';

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
): Promise<RunRecord[]> {
    const { firstDay, lastDay } = scope.period;
    const overlapping = await readRuns(
        client,
        `Status__c = 'Approved' AND First_Day__c <= ${isoDay(lastDay)} AND Last_Day__c >= ${isoDay(firstDay)}`,
    );
    const heirs = heirOf(municipalities);
    const met = overlapping.filter((run) => shareMunicipalities(run.only, scope.only, heirs));
    const other = met.find((run) => run.firstDay !== firstDay || run.lastDay !== lastDay);
    if (other) {
        throw new JobError(
            'PeriodOverlaps',
            `De goedgekeurde berekening ${other.name} loopt van ${dutchDay(other.firstDay)} t.e.m. ${dutchDay(other.lastDay)}: ` +
                'dagen daarvan zouden twee keer betaald worden.',
            { actions: ['Kies dezelfde periode (dan krijgt u de verschillen), of een die er niet mee overlapt.'] },
        );
    }
    return met.sort((a, b) => (a.approvedAt ?? 0) - (b.approvedAt ?? 0) || (a.id < b.id ? -1 : 1));
}

/** Two limited runs that name the old codes of one municipality meet in the one that is paid for both. */
function shareMunicipalities(
    a: readonly string[] | undefined,
    b: readonly string[] | undefined,
    heir: (nis: string) => string,
): boolean {
    if (a === undefined || b === undefined) return true;
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

interface StoredInputs {
    readonly part: string;
    readonly municipality: string;
    readonly location?: string;
    readonly place?: string;
    readonly bed?: string;
    readonly payee: string;
}

/** The lines of runs, in the order of the runs; `key` is that of the record. @throws OrgError */
export async function* linesOf(client: OrgClient, runs: readonly RunRecord[]): AsyncGenerator<ApprovedLine> {
    for (const { id } of runs) {
        const soql =
            'SELECT External_Key__c, Line_Kind__c, Rule__c, Amount__c, Input_Hash__c, Inputs__c ' +
            `FROM Subsidy_Line__c WHERE Statement__r.Run__c = ${quoted(id)}`;
        for await (const row of bulkQuery(client, soql)) {
            const { part, municipality, location, place, bed, payee } = JSON.parse(
                row['Inputs__c'] ?? '{}',
            ) as StoredInputs;
            yield {
                key: row['External_Key__c'] ?? '',
                kind: row['Line_Kind__c'] as ApprovedLine['kind'],
                rule: row['Rule__c'] as ApprovedLine['rule'],
                part,
                municipality,
                ...(location !== undefined && { location }),
                ...(place !== undefined && { place }),
                ...(bed !== undefined && { bed }),
                ...(row['Amount__c'] ? { cents: centsFrom(row['Amount__c']) } : {}),
                inputHash: row['Input_Hash__c'] ?? '',
                payee,
            };
        }
    }
}
