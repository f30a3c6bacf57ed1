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
import { segmentsOf, type KnownBed, type KnownLocation } from './known-location.ts';
import type { LineDraft } from './lines.ts';
import { centsOf, type Found, type ParameterBook, type Schedule } from './parameters.ts';
import { allocate, type Choices } from './r5-allocation.ts';
import { countedDays, minimumAvailability, type Gated, type Test } from './r2-eligibility.ts';
import { finding, Findings, missingNames, oneBed, placed, written, type Run } from './run.ts';

const RULE = 'R5_Specific_Daily';
const CATEGORY = 'Specific';

export function* specificDaily(run: Run, location: KnownLocation, gated: readonly Gated[]): Generator<LineDraft> {
    const segments = segmentsOf(gated, CATEGORY);
    const beds = segments.length === 0 ? [] : location.beds.filter((bed) => bed.bookable);
    for (const segment of segments) {
        const parameters = schedules(run.book, segment);
        const cuts = Object.values(parameters).flatMap((schedule) => schedule.cuts);
        const pieces = cutAt(intersect(segment.allowed, [run.period]), cuts);
        for (const bed of pieces.length === 0 ? [] : beds) {
            const about = placed(location.key, segment, bed);
            const counted = countedDays(bed, segments);
            const findings = new Findings();
            for (const piece of pieces) {
                const days = intersect(bed.available, [piece]);
                if (days.length === 0) continue;
                const test = minimumAvailability(run.book, CATEGORY, counted, piece.from);
                if (test === 'not_met') {
                    findings.add({ reason: 'too_short' }, days);
                    continue;
                }
                const drafted = drawUp(bed, days, priceOn(parameters, piece.from), test, findings);
                if (drafted !== undefined) yield { ...drafted, ...about };
            }
            yield* findings.lines(RULE, 'bed', about);
        }
    }
    for (const bed of beds) yield* oneOff(run, location, segments, bed);
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

/** What the law says about the days of a piece. */
type Price = { rate: Found; reduction: Found; choices: Choices };

function priceOn({ rate, reduction, counting, turnover }: Schedules, day: Day): Price {
    return {
        rate: rate.at(day),
        reduction: reduction.at(day),
        choices: { counting: counting.at(day), turnover: turnover.at(day) },
    };
}

/** @returns what the days of a bed give, as far as it can be told; the days that wait go to the findings */
function drawUp(
    bed: KnownBed,
    days: readonly Interval[],
    { rate, reduction, choices }: Price,
    test: Exclude<Test, 'not_met'>,
    findings: Findings,
): Omit<LineDraft, 'municipality'> | undefined {
    if (test !== 'met' || !rate.known) {
        const names = [...(test === 'met' ? [] : test.missing), ...missingNames(rate)];
        findings.add({ missing: names.sort() }, days);
        return undefined;
    }
    const { unclear, missing, once, twice, used } = allocate(bed, days, choices);
    const reduced = union([...once, ...twice]);
    findings.add({ missing }, unclear);
    if (!reduction.known) findings.add({ missing: missingNames(reduction) }, reduced);

    const paid = subtract(subtract(days, unclear), reduction.known ? [] : reduced);
    const [first] = paid;
    if (first === undefined) return undefined;
    const quantity = totalDays(paid);
    const rateCents = centsOf(rate, 'EUR_Per_Bed_Day');
    const line = {
        rule: RULE,
        part: 'bed',
        kind: 'Regular',
        firstDay: first.from,
        lastDay: lastDayOf(paid.at(-1) ?? first),
        days: quantity,
        quantity,
        unitCents: rateCents,
    } as const;
    const inputs = { paid: written(paid), rateCents };
    const reductions = totalDays(once) + 2 * totalDays(twice);
    if (!reduction.known || reductions === 0) {
        return { ...line, cents: quantity * rateCents, parameters: [rate.version.key], inputs };
    }
    const reductionCents = centsOf(reduction, 'EUR_Per_Bed_Day');
    return {
        ...line,
        cents: quantity * rateCents - reductions * reductionCents,
        parameters: [rate, reduction, ...used].map(({ version }) => version.key),
        inputs: { ...inputs, reductions, reductionCents, allocated: written(reduced) },
    };
}

/** Announced in April 2022: an amount for each place at its first effective allocation (U5: whether it was kept). */
function* oneOff(run: Run, location: KnownLocation, segments: readonly Gated[], bed: KnownBed): Generator<LineDraft> {
    const amount = run.book.schedule({ rule: RULE, code: 'one_off_at_allocation', category: CATEGORY });
    const arrivals = bed.stays.filter(({ effective }) => effective).map(({ arrival }) => arrival);
    let first: { day: Day; segment: Gated } | undefined;
    for (const segment of arrivals.length > 0 ? segments : []) {
        const days = intersect(bed.available, segment.allowed);
        for (const day of arrivals) {
            const counts = amount.covers(day) && days.some((one) => contains(one, day));
            if (counts && (first === undefined || day < first.day)) first = { day, segment };
        }
    }
    if (first === undefined || !contains(run.period, first.day)) return;
    const about = placed(location.key, first.segment, bed);
    const found = amount.at(first.day);
    const days = { from: first.day, to: first.day + 1 };
    yield found.known
        ? oneBed(RULE, 'one_off', about, days, found, { arrival: written([days]) })
        : finding(RULE, 'one_off', about, { missing: missingNames(found) }, [days], 1);
}
