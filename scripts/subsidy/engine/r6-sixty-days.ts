/**
 * R6, whether a bed has been available at least 60 days by the end of a month. Whether those days must be consecutive, and
 * whether days before August 2022 count, are choices (U9): asked only where they make a difference.
 */
import type { Day } from './day.ts';
import { intersect, lastDayOf, length, totalDays, type Interval } from './interval.ts';
import { choiceOf, wholeNumberOf, type Found, type Known, type ParameterBook, type Schedule } from './parameters.ts';
import type { Test } from './r2-eligibility.ts';
import { missingNames } from './run.ts';

/** What the law says at the end of a month: the same for all beds. */
export type SixtyDayLaw = {
    end: Day;
    minimum: Found;
    consecutive: Found;
    before: Found;
    /** the ways of counting that are still possible */
    countings: readonly string[];
    /** the first days from which availability may count */
    since: readonly Day[];
};

export function sixtyDayLaw(book: ParameterBook, month: Interval): SixtyDayLaw {
    const day = lastDayOf(month);
    const ask = (code: string): Schedule => book.schedule({ rule: 'R6_Public_Monthly', code, category: 'Public' });
    const consecutive = ask('sixty_days_consecutive').at(day);
    const before = ask('availability_before_august').at(day);
    const schemeStart = before.version?.firstDay;
    const countsBefore = !before.known || choiceOf(before) === 'counts';
    const countsNotBefore = before.known ? !countsBefore : schemeStart !== undefined;
    return {
        end: month.to,
        minimum: ask('minimum_available_days').at(day),
        consecutive,
        before,
        countings: consecutive.known ? [choiceOf(consecutive)] : ['total', 'consecutive', 'consecutive_to_month_end'],
        since: [
            ...(countsBefore ? [-Infinity] : []),
            ...(countsNotBefore && schemeStart !== undefined ? [schemeStart] : []),
        ],
    };
}

/** @returns whether a bed with these days qualifies, and with which parameters */
export function sixtyDays(law: SixtyDayLaw, counted: readonly Interval[]): { test: Test; used: Known[] } {
    const { end, minimum, consecutive, before, countings, since } = law;
    if (!minimum.known) return { test: { missing: missingNames(minimum) }, used: [] };
    const least = wholeNumberOf(minimum);
    const outcomes = countings.map((counting) =>
        since.map((from) => lasts(intersect(counted, [{ from, to: end }]), counting, end) >= least),
    );
    const countingMatters = since.some((_, index) => new Set(outcomes.map((row) => row[index])).size > 1);
    const beforeMatters = outcomes.some((row) => new Set(row).size > 1);
    const missing = [
        ...(countingMatters ? missingNames(consecutive) : []),
        ...(beforeMatters ? missingNames(before) : []),
    ];
    if (missing.length > 0) return { test: { missing: missing.sort() }, used: [] };
    const choices = [consecutive, before].filter((found) => found.known);
    return { test: outcomes[0]?.[0] === true ? 'met' : 'not_met', used: [minimum, ...choices] };
}

function lasts(days: readonly Interval[], counting: string, end: Day): number {
    if (counting === 'total') return totalDays(days);
    if (counting === 'consecutive') return Math.max(0, ...days.map(length));
    const last = days.at(-1);
    return last?.to === end ? length(last) : 0;
}
