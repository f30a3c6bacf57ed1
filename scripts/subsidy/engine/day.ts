/** Days as all of the project counts them, and instants as milliseconds of the same clock. */
import { day, type Day } from '../../days/days.ts';

export { addMonths, day, dutchDay, isoDay, startOfMonth, type Day } from '../../days/days.ts';

/** Milliseconds since 1 January 1970, UTC. */
export type Instant = number;

/** Later than every day of a record: the end of what has none. A plain number, so that it can be calculated with. */
export const FOREVER: Day = 1_000_000;

/**
 * @param text date and time with its offset, as an org writes it
 * @throws RangeError when it is none
 */
export function instant(text: string): Instant {
    const value = Date.parse(text);
    if (!text.includes('T') || Number.isNaN(value)) throw new RangeError(`${text} is not an instant`);
    return value;
}

const BRUSSELS = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Brussels' });

/** @returns the day that the calendar in Flanders shows at the instant */
export function dayOf(value: Instant): Day {
    return day(BRUSSELS.format(value));
}
