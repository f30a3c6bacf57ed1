/** What a plan costs: today's licences, those that are needed, and the cheapest that hold all users. Pure; in cents. */
import { advise, type Advice } from '../money/certainty.ts';
import { mixOf, type Mix, type Need } from '../money/cheapest-mix.ts';
import { costCurve, type CurvePart } from '../money/cost-curve.ts';
import type { BreakEven, PriceBand, VolumePrices } from '../money/volume-prices.ts';
import type { ContractTotals } from '../comparison.ts';
import type { TierName } from '../tiers.ts';
import type { PriceLists } from './price-lists.ts';

/** Users by tier: as they are, as they need it, and as it stays when those leave who may. */
export interface Needs {
    readonly present: Need;
    readonly needed: Need;
    readonly least: Need;
}

/** A price that is asked for. */
export interface MissingPrice {
    readonly tier: TierName;
    /** how many licences it is asked for */
    readonly number: number;
    readonly reason: 'none' | 'below-lowest';
}

/** Prices that are known beside the contract whose total is known too: they should agree. */
export interface ContractCheck {
    readonly full: number;
    readonly restricted: number;
    readonly contractCents: number;
    readonly pricedCents: number;
}

export interface PlanMoney {
    readonly fullPrice: Omit<PriceBand, 'from'> | undefined;
    readonly restrictedPrices: readonly PriceBand[];
    readonly missing: readonly MissingPrice[];
    /** today's tiers at the prices of the period; undefined where a price is missing */
    readonly present: Mix | undefined;
    readonly advice: Advice | undefined;
    /** by moving users: today's tiers less those needed, both at the price of their volume */
    readonly savingCents: number | undefined;
    /** price of a full licence less that of a restricted one at the volume that is needed: what one user brings */
    readonly perUserCents: number | undefined;
    readonly breakEvens: readonly BreakEven[];
    readonly contractCheck: ContractCheck | undefined;
    readonly curve: readonly CurvePart[];
}

/** The curve reaches somewhat further than anybody needs. */
const ROOM = 1.15;

export function moneyOf(needs: Needs, { full, restricted }: PriceLists, contract: ContractTotals): PlanMoney {
    const { present, needed, least } = needs;
    const mix = (one: Need): Mix | undefined =>
        full && restricted?.cost(one.restricted) !== undefined
            ? mixOf(one.full, one.restricted, full.cents, restricted)
            : undefined;
    const advice = full && restricted && advise(needed, least, full, restricted);
    const presentMix = mix(present);
    const unit = restricted?.unitCents(needed.restricted);
    return {
        fullPrice: full,
        restrictedPrices: restricted?.bands ?? [],
        missing: missingOf(needs, { full, restricted }),
        present: presentMix,
        advice,
        savingCents: presentMix && advice?.exact && presentMix.cents - advice.exact.cents,
        perUserCents: full && unit !== undefined ? full.cents - unit : undefined,
        breakEvens: restricted?.breakEvens() ?? [],
        contractCheck: full && restricted && checkOf(contract, full.cents, restricted),
        curve: full && restricted ? costCurve(needed, full.cents, restricted, reach(needs, restricted)) : [],
    };
}

function missingOf({ present, needed }: Needs, { full, restricted }: PriceLists): MissingPrice[] {
    const missing: MissingPrice[] = [];
    if (!full) missing.push({ tier: 'Full', number: needed.full, reason: 'none' });
    if (!restricted) missing.push({ tier: 'Restricted', number: needed.restricted, reason: 'none' });
    else
        for (const number of new Set([needed.restricted, present.restricted]))
            if (restricted.cost(number) === undefined)
                missing.push({ tier: 'Restricted', number, reason: 'below-lowest' });
    return missing;
}

function checkOf(contract: ContractTotals, fullCents: number, prices: VolumePrices): ContractCheck | undefined {
    const { full, restricted, costCents } = contract;
    if (full === undefined || restricted === undefined || costCents === undefined) return undefined;
    if (prices.cost(restricted) === undefined) return undefined;
    const { cents } = mixOf(full, restricted, fullCents, prices);
    return { full, restricted, contractCents: costCents, pricedCents: cents };
}

function reach({ present, needed }: Needs, { bands }: VolumePrices): number {
    const users = Math.max(present.full + present.restricted, needed.full + needed.restricted);
    const next = bands.find(({ from }) => from > needed.restricted)?.from ?? 0;
    return Math.max(1, Math.ceil(Math.max(users, Math.min(next, 2 * users)) * ROOM));
}
