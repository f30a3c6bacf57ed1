/**
 * R2. A place counts when it is registered and validated, from the first day that its category is subsidisable, for
 * category 2 from 01-06-2023 on also once the agency confirmed it, and when it is available long enough without
 * interruption: three months (categories 1 and 2 in the first scheme), nine months (category 3), 21 days within
 * September to December 2022 (category 2).
 *
 * Validation has no first day: places may be registered after the fact (VVSG, 04-05-2022). Confirmation has one.
 */
import { addMonths, FOREVER, type Day } from './day.ts';
import type { Category, Location } from './facts.ts';
import { contains, cutAt, intersect, lasting, length, subtract, union, type Interval } from './interval.ts';
import type { KnownBed, KnownLocation } from './known-location.ts';
import type { ExclusionReason, LineDraft } from './lines.ts';
import { choiceOf, dateOf, wholeNumberOf, type Known, type ParameterBook, type Schedule } from './parameters.ts';
import { frameworkEnd } from './r8-framework-end.ts';
import { finding, Findings, missingNames, placed, type Run } from './run.ts';
import type { Segment } from './timeline.ts';

/** A condition that a parameter sets to days. */
export type Condition = {
    schedule: Schedule;
    /** why the other days do not count */
    reason: ExclusionReason;
    /** what holds on days of which no version speaks */
    whereNothingIsSaid: 'allowed' | 'barred_before_first' | 'missing';
    /** the only days that the condition concerns */
    concerns?: Interval;
    allows: (value: Known) => Interval;
    /** days that count in any case */
    spares?: (value: Known) => Interval;
};

/** A segment with the days on which its beds count, do not count, and cannot be told. */
export type Gated = Segment & {
    allowed: Interval[];
    barred: { reason: ExclusionReason; days: Interval[] }[];
    missing: { missing: string[]; days: Interval[] }[];
};

/** @returns the segments of a location with the days that count, over its whole life: tests of length need it */
export function eligibility(book: ParameterBook, location: KnownLocation): Gated[] {
    return location.segments.map((segment) => {
        const gated: Gated = { ...segment, allowed: [segment], barred: [], missing: [] };
        const reason = wholeReason(segment.state);
        if (reason !== undefined) return { ...gated, allowed: [], barred: [{ reason, days: [segment] }] };
        for (const condition of conditions(book, segment.state)) hold(gated, condition);
        return gated;
    });
}

function wholeReason(state: Location): ExclusionReason | undefined {
    const { status, category, financing, validatedOn } = state;
    const isValidated =
        status === 'Validated' || status === 'Confirmed' || (status === 'Closed' && validatedOn !== undefined);
    if (!isValidated) return 'not_validated';
    if (category === undefined) return 'no_category';
    const isPublic = financing === 'By_Municipality' || financing === 'At_Request';
    const fits = category === 'Public' ? isPublic : category !== 'Private' || financing === 'By_Others';
    return fits ? undefined : 'financing_does_not_fit';
}

function conditions(book: ParameterBook, state: Location): Condition[] {
    const { category } = state;
    if (category === undefined) return [];
    const rule = 'R2_Eligibility';
    return [
        {
            schedule: book.schedule({ rule, code: 'earliest_start', category }),
            reason: 'before_earliest_start',
            whereNothingIsSaid: 'barred_before_first',
            allows: (value) => ({ from: dateOf(value), to: FOREVER }),
        },
        {
            schedule: book.schedule({ rule, code: 'confirmation_required_from', category }),
            reason: 'not_confirmed',
            whereNothingIsSaid: 'allowed',
            allows: () => ({ from: confirmedFrom(state), to: FOREVER }),
            spares: (value) => ({ from: -FOREVER, to: dateOf(value) }),
        },
        ...frameworkEnd(book, state),
    ];
}

function confirmedFrom({ status, confirmedOn }: Location): Day {
    return confirmedOn ?? (status === 'Confirmed' ? -FOREVER : FOREVER);
}

function hold(gated: Gated, { schedule, reason, whereNothingIsSaid, concerns, allows, spares }: Condition): void {
    const asked = concerns === undefined ? gated.allowed : intersect(gated.allowed, [concerns]);
    for (const piece of cutAt(asked, schedule.cuts)) {
        const found = schedule.at(piece.from);
        const isBeforeFirst = piece.from < (schedule.cuts[0] ?? -FOREVER);
        if (found.known)
            bar(gated, reason, subtract(subtract([piece], [allows(found)]), spares ? [spares(found)] : []));
        else if (schedule.covers(piece.from)) setMissing(gated, missingNames(found), piece);
        else if (whereNothingIsSaid === 'allowed') continue;
        else if (whereNothingIsSaid === 'barred_before_first' && isBeforeFirst) bar(gated, reason, [piece]);
        else setMissing(gated, missingNames(found), piece);
    }
}

function bar(gated: Gated, reason: ExclusionReason, days: readonly Interval[]): void {
    if (days.length === 0) return;
    gated.allowed = subtract(gated.allowed, days);
    gated.barred.push({ reason, days: [...days] });
}

function setMissing(gated: Gated, missing: string[], days: Interval): void {
    gated.allowed = subtract(gated.allowed, [days]);
    gated.missing.push({ missing, days: [days] });
}

/**
 * @param ofCategory the segments of one category
 * @returns the days on which a bed may count in them, as far as length is concerned
 */
export function countedDays(bed: KnownBed, ofCategory: readonly Gated[]): Interval[] {
    const days = ofCategory.flatMap(({ allowed, missing }) => [...allowed, ...missing.flatMap((one) => one.days)]);
    return intersect(bed.available, union(days));
}

export type Test = 'met' | 'not_met' | { missing: string[] };

/** @returns whether a bed with these days is available long enough to count on the day */
export function minimumAvailability(
    book: ParameterBook,
    category: Category,
    counted: readonly Interval[],
    day: Day,
): Test {
    const rule = 'R2_Eligibility';
    const daysFound = book.schedule({ rule, code: 'minimum_available_days', category }).at(day);
    if (daysFound.known) {
        const { firstDay, lastDay } = daysFound.version;
        const within = intersect(counted, [lasting(firstDay, lastDay)]);
        return within.some((run) => length(run) >= wholeNumberOf(daysFound)) ? 'met' : 'not_met';
    }
    const months = book.schedule({ rule, code: 'minimum_availability_months', category });
    if (!months.covers(day)) return { missing: missingNames(daysFound) };
    const monthsFound = months.at(day);
    if (!monthsFound.known) return { missing: missingNames(monthsFound) };
    const { firstDay, lastDay } = monthsFound.version;
    const window = lasting(firstDay, lastDay);
    const tests = counted
        .filter((run) => run.from < window.to && window.from < run.to)
        .map((run) => lastsMonths(book, run, wholeNumberOf(monthsFound), day));
    return tests.find((test) => test === 'met') ?? tests.find((test) => test !== 'not_met') ?? 'not_met';
}

/** Whether a month is a calendar month or thirty days is unknown; it is asked only where it makes a difference. */
function lastsMonths(book: ParameterBook, run: Interval, months: number, day: Day): Test {
    const byCalendar = run.to >= addMonths(run.from, months);
    const byThirtyDays = length(run) >= 30 * months;
    if (byCalendar === byThirtyDays) return byCalendar ? 'met' : 'not_met';
    const counting = book.schedule({ rule: 'R2_Eligibility', code: 'month_counting' }).at(day);
    if (!counting.known) return { missing: missingNames(counting) };
    return (choiceOf(counting) === 'calendar_months' ? byCalendar : byThirtyDays) ? 'met' : 'not_met';
}

/**
 * The beginning of a bed in a scheme that pays once: the first day of the first run of days that is long enough, or
 * may be.
 * @param isScheme whether the scheme held on a day
 */
export function beginning(
    book: ParameterBook,
    category: Category,
    counted: readonly Interval[],
    isScheme: (day: Day) => boolean,
): { run: Interval; test: Test } | undefined {
    let tooShort: { run: Interval; test: Test } | undefined;
    for (const run of counted) {
        if (!isScheme(run.from)) continue;
        const test = minimumAvailability(book, category, [run], run.from);
        if (test !== 'not_met') return { run, test };
        tooShort ??= { run, test };
    }
    return tooShort;
}

/** @returns what of a location does not count in the period, and why */
export function* eligibilityFindings(run: Run, location: KnownLocation, gated: readonly Gated[]): Generator<LineDraft> {
    const bookable = location.beds.filter((bed) => bed.bookable);
    for (const segment of gated) {
        const period = paidDays(run, segment.state.category);
        for (const { reason, days } of segment.barred) {
            const concerned = intersect(days, period);
            const beds = bookable.filter((bed) => intersect(bed.available, concerned).length > 0);
            const about = placed(location.key, segment);
            if (beds.length > 0) yield finding('R2_Eligibility', reason, about, { reason }, concerned, beds.length);
        }
        for (const bed of location.beds) {
            const findings = new Findings();
            for (const { missing, days } of segment.missing) {
                if (bed.bookable) findings.add({ missing }, intersect(bed.available, intersect(days, period)));
            }
            const allowed = intersect(segment.allowed, period);
            if (!bed.bookable) findings.add({ reason: 'not_bookable' }, intersect(bed.available, allowed));
            yield* findings.lines('R2_Eligibility', 'bed', placed(location.key, segment, bed));
        }
    }
}

/** Private places are paid in the first scheme only: what does not count later is nobody's loss. */
function paidDays({ book, period }: Run, category: Category | undefined): Interval[] {
    if (category !== 'Private') return [period];
    const scheme = book.schedule({ rule: 'R4_Private_Lump_Sum', code: 'five_filled_places', category });
    return cutAt([period], scheme.cuts).filter((piece) => scheme.covers(piece.from));
}

/** @returns the segment whose allowed days include the day, if any */
export function segmentOn(ofCategory: readonly Gated[], day: Day): Gated | undefined {
    return ofCategory.find(({ allowed }) => allowed.some((days) => contains(days, day)));
}
