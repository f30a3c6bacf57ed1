/**
 * The times at which a scheduled job fires: `Seconds Minutes Hours Day_of_month Month Day_of_week Optional_year`.
 * Source: Apex developer guide, "Using the System.schedule method".
 */
import { exception } from '../run/exceptions.ts';
import { fromLocal, toLocal } from './zones.ts';

const DAY = 86_400_000;
const LAST_YEAR = 2099;
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** What may stand in a field. */
interface Field {
    readonly min: number;
    readonly max: number;
    /** Said of a number outside of them. */
    readonly fault: string;
    /** Of the values from `min` on. */
    readonly names?: readonly string[];
    readonly label?: string;
}

const MINUTE: Field = { min: 0, max: 59, fault: 'Minute and Second values must be between 0 and 59' };
const HOUR: Field = { min: 0, max: 23, fault: 'Hour values must be between 0 and 23' };
const DAY_OF_MONTH: Field = { min: 1, max: 31, fault: 'Day of month values must be between 1 and 31' };
const MONTH: Field = {
    min: 1,
    max: 12,
    fault: 'Month values must be between 1 and 12',
    names: MONTHS,
    label: 'Month',
};
const DAY_OF_WEEK: Field = {
    min: 1,
    max: 7,
    fault: 'Day-of-Week values must be between 1 and 7',
    names: WEEKDAYS,
    label: 'Day-of-Week',
};
const YEAR: Field = { min: 1970, max: LAST_YEAR, fault: 'Year values must be between 1970 and 2099' };

/** A day of the calendar; months count from 1. */
interface Day {
    readonly day: number;
    readonly month: number;
    readonly year: number;
    /** 1 is Sunday. */
    readonly weekday: number;
    readonly daysInMonth: number;
}

type DayRule = (day: Day) => boolean;

export interface Cron {
    /** The first time after an instant, in a time zone; undefined when there is none any more. */
    next(after: number, zone: string): number | undefined;
}

/**
 * Reads an expression.
 * @throws Thrown StringException when it is none
 */
export function readCron(expression: string): Cron {
    const fields = expression
        .trim()
        .split(/\s+/)
        .map((field) => field.toUpperCase());
    const [seconds = '', minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = '', year = '*'] = fields;
    if (fields.length < 6) throw illegal('Unexpected end of expression.');
    if (fields.length > 7) throw illegal(`Illegal cron expression format (${expression})`);
    if (!/^\d+$/.test(seconds) || !/^\d+$/.test(minutes))
        throw illegal(`Seconds and minutes must be specified as integers: ${expression}`);
    const second = single(MINUTE, seconds);
    const minute = single(MINUTE, minutes);
    for (const other of [hours, month, year])
        if (other.includes('?')) throw illegal(`'?' can only be specfied for Day-of-Month or Day-of-Week.`);
    const inHours = [...valuesOf(HOUR, hours)].sort((a, b) => a - b);
    const inMonths = valuesOf(MONTH, month);
    const inYears = valuesOf(YEAR, year);
    const isDay = dayRule(dayOfMonth, dayOfWeek);
    return {
        next: (after, zone) => {
            const from = Math.floor(toLocal(after, zone) / DAY);
            for (const day of days(from, inMonths, inYears)) {
                if (!isDay(day)) continue;
                const start = Date.UTC(day.year, day.month - 1, day.day);
                for (const hour of inHours) {
                    const instant = fromLocal(start + ((hour * 60 + minute) * 60 + second) * 1000, zone);
                    if (instant > after) return instant;
                }
            }
            return undefined;
        },
    };
}

function illegal(message: string): Error {
    return exception('StringException', message);
}

/** The days from one on, counted from 1970-01-01, that lie in these months and years. */
function* days(from: number, months: ReadonlySet<number>, years: ReadonlySet<number>): Generator<Day> {
    const first = new Date(from * DAY);
    let [year, month, day] = [first.getUTCFullYear(), first.getUTCMonth() + 1, first.getUTCDate()];
    while (year <= LAST_YEAR) {
        if (years.has(year) && months.has(month)) {
            const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
            const weekday = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
            for (; day <= daysInMonth; day++)
                yield { day, month, year, daysInMonth, weekday: ((weekday + day - 1) % 7) + 1 };
        }
        day = 1;
        month = (month % 12) + 1;
        if (month === 1) year += 1;
    }
}

/** One of the two says which days; the other is `?`. */
function dayRule(dayOfMonth: string, dayOfWeek: string): DayRule {
    if (dayOfMonth === '?' && dayOfWeek === '?')
        throw illegal(`'?' can only be specfied for Day-of-Month -OR- Day-of-Week.`);
    if (dayOfMonth !== '?' && dayOfWeek !== '?')
        throw illegal('Support for specifying both a day-of-week AND a day-of-month parameter is not implemented.');
    return dayOfWeek === '?' ? monthDayRule(dayOfMonth) : weekdayRule(dayOfWeek);
}

function monthDayRule(text: string): DayRule {
    if (text === 'L') return ({ day, daysInMonth }) => day === daysInMonth;
    if (text === 'LW' || text === 'WL') return (one) => one.day === nearestWeekday(one, one.daysInMonth);
    const [, near] = /^(\d+)W$/.exec(text) ?? [];
    if (near !== undefined) {
        const wanted = single(DAY_OF_MONTH, near);
        return (one) => wanted <= one.daysInMonth && one.day === nearestWeekday(one, wanted);
    }
    if (text.includes('L'))
        throw illegal(`Support for specifying 'L' and 'LW' with other days of the month is not implemented`);
    if (text.includes('W')) throw illegal(`The 'W' option cannot be used with a list or a range of days`);
    const wanted = valuesOf(DAY_OF_MONTH, text);
    return ({ day }) => wanted.has(day);
}

/** The weekday nearest to a day of the month; never one of another month. */
function nearestWeekday({ day, weekday, daysInMonth }: Day, wanted: number): number {
    const of = (((weekday - 1 + wanted - day) % 7) + 7) % 7;
    if (of === 6) return wanted === 1 ? 3 : wanted - 1;
    if (of === 0) return wanted === daysInMonth ? wanted - 2 : wanted + 1;
    return wanted;
}

function weekdayRule(text: string): DayRule {
    if (text === 'L') return ({ weekday }) => weekday === 7;
    const [, last] = /^(\w+)L$/.exec(text) ?? [];
    if (last !== undefined) {
        const wanted = single(DAY_OF_WEEK, last);
        return ({ day, weekday, daysInMonth }) => weekday === wanted && day + 7 > daysInMonth;
    }
    const [, which, turn] = /^(\w+)#(\d+)$/.exec(text) ?? [];
    if (which !== undefined) {
        const wanted = single(DAY_OF_WEEK, which);
        const nth = Number(turn);
        if (nth < 1 || nth > 5) throw illegal(`A numeric value between 1 and 5 must follow the '#' option`);
        return ({ day, weekday }) => weekday === wanted && Math.ceil(day / 7) === nth;
    }
    const wanted = valuesOf(DAY_OF_WEEK, text);
    return ({ weekday }) => wanted.has(weekday);
}

/** All values that a list of values, ranges and increments names. */
function valuesOf(field: Field, text: string): Set<number> {
    const found = new Set<number>();
    for (const part of text.split(',')) for (const value of partValues(field, part)) found.add(value);
    return found;
}

function* partValues(field: Field, part: string): Generator<number> {
    const [, range = '', step] = /^([^/]*)(?:\/(.*))?$/.exec(part) ?? [];
    const by = step === undefined ? 1 : Number(/^\d+$/.test(step) ? step : NaN);
    if (Number.isNaN(by) || by < 1) throw illegal(`'/' must be followed by an integer.`);
    const [first = '', last] = range.split('-');
    const isAll = range === '*' || (range === '' && step !== undefined);
    const from = isAll ? field.min : single(field, first);
    const open = isAll || step !== undefined ? field.max : from;
    const to = isAll || last === undefined ? open : single(field, last);
    // a range may go on at the beginning: FRI-MON
    const end = to < from ? to + field.max - field.min + 1 : to;
    for (let value = from; value <= end; value += by)
        yield value > field.max ? value - field.max + field.min - 1 : value;
}

function single({ min, max, fault, names, label }: Field, text: string): number {
    const at = names?.indexOf(text) ?? -1;
    if (at >= 0) return min + at;
    if (!/^\d+$/.test(text))
        throw illegal(
            label !== undefined && text !== ''
                ? `Invalid ${label} value: '${text}'`
                : `Illegal characters for this position: '${text}'`,
        );
    const value = Number(text);
    if (value < min || value > max) throw illegal(fault);
    return value;
}
