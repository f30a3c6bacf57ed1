/** Days and times of day as numbers of milliseconds at Greenwich. */

export const DAY = 86_400_000;

/** The instant of a day and time; what lies beyond a month, a day or an hour goes into the next one. */
export function instantOf(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number {
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    date.setUTCHours(hour, minute, second);
    return date.getTime();
}

/** The same day of another month, or its last one when it is shorter. */
export function addMonths(instant: number, months: number): number {
    const date = new Date(instant);
    const day = date.getUTCDate();
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() + months);
    date.setUTCDate(Math.min(day, daysInMonth(date.getUTCFullYear(), date.getUTCMonth() + 1)));
    return date.getTime();
}

export function daysInMonth(year: number, month: number): number {
    return new Date(instantOf(year, month + 1, 0)).getUTCDate();
}

export function isLeapYear(year: number): boolean {
    return daysInMonth(year, 2) === 29;
}

export function dayOfYear(instant: number): number {
    return Math.floor(instant / DAY) - instantOf(new Date(instant).getUTCFullYear(), 1, 1) / DAY + 1;
}

/** Monday is 1, Sunday 7. */
export function weekday(instant: number): number {
    return new Date(instant).getUTCDay() || 7;
}

/** Milliseconds since midnight. */
export function timeOfDay(instant: number): number {
    return ((instant % DAY) + DAY) % DAY;
}

const DATE_TEXT = /^(\d{4,})-(\d{1,2})-(\d{1,2})$/;
const DATETIME_TEXT = /^(\d{4,})-(\d{1,2})-(\d{1,2}) (\d{1,2}):(\d{1,2}):(\d{1,2})$/;

/** `2026-01-31`; undefined when it is no day. */
export function parseDay(text: string): number | undefined {
    return checked(DATE_TEXT.exec(text)?.slice(1).map(Number));
}

/** `2026-01-31 09:30:00`; undefined when it is no instant. */
export function parseInstant(text: string): number | undefined {
    return checked(DATETIME_TEXT.exec(text)?.slice(1).map(Number));
}

/** The instant of parts that are in their ranges. */
export function checked(parts: readonly number[] | undefined): number | undefined {
    if (!parts) return undefined;
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
    const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
    return isDay && hour < 24 && minute < 60 && second < 60
        ? instantOf(year, month, day, hour, minute, second)
        : undefined;
}
