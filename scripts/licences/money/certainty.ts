/** How sure the advice is: what it costs at least and at most, and how sure the prices are that were compared. */
import { cheapestMix, mixOf, type Mix, type Need } from './cheapest-mix.ts';
import type { Confidence, PriceBand, VolumePrices } from './volume-prices.ts';

/** The advice and its edges; amounts in cents. */
export interface Advice {
    /** for all users of today */
    readonly mix: Mix;
    /** exactly what is needed, without the help of a higher volume; undefined where that number has no price */
    readonly exact: Mix | undefined;
    /** when all those leave who may not need an account any more */
    readonly least: Mix;
    /** what the advice costs too much in that case */
    readonly regretCents: number;
    /** how sure the prices are that were compared */
    readonly confidence: readonly Confidence[];
    /** `sure` when nobody is in doubt and every price is quoted */
    readonly verdict: 'sure' | 'range';
}

/** A full licence and its price. */
export type FullPrice = Omit<PriceBand, 'from'>;

/**
 * @param most all users of today
 * @param least those of them who surely stay
 */
export function advise(most: Need, least: Need, full: FullPrice, prices: VolumePrices): Advice {
    const mix = cheapestMix(most, full.cents, prices);
    const leastMix = cheapestMix(least, full.cents, prices);
    const isPriced = prices.cost(most.restricted) !== undefined;
    // a price that is not used decides as well: were it lower, it might be
    const confidence = [...new Set([full, ...prices.bands].map((price) => price.confidence))].sort();
    const isSure = mix.cents === leastMix.cents && confidence.every((one) => one === 'Quoted');
    return {
        mix,
        exact: isPriced ? mixOf(most.full, most.restricted, full.cents, prices) : undefined,
        least: leastMix,
        regretCents: mix.cents - leastMix.cents,
        confidence,
        verdict: isSure ? 'sure' : 'range',
    };
}
