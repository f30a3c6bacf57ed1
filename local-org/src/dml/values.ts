/** From what clients send to what the store holds: every type from JSON values and from the strings of CSV and SOAP. */
import { toId18 } from '../schema/ids.ts';
import type { RecordError } from '../schema/errors.ts';
import type { Field } from '../schema/model.ts';
import type { Value } from '../store/store.ts';

/** A record as the store holds it, by the names of its fields. */
export type StoredRecord = Record<string, Value>;

/** The text of a field, such as an id; empty when it holds none. */
export function textIn(record: StoredRecord | undefined, name: string): string {
    const value = record?.[name];
    return typeof value === 'string' ? value : '';
}

/** A value that cannot be what its field holds. */
export class ValueError extends Error {
    readonly recordError: RecordError;

    /** @param fields that the error names; the field itself when absent */
    constructor(statusCode: string, message: string, field: Field, fields: readonly string[] = [field.name]) {
        super(message);
        this.recordError = { statusCode, message, fields };
    }
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?$/;
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?Z?$/;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
/** Years that an org takes (SOAP API developer guide, "date" and "dateTime"). */
const YEARS = { from: 1700, to: 4000 };

/**
 * Reads a client's value for a field.
 * @returns what the store holds; blank text is null
 * @throws ValueError when the field cannot hold it
 */
export function toStored(field: Field, value: unknown): Value {
    if (value === null || value === undefined || value === '')
        return field.type === 'boolean' ? booleanOf(field, value) : null;
    switch (field.type) {
        case 'boolean':
            return booleanOf(field, value);
        case 'int':
        case 'double':
        case 'currency':
        case 'percent':
            return numberOf(field, value);
        case 'date':
            return dateOf(field, value);
        case 'datetime':
            return instantOf(field, value);
        case 'time':
            return timeOf(field, value);
        case 'id':
        case 'reference':
            return idOf(field, value);
        case 'base64':
            return Buffer.from(textOf(field, value), 'base64');
        case 'location':
        case 'address':
            throw new ValueError('INVALID_FIELD', `${field.name} is a compound field: write its parts`, field);
        default:
            return textOf(field, value) || null;
    }
}

function wrongType(field: Field, value: unknown): ValueError {
    const shown = typeof value === 'string' ? value : JSON.stringify(value);
    return new ValueError(
        'INVALID_TYPE_ON_FIELD_IN_RECORD',
        `${field.label}: value not of required type: ${shown}`,
        field,
    );
}

/** Text has no white space at its ends (Apex developer guide, "Primitive data types", String); a hard space stays. */
const ENDS = /^[\0- ]+|[\0- ]+$/g;
const SPACE = 32;

function textOf(field: Field, value: unknown): string {
    if (typeof value === 'string') return hasEnds(value) ? value.replace(ENDS, '') : value;
    if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
    throw wrongType(field, value);
}

/** Told without the regular expression, as nearly no text has any. */
function hasEnds(text: string): boolean {
    return text.charCodeAt(0) <= SPACE || text.charCodeAt(text.length - 1) <= SPACE;
}

function booleanOf(field: Field, value: unknown): number {
    if (value === null || value === undefined || value === '') return 0;
    if (typeof value === 'boolean') return value ? 1 : 0;
    const text = typeof value === 'string' || typeof value === 'number' ? String(value).toLowerCase() : '';
    if (text === 'true' || text === '1') return 1;
    if (text === 'false' || text === '0') return 0;
    throw wrongType(field, value);
}

function numberOf(field: Field, value: unknown): number {
    const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
    const number = NUMBER.test(text) ? Number(text) : Number.NaN;
    if (!Number.isFinite(number)) throw wrongType(field, value);
    const rounded = roundHalfUp(number, field.scale);
    if (isOutside(field, Math.abs(rounded)) && !hasFewDigits(field, text)) {
        const message = `${field.label}: value outside of valid range on numeric field: ${text}`;
        throw new ValueError('NUMBER_OUTSIDE_VALID_RANGE', message, field);
    }
    return rounded;
}

/** A coordinate lies on the globe (Salesforce help, "Geolocation custom field"); other numbers have their field's digits. */
function isOutside({ compoundField, name, precision, scale }: Field, size: number): boolean {
    if (compoundField !== undefined && name.endsWith('__Latitude__s')) return size > 90;
    if (compoundField !== undefined && name.endsWith('__Longitude__s')) return size > 180;
    return precision > 0 && size >= 10 ** (precision - scale);
}

/** Binary numbers of more than 15 digits may reach the limit that their decimal digits stay below. */
function hasFewDigits({ precision, scale, compoundField }: Field, text: string): boolean {
    const whole = /^[+-]?0*(\d+)$/.exec(text)?.[1];
    return compoundField === undefined && whole !== undefined && whole.length <= precision - scale;
}

/** Rounds halves away from zero, on the decimal digits and not on their binary neighbour. */
export function roundHalfUp(number: number, scale: number): number {
    // `+ 0` makes a negative zero an ordinary one
    if (Number.isInteger(number)) return number + 0;
    const [digits = '0', exponent = '0'] = Math.abs(number).toExponential().split('e');
    const decimals = digits.replace('.', '').length - 1 - Number(exponent);
    if (decimals <= scale) return number;
    const shifted = Number(`${digits}e${String(Number(exponent) + scale)}`);
    return Math.sign(number) * Number(`${String(Math.round(shifted))}e${String(-scale)}`) + 0;
}

function dateOf(field: Field, value: unknown): string {
    const text = typeof value === 'string' ? value.trim() : '';
    const match = DATE.exec(text.length > 10 && DATE_TIME.test(text) ? text.slice(0, 10) : text.replace(/Z$/, ''));
    if (!match || !isDay(match)) throw wrongType(field, value);
    return match[0];
}

function isDay(match: RegExpExecArray): boolean {
    const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
    const date = new Date(Date.UTC(year, month - 1, day));
    return year >= YEARS.from && year <= YEARS.to && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function instantOf(field: Field, value: unknown): number {
    const text = typeof value === 'string' ? value.trim() : '';
    const match = DATE_TIME.exec(DATE.test(text) ? `${text}T00:00:00Z` : text);
    if (!match || !isDay(match)) throw wrongType(field, value);
    const [hours, minutes, seconds] = [Number(match[4]), Number(match[5]), Number(match[6] ?? 0)];
    if (hours > 23 || minutes > 59 || seconds > 59) throw wrongType(field, value);
    const utc = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]), hours, minutes, seconds);
    // an org keeps whole seconds
    return utc - offsetOf(match[8]);
}

function offsetOf(zone: string | undefined): number {
    if (zone === undefined || zone === 'Z') return 0;
    const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
    return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

function timeOf(field: Field, value: unknown): number {
    const match = TIME.exec(typeof value === 'string' ? value.trim() : '');
    const [hours, minutes, seconds] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3] ?? 0)];
    if (!match || hours > 23 || minutes > 59 || seconds > 59) throw wrongType(field, value);
    const milliseconds = Number((match[4] ?? '0').padEnd(3, '0').slice(0, 3));
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
}

function idOf(field: Field, value: unknown): string {
    const id = typeof value === 'string' ? toId18(value.trim()) : undefined;
    if (id !== undefined) return id;
    throw new ValueError('MALFORMED_ID', `${field.label}: id value of incorrect type: ${String(value)}`, field);
}

/** A stored value as REST answers it. */
export function toWire(field: Field, value: Value): unknown {
    if (value === null) return null;
    switch (field.type) {
        case 'boolean':
            return value === 1;
        case 'datetime':
            return wireInstant(Number(value));
        case 'time':
            return `${new Date(Number(value)).toISOString().slice(11, 23)}Z`;
        case 'base64':
            return Buffer.from(value as Uint8Array).toString('base64');
        default:
            return value;
    }
}

/** `2026-01-31T09:30:00.000+0000` */
export function wireInstant(milliseconds: number): string {
    return new Date(milliseconds).toISOString().replace('Z', '+0000');
}
