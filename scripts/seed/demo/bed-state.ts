/**
 * What lists show about a bed on a certain day; in an org triggers and a nightly job keep these fields, by the same rule
 * (`BedState.cls`): who changes one changes the other.
 */
import { day, endOf, type Day, type Instant } from './calendar.ts';
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

/** First day on which category 2 needs the confirmation (`BedLife.cls`). */
const CONFIRMATION_FROM = day('2023-06-01');

/** @returns the state of the bed on that day, in the evening */
export function bedState(facts: BedFacts, today: Day): BedState {
    const current = facts.stays.find(
        ({ status, arrival, departure }) => status === 'Arrived' && arrival <= today && today < (departure ?? Infinity),
    );
    const free = facts.bed.bookable ? firstFreeDay(facts, today) : undefined;
    const nextFreeDay = free !== undefined && takesPeople(facts.location, free) ? free : undefined;
    return { occupiedUntil: current?.departure, nextFreeDay, freeNow: nextFreeDay === today };
}

/** @returns whether people may arrive on that day: the location is validated, and category 2 confirmed since it must be */
export function takesPeople({ status, category }: Location, arrival: Day): boolean {
    const needsConfirmation = category === 'Specific' && arrival >= CONFIRMATION_FROM;
    return status === 'Confirmed' || (status === 'Validated' && !needsConfirmation);
}

function firstFreeDay({ bed, place, location, stays, unavailabilities }: BedFacts, today: Day): Day | undefined {
    const taken = [
        ...stays
            .filter((stay) => takesBed(stay) && !hasExpired(stay, endOf(today)))
            .map(({ arrival, departure }) => ({ from: arrival, to: departure ?? Infinity })),
        ...unavailabilities.map(({ firstDay, lastDay }) => ({ from: firstDay, to: (lastDay ?? Infinity) + 1 })),
    ].sort((a, b) => a.from - b.from);
    const first = Math.max(today, bed.firstDay, place.firstDay ?? 0, location.startDate ?? 0);
    const free = taken.reduce((day, { from, to }) => (from <= day && day < to ? to : day), first);
    const last = Math.min(
        bed.lastDay ?? Infinity,
        place.lastDay ?? Infinity,
        location.endDate ?? Infinity,
        location.closingLastDay ?? Infinity,
    );
    return free <= last && free < Infinity ? free : undefined;
}

/** @returns whether it is an option that no longer counts */
function hasExpired({ status, holdExpiresAt }: Assignment, now: Instant): boolean {
    return status === 'Held' && holdExpiresAt !== undefined && holdExpiresAt <= now;
}

/** @returns whether nobody else can have the bed in the period of this stay, unless it is an option that expires */
export function takesBed({ status }: Assignment): boolean {
    return status !== 'Cancelled' && status !== 'Not_Arrived';
}
