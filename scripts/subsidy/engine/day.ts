/**
 * Days as whole numbers since 1 January 1970, so that no time zone ever shifts a day, and instants as milliseconds of
 * the same clock. Records write days as `yyyy-mm-dd`.
 */
export type Day = number;
/** Milliseconds since 1 January 1970, UTC. */
export type Instant = number;

const MILLISECONDS_PER_DAY = 86_400_000;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Later than every day of a record: the end of what has none. A plain number, so that it can be calculated with. */
export const FOREVER: Day = 1_000_000;

/**
 * @param text `yyyy-mm-dd`
 * @throws RangeError when the text is no day of the calendar
 */
export function day(text: string): Day {
    const value = Date.parse(`${text}T00:00:00Z`) / MILLISECONDS_PER_DAY;
    if (!ISO_DAY.test(text) || Number.isNaN(value) || isoDay(value) !== text) {
        throw new RangeError(`${text} is not a day (yyyy-mm-dd)`);
    }
    return value;
}

const isoDays = new Map<Day, string>();

/** @returns the day as `yyyy-mm-dd` */
export function isoDay(value: Day): string {
    let text = isoDays.get(value);
    if (text === undefined) {
        text = new Date(value * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
        isoDays.set(value, text);
    }
    return text;
}

/** @returns the day as a Dutch reader writes it: `dd-mm-yyyy` */
export function dutchDay(value: Day): string {
    return isoDay(value).split('-').reverse().join('-');
}

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

/** @returns the first day of the month in which the day falls, or of the month that many months later */
export function startOfMonth(value: Day, later = 0): Day {
    const date = new Date(value * MILLISECONDS_PER_DAY);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, 1) / MILLISECONDS_PER_DAY;
}

/** @returns the same day that many months later, or the last day of that month when it is shorter */
export function addMonths(value: Day, months: number): Day {
    const date = new Date(value * MILLISECONDS_PER_DAY).getUTCDate();
    return Math.min(startOfMonth(value, months) + date - 1, startOfMonth(value, months + 1) - 1);
}
