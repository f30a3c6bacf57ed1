/**
 * Days of the calendar. A date is a text `YYYY-MM-DD` everywhere: it compares as it stands, needs no conversion when
 * it comes from a record or a database column, and only arithmetic turns it into a day number (0 = 1970-01-01).
 */
import { FormulaRuntimeError } from './errors.ts';

export const DAY_MS = 86_400_000;

const FIRST_DAY = dayNumber(1, 1, 1);
const LAST_DAY = dayNumber(9999, 12, 31);

/** Day number of a date of the proleptic Gregorian calendar (after Howard Hinnant's days_from_civil). */
function dayNumber(year: number, month: number, day: number): number {
    const y = month <= 2 ? year - 1 : year;
    const era = Math.floor(y / 400);
    const yearOfEra = y - era * 400;
    const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
    const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
    return era * 146_097 + dayOfEra - 719_468;
}

export function isLeapYear(year: number): boolean {
    return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
    if (month === 2) {
        return isLeapYear(year) ? 29 : 28;
    }
    return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

export function isValidDate(year: number, month: number, day: number): boolean {
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

function twoDigits(value: number): string {
    return value < 10 ? `0${value}` : String(value);
}

export function isoDate(year: number, month: number, day: number): string {
    return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
}

export function yearOf(date: string): number {
    return Number(date.slice(0, 4));
}

export function monthOf(date: string): number {
    return Number(date.slice(5, 7));
}

export function dayOf(date: string): number {
    return Number(date.slice(8, 10));
}

export function toDays(date: string): number {
    return dayNumber(yearOf(date), monthOf(date), dayOf(date));
}

let lastDays = Number.NaN;
let lastDate = '';

/** The date of a day number. The last answer is kept: one evaluation after the other asks for today. */
export function fromDays(days: number): string {
    if (days === lastDays) {
        return lastDate;
    }
    if (!(days >= FIRST_DAY && days <= LAST_DAY)) {
        throw new FormulaRuntimeError('Date out of range');
    }
    const shifted = days + 719_468;
    const era = Math.floor(shifted / 146_097);
    const dayOfEra = shifted - era * 146_097;
    const yearOfEra = Math.floor(
        (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
    );
    const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
    const monthIndex = Math.floor((5 * dayOfYear + 2) / 153);
    const day = dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1;
    const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9;
    lastDate = isoDate(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
    lastDays = days;
    return lastDate;
}

export function makeDate(year: number, month: number, day: number): string {
    if (year < 1 || year > 9999) {
        throw new FormulaRuntimeError('Year out of range in DATE() function');
    }
    if (!isValidDate(year, month, day)) {
        throw new FormulaRuntimeError('Month or Day out of range in DATE() function');
    }
    return isoDate(year, month, day);
}

/** The last day of a month stays the last day; a day that the new month lacks becomes its last one. */
export function addMonths(date: string, months: number): string {
    const year = yearOf(date);
    const month = monthOf(date);
    const day = dayOf(date);
    const target = year * 12 + (month - 1) + months;
    const newYear = Math.floor(target / 12);
    const newMonth = target - newYear * 12 + 1;
    if (newYear < 1 || newYear > 9999) {
        throw new FormulaRuntimeError('Date out of range');
    }
    const length = daysInMonth(newYear, newMonth);
    return isoDate(newYear, newMonth, day === daysInMonth(year, month) ? length : Math.min(day, length));
}

/** 1 = Sunday … 7 = Saturday. */
export function weekday(date: string): number {
    const index = (toDays(date) + 4) % 7;
    return (index < 0 ? index + 7 : index) + 1;
}

export function dayOfYear(date: string): number {
    return toDays(date) - dayNumber(yearOf(date), 1, 1) + 1;
}

/** ISO 8601: a week belongs to the year of its Thursday. */
export function isoWeek(date: string): { year: number; week: number } {
    const mondayBased = (weekday(date) + 5) % 7;
    const thursday = toDays(date) - mondayBased + 3;
    const year = yearOf(fromDays(thursday));
    return { year, week: Math.floor((thursday - dayNumber(year, 1, 1)) / 7) + 1 };
}

export function dateOfInstant(instant: number): string {
    return fromDays(Math.floor(instant / DAY_MS));
}

/** Midnight GMT of a date. */
export function instantOfDate(date: string): number {
    return toDays(date) * DAY_MS;
}

/** Milliseconds since midnight GMT. */
export function timeOfInstant(instant: number): number {
    return wrapTime(instant);
}

/** A time of day from any number of milliseconds: times wrap around midnight. */
export function wrapTime(milliseconds: number): number {
    const rest = milliseconds % DAY_MS;
    return rest < 0 ? rest + DAY_MS : rest;
}

/** `HH:MM:SS.mmm`, the form TEXT() gives a time. */
export function formatTime(milliseconds: number): string {
    return new Date(wrapTime(milliseconds)).toISOString().slice(11, 23);
}

/** `YYYY-MM-DD HH:MM:SSZ`, the form TEXT() gives a date/time. */
export function formatDateTime(instant: number): string {
    return `${dateOfInstant(instant)} ${formatTime(timeOfInstant(instant)).slice(0, 8)}Z`;
}

const DATE_TEXT = /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/;
const DATE_TIME_TEXT = /^(\d{4}-\d{1,2}-\d{1,2})\s+(\d{1,2}):(\d{1,2}):(\d{1,2})/;
const TIME_TEXT = /^(\d{1,2}):(\d{1,2}):(\d{1,2})\.(\d{1,3})$/;

/** `YYYY-MM-DD` at the start of a text; what follows is not looked at. */
export function parseDate(text: string): string | undefined {
    const [, year, month, day] = (DATE_TEXT.exec(text) ?? []).map(Number);
    if (year === undefined || month === undefined || day === undefined || !isValidDate(year, month, day)) {
        return undefined;
    }
    return isoDate(year, month, day);
}

/** `YYYY-MM-DD HH:MM:SS` in GMT. */
export function parseDateTime(text: string): number | undefined {
    const [, dateText = '', ...clock] = DATE_TIME_TEXT.exec(text) ?? [];
    const date = parseDate(dateText);
    const time = clockTime(clock.map(Number), 0);
    return date === undefined || time === undefined ? undefined : instantOfDate(date) + time;
}

/** `HH:MM:SS.mmm`, nothing before or after. */
export function parseTime(text: string): number | undefined {
    const [, hours, minutes, seconds, milliseconds] = TIME_TEXT.exec(text) ?? [];
    return clockTime([Number(hours), Number(minutes), Number(seconds)], Number(milliseconds));
}

function clockTime(parts: readonly number[], milliseconds: number): number | undefined {
    const [hours = Number.NaN, minutes = Number.NaN, seconds = Number.NaN] = parts;
    if (!(hours <= 23 && minutes <= 59 && seconds <= 59)) {
        return undefined;
    }
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
}
