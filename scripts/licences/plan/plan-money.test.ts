/** What a plan costs: what users that move save, and a curve whose lowest point is the cheapest mix. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { totalsOf } from '../comparison.ts';
import { cheapestMix } from '../money/cheapest-mix.ts';
import { costCurve } from '../money/cost-curve.ts';
import { VolumePrices, type PriceBand } from '../money/volume-prices.ts';
import { moneyOf } from './plan-money.ts';

const quoted = (from: number, cents: number): PriceBand => ({ from, cents, confidence: 'Quoted', source: 'offerte' });
const figure = (value: number): { value: number; source: string } => ({ value, source: 'offerte' });

describe('the money of a plan', () => {
    const full = quoted(1, 1_500_00);
    const restricted = new VolumePrices([quoted(1, 1_200_00), quoted(100, 1_000_00)]);

    test('moving users saves more than the difference of one price, where the volume brings a lower price for all', () => {
        const needed = { full: 10, restricted: 110 };
        const money = moneyOf(
            { present: { full: 40, restricted: 80 }, needed, least: needed },
            { full, restricted },
            totalsOf({}),
        );
        assert.equal(money.present?.cents, 40 * 1_500_00 + 80 * 1_200_00);
        assert.equal(money.advice?.exact?.cents, 10 * 1_500_00 + 110 * 1_000_00);
        assert.equal(money.savingCents, 31_000_00);
        assert.equal(money.perUserCents, 500_00);
    });

    test('below the break-even exactly what is needed is cheapest, from there on the next band', () => {
        const at = (number: number) => {
            const needed = { full: 10, restricted: number };
            return moneyOf({ present: needed, needed, least: needed }, { full, restricted }, totalsOf({})).advice?.mix;
        };
        assert.deepEqual([at(83)?.restricted, at(84)?.restricted, at(99)?.restricted], [83, 100, 100]);
    });

    test('a number below the lowest band has no price: it is asked for', () => {
        const large = new VolumePrices([quoted(100, 1_000_00)]);
        const needed = { full: 10, restricted: 60 };
        const money = moneyOf({ present: needed, needed, least: needed }, { full, restricted: large }, totalsOf({}));
        assert.deepEqual(money.missing, [{ tier: 'Restricted', number: 60, reason: 'below-lowest' }]);
        assert.equal(money.present, undefined);
        assert.equal(money.advice?.exact, undefined);
    });

    test('prices are held against the total of a contract that says how many of each', () => {
        const contract = totalsOf({ full: figure(10), restricted: figure(100), cost: figure(115_000_01) });
        const needed = { full: 1, restricted: 1 };
        const { contractCheck } = moneyOf({ present: needed, needed, least: needed }, { full, restricted }, contract);
        assert.deepEqual(contractCheck, {
            full: 10,
            restricted: 100,
            contractCents: 115_000_01,
            pricedCents: 115_000_00,
        });
    });

    test('the lowest point of the curve is the cheapest mix', () => {
        const prices = fc
            .uniqueArray(
                fc.record({ from: fc.integer({ min: 1, max: 60 }), cents: fc.integer({ min: 1, max: 500 }) }),
                {
                    selector: ({ from }) => from,
                    minLength: 1,
                    maxLength: 5,
                },
            )
            .map((bands) => new VolumePrices(bands.map(({ from, cents }) => quoted(from, cents))));
        const need = fc.record({ full: fc.nat({ max: 20 }), restricted: fc.nat({ max: 70 }) });
        fc.assert(
            fc.property(need, fc.integer({ min: 1, max: 600 }), prices, (some, fullCents, list) => {
                const points = costCurve(some, fullCents, list, 200).flat();
                assert.equal(Math.min(...points.map(({ cents }) => cents)), cheapestMix(some, fullCents, list).cents);
            }),
        );
    });
});
