/** Values as text: what `+` appends and `String.valueOf` gives. */
import { BigDecimal } from 'bigdecimal.js';
import { MapValue, SetValue } from './collections.ts';
import { ExceptionValue } from './exceptions.ts';
import { callMethod, findMethod } from './invoke.ts';
import { identityOf } from './keys.ts';
import { OBJECT } from '../types/type.ts';
import { doubleText } from './numbers.ts';
import { SObjectValue } from './sobject.ts';
import {
    BlobValue,
    DateValue,
    DatetimeValue,
    DoubleValue,
    EnumValue,
    ListValue,
    ObjectValue,
    TimeValue,
    TypeValue,
    type Value,
} from './values.ts';

/** The text of a value; `null` for null. */
export function toText(value: Value): string {
    if (typeof value === 'string') return value;
    if (value === null || typeof value !== 'object') return String(value);
    if (value instanceof BigDecimal) return value.toPlainString();
    if (value instanceof DoubleValue) return doubleText(value.value);
    if (value instanceof EnumValue) return value.name;
    if (value instanceof DateValue) return `${dateText(value)} 00:00:00`;
    if (value instanceof DatetimeValue) return datetimeText(value.milliseconds);
    if (value instanceof TimeValue) return timeText(value);
    if (value instanceof BlobValue) return `Blob[${String(value.bytes.length)}]`;
    if (value instanceof ListValue) return `(${value.items.map(toText).join(', ')})`;
    if (value instanceof SetValue) return `{${value.values().map(toText).join(', ')}}`;
    if (value instanceof MapValue) return mapText(value);
    if (value instanceof SObjectValue) return recordText(value);
    if (value instanceof TypeValue) return value.meant.fullName;
    if (value instanceof ObjectValue) return objectText(value);
    return value.type.name;
}

/** `2026-01-31` */
export function dateText({ days }: DateValue): string {
    const text = new Date(days * 86_400_000).toISOString();
    return text.slice(0, text.indexOf('T'));
}

/** `2026-01-31 09:30:00`, at Greenwich. */
export function datetimeText(milliseconds: number): string {
    return new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ');
}

/** `09:30:00.000Z` */
export function timeText({ milliseconds }: TimeValue): string {
    return `${new Date(milliseconds).toISOString().slice(11, 23)}Z`;
}

function mapText(map: MapValue): string {
    const entries = Array.from(map.entries.values(), ({ key, value }) => `${toText(key)}=${toText(value)}`);
    return `{${entries.join(', ')}}`;
}

function recordText({ object, fields }: SObjectValue): string {
    const shown = Object.entries(fields).map(([name, value]) => `${name}=${toText(value)}`);
    return `${object.name}:{${shown.join(', ')}}`;
}

function objectText(value: ObjectValue): string {
    const own = findMethod(value.type, 'tostring()');
    if (own && own.owner !== OBJECT) {
        const text = callMethod(own, value);
        return text === null ? 'null' : (text as string);
    }
    if (value instanceof ExceptionValue) return exceptionText(value);
    const names = value.type.members?.fieldNames?.() ?? [];
    const shown = names.map((name, at) => `${name}=${toText(value.fields[at] ?? null)}`);
    return value.fields.length === 0 ? `${value.type.name}:[]` : `${value.type.name}:[${shown.join(', ')}]`;
}

/** `System.MathException: Divide by 0` */
export function exceptionText(value: ExceptionValue): string {
    return `${value.type.fullName}: ${value.shownMessage}`;
}

/** A number that tells an object from others, for `System.hashCode`. */
export function identityHash(value: object): number {
    return identityOf(value);
}
