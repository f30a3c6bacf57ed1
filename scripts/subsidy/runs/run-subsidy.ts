/** `hvt subsidy run`: reads what was registered by a snapshot, calculates a period, and writes the run. */
import type { OrgClient } from '../../salesforce/org-client.ts';
import { JobError } from '../../salesforce/org-error.ts';
import { requireAccess } from '../../salesforce/require-access.ts';
import { Municipalities } from '../../municipalities/municipalities.ts';
import { day, dutchDay } from '../engine/day.ts';
import type { Municipality } from '../engine/facts.ts';
import { readFacts, type KnownFacts } from '../facts/read-facts.ts';
import { RUN, type StoredRun } from '../stored/run.ts';
import { approvedBefore, linesOf } from './approved-runs.ts';
import { computeRun } from './compute-run.ts';
import { LINE_COLUMNS } from './line-record.ts';
import { REFERRED } from './run-lines.ts';
import { runKey, type RunRequest } from './run-request.ts';
import type { TotalsResult } from './totals.ts';
import { LINE, STATEMENT, writeRun, type WriteStage } from './write-run.ts';

export type Stage = 'facts' | 'calculate' | WriteStage;

export interface RunOptions {
    readonly request: RunRequest;
    /** what is assumed, for people */
    readonly assumptionsText?: string | undefined;
    /** calculates and tells, writes nothing */
    readonly dryRun: boolean;
    readonly now: Date;
    readonly onProgress: (stage: Stage, done: number, all?: number) => void;
}

export interface RunResult {
    /** reference of the run; undefined: nothing was written */
    readonly run: string | undefined;
    readonly key: string;
    /** the org had it already, with the same lines */
    readonly unchanged: boolean;
    readonly scenario: boolean;
    /** reference of the approved run that it corrects, by difference lines */
    readonly corrects: string | undefined;
    readonly facts: number;
    /** facts of which nobody recorded the bed, place or location */
    readonly orphans: number;
    readonly hash: string;
    readonly totals: TotalsResult;
}

/**
 * @throws JobError, OrgError; a run that is broken off is finished by giving the same request again
 */
export async function runSubsidy(client: OrgClient, options: RunOptions): Promise<RunResult> {
    const { request, now, onProgress } = options;
    if (!options.dryRun) await requireRights(client);
    const register = await Municipalities.read(client);
    requireMunicipalities(request.only, register);
    const municipalities = register.all().map(toEngine);
    const earlier = await runsToCorrect(client, request, municipalities);
    const corrects = earlier.at(-1);
    const facts = await readFacts(client, new Date(request.snapshot), now, (count) => {
        onProgress('facts', count);
    });
    try {
        return await calculateAndWrite(client, options, { register, municipalities, earlier, corrects, facts });
    } finally {
        facts.close();
    }
}

interface Known {
    readonly register: Municipalities;
    readonly municipalities: readonly Municipality[];
    readonly earlier: readonly StoredRun[];
    readonly corrects: StoredRun | undefined;
    readonly facts: KnownFacts;
}

async function calculateAndWrite(client: OrgClient, options: RunOptions, known: Known): Promise<RunResult> {
    const { request, onProgress, dryRun, assumptionsText } = options;
    const { register, municipalities, earlier, corrects, facts } = known;
    const key = runKey(request, corrects?.key);
    const computed = await computeRun({
        runKey: key,
        request: { ...request, municipalities, ...facts, locations: facts.locations() },
        earlier: corrects && linesOf(client, earlier),
        provinceOf: (nis) => register.find(nis)?.province ?? '',
        onProgress: (lines) => {
            onProgress('calculate', lines);
        },
    }).catch(refuseValues);
    const { lines, totals, hash } = computed;
    try {
        const versions = [...facts.parameters, ...(request.assumptions ?? [])];
        const byKey = new Map(versions.map((version) => [version.key, version]));
        const parameterOf = byKey.get.bind(byKey);
        const municipalityId = (nis: string): string => register.find(nis)?.id ?? '';
        const finished = { key, request, assumptionsText, corrects, lines, hash, parameterOf, municipalityId };
        const written = dryRun
            ? undefined
            : await writeRun(client, { ...finished, totalCents: totals.cents }, onProgress);
        return {
            run: written?.record.name,
            key,
            unchanged: written?.unchanged ?? false,
            scenario: request.assumptions !== undefined,
            corrects: corrects?.name,
            facts: facts.count,
            orphans: facts.orphans,
            hash,
            totals,
        };
    } finally {
        lines.close();
    }
}

/** The engine stops at a value that it cannot calculate with: a choice that it does not know, an amount in another unit. */
function refuseValues(error: unknown): never {
    if (!(error instanceof RangeError)) throw error;
    throw new JobError('CannotCalculate', `Met een waarde kan niet gerekend worden: ${error.message}.`, {
        actions: ['Verbeter de parameter of het record met een nieuwe versie, en bereken met een latere momentopname.'],
    });
}

/** Before anything is read: a run that cannot be written is not worth its minutes. */
async function requireRights(client: OrgClient): Promise<void> {
    const columns = LINE_COLUMNS.map((name) => name.replace(/__r\..*$/, '__c'));
    await requireAccess(client, {
        object: RUN,
        create: ['External_Key__c', 'Municipalities__c', 'Engine_Version__c'],
        update: ['Status__c', 'Total__c', 'Input_Hash__c'],
    });
    await requireAccess(client, { object: STATEMENT, create: ['External_Key__c', 'Run__c', 'Municipality__c'] });
    await requireAccess(client, { object: LINE, create: columns });
    for (const object of REFERRED) await requireAccess(client, { object, read: ['External_Key__c'] });
}

function requireMunicipalities(only: readonly string[] | undefined, register: Municipalities): void {
    const unknown = only?.filter((nis) => !register.find(nis)) ?? [];
    if (unknown.length === 0) return;
    throw new JobError('UnknownMunicipality', `Onbekende NIS-code: ${unknown.join(', ')}.`, {
        actions: ['Kijk de codes na in de lijst van lokale besturen.'],
        exitCode: 2,
    });
}

/** A scenario stands beside what is approved, and corrects nothing. */
async function runsToCorrect(
    client: OrgClient,
    request: RunRequest,
    municipalities: readonly Municipality[],
): Promise<StoredRun[]> {
    if (request.assumptions !== undefined) return [];
    const earlier = await approvedBefore(client, request, municipalities);
    const last = earlier.at(-1);
    if (last === undefined || last.snapshot.getTime() < request.snapshot) return earlier;
    const { firstDay, lastDay } = request.period;
    throw new JobError(
        'AlreadyApproved',
        `De periode ${dutchDay(firstDay)} t.e.m. ${dutchDay(lastDay)} is al goedgekeurd in ${last.name}, ` +
            'met deze momentopname of een latere.',
        { actions: ['Kies een latere momentopname: die berekening geeft alleen de verschillen.'] },
    );
}

function toEngine(one: ReturnType<Municipalities['all']>[number]): Municipality {
    const { nis, name, province, from, to, successor } = one;
    return {
        nis,
        name,
        province,
        validFrom: from === undefined ? undefined : day(from),
        validTo: to === undefined ? undefined : day(to),
        successor,
    };
}
