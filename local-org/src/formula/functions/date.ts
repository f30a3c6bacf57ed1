/** Formula Operators and Functions: Date and Time Functions. */
import {
    addMonths,
    dateOfInstant,
    dayOf,
    dayOfYear,
    instantOfDate,
    isoWeek,
    makeDate,
    monthOf,
    parseDate,
    parseDateTime,
    parseTime,
    timeOfInstant,
    weekday,
    yearOf,
} from '../dates.ts';
import { FormulaRuntimeError, wrongCount, wrongType } from '../errors.ts';
import { Decimal, toInt } from '../numbers.ts';
import { localDate } from '../time-zone.ts';
import {
    typeLabel,
    type CallSite,
    type Frame,
    type FunctionSpec,
    type Run,
    type TypedCall,
    type Value,
    type ValueType,
} from '../types.ts';
import { ambient, argumentOf, checkCount, checkOneOf, rejectPicklist, special, strict } from './define.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

function nowOf({ context }: Frame): number {
    return context.now ?? Date.now();
}

/** The texts that a date function reads; anything else shows as an error. */
function parsed<T>(parse: (text: string) => T | undefined): (text: string) => T {
    return (text) => {
        const value = parse(text);
        if (value === undefined) {
            throw new FormulaRuntimeError(`Invalid date or time: ${text}`);
        }
        return value;
    };
}

const readDate = parsed(parseDate);
const readDateTime = parsed(parseDateTime);
const readTime = parsed(parseTime);

/** A function of one argument that may have several types. */
function conversion(
    name: string,
    types: readonly ValueType[],
    returns: (type: ValueType) => ValueType,
    convert: (type: ValueType) => (value: never, frame: Frame) => Value,
    pure = true,
): FunctionSpec {
    return special(
        name,
        (call) => {
            checkCount(call, 1);
            const arg = argumentOf(call, 0);
            checkOneOf(call, arg, types);
            return returns(arg.type);
        },
        (call, runs) => {
            const [operand] = runs as [Run];
            const implementation = convert(argumentOf(call, 0).type) as (value: Value, frame: Frame) => Value;
            return (frame) => {
                const value = operand(frame);
                return value === null ? null : implementation(value, frame);
            };
        },
        { pure },
    );
}

function part(name: string, compute: (date: string) => number): FunctionSpec {
    return strict(name, ['Date'], 'Number', (date) => new Decimal(compute(date)));
}

function clock(name: string, unit: number, modulus: number): FunctionSpec {
    return strict(name, ['Time'], 'Number', (time) => new Decimal(Math.floor(time / unit) % modulus));
}

/** Months before or after a date; a date/time keeps its time of day. */
function compileAddMonths(call: TypedCall, runs: readonly Run[]): Run {
    const [start, count] = runs as [Run, Run];
    const isDate = call.type === 'Date';
    return (frame) => {
        const value = start(frame) as string | number | null;
        const months = count(frame) as Decimal | null;
        if (value === null || months === null) {
            return value;
        }
        if (isDate) {
            return addMonths(value as string, toInt(months));
        }
        const instant = value as number;
        return instantOfDate(addMonths(dateOfInstant(instant), toInt(months))) + timeOfInstant(instant);
    };
}

function checkAddMonths(call: CallSite): ValueType {
    checkCount(call, 2);
    checkOneOf(call, argumentOf(call, 0), ['Date', 'DateTime']);
    checkOneOf(call, argumentOf(call, 1), ['Number']);
    return argumentOf(call, 0).type;
}

function twoDigits(value: number): string {
    return String(value).padStart(2, '0');
}

/** `HH:MM:SS`, or `D:HH:MM:SS` with days; the sign falls away. */
function formatDuration(seconds: number, withDays: boolean): string {
    const total = Math.abs(Math.trunc(seconds));
    const rest = `${twoDigits(Math.floor(total / 60) % 60)}:${twoDigits(total % 60)}`;
    const hours = Math.floor(total / 3600);
    return withDays ? `${Math.floor(hours / 24)}:${twoDigits(hours % 24)}:${rest}` : `${twoDigits(hours)}:${rest}`;
}

/** What the second argument must be, by the type of the first. */
const DURATION_PAIRS: Partial<Record<ValueType, ValueType>> = { Number: 'Boolean', Time: 'Time', DateTime: 'DateTime' };

function checkFormatDuration(call: CallSite): ValueType {
    const count = call.args.length;
    if (count < 1 || count > 2) {
        throw wrongCount(call.name, count < 1 ? 1 : 2, count, call.position);
    }
    const first = argumentOf(call, 0);
    rejectPicklist(first);
    if (count === 1) {
        if (first.type !== 'Number') {
            throw wrongType(call.name, ['Number'], typeLabel(first.type), first.position);
        }
        return 'Text';
    }
    const second = argumentOf(call, 1);
    rejectPicklist(second);
    if (first.type === 'Null' || second.type === 'Null') {
        return 'Text';
    }
    const pair = DURATION_PAIRS[first.type];
    if (pair === undefined) {
        throw wrongType(call.name, ['Number', 'Time', 'DateTime'], typeLabel(first.type), first.position);
    }
    if (second.type !== pair) {
        throw wrongType(call.name, [typeLabel(pair)], typeLabel(second.type), second.position);
    }
    return 'Text';
}

function compileFormatDuration(call: TypedCall, runs: readonly Run[]): Run {
    const [first, second] = runs as [Run, Run | undefined];
    const { type } = argumentOf(call, 0);
    return (frame) => {
        const start = first(frame);
        const end = second?.(frame) ?? null;
        if (start === null || (end === null && second !== undefined)) {
            return null;
        }
        if (start instanceof Decimal) {
            return formatDuration(start.toNumber(), end === true);
        }
        return formatDuration(((end as number) - (start as number)) / 1000, type === 'DateTime');
    };
}

export const DATE_TIME: readonly FunctionSpec[] = [
    ambient('TODAY', 'Date', (frame) => localDate(nowOf(frame), frame.context.timeZone)),
    ambient('NOW', 'DateTime', nowOf),
    ambient('TIMENOW', 'Time', (frame) => timeOfInstant(nowOf(frame))),
    strict('DATE', ['Number', 'Number', 'Number'], 'Date', (year, month, day) =>
        makeDate(toInt(year), toInt(month), toInt(day)),
    ),
    conversion(
        'DATEVALUE',
        ['DateTime', 'Text'],
        () => 'Date',
        (type) =>
            type === 'Text' ? readDate : (instant: number, { context }: Frame) => localDate(instant, context.timeZone),
        false,
    ),
    conversion(
        'DATETIMEVALUE',
        ['DateTime', 'Text', 'Date'],
        () => 'DateTime',
        (type) => (type === 'Text' ? readDateTime : type === 'Date' ? instantOfDate : (instant: number) => instant),
    ),
    conversion(
        'TIMEVALUE',
        ['DateTime', 'Text', 'Time'],
        () => 'Time',
        (type) => (type === 'Text' ? readTime : timeOfInstant),
    ),
    conversion(
        'UNIXTIMESTAMP',
        ['DateTime', 'Date', 'Time'],
        () => 'Number',
        (type) =>
            type === 'Date'
                ? (date: string) => new Decimal(instantOfDate(date) / 1000)
                : (instant: number) => new Decimal(Math.trunc(instant / 1000)),
    ),
    strict('FROMUNIXTIME', ['Number'], 'DateTime', (seconds) => seconds.mul(1000).trunc().toNumber()),
    special('ADDMONTHS', checkAddMonths, compileAddMonths),
    special('FORMATDURATION', checkFormatDuration, compileFormatDuration),
    part('DAY', dayOf),
    part('MONTH', monthOf),
    part('YEAR', yearOf),
    part('WEEKDAY', weekday),
    part('DAYOFYEAR', dayOfYear),
    part('ISOWEEK', (date) => isoWeek(date).week),
    part('ISOYEAR', (date) => isoWeek(date).year),
    clock('HOUR', HOUR_MS, 24),
    clock('MINUTE', MINUTE_MS, 60),
    clock('SECOND', 1000, 60),
    clock('MILLISECOND', 1, 1000),
];
