/** Values as JSON. Source: Apex reference guide, "JSON class", serialize. */
import { BigDecimal } from 'bigdecimal.js';
import { MapValue, SetValue } from '../run/collections.ts';
import { ExceptionValue, exception } from '../run/exceptions.ts';
import { callMethod } from '../run/invoke.ts';
import { doubleText } from '../run/numbers.ts';
import { SObjectValue } from '../run/sobject.ts';
import { dateText, timeText, toText } from '../run/text.ts';
import {
    BlobValue,
    DateValue,
    DatetimeValue,
    DoubleValue,
    EnumValue,
    ListValue,
    NativeObject,
    ObjectValue,
    TimeValue,
    type Value,
} from '../run/values.ts';
import { typeOfValue } from '../run/casts.ts';
import { serializedFields } from './json-fields.ts';
import { writeRecord } from './json-records.ts';
import type { JsonWriter } from './json-writer.ts';

export interface WriteOptions {
    /** Fields of objects that are null are left out. */
    readonly suppressNulls?: boolean;
}

/** How deep values may lie in each other; those that hold themselves go deeper. */
const MAX_DEPTH = 500;

/**
 * Writes a value.
 * @throws Thrown JSONException for values that have no JSON
 */
export function writeValue(writer: JsonWriter, value: Value, options: WriteOptions = {}, depth = 0): void {
    if (depth > MAX_DEPTH) throw exception('JSONException', 'Maximum depth of nested values exceeded');
    const scalar = scalarText(value);
    if (scalar !== undefined) writer.raw(scalar);
    else if (typeof value === 'string') writer.string(value);
    else writeInstance(writer, value, options, depth + 1);
}

/** What is written without quotes. */
function scalarText(value: Value): string | undefined {
    if (value === null || typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
        return String(value);
    if (value instanceof BigDecimal) return value.toPlainString();
    return value instanceof DoubleValue ? doubleText(value.value) : undefined;
}

/** `2026-01-31T09:30:00.000Z` */
export function isoText({ milliseconds }: DatetimeValue): string {
    return new Date(milliseconds).toISOString();
}

function textOf(value: Value): string | undefined {
    if (value instanceof DateValue) return dateText(value);
    if (value instanceof DatetimeValue) return isoText(value);
    if (value instanceof TimeValue) return timeText(value);
    if (value instanceof BlobValue) return Buffer.from(value.bytes).toString('base64');
    return value instanceof EnumValue ? value.name : undefined;
}

function writeInstance(writer: JsonWriter, value: Value, options: WriteOptions, depth: number): void {
    const text = textOf(value);
    const write = (one: Value): void => {
        writeValue(writer, one, options, depth);
    };
    if (text !== undefined) writer.string(text);
    else if (value instanceof ListValue) writeItems(writer, value.items, write);
    else if (value instanceof SetValue) writeItems(writer, value.values(), write);
    else if (value instanceof MapValue) writeMap(writer, value, write);
    else if (value instanceof SObjectValue) writeRecord(writer, value, write);
    else if (value instanceof ObjectValue && !(value instanceof NativeObject) && !(value instanceof ExceptionValue))
        writeObject(writer, value, options, write);
    else throw exception('JSONException', `Apex Type unsupported in JSON: ${typeOfValue(value).fullName}`);
}

function writeItems(writer: JsonWriter, items: readonly Value[], write: (one: Value) => void): void {
    writer.start('array');
    for (const item of items) write(item);
    writer.end('array');
}

function writeMap(writer: JsonWriter, map: MapValue, write: (one: Value) => void): void {
    writer.start('object');
    for (const { key, value } of map.entries.values()) {
        writer.name(textOf(key) ?? toText(key));
        write(value);
    }
    writer.end('object');
}

function writeObject(writer: JsonWriter, value: ObjectValue, options: WriteOptions, write: (one: Value) => void): void {
    writer.start('object');
    for (const { name, slot, getter } of serializedFields(value.type)) {
        const held = getter ? callMethod(getter, value) : (value.fields[slot] ?? null);
        if (held === null && options.suppressNulls === true) continue;
        writer.name(name);
        write(held);
    }
    writer.end('object');
}
