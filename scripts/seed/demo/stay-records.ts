/** What is entered about a stay, and when: held, confirmed, arrived, planned to leave, departed; now and then late. */
import { dayOf, endOf, instant, type Day, type Instant } from './calendar.ts';
import { officeHours } from './location-life.ts';
import type { Assignment, DepartureReason, Destination } from './model.ts';
import { chance, integer, weighted, type Random, type Weighted } from './random.ts';
import { enter, latest, revise, type Recorded } from './recorded.ts';
import type { SiteBed } from './sites.ts';

/** How a booking begins: everything about it that its members share. */
export type Booking = {
    householdKey: string;
    /** day on which the beds were asked for; on or before the arrival */
    decided: Day;
    arrival: Day;
    /** nothing about it can be entered earlier: the beds, the location and the household come first */
    notBefore: Instant;
};

export type Outcome = 'Arrived' | 'Cancelled' | 'Not_Arrived';

/** The course of a booking up to the arrival: when which status was entered, and how it ended. */
export type Course = { steps: Step[]; outcome: Outcome };
type Step = { at: Instant; changes: Partial<Assignment> };

const OUTCOMES: Weighted<Outcome> = [
    ['Arrived', 88],
    ['Cancelled', 9],
    ['Not_Arrived', 3],
];

/** Hours that a bed stays held without confirmation. */
const HOLD_HOURS = 168;

/** @returns what is entered up to the arrival, or up to the end of the booking when nobody arrives */
export function drawCourse(random: Random, booking: Booking, mayBeLate: boolean): Course {
    const { arrival, decided, notBefore } = booking;
    // people in need are also helped in a weekend
    const heldAt = instant(decided, integer(random, 7 * 60, 18 * 60));
    if (heldAt <= notBefore || dayOf(heldAt) >= arrival) return arrivesUnannounced(random, booking, mayBeLate);

    const outcome = weighted(random, OUTCOMES);
    const startsConfirmed = chance(random, 0.2);
    const lastHour = instant(arrival, 0) - 1;
    const confirmedAt = startsConfirmed ? heldAt : Math.min(heldAt + integer(random, 2, HOLD_HOURS - 2) * 60, lastHour);
    const held: Step = { at: heldAt, changes: { status: 'Held', holdExpiresAt: heldAt + HOLD_HOURS * 60 } };
    const confirmed: Step = { at: confirmedAt, changes: { status: 'Confirmed' } };
    const steps = startsConfirmed ? [confirmed] : [held, confirmed];
    if (outcome === 'Arrived') {
        steps.push({ at: arrivalEntry(random, booking, false), changes: { status: 'Arrived' } });
    } else if (outcome === 'Not_Arrived') {
        steps.push({ at: officeHours(random, arrival + integer(random, 1, 2)), changes: { status: 'Not_Arrived' } });
    } else {
        // half of the cancellations follow on the hold itself
        if (!startsConfirmed && chance(random, 0.5)) steps.pop();
        const at = steps.length > 1 || startsConfirmed ? integer(random, confirmedAt, lastHour) + 1 : confirmedAt;
        steps.push({ at, changes: { status: 'Cancelled' } });
    }
    return { steps, outcome };
}

function arrivesUnannounced(random: Random, booking: Booking, mayBeLate: boolean): Course {
    return {
        steps: [{ at: arrivalEntry(random, booking, mayBeLate), changes: { status: 'Arrived' } }],
        outcome: 'Arrived',
    };
}

/** Most arrivals are entered the same day or the next working day; some weeks later. */
function arrivalEntry(random: Random, { arrival, notBefore }: Booking, mayBeLate: boolean): Instant {
    const isLate = mayBeLate && chance(random, 0.09);
    const entered = isLate
        ? officeHours(random, arrival + integer(random, 4, 40))
        : chance(random, 0.6)
          ? instant(arrival, integer(random, 9 * 60, 21 * 60))
          : officeHours(random, arrival);
    return Math.max(entered, notBefore + 1);
}

/** @returns the stay of one member, with its course so far */
export function enterStay(
    key: string,
    bed: SiteBed,
    booking: Booking,
    course: Course,
    personKey: string | undefined,
    movedFrom: Recorded<Assignment> | undefined,
): Recorded<Assignment> {
    const [first, ...later] = course.steps;
    if (!first) throw new RangeError('a stay is entered at least once');
    const stay = enter<Assignment>(key, first.at, {
        bedKey: bed.record.key,
        householdKey: booking.householdKey,
        personKey,
        status: 'Held',
        arrival: booking.arrival,
        movedFromKey: movedFrom?.key,
        moves: movedFrom === undefined ? 0 : latest(movedFrom).state.moves + 1,
        ...first.changes,
    });
    for (const { at, changes } of later) revise(stay, at, changes);
    return stay;
}

/** Why people leave and where to, when nothing forces them. */
const DEPARTURES: Weighted<readonly [DepartureReason, Destination]> = [
    [['Own_Housing', 'Same_Municipality'], 27],
    [['Own_Housing', 'Flanders'], 15],
    [['Returned', 'Ukraine'], 20],
    [['Left_Country', 'Abroad'], 10],
    [['Host_Family', 'Flanders'], 4],
    [['Other', 'Brussels'], 5],
    [['Other', 'Wallonia'], 4],
    [['Unknown', 'Unknown'], 15],
];
const FORCED: Weighted<readonly [DepartureReason, Destination]> = [
    [['Closure', 'Flanders'], 45],
    [['Closure', 'Same_Municipality'], 20],
    [['Own_Housing', 'Same_Municipality'], 20],
    [['Closure', 'Unknown'], 15],
];

/** @returns why somebody leaves, and where to */
export function drawDeparture(random: Random, isClosure: boolean): readonly [DepartureReason, Destination] {
    return weighted(random, isClosure ? FORCED : DEPARTURES);
}

/**
 * @param bedsEnd the day after the last one of the beds
 * @param isForced the last day was known, so it is entered in time
 * @returns when a departure is entered
 */
export function drawDepartureEntry(random: Random, bedsEnd: Day, departure: Day, isForced: boolean): Instant {
    if (isForced) return instant(departure, integer(random, 8 * 60, 18 * 60));
    const mayBeLate = bedsEnd - departure > 90;
    const delay =
        mayBeLate && chance(random, 0.1) ? integer(random, 12, 60) : chance(random, 0.75) ? 0 : integer(random, 1, 9);
    return Math.min(officeHours(random, departure + delay), endOf(bedsEnd));
}

/**
 * Enters that people will leave, and then that they left.
 * @param stays of the members that leave together
 * @param enteredAt when the departure is entered; later than anything else about these stays
 */
export function enterDepartures(
    random: Random,
    stays: readonly Recorded<Assignment>[],
    departure: Day,
    enteredAt: Instant,
    isForced: boolean,
    [departureReason, destination]: readonly [DepartureReason, Destination],
): void {
    const plannedAt = officeHours(random, departure - integer(random, 3, isForced ? 40 : 15));
    const isPlanned = chance(random, isForced ? 0.6 : 0.3);
    for (const stay of stays) {
        const arrivedAt = latest(stay).recordedFrom;
        if (isPlanned && plannedAt > arrivedAt && plannedAt < enteredAt) revise(stay, plannedAt, { departure });
        revise(stay, enteredAt, { status: 'Departed', departure, departureReason, destination });
    }
}
