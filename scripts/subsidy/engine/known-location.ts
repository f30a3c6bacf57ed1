/** A location as it was known at the snapshot, in half-open intervals: what the rules work on. */
import { FOREVER, type Day, type Instant } from './day.ts';
import { asOf, versionAt, type Assignment, type Category, type Location, type LocationFacts } from './facts.ts';
import { intersect, lasting, subtract, union, type Interval } from './interval.ts';
import type { Municipalities } from './municipality.ts';
import { timeline, type Segment } from './timeline.ts';

export type KnownStay = { arrival: Day; departure: Day; effective: boolean };

export type KnownBed = {
    key: string;
    placeKey: string;
    bookable: boolean;
    /** days on which it existed and was not out of use */
    available: readonly Interval[];
    /** stays that are allocated: confirmed, arrived or departed; options and what was cancelled do not count */
    stays: readonly KnownStay[];
};

export type KnownWork = { key: string; placeKey: string | undefined; cents: number; invoiceDate: Day };

export type KnownLocation = {
    key: string;
    state: Location;
    segments: readonly Segment[];
    beds: readonly KnownBed[];
    works: readonly KnownWork[];
};

/** @returns the location, or undefined when it was not known at the snapshot */
export function knownLocation(
    facts: LocationFacts,
    snapshot: Instant,
    municipalities: Municipalities,
): KnownLocation | undefined {
    const state = versionAt(facts.location, snapshot)?.state;
    if (state === undefined) return undefined;
    const segments = timeline(facts.location, snapshot, municipalities);
    return {
        key: facts.key,
        state,
        segments,
        beds: knownBeds(facts, snapshot, union(segments)),
        works: asOf(facts.worksCosts, snapshot).map(({ key, placeKey, cents, invoiceDate }) => ({
            key,
            placeKey,
            cents,
            invoiceDate,
        })),
    };
}

function knownBeds(facts: LocationFacts, snapshot: Instant, life: readonly Interval[]): KnownBed[] {
    const places = new Map(asOf(facts.places, snapshot).map((place) => [place.key, place]));
    const gaps = Map.groupBy(asOf(facts.unavailabilities, snapshot), ({ bedKey }) => bedKey);
    const stays = Map.groupBy(asOf(facts.assignments, snapshot).filter(isAllocated), ({ bedKey }) => bedKey);
    return asOf(facts.beds, snapshot).flatMap((bed) => {
        const place = places.get(bed.placeKey);
        // a bed goes with its place
        if (place === undefined) return [];
        const rooms = [lasting(place.firstDay ?? -FOREVER, place.lastDay)];
        const existed = intersect(intersect([lasting(bed.firstDay, bed.lastDay)], rooms), life);
        const outOfUse = union((gaps.get(bed.key) ?? []).map(({ firstDay, lastDay }) => lasting(firstDay, lastDay)));
        return {
            key: bed.key,
            placeKey: bed.placeKey,
            bookable: bed.bookable,
            available: subtract(existed, outOfUse),
            stays: (stays.get(bed.key) ?? []).map(knownStay),
        };
    });
}

function isAllocated({ status }: Assignment): boolean {
    return status === 'Confirmed' || status === 'Arrived' || status === 'Departed';
}

function knownStay({ status, arrival, departure }: Assignment): KnownStay {
    return { arrival, departure: departure ?? FOREVER, effective: status !== 'Confirmed' };
}

/** @returns the segments of a category */
export function segmentsOf<T extends Segment>(segments: readonly T[], category: Category): T[] {
    return segments.filter((segment) => segment.state.category === category);
}
