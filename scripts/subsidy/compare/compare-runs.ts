/** Compares two runs, thing by thing, in memory that does not grow with them. */
import { spreadsheetCsv, type Cell } from '../../csv/spreadsheet.ts';
import { writeAtomically } from '../../files/atomic-file.ts';
import type { OrgClient } from '../../salesforce/org-client.ts';
import { JobError } from '../../salesforce/org-error.ts';
import type { Rule } from '../engine/facts.ts';
import { LineStore } from '../stored/line-store.ts';
import { readLines } from '../stored/read-lines.ts';
import { chainOf, findRun, type StoredRun } from '../stored/run.ts';
import { nameOf, RULE_NAMES } from '../stored/words.ts';
import { differenceOf, type Change, type Side, type SubjectDifference } from './compare-lines.ts';

/** How differences are called. */
export const CHANGE_NAMES: Record<Change, string> = {
    amount_changed: 'bedrag gewijzigd',
    only_in_a: 'enkel in A',
    only_in_b: 'enkel in B',
    finding_came: 'vaststelling erbij',
    finding_went: 'vaststelling weg',
    finding_changed: 'andere vaststelling',
};

export interface RuleTotals {
    readonly rule: Rule;
    centsA: number;
    centsB: number;
}

export interface ComparisonSummary {
    readonly centsA: number;
    readonly centsB: number;
    readonly byRule: readonly RuleTotals[];
    /** subjects that differ, by how */
    readonly changes: Readonly<Partial<Record<Change, number>>>;
    readonly different: number;
    readonly same: number;
}

/** Two runs side by side; who asked for it closes it. */
export class Comparison {
    readonly a: StoredRun;
    readonly b: StoredRun;
    readonly #store: LineStore;

    constructor(a: StoredRun, b: StoredRun, store: LineStore) {
        this.a = a;
        this.b = b;
        this.#store = store;
    }

    /** What differs, by municipality, location and subject. */
    *differences(): Generator<SubjectDifference> {
        for (const subject of this.#store.bySubject()) {
            const difference = differenceOf(subject);
            if (difference) yield difference;
        }
    }

    summary(): ComparisonSummary {
        const byRule = new Map<Rule, RuleTotals>();
        const changes: Partial<Record<Change, number>> = {};
        let [different, same] = [0, 0];
        for (const subject of this.#store.bySubject()) {
            for (const { side, line } of subject.lines)
                if (line.cents !== undefined) addTo(byRule, side as Side, line.rule, line.cents);
            const change = differenceOf(subject)?.change;
            if (change === undefined) same++;
            else {
                different++;
                changes[change] = (changes[change] ?? 0) + 1;
            }
        }
        const rules = [...byRule.values()].sort((one, other) => (one.rule < other.rule ? -1 : 1));
        return {
            centsA: rules.reduce((sum, { centsA }) => sum + centsA, 0),
            centsB: rules.reduce((sum, { centsB }) => sum + centsB, 0),
            byRule: rules,
            changes,
            different,
            same,
        };
    }

    /** Writes all differences. @throws JobError when the file cannot be written */
    async writeCsv(path: string): Promise<void> {
        await writeAtomically(path, spreadsheetCsv(COLUMNS, this.differences().map(cellsOf)));
    }

    /** Deletes what was kept on disk. */
    close(): void {
        this.#store.close();
    }
}

/**
 * Reads both runs. A correction holds differences only: it is taken together with the runs that it corrects, so that
 * amounts are what was granted in all.
 * @throws JobError when a run is unknown, hidden, still being calculated, or both are one; OrgError
 */
export async function compareRuns(
    client: OrgClient,
    references: readonly [a: string, b: string],
    onProgress: (lines: number) => void = () => undefined,
): Promise<Comparison> {
    const [a, b] = [await findRun(client, references[0]), await findRun(client, references[1])];
    if (a.id === b.id)
        throw new JobError('SameRun', `${a.name} wordt met zichzelf vergeleken.`, {
            actions: ['Noem twee verschillende berekeningen.'],
            exitCode: 2,
        });
    for (const { name, status } of [a, b]) {
        if (status === 'Calculating')
            throw new JobError('RunNotReady', `${name} wordt nog berekend en kan niet vergeleken worden.`, {
                actions: ['Werk de berekening eerst af door ze opnieuw te starten.'],
            });
    }
    const sides = new Map<string, Side[]>();
    for (const [side, run] of [['A', a] as const, ['B', b] as const])
        for (const { id } of await chainOf(client, run)) sides.set(id, [...(sides.get(id) ?? []), side]);
    const store = new LineStore();
    try {
        for (const [runId, of] of sides) {
            for await (const line of readLines(client, { runId })) for (const side of of) store.add(line, side);
            onProgress(store.count);
        }
        return new Comparison(a, b, store);
    } catch (error) {
        store.close();
        throw error;
    }
}

function addTo(byRule: Map<Rule, RuleTotals>, side: Side, rule: Rule, cents: number): void {
    const totals = byRule.get(rule) ?? { rule, centsA: 0, centsB: 0 };
    byRule.set(rule, totals);
    totals[side === 'A' ? 'centsA' : 'centsB'] += cents;
}

const COLUMNS = [
    'wat',
    'regel',
    'nis_code_periode',
    'locatie',
    'slaapplek',
    'bedrag_a',
    'bedrag_b',
    'verschil',
    'reden_a',
    'reden_b',
    'lijnen_a',
    'lijnen_b',
];

function cellsOf(one: SubjectDifference): Cell[] {
    return [
        CHANGE_NAMES[one.change],
        nameOf(RULE_NAMES, one.rule),
        one.nis,
        one.location,
        one.bed,
        { cents: one.centsA },
        { cents: one.centsB },
        { cents: one.cents },
        one.reasonsA.join(' '),
        one.reasonsB.join(' '),
        one.linesA.join(' '),
        one.linesB.join(' '),
    ];
}
