/** Days as all of the project counts them, and instants as whole minutes of the same clock. */
import { isoDay, type Day } from '../../days/days.ts';

export { addYears, day, dutchDay, endOfMonth, isoDay, parseDay, workday, type Day } from '../../days/days.ts';

/** Minutes since 1 January 1970, UTC. */
export type Instant = number;

const MINUTES_PER_DAY = 1440;

/** @returns the instant that many minutes after the start of the day */
export function instant(value: Day, minute: number): Instant {
    return value * MINUTES_PER_DAY + minute;
}

/** @returns the last instant of the day */
export function endOf(value: Day): Instant {
    return instant(value, MINUTES_PER_DAY - 1);
}

/** @returns the day in which the instant falls */
export function dayOf(value: Instant): Day {
    return Math.floor(value / MINUTES_PER_DAY);
}

/** @returns the instant as `yyyy-mm-ddThh:mm:00.000Z` */
export function isoInstant(value: Instant): string {
    const minute = value - dayOf(value) * MINUTES_PER_DAY;
    const clock = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
    return `${isoDay(dayOf(value))}T${clock}:00.000Z`;
}
