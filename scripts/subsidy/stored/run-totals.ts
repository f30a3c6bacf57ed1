/** What a run comes to: by rule, category and province, and what was left out with its reason. */
import { REASONS } from '../engine/explain.ts';
import type { StoredLine } from './line.ts';
import type { StoredStatement } from './statement.ts';
import { CATEGORY_NAMES, nameOf, parameterName, RULE_NAMES } from './words.ts';

/** Amounts of lines that have something in common. */
export interface Total {
    readonly name: string;
    readonly lines: number;
    readonly cents: number;
}

/** Findings with one reason. */
export interface LeftOut {
    readonly rule: string;
    readonly reason: string;
    readonly findings: number;
    /** days of beds, where the findings are about days */
    readonly days: number;
}

export interface RunTotals {
    readonly lines: number;
    readonly cents: number;
    readonly byRule: Total[];
    readonly byCategory: Total[];
    readonly byProvince: Total[];
    readonly leftOut: LeftOut[];
}

type Sums = Map<string, { lines: number; cents: number }>;

/** @returns why a finding has no amount, in a sentence without names of fields */
export function reasonOf({ kind, inputs: { missing = [], reason } }: Pick<StoredLine, 'kind' | 'inputs'>): string {
    if (kind === 'Missing_Parameter')
        return `Nog geen goedgekeurde waarde voor: ${missing.map(parameterName).join(', ')}.`;
    return reason === undefined ? '' : REASONS[reason];
}

/** Adds lines up while they pass. @param statements of the run, for their provinces */
export async function totalsOf(
    lines: AsyncIterable<StoredLine>,
    statements: readonly StoredStatement[],
): Promise<RunTotals> {
    const provinces = new Map(statements.map(({ id, province }) => [id, province]));
    const byRule: Sums = new Map();
    const byCategory: Sums = new Map();
    const byProvince: Sums = new Map();
    const leftOut = new Map<string, { rule: string; reason: string; findings: number; days: number }>();
    let [count, total] = [0, 0];
    for await (const line of lines) {
        count++;
        const { rule, category, cents, statement } = line;
        if (cents === undefined) {
            addFinding(leftOut, line);
            continue;
        }
        total += cents;
        if (!Number.isSafeInteger(total)) throw new RangeError('the total is larger than can be counted in cents');
        add(byRule, nameOf(RULE_NAMES, rule), cents);
        add(byCategory, category === undefined ? 'geen (per bestuur)' : nameOf(CATEGORY_NAMES, category), cents);
        add(byProvince, provinces.get(statement) ?? '', cents);
    }
    return {
        lines: count,
        cents: total,
        byRule: sorted(byRule),
        byCategory: sorted(byCategory),
        byProvince: sorted(byProvince),
        leftOut: [...leftOut.values()].sort((a, b) => b.findings - a.findings || (a.reason < b.reason ? -1 : 1)),
    };
}

function add(sums: Sums, name: string, cents: number): void {
    const sum = sums.get(name) ?? { lines: 0, cents: 0 };
    sums.set(name, sum);
    sum.lines++;
    sum.cents += cents;
}

function addFinding(
    all: Map<string, { rule: string; reason: string; findings: number; days: number }>,
    line: StoredLine,
): void {
    const [rule, reason] = [nameOf(RULE_NAMES, line.rule), reasonOf(line)];
    const id = `${rule}|${reason}`;
    const found = all.get(id) ?? { rule, reason, findings: 0, days: 0 };
    all.set(id, found);
    found.findings++;
    found.days += line.days ?? 0;
}

function sorted(sums: Sums): Total[] {
    return [...sums].map(([name, sum]) => ({ name, ...sum })).sort((a, b) => (a.name < b.name ? -1 : 1));
}
