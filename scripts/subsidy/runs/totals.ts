/** What a run says together: amounts by rule, category and province, and what was left out, and why. */
import type { ExclusionReason } from '../engine/lines.ts';
import { Sums, type Total } from '../sums.ts';
import type { RunLine } from './run-lines.ts';

/** Findings of one kind. */
export interface LeftOut {
    readonly rule: string;
    /** names of the parameters that are missing, or what excludes */
    readonly why: { readonly missing: readonly string[] } | { readonly reason: ExclusionReason };
    readonly findings: number;
    /** bed-days, or what else the rule counts */
    readonly quantity: number;
}

export interface TotalsResult {
    readonly cents: number;
    readonly lines: number;
    readonly byRule: readonly Total[];
    readonly byCategory: readonly Total[];
    readonly byProvince: readonly Total[];
    readonly leftOut: readonly LeftOut[];
}

/** Adds lines up while they pass. */
export class Totals {
    readonly #provinceOf: (nis: string) => string;
    readonly #sums = { rule: new Sums(), category: new Sums(), province: new Sums() };
    readonly #leftOut = new Map<string, { -readonly [name in keyof LeftOut]: LeftOut[name] }>();
    #all = { lines: 0, cents: 0 };

    /** @param provinceOf the province of a municipality that is paid */
    constructor(provinceOf: (nis: string) => string) {
        this.#provinceOf = provinceOf;
    }

    add(line: RunLine): void {
        this.#all.lines++;
        if (line.cents === undefined) {
            this.#addFinding(line);
            return;
        }
        this.#all.cents += line.cents;
        this.#sums.rule.add(line.rule, line.cents);
        this.#sums.category.add(line.category ?? '', line.cents);
        this.#sums.province.add(this.#provinceOf(line.payee), line.cents);
    }

    result(): TotalsResult {
        const { rule, category, province } = this.#sums;
        return {
            ...this.#all,
            byRule: rule.totals(),
            byCategory: category.totals(),
            byProvince: province.totals(),
            leftOut: [...this.#leftOut].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry),
        };
    }

    #addFinding({ rule, missing, reason, quantity }: RunLine): void {
        const why = reason === undefined ? { missing: missing ?? [] } : { reason };
        const id = `${rule}|${JSON.stringify(why)}`;
        const entry = this.#leftOut.get(id);
        if (entry) {
            entry.findings++;
            entry.quantity += quantity;
        } else this.#leftOut.set(id, { rule, why, findings: 1, quantity });
    }
}
