/**
 * Intervals of days: `from` belongs to it, `to` no longer. Records have inclusive last days; they are converted here,
 * once, where data comes in (`lasting`) and where lines go out (`lastDayOf`).
 *
 * A list of intervals that a function returns is sorted, and its intervals neither overlap nor touch.
 */
import { FOREVER, startOfMonth, type Day } from './day.ts';

export type Interval = { readonly from: Day; readonly to: Day };

/** @returns the interval of a record with an inclusive last day; without one it lasts */
export function lasting(firstDay: Day, lastDay: Day | undefined): Interval {
    return { from: firstDay, to: lastDay === undefined ? FOREVER : lastDay + 1 };
}

export function lastDayOf(interval: Interval): Day {
    return interval.to - 1;
}

export function isEmpty({ from, to }: Interval): boolean {
    return from >= to;
}

export function length({ from, to }: Interval): number {
    return Math.max(0, to - from);
}

/** @returns how many days the intervals of a sorted list have together */
export function totalDays(intervals: readonly Interval[]): number {
    let days = 0;
    for (const interval of intervals) days += length(interval);
    return days;
}

export function contains({ from, to }: Interval, day: Day): boolean {
    return from <= day && day < to;
}

/** @returns the days that are in any of the intervals; intervals that touch become one */
export function union(intervals: readonly Interval[]): Interval[] {
    const sorted = intervals.filter((interval) => !isEmpty(interval)).sort((a, b) => a.from - b.from);
    const result: Interval[] = [];
    for (const interval of sorted) {
        const last = result.at(-1);
        if (last === undefined || interval.from > last.to) result.push(interval);
        else if (interval.to > last.to) result[result.length - 1] = { from: last.from, to: interval.to };
    }
    return result;
}

/** @returns the days that are in both lists, each sorted */
export function intersect(left: readonly Interval[], right: readonly Interval[]): Interval[] {
    const result: Interval[] = [];
    let [i, j] = [0, 0];
    for (let a = left[i], b = right[j]; a !== undefined && b !== undefined; a = left[i], b = right[j]) {
        const common = { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
        if (!isEmpty(common)) result.push(common);
        if (a.to < b.to) i++;
        else j++;
    }
    return result;
}

/** @returns the days of a sorted list that are not in the other */
export function subtract(left: readonly Interval[], right: readonly Interval[]): Interval[] {
    if (right.length === 0) return [...left];
    const result: Interval[] = [];
    for (const interval of left) {
        let from = interval.from;
        for (const taken of right) {
            if (taken.to <= from) continue;
            if (taken.from >= interval.to) break;
            if (taken.from > from) result.push({ from, to: taken.from });
            from = Math.max(from, taken.to);
        }
        if (from < interval.to) result.push({ from, to: interval.to });
    }
    return result;
}

/** @returns the same days, cut at each of the days given */
export function cutAt(intervals: readonly Interval[], days: readonly Day[]): Interval[] {
    const cuts = [...new Set(days)].sort((a, b) => a - b);
    return intervals.flatMap((interval) => {
        const inside = cuts.filter((cut) => interval.from < cut && cut < interval.to);
        return [interval.from, ...inside].map((from, index) => ({ from, to: inside[index] ?? interval.to }));
    });
}

/** @returns the calendar months of which the last day falls in the interval */
export function monthsEndingIn(interval: Interval): Interval[] {
    const months: Interval[] = [];
    for (let from = startOfMonth(interval.from); from < interval.to; from = startOfMonth(from, 1)) {
        const month = { from, to: startOfMonth(from, 1) };
        if (contains(interval, lastDayOf(month))) months.push(month);
    }
    return months;
}
