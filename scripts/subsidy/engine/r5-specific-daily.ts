/**
 * R5. Category 2: an amount for each day that a bed is available, by type of accommodation, less a reduction on days on
 * which it is allocated. Beds out of use earn nothing; a bed must have 21 available days in a row within September to
 * December 2022. Source: Toerisme Oost-Vlaanderen, 08-08-2022.
 *
 * Unknown: whether the day of departure counts as allocated (U5), and whether leaving and arriving on one day reduces
 * once or twice (U11). Each is asked only for days on which it makes a difference.
 */
import type { Day } from './day.ts';
import { contains, cutAt, intersect, lastDayOf, subtract, totalDays, union, type Interval } from './interval.ts';
import type { KnownBed, KnownLocation } from './known-location.ts';
import { segmentsOf } from './known-location.ts';
import type { LineDraft } from './lines.ts';
import { centsOf, choiceOf, type Found, type ParameterBook, type Schedule } from './parameters.ts';
import { countedDays, minimumAvailability, type Gated } from './r2-eligibility.ts';
import { finding, Findings, missingNames, placed, written, type Run } from './run.ts';

const RULE = 'R5_Specific_Daily';
const CATEGORY = 'Specific';

export function* specificDaily(run: Run, location: KnownLocation, gated: readonly Gated[]): Generator<LineDraft> {
    for (const segment of segmentsOf(gated, CATEGORY)) {
        const parameters = schedules(run.book, segment);
        const cuts = Object.values(parameters).flatMap((schedule) => schedule.cuts);
        const pieces = cutAt(intersect(segment.allowed, [run.period]), cuts);
        for (const bed of location.beds) {
            if (pieces.length > 0 && bed.bookable) yield* bedLines(run.book, location, segment, gated, bed, pieces);
        }
    }
    for (const bed of location.beds) if (bed.bookable) yield* oneOff(run, location, gated, bed);
}

type Schedules = Record<'rate' | 'reduction' | 'counting' | 'turnover' | 'days' | 'months', Schedule>;

function schedules(book: ParameterBook, { state: { accommodationType } }: Gated): Schedules {
    const ask = (code: string): Schedule => book.schedule({ rule: RULE, code, category: CATEGORY, accommodationType });
    const gate = (code: string): Schedule => book.schedule({ rule: 'R2_Eligibility', code, category: CATEGORY });
    return {
        rate: ask('daily_rate'),
        reduction: ask('allocated_reduction'),
        counting: ask('day_counting'),
        turnover: ask('same_day_turnover'),
        days: gate('minimum_available_days'),
        months: gate('minimum_availability_months'),
    };
}

function* bedLines(
    book: ParameterBook,
    location: KnownLocation,
    segment: Gated,
    gated: readonly Gated[],
    bed: KnownBed,
    pieces: readonly Interval[],
): Generator<LineDraft> {
    const parameters = schedules(book, segment);
    const counted = countedDays(bed, gated, CATEGORY);
    const findings = new Findings();
    const about = placed(location.key, segment, bed);
    for (const piece of pieces) {
        const days = intersect(bed.available, [piece]);
        if (days.length === 0) continue;
        const rate = parameters.rate.at(piece.from);
        const test = minimumAvailability(book, CATEGORY, counted, piece.from);
        if (test === 'not_met') findings.add({ reason: 'too_short' }, days);
        else if (test !== 'met' || !rate.known) {
            const names = [...(test === 'met' ? [] : test.missing), ...missingNames(rate)];
            findings.add({ missing: names.sort() }, days);
        } else {
            const reduction = parameters.reduction.at(piece.from);
            const choices = {
                counting: parameters.counting.at(piece.from),
                turnover: parameters.turnover.at(piece.from),
            };
            const allocation = allocate(bed, days, choices);
            const { unclear, missing, once, twice } = allocation;
            findings.add({ missing }, unclear);
            const reduced = [...once, ...twice];
            if (!reduction.known) findings.add({ missing: missingNames(reduction) }, union(reduced));
            const paid = subtract(subtract(days, unclear), reduction.known ? [] : union(reduced));
            const first = paid[0];
            if (first === undefined) continue;
            const rateCents = centsOf(rate, 'EUR_Per_Bed_Day');
            const reductions = reduction.known ? totalDays(once) + 2 * totalDays(twice) : 0;
            const reductionCents = reduction.known ? centsOf(reduction, 'EUR_Per_Bed_Day') : 0;
            const used = [rate, ...(reductions > 0 ? [reduction, ...allocation.used] : [])];
            yield {
                rule: RULE,
                part: 'bed',
                kind: 'Regular',
                ...about,
                firstDay: first.from,
                lastDay: lastDayOf(paid.at(-1) ?? first),
                days: totalDays(paid),
                quantity: totalDays(paid),
                unitCents: rateCents,
                cents: totalDays(paid) * rateCents - reductions * reductionCents,
                parameters: used.flatMap((found) => (found.known ? [found.version.key] : [])),
                inputs: {
                    paid: written(paid),
                    rateCents,
                    ...(reductions > 0 && { reductions, reductionCents, allocated: written(union(reduced)) }),
                },
            };
        }
    }
    yield* findings.lines(RULE, 'bed', about);
}

type Choices = { counting: Found; turnover: Found };

/** Days on which a bed is allocated: reduced once, twice, or not to be told. */
type Allocation = { once: Interval[]; twice: Interval[]; unclear: Interval[]; missing: string[]; used: Found[] };

function allocate(bed: KnownBed, days: readonly Interval[], { counting, turnover }: Choices): Allocation {
    const nights = intersect(union(bed.stays.map(({ arrival: from, departure: to }) => ({ from, to }))), days);
    const departures = bed.stays
        .map(({ departure }) => departure)
        .filter((day) => days.some((one) => contains(one, day)));
    const nothing = { once: nights, twice: [], unclear: [], missing: [], used: [] };
    if (departures.length === 0) return nothing;
    if (counting.known && choiceOf(counting) === 'nights') return { ...nothing, used: [counting] };

    const turnovers = departures.filter((day) => hasTwo(bed, day));
    const leaving = subtract(oneDay(departures), oneDay(turnovers));
    const isOnce = turnover.known && choiceOf(turnover) === 'one_day';
    const free = subtract(leaving, nights);
    if (!counting.known) {
        // whoever counts departures, a night that somebody sleeps there is reduced; only a second reduction is in doubt
        const doubtful = isOnce ? subtract(oneDay(turnovers), nights) : oneDay(turnovers);
        const unclear = union([...free, ...doubtful]);
        const names = [counting, ...(doubtful.length > 0 && !isOnce ? [turnover] : [])];
        return { ...nothing, once: subtract(nights, unclear), unclear, missing: missingNames(...names), used: [] };
    }
    const once = union([...nights, ...free]);
    const used = [counting, ...(turnovers.length > 0 ? [turnover] : [])];
    if (turnovers.length === 0 || isOnce) return { ...nothing, once: union([...once, ...oneDay(turnovers)]), used };
    const twice = oneDay(turnovers);
    if (turnover.known) return { ...nothing, once: subtract(once, twice), twice, used };
    return {
        ...nothing,
        once: subtract(once, twice),
        unclear: twice,
        missing: missingNames(turnover),
        used: [counting],
    };
}

function oneDay(days: readonly Day[]): Interval[] {
    return union(days.map((from) => ({ from, to: from + 1 })));
}

/** Whether two stays touch the bed on the day of a departure. */
function hasTwo(bed: KnownBed, day: Day): boolean {
    return bed.stays.filter(({ arrival, departure }) => arrival <= day && day <= departure).length > 1;
}

/** Announced in April 2022: an amount for each place at its first effective allocation (U5: whether it was kept). */
function* oneOff(run: Run, location: KnownLocation, gated: readonly Gated[], bed: KnownBed): Generator<LineDraft> {
    const amount = run.book.schedule({ rule: RULE, code: 'one_off_at_allocation', category: CATEGORY });
    const arrivals = bed.stays.filter(({ effective }) => effective).map(({ arrival }) => arrival);
    let first: { day: Day; segment: Gated } | undefined;
    for (const segment of arrivals.length > 0 ? segmentsOf(gated, CATEGORY) : []) {
        const days = intersect(bed.available, segment.allowed);
        for (const day of arrivals) {
            const counts = amount.covers(day) && days.some((one) => contains(one, day));
            if (counts && (first === undefined || day < first.day)) first = { day, segment };
        }
    }
    if (first === undefined || !contains(run.period, first.day)) return;
    const about = placed(location.key, first.segment, bed);
    const found = amount.at(first.day);
    const days = [{ from: first.day, to: first.day + 1 }];
    if (!found.known) {
        yield finding(RULE, 'one_off', about, { missing: missingNames(found) }, days, 1);
        return;
    }
    const cents = centsOf(found, 'EUR_Per_Bed');
    yield {
        rule: RULE,
        part: 'one_off',
        kind: 'Regular',
        ...about,
        firstDay: first.day,
        lastDay: first.day,
        quantity: 1,
        unitCents: cents,
        cents,
        parameters: [found.version.key],
        inputs: { arrival: written(days) },
    };
}
