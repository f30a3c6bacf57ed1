/** The border between records and formulas: reading field values, and giving results their field's form. */
import { dateOfInstant, parseTime } from './dates.ts';
import { FormulaRuntimeError } from './errors.ts';
import { Decimal, ZERO, fitToField } from './numbers.ts';
import type { FieldInfo, FieldRef, Geolocation, RecordSource, ReturnType, Run, Value } from './types.ts';

/** A formula field shows no more of a text. */
const MAX_TEXT = 1300;
const HUNDRED = new Decimal(100);
const HYPHEN = 45;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}/;

/** What a record holds at a path: under the whole path, or step by step through nested records. */
export function readPath(source: RecordSource, path: string, segments: readonly string[]): unknown {
    if (typeof source === 'function') {
        return source(path);
    }
    const direct = source[path];
    if (direct !== undefined || segments.length === 1) {
        return direct;
    }
    let current: unknown = source;
    for (const segment of segments) {
        if (typeof current !== 'object' || current === null) {
            return null;
        }
        current = (current as Record<string, unknown>)[segment];
    }
    return current;
}

function bad(raw: unknown, type: string): FormulaRuntimeError {
    return new FormulaRuntimeError(`Not a value for a ${type} field: ${JSON.stringify(raw)}`);
}

function textValue(raw: unknown): Value {
    if (raw === null || raw === undefined || raw === '') {
        return null;
    }
    if (typeof raw === 'string') {
        return raw;
    }
    if (typeof raw === 'number' || typeof raw === 'boolean') {
        return String(raw);
    }
    throw bad(raw, 'text');
}

/** Numbers come as numbers, texts or decimals (also those of another copy of decimal.js). */
export function numberValue(raw: unknown): Decimal | null {
    if (raw === null || raw === undefined || raw === '') {
        return null;
    }
    if (raw instanceof Decimal) {
        return raw;
    }
    if (typeof raw === 'number' || typeof raw === 'string') {
        return new Decimal(raw);
    }
    if (typeof raw === 'bigint' || Decimal.isDecimal(raw)) {
        return new Decimal(raw.toString());
    }
    throw bad(raw, 'number');
}

function percentValue(raw: unknown): Value {
    const value = numberValue(raw);
    // a field of 10 % holds 10 and counts as 0.10 in formulas
    return value === null ? null : value.div(HUNDRED);
}

function dateValue(raw: unknown): Value {
    if (raw === null || raw === undefined || raw === '') {
        return null;
    }
    if (typeof raw === 'string') {
        // the form nearly all come in, told without a regular expression
        if (raw.length === 10 && raw.charCodeAt(4) === HYPHEN && raw.charCodeAt(7) === HYPHEN) {
            return raw;
        }
        if (ISO_DATE.test(raw)) {
            return raw.slice(0, 10);
        }
    }
    if (raw instanceof Date) {
        return dateOfInstant(raw.getTime());
    }
    throw bad(raw, 'date');
}

function dateTimeValue(raw: unknown): Value {
    if (raw === null || raw === undefined || raw === '') {
        return null;
    }
    const instant = typeof raw === 'number' ? raw : raw instanceof Date ? raw.getTime() : instantOf(raw);
    if (!Number.isFinite(instant)) {
        throw bad(raw, 'date/time');
    }
    return instant;
}

function instantOf(raw: unknown): number {
    return typeof raw === 'string' ? Date.parse(raw) : Number.NaN;
}

function timeValue(raw: unknown): Value {
    if (raw === null || raw === undefined || raw === '') {
        return null;
    }
    const time = typeof raw === 'string' ? parseTime(raw.replace(/Z$/, '')) : raw;
    if (typeof time !== 'number' || !Number.isFinite(time)) {
        throw bad(raw, 'time');
    }
    return time;
}

function checkboxValue(raw: unknown): Value {
    // a database column holds 0 and 1
    return raw === true || raw === 1 || raw === 'true';
}

function locationValue(raw: unknown): Geolocation | null {
    if (raw === null || raw === undefined) {
        return null;
    }
    const { latitude, longitude } = raw as { latitude?: unknown; longitude?: unknown };
    const [north, east] = [numberValue(latitude), numberValue(longitude)];
    return north === null || east === null ? null : { latitude: north.toNumber(), longitude: east.toNumber() };
}

/** How values of this field come into a formula. */
export function converterOf(info: FieldInfo): (raw: unknown) => Value {
    switch (info.type) {
        case 'Number':
        case 'Currency':
            return numberValue;
        case 'Percent':
            return percentValue;
        case 'Date':
            return dateValue;
        case 'DateTime':
            return dateTimeValue;
        case 'Time':
            return timeValue;
        case 'Checkbox':
            return checkboxValue;
        case 'Location':
            return locationValue;
        default:
            return textValue;
    }
}

/** Reads a field of the record, blank as blank. */
export function fieldReader({ path, segments, info }: FieldRef): (record: RecordSource) => Value {
    const convert = converterOf(info);
    return (record) => convert(readPath(record, path, segments));
}

/** The closure of a field reference; "treat blank fields as zeroes" is about numbers only. */
export function fieldRun(field: FieldRef, blankAsZero: boolean): Run {
    const read = fieldReader(field);
    const isNumber = field.info.type === 'Number' || field.info.type === 'Currency' || field.info.type === 'Percent';
    return blankAsZero && isNumber ? (frame) => read(frame.record) ?? ZERO : (frame) => read(frame.record);
}

/** How the value of the whole formula becomes the value of its field. */
export function finisherOf(type: ReturnType, scale: number | undefined, inField: boolean): (value: Value) => Value {
    const fit = (value: Decimal): Decimal => (scale === undefined ? value : fitToField(value, scale));
    switch (type) {
        case 'Checkbox':
            return (value) => value === true;
        case 'Text':
            return (value) => (inField && typeof value === 'string' ? value.slice(0, MAX_TEXT) : value);
        case 'Number':
        case 'Currency':
            return (value) => (value instanceof Decimal ? fit(value) : value);
        case 'Percent':
            return (value) => (value instanceof Decimal ? fit(value.mul(HUNDRED)) : value);
        default:
            return (value) => value;
    }
}
