/** Calculates a run onto disk: all lines, or against approved runs of the period only what differs from them. */
import { calculate, RunSummary, type Request } from '../engine/calculate.ts';
import { differences } from '../engine/differences.ts';
import type { Line } from '../engine/lines.ts';
import type { ApprovedLine } from '../engine/differences.ts';
import { RunLines, type RunLine } from './run-lines.ts';
import { Totals, type TotalsResult } from './totals.ts';

export interface Computed {
    readonly lines: RunLines;
    readonly totals: TotalsResult;
    /** fingerprint of all lines in their order */
    readonly hash: string;
}

export interface Computation {
    readonly runKey: string;
    readonly request: Request;
    /** lines of the approved runs of the period; undefined: there are none, and the run gives all lines */
    readonly earlier: AsyncIterable<ApprovedLine> | undefined;
    readonly provinceOf: (nis: string) => string;
    /** is told how many lines there are */
    readonly onProgress: (lines: number) => void;
}

const STEP = 10_000;

/** @throws RangeError when facts or parameters cannot be calculated with */
export async function computeRun(computation: Computation): Promise<Computed> {
    const { runKey, earlier } = computation;
    const store = new RunLines(runKey);
    try {
        if (!earlier) return await computeLines(store, computation);
        return await computeDifferences(store, earlier, computation);
    } catch (error) {
        store.close();
        throw error;
    }
}

async function computeLines(lines: RunLines, { request, provinceOf, onProgress }: Computation): Promise<Computed> {
    const tally = new Tally(lines, provinceOf);
    for await (const line of calculate(request)) {
        tally.add(line);
        if (lines.count % STEP === 0) onProgress(lines.count);
    }
    onProgress(lines.count);
    return tally.result();
}

/** The findings of a correction are those of the run itself: they are told, but only differences are kept. */
async function computeDifferences(
    lines: RunLines,
    earlier: AsyncIterable<ApprovedLine>,
    { runKey, request, provinceOf, onProgress }: Computation,
): Promise<Computed> {
    const all = new RunLines(runKey);
    try {
        const tally = new Tally(lines, provinceOf);
        for await (const line of calculate(request)) {
            all.add(line);
            if (all.count % STEP === 0) onProgress(all.count);
        }
        onProgress(all.count);
        const only = request.only && new Set(request.only);
        for await (const line of earlier) {
            if (!only || only.has(line.municipality) || only.has(line.payee)) all.addEarlier(line);
        }
        const run = { ...request.period, scenario: request.assumptions !== undefined };
        for (const nis of all.municipalities()) {
            const now = all.ofMunicipality(nis) as Generator<Line>;
            for (const line of differences(all.earlierOf(nis), now, run)) tally.add(line);
        }
        return tally.result();
    } finally {
        all.close();
    }
}

/** Keeps lines, and what they say together. */
class Tally {
    readonly #lines: RunLines;
    readonly #totals: Totals;
    readonly #summary = new RunSummary();

    constructor(lines: RunLines, provinceOf: (nis: string) => string) {
        this.#lines = lines;
        this.#totals = new Totals(provinceOf);
    }

    add(line: RunLine): void {
        this.#lines.add(line);
        this.#totals.add(line);
        this.#summary.add(line as Line);
    }

    result(): Computed {
        return { lines: this.#lines, totals: this.#totals.result(), hash: this.#summary.hash() };
    }
}
