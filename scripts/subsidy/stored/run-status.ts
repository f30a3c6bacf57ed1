/** How runs stand: all in a list, or one with its totals. */
import type { OrgClient } from '../../salesforce/org-client.ts';
import { readLines } from './read-lines.ts';
import { allRuns, findRun, type RunStatus, type StoredRun } from './run.ts';
import { totalsOf, type RunTotals } from './run-totals.ts';
import { readStatements, statementCounts } from './statement.ts';
import { stateInWords } from './words.ts';

/** A run as `--json` tells it; amounts in cents. */
export interface RunStatusReport {
    readonly name: string;
    readonly id: string;
    readonly firstDay: string;
    readonly lastDay: string;
    readonly snapshotAt: string;
    readonly status: RunStatus;
    readonly scenario: boolean;
    readonly corrects: string | null;
    /** status, scenario and correction in words */
    readonly state: string;
    readonly municipalities: readonly string[];
    readonly statements: number;
    readonly lines: number;
    /** null until the run is calculated */
    readonly cents: number | null;
    readonly approvedBy: string | null;
    readonly approvedAt: string | null;
    readonly inputHash: string;
    readonly engineVersion: string;
    /** where one run was asked for */
    readonly totals?: RunTotals;
}

/** Every run that the user may see. @throws JobError, OrgError */
export async function statusOfAll(client: OrgClient): Promise<RunStatusReport[]> {
    const runs = await allRuns(client);
    const counts = runs.length === 0 ? new Map<string, never>() : await statementCounts(client);
    return runs.map((run) => reportOf(run, counts.get(run.id) ?? { statements: 0, lines: 0 }));
}

/**
 * One run with its totals; all its lines are read.
 * @param reference name, id or external key
 * @throws JobError when there is none, OrgError
 */
export async function statusOfOne(client: OrgClient, reference: string): Promise<RunStatusReport> {
    const run = await findRun(client, reference);
    const statements = await readStatements(client, run.id);
    const totals = await totalsOf(readLines(client, { runId: run.id }), statements);
    return { ...reportOf(run, { statements: statements.length, lines: totals.lines }), totals };
}

function reportOf(run: StoredRun, { statements, lines }: { statements: number; lines: number }): RunStatusReport {
    return {
        name: run.name,
        id: run.id,
        firstDay: run.firstDay,
        lastDay: run.lastDay,
        snapshotAt: run.snapshot.toISOString(),
        status: run.status,
        scenario: run.scenario,
        corrects: run.corrects?.name ?? null,
        state: stateInWords(run),
        municipalities: run.municipalities,
        statements,
        lines,
        cents: run.cents ?? null,
        approvedBy: run.approvedBy === '' ? null : run.approvedBy,
        approvedAt: run.approvedAt?.toISOString() ?? null,
        inputHash: run.inputHash,
        engineVersion: run.engineVersion,
    };
}
