/** What a run comes to: by rule, category and province, and what was left out with its reason. */
import { REASONS } from '../engine/explain.ts';
import { Sums, type Total } from '../sums.ts';
import type { StoredLine } from './line.ts';
import type { StoredStatement } from './statement.ts';
import { CATEGORY_NAMES, nameOf, parameterName, RULE_NAMES } from './words.ts';

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
    const [byRule, byCategory, byProvince] = [new Sums(), new Sums(), new Sums()];
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
        byRule.add(nameOf(RULE_NAMES, rule), cents);
        byCategory.add(category === undefined ? 'geen (per bestuur)' : nameOf(CATEGORY_NAMES, category), cents);
        byProvince.add(provinces.get(statement) ?? '', cents);
    }
    return {
        lines: count,
        cents: total,
        byRule: byRule.totals(),
        byCategory: byCategory.totals(),
        byProvince: byProvince.totals(),
        leftOut: [...leftOut.values()].sort((a, b) => b.findings - a.findings || (a.reason < b.reason ? -1 : 1)),
    };
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
