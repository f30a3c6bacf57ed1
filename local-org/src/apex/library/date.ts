/** Date. Source: Apex reference guide, "Date class". */
import { checkedCast } from '../run/casts.ts';
import { exception } from '../run/exceptions.ts';
import { checkedDays, checkedInstant } from '../run/instants.ts';
import { DateValue, DatetimeValue, type Value } from '../run/values.ts';
import { transaction } from '../run/vm.ts';
import { DATE } from '../types/type.ts';
import {
    DAY,
    addMonths,
    dayOfYear,
    daysInMonth,
    instantOf,
    isLeapYear,
    parseDay,
    parseInstant,
    weekday,
} from './calendar.ts';
import { define, type Signatures } from './define.ts';
import { firstDayOfWeek, formatDay, readDay } from './locale-dates.ts';
import { toLocal, userZone } from './zones.ts';

/** The day in which an instant at Greenwich lies. */
export function dayOf(instant: number): DateValue {
    return new DateValue(Math.floor(checkedInstant(instant) / DAY));
}

/** The first instant of a day at Greenwich. */
export function startOf({ days }: DateValue): number {
    return days * DAY;
}

function known(instant: number | undefined, text: string): DateValue {
    if (instant === undefined) throw exception('TypeException', `Invalid date: ${text}`);
    return dayOf(instant);
}

/** The user's day now. */
export function today(): DateValue {
    return dayOf(toLocal(transaction().host.now(), userZone()));
}

function valueOf(value: Value): Value {
    if (value === null) return null;
    if (typeof value === 'string') return known(parseDay(value.trim()) ?? parseInstant(value.trim()), value);
    if (value instanceof DatetimeValue) return dayOf(toLocal(value.milliseconds, userZone()));
    return checkedCast(value, DATE);
}

function monthIndex(date: Date): number {
    return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

const statics: Signatures = {
    'Integer daysInMonth(Integer, Integer)': daysInMonth,
    'Boolean isLeapYear(Integer)': isLeapYear,
    'Date newInstance(Integer, Integer, Integer)': (year: number, month: number, day: number) =>
        dayOf(instantOf(year, month, day)),
    'Date parse(String)': (text: string) => known(readDay(text), text),
    'Date today()': today,
    'Date valueOf(String)': valueOf,
    'Date valueOf(Object?)': valueOf,
};

const methods: Signatures = {
    'Date addDays(Integer)': ({ days }: DateValue, count: number) => new DateValue(checkedDays(days + count)),
    'Date addMonths(Integer)': (self: DateValue, count: number) => dayOf(addMonths(startOf(self), count)),
    'Date addYears(Integer)': (self: DateValue, count: number) => dayOf(addMonths(startOf(self), 12 * count)),
    'Integer day()': (self: DateValue) => new Date(startOf(self)).getUTCDate(),
    'Integer dayOfYear()': (self: DateValue) => dayOfYear(startOf(self)),
    'Integer daysBetween(Date)': (self: DateValue, other: DateValue) => other.days - self.days,
    'String format()': (self: DateValue) => formatDay(startOf(self)),
    'Boolean isSameDay(Date)': (self: DateValue, other: DateValue) => self.days === other.days,
    'Integer month()': (self: DateValue) => new Date(startOf(self)).getUTCMonth() + 1,
    'Integer monthsBetween(Date)': (self: DateValue, other: DateValue) =>
        monthIndex(new Date(startOf(other))) - monthIndex(new Date(startOf(self))),
    'Date toStartOfMonth()': (self: DateValue) => new DateValue(self.days - new Date(startOf(self)).getUTCDate() + 1),
    'Date toStartOfWeek()': (self: DateValue) =>
        new DateValue(self.days - ((weekday(startOf(self)) - firstDayOfWeek() + 7) % 7)),
    'Integer year()': (self: DateValue) => new Date(startOf(self)).getUTCFullYear(),
};

define({ name: 'Date', type: DATE, statics, methods });
