/** What two runs say of the same thing: amounts that changed, came or went, and findings that came or went. */
import type { Rule } from '../engine/facts.ts';
import type { StoredLine } from '../stored/line.ts';
import { reasonOf } from '../stored/run-totals.ts';

export type Side = 'A' | 'B';

/** How a subject differs. */
export type Change = 'amount_changed' | 'only_in_a' | 'only_in_b' | 'finding_came' | 'finding_went' | 'finding_changed';

/** One subject that differs; amounts in cents, absent where that side has none. */
export interface SubjectDifference {
    readonly change: Change;
    readonly rule: Rule;
    /** NIS code of the municipality of the period */
    readonly nis: string;
    readonly location: string;
    readonly bed: string;
    readonly centsA?: number;
    readonly centsB?: number;
    /** B less A */
    readonly cents: number;
    /** why a side has no amount, in sentences */
    readonly reasonsA: readonly string[];
    readonly reasonsB: readonly string[];
    /** references of the lines */
    readonly linesA: readonly string[];
    readonly linesB: readonly string[];
}

/** What both sides say of one subject. */
export interface SubjectSides {
    readonly subject: string;
    readonly lines: readonly { readonly side: string; readonly line: StoredLine }[];
}

interface Said {
    readonly lines: readonly StoredLine[];
    readonly cents: number | undefined;
    readonly reasons: readonly string[];
}

/** @returns the difference; undefined where both sides say the same */
export function differenceOf({ lines }: SubjectSides): SubjectDifference | undefined {
    const [a, b] = [saidOn('A', lines), saidOn('B', lines)];
    const model = b.lines[0] ?? a.lines[0];
    const change = changeOf(a, b);
    if (!model || !change) return undefined;
    return {
        change,
        rule: model.rule,
        nis: model.inputs.municipality,
        location: model.location?.name ?? '',
        bed: model.bed,
        ...(a.cents !== undefined && { centsA: a.cents }),
        ...(b.cents !== undefined && { centsB: b.cents }),
        cents: (b.cents ?? 0) - (a.cents ?? 0),
        reasonsA: a.reasons,
        reasonsB: b.reasons,
        linesA: a.lines.map(({ name }) => name),
        linesB: b.lines.map(({ name }) => name),
    };
}

/** A correction adds to the run that it corrects; where it has an amount, what was found before no longer holds. */
function saidOn(side: Side, all: SubjectSides['lines']): Said {
    const lines = all.filter((one) => one.side === side).map(({ line }) => line);
    const amounts = lines.flatMap(({ cents }) => (cents === undefined ? [] : [cents]));
    const isCorrected = lines.some(({ kind }) => kind === 'Difference');
    const reasons = isCorrected ? [] : lines.filter(({ cents }) => cents === undefined).map(reasonOf);
    return {
        lines,
        cents: amounts.length === 0 ? undefined : amounts.reduce((sum, cents) => sum + cents, 0),
        reasons: [...new Set(reasons)].sort(),
    };
}

function changeOf(a: Said, b: Said): Change | undefined {
    if (a.cents !== undefined && b.cents !== undefined && a.cents !== b.cents) return 'amount_changed';
    if (a.cents !== undefined && b.cents === undefined) return 'only_in_a';
    if (a.cents === undefined && b.cents !== undefined) return 'only_in_b';
    if (a.reasons.join() === b.reasons.join()) return undefined;
    if (a.reasons.length === 0) return 'finding_came';
    return b.reasons.length === 0 ? 'finding_went' : 'finding_changed';
}
