/** What must hold in every data set, whatever the seed and the day on which it is seen. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { snapshot, type AssignmentRow, type BedRow, type Row, type Snapshot } from './as-of.ts';
import { takesBed, takesPeople } from './bed-state.ts';
import { day, dayOf, endOf, type Day } from './calendar.ts';
import { settingOf } from './generate.ts';
import { FIRST_DAY, FRAMEWORK_END } from './kinds.ts';
import type { Location, Place, Registry } from './model.ts';
import { readMunicipalities, type Municipality } from './municipalities.ts';
import { drawRegistry } from './registry.ts';
import { MOST_MOVES } from './stays.ts';

const ALL = readMunicipalities();
/** Two that merged in different ways, one with an emergency village, one that is ordinary. */
const CHOSEN = ['46030', '71072', '71016', '24062'];

type World = { registry: Registry; seen: Snapshot; municipality: Municipality; asOf: Day };

const worlds = fc.record({
    nis: fc.constantFrom(...CHOSEN),
    seed: fc.nat(),
    asOf: fc.oneof(fc.constant(day('2026-02-15')), fc.integer({ min: FIRST_DAY, max: FRAMEWORK_END })),
});

/** Draws worlds and checks each; a world that fails is named by its seed, municipality and day. */
function holds(name: string, check: (world: World) => void): void {
    test(name, () => {
        fc.assert(
            fc.property(worlds, ({ nis, seed, asOf }) => {
                const municipality = ALL.find((candidate) => candidate.nis === nis);
                assert.ok(municipality);
                // enough beds to meet everything, few enough to be quick
                const setting = {
                    ...settingOf('small', seed, ALL),
                    bedsPerThousand: 110_000 / municipality.population,
                };
                const registry = drawRegistry(setting, municipality);
                check({ registry, seen: snapshot(registry, municipality, asOf), municipality, asOf });
            }),
            { numRuns: 20 },
        );
    });
}

type Life = { location: Row<Location>; place: Row<Place>; bed: BedRow };

/** @returns each bed with the place and the location that it is in */
function livesOf({ locations, places, beds }: Snapshot): Map<string, Life> {
    const locationByKey = new Map(locations.map((location) => [location.key, location]));
    const placeByKey = new Map(places.map((place) => [place.key, place]));
    return new Map(
        beds.map((bed) => {
            const place = placeByKey.get(bed.placeKey);
            const location = locationByKey.get(place?.locationKey ?? '');
            assert.ok(place && location, bed.key);
            return [bed.key, { bed, place, location }];
        }),
    );
}

function until({ departure }: AssignmentRow): Day {
    return departure ?? Infinity;
}

holds('nobody ever shares a bed', ({ seen }) => {
    const taking = seen.assignments.filter(takesBed);
    for (const [bed, stays] of Map.groupBy(taking, (stay) => stay.bedKey)) {
        const inOrder = stays.sort((a, b) => a.arrival - b.arrival);
        for (const [index, next] of inOrder.slice(1).entries()) {
            const before = inOrder[index];
            assert.ok(before && until(before) <= next.arrival, `${bed}: ${before?.key} and ${next.key}`);
        }
    }
});

holds('nobody stays outside the life of bed, place and location', ({ seen }) => {
    const lives = livesOf(seen);
    for (const stay of seen.assignments.filter(takesBed)) {
        const life = lives.get(stay.bedKey);
        assert.ok(life, stay.key);
        const { bed, place, location } = life;
        const first = Math.max(bed.firstDay, place.firstDay ?? 0, location.startDate ?? Infinity);
        const last = Math.min(bed.lastDay ?? Infinity, place.lastDay ?? Infinity, location.endDate ?? Infinity);
        assert.ok(first <= stay.arrival && stay.arrival <= last, stay.key);
        assert.ok((stay.departure ?? 0) <= last + 1, `${stay.key} leaves too late`);
    }
});

holds('nobody sleeps where nobody can', ({ seen }) => {
    const stays = Map.groupBy(seen.assignments.filter(takesBed), (stay) => stay.bedKey);
    for (const gap of seen.unavailabilities) {
        for (const stay of stays.get(gap.bedKey) ?? []) {
            const isApart = until(stay) <= gap.firstDay || (gap.lastDay ?? Infinity) < stay.arrival;
            assert.ok(isApart, `${stay.key} and ${gap.key}`);
        }
    }
});

holds('people stay only where the location is validated', ({ seen }) => {
    const lives = livesOf(seen);
    for (const { key, bedKey, status } of seen.assignments) {
        const location = lives.get(bedKey)?.location;
        assert.ok(location?.validatedOn !== undefined, key);
        const isOver = status !== 'Held' && status !== 'Confirmed' && status !== 'Arrived';
        assert.ok(['Validated', 'Confirmed', ...(isOver ? ['Closed'] : [])].includes(location.status), key);
    }
});

holds('a household has one site, and no more beds than members', ({ seen }) => {
    const lives = livesOf(seen);
    const sizes = new Map(
        seen.households.map((each) => [
            each.key,
            each.adults + each.minors0to2 + each.minors3to5 + each.minors6to11 + each.minors12to17,
        ]),
    );
    for (const [household, stays] of Map.groupBy(seen.assignments.filter(takesBed), (stay) => stay.householdKey)) {
        for (const stay of stays) {
            const together = stays.filter((other) => other.arrival <= stay.arrival && stay.arrival < until(other));
            const sites = new Set(together.map((other) => lives.get(other.bedKey)?.location.key));
            assert.equal(sites.size, 1, household);
            assert.ok(together.length <= (sizes.get(household) ?? 0), household);
        }
    }
});

holds('a move goes on the same day from a bed that was left for it', ({ seen }) => {
    const byKey = new Map(seen.assignments.map((stay) => [stay.key, stay]));
    for (const stay of seen.assignments) {
        assert.ok(stay.moves <= MOST_MOVES);
        if (stay.movedFromKey === undefined) {
            assert.equal(stay.moves, 0);
            continue;
        }
        const from = byKey.get(stay.movedFromKey);
        assert.ok(from, stay.key);
        assert.deepEqual(
            [from.departure, from.departureReason, from.householdKey, from.moves],
            [stay.arrival, 'Moved', stay.householdKey, stay.moves - 1],
        );
        assert.notEqual(from.bedKey, stay.bedKey);
    }
});

holds('what ended before the fusion stays with the old municipality, what lives on is the successor’s', (world) => {
    const { seen, municipality } = world;
    const before = new Set(municipality.parts.filter((part) => part.lastDay !== undefined).map((part) => part.nis));
    const fusion = day('2024-12-31');
    const check = (nis: string, end: Day | undefined, what: string): void => {
        if (before.has(nis)) assert.ok(end !== undefined && end <= fusion, what);
        else if (before.size === municipality.parts.length && nis === municipality.nis) {
            assert.ok(end === undefined || end > fusion, what);
        }
    };
    for (const location of seen.locations) check(location.nis, location.endDate, location.key);
    for (const household of seen.households) {
        check(household.nis, household.status === 'Left' ? household.leftOn : undefined, household.key);
    }
    for (const { nis, referenceDate } of seen.registerCounts) check(nis, referenceDate, nis);
    const lives = livesOf(seen);
    for (const bed of seen.beds) assert.equal(bed.nis, lives.get(bed.key)?.location.nis);
    for (const stay of seen.assignments) assert.equal(stay.hostingNis, lives.get(stay.bedKey)?.bed.nis);
});

holds('what lists show about a bed agrees with looking day by day', ({ seen, asOf }) => {
    const lives = livesOf(seen);
    const stays = Map.groupBy(seen.assignments.filter(takesBed), (stay) => stay.bedKey);
    const gaps = Map.groupBy(seen.unavailabilities, (gap) => gap.bedKey);
    const isFree = ({ bed, place, location }: Life, on: Day): boolean =>
        bed.bookable &&
        takesPeople(location, on) &&
        [bed.firstDay, place.firstDay, location.startDate].every((first) => first === undefined || first <= on) &&
        [bed.lastDay, place.lastDay, location.endDate, location.closingLastDay].every((last) => (last ?? on) >= on) &&
        !(stays.get(bed.key) ?? []).some(
            (stay) =>
                stay.arrival <= on &&
                on < until(stay) &&
                (stay.status !== 'Held' || (stay.holdExpiresAt ?? Infinity) > endOf(asOf)),
        ) &&
        !(gaps.get(bed.key) ?? []).some((gap) => gap.firstDay <= on && on <= (gap.lastDay ?? Infinity));
    for (const life of lives.values()) {
        const days = Array.from({ length: 200 }, (_, index) => asOf + index);
        const first = days.find((on) => isFree(life, on));
        const { bed } = life;
        assert.equal(bed.freeNow, first === asOf, bed.key);
        if (first !== undefined || (bed.nextFreeDay ?? Infinity) < asOf + 200)
            assert.equal(bed.nextFreeDay, first, bed.key);
    }
});

holds('what is seen was entered by then, and tells nothing of the days after', ({ seen, asOf }) => {
    for (const stay of seen.assignments) {
        if (stay.status === 'Departed') assert.ok(stay.departure !== undefined && stay.departure <= asOf, stay.key);
        if (stay.status === 'Arrived' || stay.status === 'Not_Arrived') assert.ok(stay.arrival <= asOf, stay.key);
        // a hold that is still open has not expired
        if (stay.status === 'Held') assert.ok((stay.holdExpiresAt ?? 0) > endOf(asOf) - 1440, stay.key);
    }
    for (const location of seen.locations) {
        if (location.status === 'Closed') assert.ok((location.endDate ?? Infinity) < asOf, location.key);
        for (const on of [location.validatedOn, location.confirmedOn, location.inventory?.date, location.risk?.date]) {
            assert.ok(on === undefined || on <= asOf, location.key);
        }
    }
    for (const cost of seen.worksCosts) assert.ok(cost.invoiceDate <= asOf, cost.key);
    for (const household of seen.households) assert.ok(household.waitingSince <= asOf, household.key);
});

holds('records are entered in order: versions one after another, children after their parents', ({ registry }) => {
    const entered = new Map<string, number>();
    for (const records of Object.values(registry)) {
        for (const { key, versions } of records) {
            assert.ok(!entered.has(key), `${key} twice`);
            entered.set(key, versions[0].recordedFrom);
            for (const [index, { recordedFrom }] of versions.slice(1).entries()) {
                assert.ok((versions[index]?.recordedFrom ?? Infinity) < recordedFrom, key);
            }
        }
    }
    const after = (key: string, parent: string | undefined): void => {
        if (parent !== undefined)
            assert.ok((entered.get(parent) ?? Infinity) < (entered.get(key) ?? 0), `${key}, ${parent}`);
    };
    for (const { key, versions } of registry.locations) after(key, versions[0].state.providerKey);
    for (const { key, versions } of registry.places) after(key, versions[0].state.locationKey);
    for (const { key, versions } of registry.beds) after(key, versions[0].state.placeKey);
    for (const { key, versions } of registry.unavailabilities) after(key, versions[0].state.bedKey);
    for (const { key, versions } of registry.persons) after(key, versions[0].state.householdKey);
    for (const { key, versions } of registry.assignments) {
        const [{ state }] = versions;
        for (const parent of [state.bedKey, state.householdKey, state.personKey, state.movedFromKey])
            after(key, parent);
    }
    for (const { key, versions } of registry.worksCosts) {
        for (const parent of [versions[0].state.locationKey, versions[0].state.placeKey]) after(key, parent);
    }
});

holds('only somebody with a small child sleeps in a cot', ({ seen }) => {
    const cots = new Set(seen.beds.filter((bed) => bed.type === 'Cot').map((bed) => bed.key));
    const households = new Map(seen.households.map((household) => [household.key, household]));
    for (const { key, bedKey, householdKey } of seen.assignments) {
        const household = households.get(householdKey);
        assert.ok(household, key);
        if (cots.has(bedKey)) assert.ok(household.minors0to2 + household.minors3to5 > 0, key);
    }
});

holds('counts of the Register follow the municipality of their date, and were imported after it', ({ registry }) => {
    for (const { key, versions } of registry.registerCounts) {
        for (const { state, recordedFrom } of versions) {
            assert.ok(dayOf(recordedFrom) > state.referenceDate, key);
            const isSplit = state.referenceDate <= day('2023-02-28');
            assert.equal(state.allDisplaced === undefined, isSplit, key);
            assert.equal(state.adultsWithStatus !== undefined && state.minorUkrainians !== undefined, isSplit, key);
        }
    }
});
