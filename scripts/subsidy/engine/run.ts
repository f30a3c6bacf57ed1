/** What all rules share: the question of the run, and findings on days of beds. */
import type { Rule } from './facts.ts';
import { lastDayOf, totalDays, union, type Interval } from './interval.ts';
import { isoDay } from './day.ts';
import type { Json } from './canonical.ts';
import type { ExclusionReason, LineDraft } from './lines.ts';
import type { KnownBed } from './known-location.ts';
import { centsOf, type Found, type Known, type ParameterBook } from './parameters.ts';
import type { Segment } from './timeline.ts';

export type Run = { book: ParameterBook; period: Interval };

/** @returns the names of what is missing, each once, sorted */
export function missingNames(...found: readonly Found[]): string[] {
    return [...new Set(found.flatMap((one) => (one.known ? [] : [one.name])))].sort();
}

/** @returns intervals as people write them: both days included */
export function written(intervals: readonly Interval[]): Json {
    return intervals.map((interval) => [isoDay(interval.from), isoDay(lastDayOf(interval))]);
}

/** @returns what a line says about where it belongs */
export function placed(
    location: string,
    segment: Segment,
    bed?: KnownBed,
): Pick<LineDraft, 'municipality' | 'location' | 'place' | 'bed' | 'category' | 'accommodationType'> {
    const { category, accommodationType } = segment.state;
    return {
        municipality: segment.nis,
        location,
        ...(bed && { place: bed.placeKey, bed: bed.key }),
        category,
        accommodationType,
    };
}

type About = Pick<LineDraft, 'municipality' | 'location' | 'place' | 'bed' | 'category' | 'accommodationType'>;

/** @returns a line that pays the amount for one bed, once */
export function oneBed(
    rule: Rule,
    part: string,
    about: About,
    days: Interval,
    amount: Known,
    inputs: LineDraft['inputs'],
): LineDraft {
    const cents = centsOf(amount, 'EUR_Per_Bed');
    return {
        rule,
        part,
        kind: 'Regular',
        ...about,
        firstDay: days.from,
        lastDay: lastDayOf(days),
        quantity: 1,
        unitCents: cents,
        cents,
        parameters: [amount.version.key],
        inputs,
    };
}

/** Days of one bed that give no amount, by reason; what has the same reason becomes one finding. */
export class Findings {
    readonly #days = new Map<string, { why: Why; days: Interval[] }>();

    add(why: Why, days: readonly Interval[]): void {
        if (days.length === 0) return;
        const id = 'missing' in why ? why.missing.join() : why.reason;
        const entry = this.#days.get(id) ?? { why, days: [] };
        entry.days.push(...days);
        this.#days.set(id, entry);
    }

    /** @returns one finding for each reason, with the days concerned */
    *lines(rule: Rule, part: string, about: About): Generator<LineDraft> {
        for (const { why, days } of this.#days.values()) yield finding(rule, part, about, why, union(days));
    }
}

export type Why = { missing: readonly string[] } | { reason: ExclusionReason };

/** @returns a finding about these days; its quantity is their number, unless another one is given */
export function finding(
    rule: Rule,
    part: string,
    about: About,
    why: Why,
    days: readonly Interval[],
    quantity = totalDays(days),
): LineDraft {
    const first = days[0] ?? { from: 0, to: 0 };
    return {
        rule,
        part,
        kind: 'missing' in why ? 'Missing_Parameter' : 'Excluded',
        ...about,
        firstDay: first.from,
        lastDay: lastDayOf(days.at(-1) ?? first),
        days: totalDays(days),
        quantity,
        parameters: [],
        ...why,
        inputs: { days: written(days) },
    };
}
