/**
 * Days of the calendar as whole numbers since 1 January 1970, so that no time zone and no daylight saving ever shifts a
 * day. Records write days as `yyyy-mm-dd`.
 */
export type Day = number;

const MILLISECONDS_PER_DAY = 86_400_000;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The days of a register are few, and each is in many records. */
const parsedDays = new Map<string, Day>();

/** @returns the day of a text `yyyy-mm-dd`, or undefined when the text is no day of the calendar */
export function parseDay(text: string): Day | undefined {
    const known = parsedDays.get(text);
    if (known !== undefined) return known;
    if (!ISO_DAY.test(text)) return undefined;
    const value = Date.parse(`${text}T00:00:00Z`) / MILLISECONDS_PER_DAY;
    // 30 February would become 2 March
    if (Number.isNaN(value) || isoDay(value) !== text) return undefined;
    parsedDays.set(text, value);
    return value;
}

/**
 * @param text `yyyy-mm-dd`
 * @throws RangeError when the text is no day of the calendar
 */
export function day(text: string): Day {
    const parsed = parseDay(text);
    if (parsed === undefined) throw new RangeError(`${text} is not a day (yyyy-mm-dd)`);
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

/** @returns the day itself, or the Monday after it when it falls in a weekend */
export function workday(value: Day): Day {
    // 1 January 1970 was a Thursday
    const weekday = (((value + 3) % 7) + 7) % 7;
    return weekday < 5 ? value : value + 7 - weekday;
}

/** First days of months by a day in them, and by the number of months between. */
const monthStarts = new Map<number, Map<Day, Day>>();

/** @returns the first day of the month in which the day falls, or of the month that many months later */
export function startOfMonth(value: Day, later = 0): Day {
    let starts = monthStarts.get(later);
    if (starts === undefined) {
        starts = new Map<Day, Day>();
        monthStarts.set(later, starts);
    }
    let start = starts.get(value);
    if (start === undefined) {
        start = firstOfMonth(value, later);
        starts.set(value, start);
    }
    return start;
}

function firstOfMonth(value: Day, later: number): Day {
    const date = new Date(value * MILLISECONDS_PER_DAY);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, 1) / MILLISECONDS_PER_DAY;
}

/** @returns the last day of the month in which the day falls */
export function endOfMonth(value: Day): Day {
    return startOfMonth(value, 1) - 1;
}

/** @returns the same day that many months later, or the last day of that month when it is shorter */
export function addMonths(value: Day, months: number): Day {
    const date = new Date(value * MILLISECONDS_PER_DAY).getUTCDate();
    return Math.min(startOfMonth(value, months) + date - 1, startOfMonth(value, months + 1) - 1);
}

/** @returns the same day of another year; 29 February becomes 1 March in a year that has none */
export function addYears(value: Day, years: number): Day {
    const date = new Date(value * MILLISECONDS_PER_DAY);
    return Date.UTC(date.getUTCFullYear() + years, date.getUTCMonth(), date.getUTCDate()) / MILLISECONDS_PER_DAY;
}
