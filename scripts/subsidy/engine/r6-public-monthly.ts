/**
 * R6. Category 1, public, from August 2022 on: an amount for each bed and month, 55 or 180 euro by the size of the
 * location, when the bed has been available at least 60 days by the end of the month. Occupancy does not matter.
 * Source: vlaanderen.be, questions of local authorities, autumn 2022.
 *
 * A month belongs to the period in which its last day falls, and a bed to a month in which it has an available day. The
 * size of a location in a month is the number of such beds. Unknown: the boundary between the sizes (U1), a one-off
 * amount (U2), all amounts from 2023 on (U4), and how the 60 days are counted (U9), which is asked only where it makes a
 * difference.
 */
import { isoDay } from './day.ts';
import type { SizeClass } from './facts.ts';
import { intersect, lastDayOf, monthsEndingIn, totalDays, type Interval } from './interval.ts';
import { segmentsOf, type KnownBed, type KnownLocation } from './known-location.ts';
import type { LineDraft } from './lines.ts';
import { centsOf, wholeNumberOf, type Found, type Known, type ParameterBook, type Schedule } from './parameters.ts';
import { countedDays, type Gated } from './r2-eligibility.ts';
import { sixtyDayLaw, sixtyDays, type SixtyDayLaw } from './r6-sixty-days.ts';
import { finding, Findings, missingNames, oneBed, placed, type Run } from './run.ts';

const RULE = 'R6_Public_Monthly';
const CATEGORY = 'Public';

function ask(book: ParameterBook, code: string, sizeClass?: SizeClass): Schedule {
    return book.schedule({ rule: RULE, code, category: CATEGORY, ...(sizeClass && { sizeClass }) });
}

/** A month, with the size of the location in it, and what the law says of its 60 days. */
type Month = Interval & { size: number; law: SixtyDayLaw };

export function* publicMonthly(run: Run, location: KnownLocation, gated: readonly Gated[]): Generator<LineDraft> {
    const segments = segmentsOf(gated, CATEGORY);
    if (segments.length === 0) return;
    const beds = location.beds.filter((bed) => bed.bookable);
    const lumpSum = run.book.schedule({ rule: 'R3_Public_Lump_Sum', code: 'bed_without_works', category: CATEGORY });
    const months = monthsEndingIn(run.period)
        .filter((month) => !lumpSum.covers(lastDayOf(month)))
        .map((month) => ({
            ...month,
            law: sixtyDayLaw(run.book, month),
            size: beds.filter((bed) => daysIn(bed, segments, month).length > 0).length,
        }))
        .filter(({ size }) => size > 0);
    const oneOffLaw = oneOffMonths(run);
    for (const bed of beds) {
        yield* bedLines(run.book, location, segments, bed, months);
        if (oneOffLaw) yield* oneOff(run, oneOffLaw, location, segments, bed);
    }
}

/** The available days of a bed in a month, each with the segment that it falls in. */
function daysIn(bed: KnownBed, segments: readonly Gated[], month: Interval): { segment: Gated; days: Interval[] }[] {
    return segments
        .map((segment) => ({ segment, days: intersect(bed.available, intersect(segment.allowed, [month])) }))
        .filter(({ days }) => days.length > 0);
}

/** What a month gives for a bed. */
type Due = { part: string; amount: Known; used: Known[]; sizeClass?: SizeClass };
type Draft = { segment: Gated; due: Due; months: Month[]; days: number };

function* bedLines(
    book: ParameterBook,
    location: KnownLocation,
    segments: readonly Gated[],
    bed: KnownBed,
    months: readonly Month[],
): Generator<LineDraft> {
    const counted = countedDays(bed, segments);
    const findings = new Map<Gated, Findings>();
    const drafts: Draft[] = [];
    for (const month of months) {
        const inMonth = daysIn(bed, segments, month);
        const segment = inMonth.at(-1)?.segment;
        if (segment === undefined) continue;
        const list = findings.get(segment) ?? new Findings();
        findings.set(segment, list);
        const days = inMonth.flatMap((one) => one.days);
        const { test, used } = sixtyDays(month.law, counted);
        if (test === 'not_met') {
            list.add({ reason: 'too_short' }, days);
            continue;
        }
        const { dues, missing } = amounts(book, month, used);
        const names = [...new Set([...(test === 'met' ? [] : test.missing), ...missing])].sort();
        if (names.length > 0) list.add({ missing: names }, days);
        for (const due of test === 'met' ? dues : [])
            join(drafts, { segment, due, months: [month], days: totalDays(days) });
    }
    for (const draft of drafts) yield line(location, bed, draft);
    for (const [segment, list] of findings) yield* list.lines(RULE, 'bed', placed(location.key, segment, bed));
}

/** Adds to the draft that ends with the month before, when it is of the same kind. */
function join(drafts: Draft[], next: Draft): void {
    const [month] = next.months;
    const before = drafts.findLast(({ due }) => due.part === next.due.part);
    const goesOn =
        before?.segment === next.segment &&
        before.months.at(-1)?.to === month?.from &&
        before.due.amount.version === next.due.amount.version;
    if (!goesOn) {
        drafts.push(next);
        return;
    }
    before.months.push(...next.months);
    before.days += next.days;
}

function line(location: KnownLocation, bed: KnownBed, { segment, due, months, days }: Draft): LineDraft {
    const cents = centsOf(due.amount, 'EUR_Per_Bed_Month');
    const [first, last] = [months[0], months.at(-1)];
    return {
        rule: RULE,
        part: due.part,
        kind: 'Regular',
        ...placed(location.key, segment, bed),
        sizeClass: due.sizeClass,
        firstDay: first?.from ?? 0,
        lastDay: (last?.to ?? 1) - 1,
        days,
        quantity: months.length,
        unitCents: cents,
        cents: months.length * cents,
        parameters: [due.amount, ...due.used].map(({ version }) => version.key),
        inputs: { months: months.map(({ from, size }) => ({ month: isoDay(from).slice(0, 7), beds: size })), days },
    };
}

function amounts(book: ParameterBook, month: Month, used: Known[]): { dues: Due[]; missing: string[] } {
    const day = lastDayOf(month);
    const boundary = ask(book, 'large_from_beds').at(day);
    const classes: SizeClass[] = boundary.known
        ? [month.size >= wholeNumberOf(boundary) ? 'Large' : 'Small']
        : ['Small', 'Large'];
    const rates = classes.map((sizeClass) => ask(book, 'monthly_rate', sizeClass).at(day));
    const missing = missingNames(boundary, ...rates);
    const dues: Due[] = [];
    const [rate] = rates;
    const [sizeClass] = classes;
    if (boundary.known && rate?.known && sizeClass) {
        dues.push({ part: 'bed', amount: rate, used: [boundary, ...used], sizeClass });
    }
    const bonus = bonusOn(book, month);
    if (bonus.due) dues.push(bonus.due);
    return { dues, missing: [...missing, ...bonus.missing] };
}

/** An extra for large locations from 2023 on (U4: amount, unit, and whether from 50 or over 50 beds). */
function bonusOn(book: ParameterBook, month: Month): { due?: Due; missing: string[] } {
    const day = lastDayOf(month);
    const bonus = ask(book, 'large_site_bonus');
    if (!bonus.covers(day)) return { missing: [] };
    const [amount, from] = [bonus.at(day), ask(book, 'large_site_from_beds').at(day)];
    if (from.known && month.size < wholeNumberOf(from)) return { missing: [] };
    if (!amount.known || !from.known) return { missing: missingNames(amount, from) };
    return { due: { part: 'bonus', amount, used: [from] }, missing: [] };
}

/** The months in which a one-off amount may fall due: from the first that the law speaks of to the end of the period. */
type OneOff = { found: Found; months: { month: Interval; law: SixtyDayLaw }[] };

function oneOffMonths({ book, period }: Run): OneOff | undefined {
    const schedule = ask(book, 'one_off_amount');
    const [first] = monthsEndingIn(period).filter((month) => schedule.covers(lastDayOf(month)));
    if (first === undefined) return undefined;
    const found = schedule.at(lastDayOf(first));
    const months = monthsEndingIn({ from: found.version?.firstDay ?? 0, to: period.to })
        .filter((month) => schedule.covers(lastDayOf(month)))
        .map((month) => ({ month, law: sixtyDayLaw(book, month) }));
    return { found, months };
}

/** Beside the monthly amount: once per bed, in the first month that it qualifies (U2: unit and condition unknown). */
function* oneOff(
    { period }: Run,
    { found, months }: OneOff,
    location: KnownLocation,
    segments: readonly Gated[],
    bed: KnownBed,
): Generator<LineDraft> {
    const counted = countedDays(bed, segments);
    const since = counted[0]?.from ?? period.to;
    for (const { month, law } of months) {
        if (lastDayOf(month) < since) continue;
        const { test } = sixtyDays(law, counted);
        if (test === 'not_met') continue;
        const segment = daysIn(bed, segments, month).at(-1)?.segment;
        if (segment === undefined) continue;
        if (lastDayOf(month) < period.from) return;
        const about = placed(location.key, segment, bed);
        const missing = [...(test === 'met' ? [] : test.missing), ...missingNames(found)].sort();
        yield found.known && missing.length === 0
            ? oneBed(RULE, 'one_off', about, month, found, {})
            : finding(RULE, 'one_off', about, { missing }, [month], 1);
        return;
    }
}
