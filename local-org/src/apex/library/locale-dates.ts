/**
 * Dates as the user's locale writes them. Source: Apex reference guide, "Date class" and "Datetime class", format and
 * parse; the formats are those of ICU, with years of four digits.
 */
import { checked } from './calendar.ts';
import { dateFormat, userLocale } from './locale.ts';

type Options = Intl.DateTimeFormatOptions;

const DATE: Options = { year: 'numeric', month: 'numeric', day: 'numeric' };
const TIME: Options = { hour: 'numeric', minute: '2-digit' };

/** Intl parts the hour from AM and PM by a narrow space that nobody types. */
function plain(text: string): string {
    return text.replaceAll('\u202f', ' ');
}

/** `1/31/2026` */
export function formatDay(instant: number): string {
    return plain(dateFormat(DATE, 'UTC').format(instant));
}

/** `1/31/2026, 9:30 AM` */
export function formatInstant(instant: number, zone: string): string {
    return plain(dateFormat({ ...DATE, ...TIME }, zone).format(instant));
}

/** `1/31/2026, 9:30:00 AM` */
export function formatInstantLong(instant: number, zone: string): string {
    const options: Options = { ...DATE, ...TIME, second: '2-digit' };
    return plain(dateFormat(options, zone).format(instant));
}

/** In which order the locale writes day, month and year. */
function order(): string[] {
    return dateFormat(DATE, 'UTC')
        .formatToParts(0)
        .map(({ type }) => type)
        .filter((type) => type !== 'literal');
}

function partsOf(text: string): number[] | undefined {
    const numbers = text.match(/\d+/g)?.map(Number) ?? [];
    if (numbers.length !== 3) return undefined;
    const named = new Map(order().map((type, at) => [type, numbers[at] ?? 0]));
    return [named.get('year') ?? 0, named.get('month') ?? 0, named.get('day') ?? 0];
}

/** A day as {@link formatDay} writes it; undefined when it is none. */
export function readDay(text: string): number | undefined {
    return checked(/^\s*\d+\D\d+\D\d+\.?\s*$/.test(text) ? partsOf(text) : undefined);
}

/** A local time as {@link formatInstant} writes it; undefined when it is none. */
export function readInstant(text: string): number | undefined {
    const [, day = '', hour = '', minute = '', half] =
        /^\s*(\d+\D\d+\D\d+),?\s+(\d{1,2}):(\d{2})(?:\s*([AaPp][Mm]))?\s*$/.exec(text) ?? [];
    const parts = day === '' ? undefined : partsOf(day);
    if (!parts) return undefined;
    const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0);
    return checked([...parts, hours, Number(minute)]);
}

/** The first day of the locale's week: 1 is Monday, 7 Sunday. */
export function firstDayOfWeek(): number {
    const locale = new Intl.Locale(userLocale()) as Intl.Locale & { getWeekInfo(): { firstDay: number } };
    return locale.getWeekInfo().firstDay;
}
