/** What all users cost by the number of restricted licences that is bought; the others get a full one. */
import { mixOf, type Need } from './cheapest-mix.ts';
import type { VolumePrices } from './volume-prices.ts';

/** Licences bought and their cost in cents. */
export interface CurvePoint {
    readonly restricted: number;
    readonly full: number;
    readonly cents: number;
}

/** Points of one band: straight lines between them, a jump to the next band. */
export type CurvePart = readonly CurvePoint[];

/**
 * @param most restricted licences that the curve reaches
 * @returns a part for no restricted licences at all where that has a price of its own, and one for each band
 */
export function costCurve(need: Need, fullUnitCents: number, prices: VolumePrices, most: number): CurvePart[] {
    const users = need.full + need.restricted;
    const point = (restricted: number): CurvePoint => {
        const { full, cents } = mixOf(Math.max(need.full, users - restricted), restricted, fullUnitCents, prices);
        return { restricted, full, cents };
    };
    const bands = prices.bands.flatMap(({ from }, index): CurvePart[] => {
        const last = Math.min(most, (prices.bands[index + 1]?.from ?? Infinity) - 1);
        if (from > last) return [];
        // where full licences stop to stand in for restricted ones, the line bends
        const bend = Math.min(last, Math.max(from, need.restricted));
        return [[...new Set([from, bend, last])].sort((one, other) => one - other).map(point)];
    });
    return [[point(0)], ...bands];
}
