/**
 * R3. Category 1, public, first scheme (14-03-2022 until the monthly amounts of August 2022): a lump sum per bed, lower
 * when works are needed, and then the cost of the works up to a cap for each room and one for all common parts.
 * Source: vlaanderen.be financing page of spring 2022; invoices from 14-03-2022 on (VVSG, 04-05-2022).
 *
 * A bed is paid in the period in which it begins to count. Works are paid in the period of their invoice, or in that in
 * which the room begins to count when this is later: what is under the cap by the end of a period less what was by its
 * beginning. So periods add up, and a cap is never used twice.
 */
import { FOREVER, isoDay, type Day } from './day.ts';
import { contains } from './interval.ts';
import { segmentsOf, type KnownBed, type KnownLocation, type KnownWork } from './known-location.ts';
import type { LineDraft } from './lines.ts';
import { centsOf, dateOf, type Schedule } from './parameters.ts';
import { beginning, countedDays, segmentOn, type Gated } from './r2-eligibility.ts';
import { finding, missingNames, oneBed, placed, type Run } from './run.ts';

const RULE = 'R3_Public_Lump_Sum';
const CATEGORY = 'Public';

/** A bed that begins to count, or may. */
type Begun = { bed: KnownBed; day: Day; segment: Gated; missing: string[] };

export function* publicLumpSum(run: Run, location: KnownLocation, gated: readonly Gated[]): Generator<LineDraft> {
    const segments = segmentsOf(gated, CATEGORY);
    if (segments.length === 0) return;
    const begun: Begun[] = [];
    for (const bed of location.beds) {
        if (!bed.bookable) continue;
        const result = begin(run, segments, bed);
        if (result === undefined) continue;
        if (result.tooShort !== undefined) {
            const { segment, days } = result.tooShort;
            const about = placed(location.key, segment, bed);
            if (contains(run.period, days.from)) yield finding(RULE, 'bed', about, { reason: 'too_short' }, [days]);
        } else {
            begun.push(result.begun);
            if (contains(run.period, result.begun.day)) yield bedLine(run, location, result.begun);
        }
    }
    yield* works(run, location, begun);
}

type Beginning =
    | { begun: Begun; tooShort?: undefined }
    | { begun?: undefined; tooShort: { segment: Gated; days: { from: Day; to: Day } } };

function begin({ book }: Run, segments: readonly Gated[], bed: KnownBed): Beginning | undefined {
    const scheme = book.schedule({ rule: RULE, code: 'bed_without_works', category: CATEGORY });
    const start = beginning(book, CATEGORY, countedDays(bed, segments), (day) => scheme.covers(day));
    if (start === undefined) return undefined;
    const segment = segmentOn(segments, start.run.from);
    // days that wait for a parameter of eligibility are told of there
    if (segment === undefined) return undefined;
    const { run, test } = start;
    if (test === 'not_met') return { tooShort: { segment, days: run } };
    return { begun: { bed, day: run.from, segment, missing: test === 'met' ? [] : test.missing } };
}

function bedLine({ book }: Run, location: KnownLocation, { bed, day, segment, missing }: Begun): LineDraft {
    const code = segment.state.worksNeeded ? 'bed_with_works' : 'bed_without_works';
    const amount = book.schedule({ rule: RULE, code, category: CATEGORY }).at(day);
    const about = placed(location.key, segment, bed);
    const days = { from: day, to: day + 1 };
    if (!amount.known || missing.length > 0) {
        const names = [...missing, ...missingNames(amount)].sort();
        return finding(RULE, 'bed', about, { missing: names }, [days]);
    }
    const inputs = { availableFrom: isoDay(day), worksNeeded: segment.state.worksNeeded };
    return oneBed(RULE, 'bed', about, days, amount, inputs);
}

function* works(run: Run, location: KnownLocation, begun: readonly Begun[]): Generator<LineDraft> {
    const repaired = begun.filter(({ segment }) => segment.state.worksNeeded);
    const costs = Map.groupBy(location.works, ({ placeKey }) => placeKey);
    for (const [placeKey, ofTarget] of [...costs].sort(([a = ''], [b = '']) => (a < b ? -1 : 1))) {
        const inTarget = repaired.filter(({ bed }) => placeKey === undefined || bed.placeKey === placeKey);
        const first = inTarget.reduce<Begun | undefined>(
            (a, b) => (a === undefined || b.day < a.day ? b : a),
            undefined,
        );
        if (first !== undefined) yield* target(run, location, placeKey, ofTarget, first);
    }
}

/** The works of one room, or of the common parts. */
function* target(
    run: Run,
    location: KnownLocation,
    placeKey: string | undefined,
    costs: readonly KnownWork[],
    { day, segment, missing }: Begun,
): Generator<LineDraft> {
    const isRoom = placeKey !== undefined;
    const ask = (code: string): Schedule => run.book.schedule({ rule: RULE, code, category: CATEGORY });
    const caps = ask(isRoom ? 'works_cap_per_room' : 'works_cap_common_parts');
    const [cap, earliest] = [caps.at(day), ask('earliest_invoice_date').at(day)];
    const about = { ...placed(location.key, segment), ...(isRoom && { place: placeKey }) };
    const part = isRoom ? 'room' : 'site';
    const firstInvoice = earliest.known ? dateOf(earliest) : -FOREVER;
    const isEligible = ({ invoiceDate }: KnownWork): boolean => invoiceDate >= firstInvoice && caps.covers(invoiceDate);
    const accrued = (cost: KnownWork): Day => Math.max(cost.invoiceDate, day);

    const inPeriod = costs.filter((cost) => contains(run.period, accrued(cost)));
    for (const cost of inPeriod.filter((one) => !isEligible(one))) {
        const days = [{ from: cost.invoiceDate, to: cost.invoiceDate + 1 }];
        yield finding(RULE, `${part}:${cost.key}`, about, { reason: 'invoice_outside_regime' }, days, 1);
    }
    const eligible = inPeriod.filter(isEligible);
    const first = eligible[0];
    if (first === undefined) return;
    const accruals = eligible.map(accrued);
    const [firstDay, lastDay] = [Math.min(...accruals), Math.max(...accruals)];
    if (!cap.known || !earliest.known || missing.length > 0) {
        const names = [...missing, ...missingNames(cap, earliest)].sort();
        const days = [{ from: firstDay, to: lastDay + 1 }];
        yield finding(RULE, part, about, { missing: names }, days, eligible.length);
        return;
    }
    const capCents = centsOf(cap, isRoom ? 'EUR_Per_Room' : 'EUR_Per_Site');
    const costBefore = (end: Day): number =>
        sum(costs.filter((cost) => isEligible(cost) && accrued(cost) < end).map((cost) => cost.cents));
    const [earlierCents, costCents] = [costBefore(run.period.from), costBefore(run.period.to)];
    const cents = Math.min(costCents, capCents) - Math.min(earlierCents, capCents);
    yield {
        rule: RULE,
        part,
        kind: 'Regular',
        ...about,
        firstDay,
        lastDay,
        quantity: 1,
        unitCents: cents,
        cents,
        parameters: [cap.version.key, earliest.version.key],
        inputs: {
            costs: eligible.map(({ key, cents: of, invoiceDate }) => ({
                key,
                cents: of,
                invoiceDate: isoDay(invoiceDate),
            })),
            costCents,
            earlierCents,
            capCents,
        },
    };
}

function sum(values: readonly number[]): number {
    return values.reduce((total, value) => total + value, 0);
}
