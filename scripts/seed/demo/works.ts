/** What fitting-out cost, per place and for the common parts; some proofs are missing, as in real files. */
import { dayOf } from './calendar.ts';
import { FIRST_DAY } from './kinds.ts';
import { officeHours } from './location-life.ts';
import type { WorksCost } from './model.ts';
import { chance, integer, noise, weighted, type Random, type Weighted } from './random.ts';
import { enter, revise, type Recorded } from './recorded.ts';
import type { Site } from './sites.ts';

const PROOFS: Weighted<WorksCost['proofKind']> = [
    ['Invoice', 82],
    ['Sworn_Statement', 13],
    ['Other', 5],
];

/** Half of the rooms cost around this much; the subsidy ends at 2,500 euro per room, and at as much for the common parts. */
const TYPICAL_ROOM_CENTS = 140_000;
const TYPICAL_COMMON_CENTS = 220_000;

/** @returns the costs of a location; none when no works were needed, or when nobody handed in a proof */
export function drawWorksCosts(random: Random, site: Site): Recorded<WorksCost>[] {
    const needed = site.record.versions.some((version) => version.state.worksNeeded);
    if (!needed || site.life.registered === undefined || chance(random, 0.12)) return [];
    const costs: Recorded<WorksCost>[] = [];
    const add = (placeKey: string | undefined, typical: number): void => {
        costs.push(drawCost(random, site, costs.length + 1, placeKey, typical));
    };
    // proofs of some rooms never arrive
    for (const place of site.places) {
        if (chance(random, 0.7)) add(place.record.key, TYPICAL_ROOM_CENTS);
        if (chance(random, 0.15)) add(place.record.key, TYPICAL_ROOM_CENTS);
    }
    for (let i = integer(random, 0, 3); i > 0; i--) add(undefined, TYPICAL_COMMON_CENTS);
    return costs;
}

function drawCost(
    random: Random,
    { record: location, life, places }: Site,
    number: number,
    placeKey: string | undefined,
    typical: number,
): Recorded<WorksCost> {
    const invoiceDate = Math.max(FIRST_DAY, life.start + integer(random, -50, 60));
    const proofKind = weighted(random, PROOFS);
    const reference = `${proofKind === 'Invoice' ? 'F' : 'B'}${integer(random, 10_000, 99_999)}`;
    const place = places.find((candidate) => candidate.record.key === placeKey);
    const earliest = (place ?? { record: location }).record.versions[0].recordedFrom + 2;
    const enteredAt = Math.max(earliest, officeHours(random, invoiceDate + integer(random, 1, 60)));
    const cost = enter<WorksCost>(`${location.key}-W${String(number).padStart(3, '0')}`, enteredAt, {
        locationKey: location.key,
        placeKey,
        cents: Math.max(4_000, Math.round(typical * noise(random, 0.8))),
        invoiceDate,
        proofKind,
        proofReference: chance(random, 0.85) ? reference : undefined,
    });
    // a typing error in the amount, found at a control
    if (chance(random, 0.02)) {
        const { cents } = cost.versions[0].state;
        cost.versions[0].state = { ...cost.versions[0].state, cents: cents * 10 };
        revise(cost, officeHours(random, dayOf(enteredAt) + integer(random, 30, 200)), { cents });
    }
    return cost;
}
