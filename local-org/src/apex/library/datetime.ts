/** Datetime. Source: Apex reference guide, "Datetime class". */
import { checkedCast } from '../run/casts.ts';
import { exception } from '../run/exceptions.ts';
import { checkedInstant } from '../run/instants.ts';
import { DateValue, DatetimeValue, TimeValue, type Value } from '../run/values.ts';
import { transaction } from '../run/vm.ts';
import { DATETIME } from '../types/type.ts';
import { DAY, addMonths, dayOfYear, instantOf, parseInstant, timeOfDay } from './calendar.ts';
import { dayOf, startOf } from './date.ts';
import { formatPattern, zoneNameAt } from './date-patterns.ts';
import { define, type Signatures } from './define.ts';
import { formatInstant, formatInstantLong, readInstant } from './locale-dates.ts';
import { fromLocal, toLocal, userZone, zoneId } from './zones.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

function invalid(text: string): Error {
    return exception('TypeException', `Invalid date/time: ${text}`);
}

function local({ milliseconds }: DatetimeValue): number {
    return toLocal(milliseconds, userZone());
}

/** The instant of a time that is read in the user's zone. */
function ofLocal(instant: number): DatetimeValue {
    return ofGmt(fromLocal(checkedInstant(instant), userZone()));
}

function ofGmt(instant: number): DatetimeValue {
    return new DatetimeValue(checkedInstant(instant));
}

function read(text: string, make: (instant: number) => DatetimeValue): DatetimeValue {
    const instant = parseInstant(text.trim());
    if (instant === undefined) throw invalid(text);
    return make(instant);
}

function valueOf(value: Value): Value {
    if (value === null) return null;
    if (typeof value === 'string') return read(value, ofLocal);
    if (value instanceof DateValue) return ofGmt(startOf(value));
    return checkedCast(value, DATETIME);
}

function parse(text: string): DatetimeValue {
    const instant = readInstant(text);
    if (instant === undefined) throw invalid(text);
    return ofLocal(instant);
}

/** Ways to make one, in the user's zone or at Greenwich. */
function makers(name: string, make: (instant: number) => DatetimeValue): Signatures {
    return {
        [`Datetime ${name}(Date, Time)`]: (date: DateValue, time: TimeValue) => make(startOf(date) + time.milliseconds),
        [`Datetime ${name}(Integer, Integer, Integer)`]: (year: number, month: number, day: number) =>
            make(instantOf(year, month, day)),
        [`Datetime ${name}(Integer, Integer, Integer, Integer, Integer, Integer)`]: (...parts: number[]) => {
            const [year = 0, month = 0, day = 0, hour, minute, second] = parts;
            return make(instantOf(year, month, day, hour, minute, second));
        },
    };
}

/** Parts of one, in the user's zone or at Greenwich. */
function parts(suffix: string, read: (self: DatetimeValue) => number): Signatures {
    const part = (get: (date: Date) => number) => (self: DatetimeValue) => get(new Date(read(self)));
    return {
        [`Date date${suffix}()`]: (self: DatetimeValue) => dayOf(read(self)),
        [`Time time${suffix}()`]: (self: DatetimeValue) => new TimeValue(timeOfDay(read(self))),
        [`Integer year${suffix}()`]: part((date) => date.getUTCFullYear()),
        [`Integer month${suffix}()`]: part((date) => date.getUTCMonth() + 1),
        [`Integer day${suffix}()`]: part((date) => date.getUTCDate()),
        [`Integer dayOfYear${suffix}()`]: (self: DatetimeValue) => dayOfYear(read(self)),
        [`Integer hour${suffix}()`]: part((date) => date.getUTCHours()),
        [`Integer minute${suffix}()`]: part((date) => date.getUTCMinutes()),
        [`Integer second${suffix}()`]: part((date) => date.getUTCSeconds()),
        [`Integer millisecond${suffix}()`]: part((date) => date.getUTCMilliseconds()),
    };
}

const adding: Signatures = {
    'Datetime addDays(Integer)': (self: DatetimeValue, count: number) => ofGmt(self.milliseconds + count * DAY),
    'Datetime addHours(Integer)': (self: DatetimeValue, count: number) => ofGmt(self.milliseconds + count * HOUR),
    'Datetime addMinutes(Integer)': (self: DatetimeValue, count: number) => ofGmt(self.milliseconds + count * MINUTE),
    'Datetime addSeconds(Integer)': (self: DatetimeValue, count: number) => ofGmt(self.milliseconds + count * 1000),
    'Datetime addMonths(Integer)': (self: DatetimeValue, count: number) => ofGmt(addMonths(self.milliseconds, count)),
    'Datetime addYears(Integer)': (self: DatetimeValue, count: number) =>
        ofGmt(addMonths(self.milliseconds, 12 * count)),
};

const formatting: Signatures = {
    'String format()': ({ milliseconds }: DatetimeValue) => formatInstant(milliseconds, userZone()),
    'String format(String)': ({ milliseconds }: DatetimeValue, pattern: string) =>
        formatPattern(milliseconds, pattern, userZone()),
    'String format(String, String)': ({ milliseconds }: DatetimeValue, pattern: string, zone: string) =>
        formatPattern(milliseconds, pattern, zoneId(zone)),
    'String formatGmt(String)': ({ milliseconds }: DatetimeValue, pattern: string) =>
        formatPattern(milliseconds, pattern, 'GMT'),
    'String formatLong()': ({ milliseconds }: DatetimeValue) =>
        `${formatInstantLong(milliseconds, userZone())} ${zoneNameAt(milliseconds, userZone(), 'short')}`,
};

define({
    name: 'Datetime',
    type: DATETIME,
    statics: {
        ...makers('newInstance', ofLocal),
        ...makers('newInstanceGmt', ofGmt),
        'Datetime newInstance(Long)': (milliseconds: bigint) => ofGmt(Number(milliseconds)),
        'Datetime now()': () => ofGmt(transaction().host.now()),
        'Datetime parse(String)': parse,
        'Datetime valueOf(String)': valueOf,
        'Datetime valueOf(Object?)': valueOf,
        'Datetime valueOfGmt(String)': (text: string) => read(text, ofGmt),
    },
    methods: {
        ...parts('', local),
        ...parts('Gmt', ({ milliseconds }) => milliseconds),
        ...adding,
        ...formatting,
        'Long getTime()': ({ milliseconds }: DatetimeValue) => BigInt(milliseconds),
        'Boolean isSameDay(Datetime)': (self: DatetimeValue, other: DatetimeValue) =>
            dayOf(local(self)).days === dayOf(local(other)).days,
    },
});
