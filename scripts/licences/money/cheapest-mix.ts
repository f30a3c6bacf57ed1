/** Which licences to buy for a number of users: whoever may do with the restricted one can be given a full one too. */
import type { VolumePrices } from './volume-prices.ts';

/** Users by the tier that they need. */
export interface Need {
    readonly full: number;
    readonly restricted: number;
}

/** Licences bought, and what they cost. */
export interface Mix extends Need {
    readonly fullCents: number;
    readonly restrictedCents: number;
    readonly cents: number;
}

/**
 * The cheapest licences of both tiers that hold all users. Inside one band the cost is a straight line with one bend,
 * where full licences stop replacing restricted ones; so its least value is at an end of the band or at that bend.
 * @param fullUnitCents price of a full licence, which does not depend on the number
 * @returns of equally cheap mixes the one with fewest full licences, then fewest restricted ones
 */
export function cheapestMix(need: Need, fullUnitCents: number, prices: VolumePrices): Mix {
    const users = need.full + need.restricted;
    const candidates = [0];
    prices.bands.forEach(({ from }, index) => {
        const next = prices.bands[index + 1]?.from;
        const last = next === undefined ? Math.max(from, need.restricted) : next - 1;
        candidates.push(from, Math.min(last, Math.max(from, need.restricted)), last);
    });
    return candidates
        .map((restricted) => mixOf(Math.max(need.full, users - restricted), restricted, fullUnitCents, prices))
        .reduce((best, one) => (isBetter(one, best) ? one : best));
}

/** @throws RangeError where the price of so many restricted licences is not known */
export function mixOf(full: number, restricted: number, fullUnitCents: number, prices: VolumePrices): Mix {
    const restrictedCents = prices.cost(restricted);
    if (restrictedCents === undefined) throw new RangeError(`no price of ${restricted} licences`);
    const fullCents = full * fullUnitCents;
    return { full, restricted, fullCents, restrictedCents, cents: fullCents + restrictedCents };
}

function isBetter(one: Mix, other: Mix): boolean {
    if (one.cents !== other.cents) return one.cents < other.cents;
    return one.full === other.full ? one.restricted < other.restricted : one.full < other.full;
}
