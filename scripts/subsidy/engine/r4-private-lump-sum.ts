/**
 * R4. Category 1, private, first scheme: 2,000 euro for the equivalent of five filled private places, counted over the
 * municipality. A place is filled when it is available three months and somebody really stayed there in that time; how
 * long and how many does not matter (VVSG, 04-05-2022).
 *
 * What an incomplete five gives is unknown (U3): complete fives are paid, the places that remain wait for that choice.
 * Rounding: pro rata, once, on the total of the municipality, to the cent.
 */
import { Decimal } from 'decimal.js';
import type { Day } from './day.ts';
import { contains } from './interval.ts';
import { segmentsOf, type KnownBed, type KnownLocation } from './known-location.ts';
import type { LineDraft } from './lines.ts';
import { roundedCents } from './money.ts';
import { centsOf, choiceOf, type Found, type Known } from './parameters.ts';
import { beginning, countedDays, segmentOn, type Gated } from './r2-eligibility.ts';
import { finding, missingNames, placed, type Run } from './run.ts';

const RULE = 'R4_Private_Lump_Sum';
const CATEGORY = 'Private';

/** Filled places of one municipality under one version of the amount: before the period, and by its end. */
type Count = { before: number; total: number; amount: Known; firstDay: Day; lastDay: Day };

/** Counts filled places while locations pass; what it keeps grows with the municipalities, not with the places. */
export class PrivateLumpSum {
    readonly #counts = new Map<string, Map<string, Count>>();
    readonly #run: Run;

    constructor(run: Run) {
        this.#run = run;
    }

    /** @returns findings about places that cannot be counted */
    *count(location: KnownLocation, gated: readonly Gated[]): Generator<LineDraft> {
        const segments = segmentsOf(gated, CATEGORY);
        if (segments.length === 0) return;
        const { book, period } = this.#run;
        const scheme = book.schedule({ rule: RULE, code: 'five_filled_places', category: CATEGORY });
        for (const bed of location.beds) {
            if (!bed.bookable) continue;
            const start = beginning(book, CATEGORY, countedDays(bed, segments), (day) => scheme.covers(day));
            if (start === undefined) continue;
            const filled = filledOn(bed, start.run);
            if (filled === undefined || !scheme.covers(filled)) continue;
            const segment = segmentOn(segments, filled);
            if (segment === undefined) continue;
            const amount = scheme.at(filled);
            if (start.test === 'met' && amount.known) {
                this.#add(segment.nis, amount, filled);
            } else if (contains(period, filled)) {
                const names = typeof start.test === 'string' ? [] : start.test.missing;
                const missing = [...names, ...missingNames(amount)].sort();
                const why = missing.length > 0 ? { missing } : ({ reason: 'too_short' } as const);
                const about = placed(location.key, segment, bed);
                yield finding(RULE, 'bed', about, why, [{ from: filled, to: filled + 1 }], 1);
            }
        }
    }

    #add(nis: string, amount: Known, day: Day): void {
        const { period } = this.#run;
        if (day >= period.to) return;
        const counts = this.#counts.get(nis) ?? new Map<string, Count>();
        this.#counts.set(nis, counts);
        const { key } = amount.version;
        const count = counts.get(key) ?? { before: 0, total: 0, amount, firstDay: Infinity, lastDay: -Infinity };
        counts.set(key, count);
        count.total++;
        if (day < period.from) count.before++;
        else [count.firstDay, count.lastDay] = [Math.min(count.firstDay, day), Math.max(count.lastDay, day)];
    }

    /** @returns a line for each municipality; to be asked when all locations have passed */
    *lines(): Generator<LineDraft> {
        for (const [nis, counts] of [...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
            for (const [, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
                if (count.total > count.before) yield* this.#ofMunicipality(nis, count);
            }
        }
    }

    *#ofMunicipality(nis: string, { before, total, amount, firstDay, lastDay }: Count): Generator<LineDraft> {
        const rounding = this.#run.book
            .schedule({ rule: RULE, code: 'incomplete_five', category: CATEGORY })
            .at(firstDay);
        const perFive = centsOf(amount, 'EUR_Per_Five_Places');
        const cents = fives(total, perFive, rounding) - fives(before, perFive, rounding);
        const about = { municipality: nis, category: CATEGORY } as const;
        const remaining = rounding.known ? 0 : total % 5;
        if (cents !== 0 || remaining === 0) {
            const used = rounding.known && total % 5 > 0 ? [amount, rounding] : [amount];
            yield {
                rule: RULE,
                part: amount.version.key,
                kind: 'Regular',
                ...about,
                firstDay,
                lastDay,
                quantity: total - before,
                unitCents: perFive,
                cents,
                parameters: used.map(({ version }) => version.key),
                inputs: { filledBefore: before, filledTotal: total, perFiveCents: perFive, undecided: remaining },
            };
        }
        if (remaining > 0) {
            const why = { missing: missingNames(rounding) };
            yield finding(RULE, 'incomplete', about, why, [{ from: firstDay, to: lastDay + 1 }], remaining);
        }
    }
}

function filledOn(bed: KnownBed, run: { from: Day; to: Day }): Day | undefined {
    const days = bed.stays
        .filter(({ effective, arrival, departure }) => effective && arrival < run.to && departure > run.from)
        .map(({ arrival }) => Math.max(arrival, run.from));
    return days.length === 0 ? undefined : Math.min(...days);
}

function fives(places: number, perFive: number, rounding: Found): number {
    if (!rounding.known || choiceOf(rounding) === 'full_fives_only') return Math.floor(places / 5) * perFive;
    return roundedCents(new Decimal(perFive).times(places).div(5));
}
