/** What a run says together: amounts by rule, category and province, and what was left out, and why. */
import type { ExclusionReason } from '../engine/lines.ts';
import type { RunLine } from './run-lines.ts';

/** An amount of several lines. */
export interface Total {
    readonly name: string;
    readonly lines: number;
    readonly cents: number;
}

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

type Sum = { lines: number; cents: number };

/** Adds lines up while they pass. */
export class Totals {
    readonly #provinceOf: (nis: string) => string;
    readonly #sums = {
        rule: new Map<string, Sum>(),
        category: new Map<string, Sum>(),
        province: new Map<string, Sum>(),
    };
    readonly #leftOut = new Map<string, { -readonly [name in keyof LeftOut]: LeftOut[name] }>();
    #all: Sum = { lines: 0, cents: 0 };

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
        addTo(this.#sums.rule, line.rule, line.cents);
        addTo(this.#sums.category, line.category ?? '', line.cents);
        addTo(this.#sums.province, this.#provinceOf(line.payee), line.cents);
    }

    result(): TotalsResult {
        const { rule, category, province } = this.#sums;
        return {
            ...this.#all,
            byRule: sorted(rule),
            byCategory: sorted(category),
            byProvince: sorted(province),
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

function addTo(sums: Map<string, Sum>, name: string, cents: number): void {
    const sum = sums.get(name);
    if (sum) {
        sum.lines++;
        sum.cents += cents;
    } else sums.set(name, { lines: 1, cents });
}

function sorted(sums: ReadonlyMap<string, Sum>): Total[] {
    return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, sum]) => ({ name, ...sum }));
}
