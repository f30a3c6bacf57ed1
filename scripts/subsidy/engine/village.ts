/**
 * Category 3, emergency villages. Amounts and cost basis are unknown (U6). A known amount per bed would be paid once,
 * when the bed begins to count; until then the days of each bed wait for it.
 */
import { contains, intersect } from './interval.ts';
import { segmentsOf, type KnownLocation } from './known-location.ts';
import type { LineDraft } from './lines.ts';
import { beginning, countedDays, minimumAvailability, segmentOn, type Gated } from './r2-eligibility.ts';
import { finding, missingNames, oneBed, placed, type Run } from './run.ts';

const RULE = 'Village';
const CATEGORY = 'Emergency_Village';

export function* village(
    { book, period }: Run,
    location: KnownLocation,
    gated: readonly Gated[],
): Generator<LineDraft> {
    const segments = segmentsOf(gated, CATEGORY);
    if (segments.length === 0) return;
    const amounts = book.schedule({ rule: RULE, code: 'place_amount', category: CATEGORY });
    for (const bed of location.beds) {
        if (!bed.bookable) continue;
        const counted = countedDays(bed, segments);
        for (const segment of segments) {
            const days = intersect(bed.available, intersect(segment.allowed, [period]));
            const [first] = days;
            if (first === undefined) continue;
            const about = placed(location.key, segment, bed);
            const amount = amounts.at(first.from);
            const test = minimumAvailability(book, CATEGORY, counted, first.from);
            if (test === 'not_met') {
                yield finding(RULE, 'bed', about, { reason: 'too_short' }, days);
            } else if (test !== 'met' || !amount.known) {
                const names = [...(test === 'met' ? [] : test.missing), ...missingNames(amount)].sort();
                yield finding(RULE, 'bed', about, { missing: names }, days);
            }
        }
        const start = beginning(book, CATEGORY, counted, () => true);
        if (start?.test !== 'met' || !contains(period, start.run.from)) continue;
        const day = start.run.from;
        const [segment, amount] = [segmentOn(segments, day), amounts.at(day)];
        if (segment === undefined || !amount.known) continue;
        yield oneBed(RULE, 'bed', placed(location.key, segment, bed), { from: day, to: day + 1 }, amount, {});
    }
}
