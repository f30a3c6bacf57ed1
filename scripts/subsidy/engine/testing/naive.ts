/**
 * The rules of 2022 once more, day by day, without intervals, without parameters and without a thought for speed: an
 * independent second opinion. It shares nothing with the engine but the spelling of days.
 */
import { day, isoDay } from '../day.ts';
import type { Site } from './register.ts';

/** What section B of the law leaves open. */
export type Choices = {
    counting: 'nights' | 'departure_day_included';
    turnover: 'one_day' | 'two_days';
    sixty: 'total' | 'consecutive' | 'consecutive_to_month_end';
    beforeAugust: 'counts' | 'does_not_count';
    months: 'calendar_months' | 'thirty_days';
    fives: 'full_fives_only' | 'pro_rata';
    largeFrom: number;
};

const read = new Map<string, number>();

function D(text: string): number {
    const value = read.get(text) ?? day(text);
    read.set(text, value);
    return value;
}

const FIRST = D('2022-03-14');
const LAST_OF_FIRST_SCHEME = D('2022-07-31');
/** Past it nothing about 2022 is decided. */
const NEVER = D('2023-01-31');
const RATES: Record<string, number> = { Hotel_BnB: 3500, Hostel_Youth: 2000, Holiday_Home: 1500 };
const MONTHS = ['2022-08', '2022-09', '2022-10', '2022-11', '2022-12'];
const LAST_DAYS: Record<string, number> = { '08': 31, '09': 30, '10': 31, '11': 30, '12': 31 };

/** @returns cents over all sites for the days from `from` to `to`, both included */
export function naiveTotal(sites: readonly Site[], from: string, to: string, choices: Choices): number {
    let cents = 0;
    const filled: number[] = [];
    for (const site of sites) {
        const beds = (site.rooms ?? [1]).flatMap((size, room) => Array<number>(size).fill(room));
        const days = beds.map((_, bed) => availableDays(site, bed));
        if (site.category === 'Specific') cents += specific(site, days, D(from), D(to), choices);
        else if (site.category === 'Private') filled.push(...filledOn(site, days, choices));
        else cents += lumpSums(site, beds, days, D(from), D(to), choices) + monthly(days, D(from), D(to), choices);
    }
    return cents + fives(filled, D(from), D(to), choices);
}

function availableDays(site: Site, bed: number): Set<number> {
    const own = site.beds?.[bed];
    const result = new Set<number>();
    for (let d = FIRST; d <= NEVER; d++) {
        const within = (first?: string, last?: string): boolean =>
            (first === undefined || d >= D(first)) && (last === undefined || d <= D(last));
        if (own?.bookable === false || !within(site.from, site.to) || !within(own?.from, own?.to)) continue;
        if ((site.gaps ?? []).some((gap) => gap.bed === bed && within(gap.from, gap.to))) continue;
        result.add(d);
    }
    return result;
}

function longestStreak(days: Set<number>, from: number, to: number): number {
    let [streak, longest] = [0, 0];
    for (let d = from; d <= to; d++) {
        streak = days.has(d) ? streak + 1 : 0;
        longest = Math.max(longest, streak);
    }
    return longest;
}

function specific(site: Site, beds: Set<number>[], from: number, to: number, choices: Choices): number {
    let cents = 0;
    beds.forEach((days, bed) => {
        if (longestStreak(days, D('2022-09-01'), D('2022-12-31')) < 21) return;
        for (let d = Math.max(from, D('2022-09-01')); d <= Math.min(to, D('2022-12-31')); d++) {
            if (days.has(d))
                cents += (RATES[site.accommodationType ?? ''] ?? 0) - 590 * reductions(site, bed, d, choices);
        }
    });
    return cents;
}

function reductions(site: Site, bed: number, d: number, { counting, turnover }: Choices): number {
    const there = (site.stays ?? []).filter((stay) => {
        if (stay.bed !== bed || ['Held', 'Cancelled', 'Not_Arrived'].includes(stay.status ?? '')) return false;
        if (d < D(stay.arrival)) return false;
        if (stay.departure === undefined) return true;
        return counting === 'nights' ? d < D(stay.departure) : d <= D(stay.departure);
    });
    return turnover === 'one_day' ? Math.min(1, there.length) : there.length;
}

function monthly(beds: Set<number>[], from: number, to: number, choices: Choices): number {
    let cents = 0;
    for (const month of MONTHS) {
        const [first, last] = [D(`${month}-01`), D(`${month}-${LAST_DAYS[month.slice(5)] ?? 0}`)];
        if (last < from || last > to) continue;
        const present = beds.filter((days) => longestStreak(days, first, last) > 0);
        const rate = present.length >= choices.largeFrom ? 18_000 : 5500;
        for (const days of present) if (sixtyDays(days, last, choices) >= 60) cents += rate;
    }
    return cents;
}

function sixtyDays(days: Set<number>, last: number, { sixty, beforeAugust }: Choices): number {
    const start = beforeAugust === 'counts' ? FIRST : D('2022-08-01');
    if (sixty === 'consecutive') return longestStreak(days, start, last);
    let counted = 0;
    for (let d = last; d >= start; d--) {
        if (days.has(d)) counted++;
        else if (sixty === 'consecutive_to_month_end') break;
    }
    return counted;
}

/** First day and last of the first run of the first scheme that lasts three months. */
function begins(days: Set<number>, { months }: Choices): [number, number] | undefined {
    for (let start = FIRST; start <= LAST_OF_FIRST_SCHEME; start++) {
        if (!days.has(start) || days.has(start - 1)) continue;
        let end = start;
        while (days.has(end + 1)) end++;
        const [year = 0, month = 0, date = 0] = isoDay(start).split('-').map(Number);
        const lastOfMonth = new Date(Date.UTC(year, month + 2, 31)).getUTCDate() === 31 ? 31 : 30;
        const until = D(
            `${year}-${String(month + 3).padStart(2, '0')}-${String(Math.min(date, lastOfMonth)).padStart(2, '0')}`,
        );
        if (months === 'thirty_days' ? end - start + 1 >= 90 : end + 1 >= until) return [start, end];
    }
    return undefined;
}

function lumpSums(
    site: Site,
    roomOf: number[],
    beds: Set<number>[],
    from: number,
    to: number,
    choices: Choices,
): number {
    const starts = beds.map((days) => begins(days, choices)?.[0]);
    let cents = 0;
    for (const start of starts) {
        if (start !== undefined && start >= from && start <= to) cents += site.worksNeeded === true ? 40_000 : 100_000;
    }
    if (site.worksNeeded !== true) return cents;
    const first = (room?: number): number =>
        Math.min(
            ...starts.map((start, bed) =>
                room === undefined || roomOf[bed] === room ? (start ?? Infinity) : Infinity,
            ),
        );
    const left = new Map<number | undefined, number>();
    for (let d = FIRST; d <= to; d++) {
        for (const { room, euros, invoice } of site.works ?? []) {
            if (D(invoice) < FIRST || D(invoice) > LAST_OF_FIRST_SCHEME || Math.max(D(invoice), first(room)) !== d)
                continue;
            const paid = Math.min(euros * 100, left.get(room) ?? 250_000);
            left.set(room, (left.get(room) ?? 250_000) - paid);
            if (d >= from) cents += paid;
        }
    }
    return cents;
}

function filledOn(site: Site, beds: Set<number>[], choices: Choices): number[] {
    return beds.flatMap((days, bed) => {
        const run = begins(days, choices);
        if (run === undefined) return [];
        for (let d = run[0]; d <= Math.min(run[1], LAST_OF_FIRST_SCHEME); d++) {
            const sleeps = (site.stays ?? []).some(
                ({ bed: of, status = 'Arrived', arrival, departure }) =>
                    of === bed &&
                    (status === 'Arrived' || status === 'Departed') &&
                    d >= D(arrival) &&
                    (departure === undefined || d < D(departure)),
            );
            if (sleeps) return [d];
        }
        return [];
    });
}

function fives(filled: number[], from: number, to: number, choices: Choices): number {
    let [cents, places] = [0, 0];
    for (let d = FIRST; d <= to; d++) {
        for (const one of filled) {
            if (one !== d) continue;
            places++;
            if (d >= from) cents += choices.fives === 'pro_rata' ? 40_000 : places % 5 === 0 ? 200_000 : 0;
        }
    }
    return cents;
}
