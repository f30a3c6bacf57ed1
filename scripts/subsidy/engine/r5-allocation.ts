/**
 * R5, which days of a bed are allocated. Nights always are. Whether the day of departure is (U5), and whether leaving and
 * arriving on one day reduces once or twice (U11), are choices: asked only for days on which they make a difference.
 */
import type { Day } from './day.ts';
import { contains, intersect, subtract, union, type Interval } from './interval.ts';
import type { KnownBed } from './known-location.ts';
import { choiceOf, type Found, type Known } from './parameters.ts';
import { missingNames } from './run.ts';

export type Choices = { counting: Found; turnover: Found };

/** Days on which a bed is allocated: reduced once, twice, or not to be told. */
type Allocation = { once: Interval[]; twice: Interval[]; unclear: Interval[]; missing: string[]; used: Known[] };

/** @returns on which of the days a bed is allocated, and which of them wait for a choice */
export function allocate(bed: KnownBed, days: readonly Interval[], { counting, turnover }: Choices): Allocation {
    const nights = intersect(union(bed.stays.map(({ arrival: from, departure: to }) => ({ from, to }))), days);
    const departures = bed.stays
        .map(({ departure }) => departure)
        .filter((day) => days.some((one) => contains(one, day)));
    const nothing = { once: nights, twice: [], unclear: [], missing: [], used: [] };
    if (departures.length === 0) return nothing;
    if (counting.known && choiceOf(counting) === 'nights') return { ...nothing, used: [counting] };

    const turnovers = departures.filter((day) => hasTwo(bed, day));
    const leaving = subtract(oneDay(departures), oneDay(turnovers));
    const isOnce = turnover.known && choiceOf(turnover) === 'one_day';
    const free = subtract(leaving, nights);
    if (!counting.known) {
        // whoever counts departures, a night that somebody sleeps there is reduced; only a second reduction is in doubt
        const doubtful = isOnce ? subtract(oneDay(turnovers), nights) : oneDay(turnovers);
        const unclear = union([...free, ...doubtful]);
        const names = [counting, ...(doubtful.length > 0 && !isOnce ? [turnover] : [])];
        return { ...nothing, once: subtract(nights, unclear), unclear, missing: missingNames(...names), used: [] };
    }
    const once = union([...nights, ...free]);
    const used = [counting, ...(turnovers.length > 0 && turnover.known ? [turnover] : [])];
    if (turnovers.length === 0 || isOnce) return { ...nothing, once: union([...once, ...oneDay(turnovers)]), used };
    const twice = oneDay(turnovers);
    if (turnover.known) return { ...nothing, once: subtract(once, twice), twice, used };
    return {
        ...nothing,
        once: subtract(once, twice),
        unclear: twice,
        missing: missingNames(turnover),
        used: [counting],
    };
}

function oneDay(days: readonly Day[]): Interval[] {
    return union(days.map((from) => ({ from, to: from + 1 })));
}

/** Whether two stays touch the bed on the day of a departure. */
function hasTwo(bed: KnownBed, day: Day): boolean {
    return bed.stays.filter(({ arrival, departure }) => arrival <= day && day <= departure).length > 1;
}
