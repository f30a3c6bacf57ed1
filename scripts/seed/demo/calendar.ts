/**
 * Days and instants as whole numbers, so that no time zone and no daylight saving ever shifts a day.
 * A day counts from 1 January 1970; an instant counts minutes from that day, in UTC.
 */
export type Day = number;
export type Instant = number;

const MILLISECONDS_PER_DAY = 86_400_000;
const MINUTES_PER_DAY = 1440;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** @returns the day of a text `yyyy-mm-dd`, or undefined when the text is no day of the calendar */
export function parseDay(text: string): Day | undefined {
    if (!ISO_DAY.test(text)) return undefined;
    const milliseconds = Date.parse(`${text}T00:00:00Z`);
    if (Number.isNaN(milliseconds)) return undefined;
    const day = milliseconds / MILLISECONDS_PER_DAY;
    return isoDay(day) === text ? day : undefined;
}

/** @returns the day of a text `yyyy-mm-dd` written in this program */
export function day(text: string): Day {
    const parsed = parseDay(text);
    if (parsed === undefined) throw new RangeError(`${text} is not a day`);
    return parsed;
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

/** @returns the day itself, or the Monday after it when it falls in a weekend */
export function workday(value: Day): Day {
    // 1 January 1970 was a Thursday
    const weekday = (((value + 3) % 7) + 7) % 7;
    return weekday < 5 ? value : value + 7 - weekday;
}

/** @returns the last day of the month in which the day falls */
export function endOfMonth(value: Day): Day {
    const [year, month] = isoDay(value).split('-').map(Number) as [number, number, number];
    return Date.UTC(year, month, 0) / MILLISECONDS_PER_DAY;
}

/** @returns the same day of another year; 29 February becomes 1 March in a year that has none */
export function addYears(value: Day, years: number): Day {
    const [year, month, date] = isoDay(value).split('-').map(Number) as [number, number, number];
    return Date.UTC(year + years, month - 1, date) / MILLISECONDS_PER_DAY;
}
