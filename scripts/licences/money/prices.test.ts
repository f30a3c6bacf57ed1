/** Prices by volume: what is cheapest is what trying everything finds. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { advise } from './certainty.ts';
import { cheapestMix } from './cheapest-mix.ts';
import { VolumePrices, type Confidence, type PriceBand } from './volume-prices.ts';

function band(from: number, cents: number, confidence: Confidence = 'Quoted'): PriceBand {
    return { from, cents, confidence, source: 'offerte' };
}

const arbitraryPrices = fc
    .uniqueArray(fc.record({ from: fc.integer({ min: 1, max: 60 }), cents: fc.integer({ min: 1, max: 500 }) }), {
        selector: ({ from }) => from,
        minLength: 1,
        maxLength: 5,
    })
    .map((bands) => new VolumePrices(bands.map(({ from, cents }) => band(from, cents))));
const arbitraryNeed = fc.record({ full: fc.nat({ max: 20 }), restricted: fc.nat({ max: 70 }) });

describe('prices by volume', () => {
    const prices = new VolumePrices([band(200, 900), band(1, 1200), band(100, 1000)]);

    test('all licences have the price of the band that their number reaches', () => {
        assert.deepEqual(
            [99, 100, 199, 200].map((number) => prices.cost(number)),
            [118_800, 100_000, 199_000, 180_000],
        );
    });

    test('where a band makes more licences cheaper than fewer, the more are bought', () => {
        assert.deepEqual(prices.cheapest(190), { number: 200, unitCents: 900, cents: 180_000 });
        assert.deepEqual(prices.cheapest(180), { number: 180, unitCents: 1000, cents: 180_000 });
        assert.deepEqual(
            prices.breakEvens().map(({ need, buy }) => [need, buy]),
            [
                [84, 100],
                [181, 200],
            ],
        );
    });

    test('below the lowest band there is no price, only what the band begins with', () => {
        const large = new VolumePrices([band(50, 10)]);
        assert.equal(large.cost(49), undefined);
        assert.deepEqual(large.cheapest(10), { number: 50, unitCents: 10, cents: 500 });
    });

    test('two prices from one number on, or no price at all, are refused', () => {
        assert.throws(() => new VolumePrices([band(1, 10), band(1, 20)]), RangeError);
        for (const wrong of [band(0, 10), band(1.5, 10), band(1, 0), band(1, 10.5)])
            assert.throws(() => new VolumePrices([wrong]), RangeError);
    });

    test('the cheapest purchase is what trying every number finds', () => {
        fc.assert(
            fc.property(arbitraryPrices, fc.nat({ max: 80 }), (some, need) => {
                const tried = Array.from({ length: 140 - need }, (_, more) => some.cost(need + more));
                const known = tried.filter((cost) => cost !== undefined);
                assert.equal(some.cheapest(need)?.cents, Math.min(...known));
            }),
        );
    });

    test('a break-even is the first need of its band for which the next band costs less', () => {
        fc.assert(
            fc.property(arbitraryPrices, (some) => {
                const found = new Map(some.breakEvens().map(({ need, buy }) => [buy, need]));
                some.bands.slice(1).forEach((next, index) => {
                    const from = some.bands[index]?.from ?? 0;
                    const needs = Array.from({ length: next.from - from }, (_, more) => from + more);
                    const first = needs.find((need) => (some.cost(next.from) ?? 0) < (some.cost(need) ?? 0));
                    assert.equal(found.get(next.from), first);
                });
            }),
        );
    });
});

describe('the cheapest mix of tiers', () => {
    test('full licences stand in where a few restricted ones cost more', () => {
        const prices = new VolumePrices([band(1, 900), band(50, 300)]);
        assert.deepEqual(cheapestMix({ full: 2, restricted: 3 }, 500, prices), {
            full: 5,
            restricted: 0,
            fullCents: 2500,
            restrictedCents: 0,
            cents: 2500,
        });
    });

    test('is what trying every mix finds', () => {
        fc.assert(
            fc.property(arbitraryNeed, fc.integer({ min: 1, max: 600 }), arbitraryPrices, (need, fullCents, prices) => {
                let least = Infinity;
                const users = need.full + need.restricted;
                for (let full = need.full; full <= users; full++) {
                    for (let restricted = users - full; restricted <= 130; restricted++) {
                        const cost = prices.cost(restricted);
                        if (cost !== undefined) least = Math.min(least, full * fullCents + cost);
                    }
                }
                const mix = cheapestMix(need, fullCents, prices);
                assert.equal(mix.cents, least);
                assert.ok(mix.full >= need.full && mix.full + mix.restricted >= users);
            }),
        );
    });
});

describe('how sure an advice is', () => {
    const full = { cents: 1500, confidence: 'Quoted' as const, source: 'offerte' };

    test('sure with quoted prices and nobody in doubt', () => {
        const prices = new VolumePrices([band(1, 1000)]);
        const need = { full: 2, restricted: 10 };
        const { verdict, regretCents } = advise(need, need, full, prices);
        assert.deepEqual([verdict, regretCents], ['sure', 0]);
    });

    test('a range when users may leave, with what the advice would cost too much', () => {
        const prices = new VolumePrices([band(1, 1000)]);
        const { verdict, regretCents, least } = advise(
            { full: 2, restricted: 10 },
            { full: 2, restricted: 7 },
            full,
            prices,
        );
        assert.deepEqual([verdict, regretCents, least.restricted], ['range', 3000, 7]);
    });

    test('a range when a price is assumed, used or not: were it lower, it might be used', () => {
        const need = { full: 2, restricted: 10 };
        const used = advise(need, need, full, new VolumePrices([band(1, 1000, 'Assumed'), band(500, 900)]));
        const unused = advise(need, need, full, new VolumePrices([band(1, 1000), band(500, 900, 'Assumed')]));
        assert.deepEqual([used.verdict, unused.verdict], ['range', 'range']);
    });
});
