/**
 * Prices that depend on how many are bought: all licences have the price of the band that their number reaches. That is
 * how the note to the Flemish Government tells it (part C: a lower volume gave a higher price per licence). Whole cents.
 */

/** How sure a price is; values of `Confidence__c`, without `Unknown`: what is unknown is no price. */
export type Confidence = 'Quoted' | 'Press' | 'Assumed';

/** The price of one licence for a whole period, from a number on. */
export interface PriceBand {
    readonly from: number;
    readonly cents: number;
    readonly confidence: Confidence;
    readonly source: string;
}

/** What to buy, and what it costs. */
export interface Purchase {
    readonly number: number;
    readonly unitCents: number;
    readonly cents: number;
}

/** From this need on it is cheaper to buy what the next band begins with. */
export interface BreakEven {
    readonly need: number;
    readonly buy: number;
    /** price of one licence below the next band, and in it */
    readonly unitCents: number;
    readonly nextUnitCents: number;
}

/** More than an org can have; products of it with a price stay exact. */
export const MOST_LICENCES = 999_999;
/** One licence for one year: a million euro. */
export const HIGHEST_UNIT_CENTS = 100_000_000;

export class VolumePrices {
    readonly bands: readonly PriceBand[];

    /** @throws RangeError when a band is no band, or two begin with the same number */
    constructor(bands: readonly PriceBand[]) {
        this.bands = bands.toSorted((one, other) => one.from - other.from);
        this.bands.forEach(({ from, cents }, index) => {
            if (!Number.isInteger(from) || from < 1 || from > MOST_LICENCES)
                throw new RangeError(`${from} is no number of licences`);
            if (!Number.isInteger(cents) || cents < 1 || cents > HIGHEST_UNIT_CENTS)
                throw new RangeError(`${cents} cents is no price`);
            if (this.bands[index + 1]?.from === from) throw new RangeError(`two prices from ${from} licences on`);
        });
    }

    /** @returns price of one licence in cents when so many are bought; undefined where no band begins so low */
    unitCents(number: number): number | undefined {
        return this.bands.findLast(({ from }) => from <= number)?.cents;
    }

    /** @returns what exactly so many cost, in cents; undefined where the price is not known */
    cost(number: number): number | undefined {
        if (number === 0) return 0;
        const unit = this.unitCents(number);
        return unit === undefined ? undefined : number * unit;
    }

    /** The cheapest way to have at least so many; undefined where no price is known. */
    cheapest(need: number): Purchase | undefined {
        if (need === 0) return { number: 0, unitCents: 0, cents: 0 };
        const numbers = [need, ...this.bands.map(({ from }) => from).filter((from) => from > need)];
        return numbers
            .flatMap((number) => {
                const unitCents = this.unitCents(number);
                return unitCents === undefined ? [] : [{ number, unitCents, cents: number * unitCents }];
            })
            .reduce<Purchase | undefined>((best, one) => (best && best.cents <= one.cents ? best : one), undefined);
    }

    /** Where a band makes it cheaper to buy more than is needed: at most one need for each band after the first. */
    breakEvens(): BreakEven[] {
        return this.bands.slice(1).flatMap((next, index) => {
            const band = this.bands[index];
            if (!band || next.cents >= band.cents) return [];
            // the smallest number n with n × price > from × next price
            const dearer = Math.floor((next.from * next.cents) / band.cents) + 1;
            const need = Math.max(dearer, band.from);
            if (need >= next.from) return [];
            return [{ need, buy: next.from, unitCents: band.cents, nextUnitCents: next.cents }];
        });
    }
}
