/** What lists show about a bed on a certain day; in an org triggers and a nightly job keep these fields. */
import type { Day } from './calendar.ts';
import type { Assignment, Bed, Location, Place, Unavailability } from './model.ts';

export type BedState = {
    /** day of departure of who stays here now; undefined when nobody does, or when no departure is known */
    occupiedUntil: Day | undefined;
    /** first day from today on that is free; undefined when that cannot be said */
    nextFreeDay: Day | undefined;
    freeNow: boolean;
};

/** What decides on the state of a bed. */
export type BedFacts = {
    bed: Bed;
    place: Place;
    location: Location;
    stays: readonly Assignment[];
    unavailabilities: readonly Unavailability[];
};

/** @returns the state of the bed on that day */
export function bedState(facts: BedFacts, today: Day): BedState {
    const current = facts.stays.find(
        ({ status, arrival, departure }) => status === 'Arrived' && arrival <= today && today < (departure ?? Infinity),
    );
    const nextFreeDay = isAllocatable(facts) ? firstFreeDay(facts, today) : undefined;
    return { occupiedUntil: current?.departure, nextFreeDay, freeNow: nextFreeDay === today };
}

function isAllocatable({ bed, location: { status } }: BedFacts): boolean {
    return bed.bookable && (status === 'Validated' || status === 'Confirmed');
}

function firstFreeDay({ bed, place, location, stays, unavailabilities }: BedFacts, today: Day): Day | undefined {
    const taken = [
        ...stays.filter(takesBed).map(({ arrival, departure }) => ({ from: arrival, to: departure ?? Infinity })),
        ...unavailabilities.map(({ firstDay, lastDay }) => ({ from: firstDay, to: (lastDay ?? Infinity) + 1 })),
    ].sort((a, b) => a.from - b.from);
    const first = Math.max(today, bed.firstDay, place.firstDay ?? 0, location.startDate ?? 0);
    const free = taken.reduce((day, { from, to }) => (from <= day && day < to ? to : day), first);
    const last = Math.min(bed.lastDay ?? Infinity, place.lastDay ?? Infinity, location.endDate ?? Infinity);
    return free <= last && free < Infinity ? free : undefined;
}

/** @returns whether nobody else can have the bed in the period of this stay */
export function takesBed({ status }: Assignment): boolean {
    return status !== 'Cancelled' && status !== 'Not_Arrived';
}
