/** Values between Apex, queries (as REST tells them), the store, and writes (as clients send them). */
import { Big, BigDecimal } from 'bigdecimal.js';
import type { Field } from '../../schema/model.ts';
import type { Value as Stored } from '../../store/store.ts';
import { isNumberValue, toNumber } from '../run/numbers.ts';
import { dateText, timeText } from '../run/text.ts';
import { BlobValue, DateValue, DatetimeValue, EnumValue, ListValue, TimeValue, type Value } from '../run/values.ts';
import { SetValue } from '../run/collections.ts';
import { SObjectValue } from '../run/sobject.ts';

const DAY = 86_400_000;

/** `2026-01-31` as a day. */
export function dayOf(text: string): DateValue {
    return new DateValue(Math.round(Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / DAY));
}

/** `2026-01-31T09:30:00.000+0000` as an instant. */
export function instantOf(text: string): DatetimeValue {
    return new DatetimeValue(Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')));
}

export function textOf(value: unknown): string {
    return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A number as the Decimal of a field: with the field's digits after the point. */
function decimalOf(field: Field, value: number): BigDecimal {
    const made = Big(String(value));
    return made.scale() < field.scale ? made.setScale(field.scale) : made;
}

/** A value of a query. */
export function fromWire(field: Field, value: unknown): Value {
    if (value === null || value === undefined) return null;
    switch (field.type) {
        case 'double':
        case 'currency':
        case 'percent':
            return decimalOf(field, Number(value));
        case 'int':
            return Number(value);
        case 'boolean':
            return value === true || value === 1;
        case 'date':
            return dayOf(textOf(value));
        case 'datetime':
            return instantOf(textOf(value));
        case 'time':
            return new TimeValue(Date.parse(`1970-01-01T${textOf(value)}`));
        case 'base64':
            return new BlobValue(Buffer.from(textOf(value), 'base64'));
        default:
            return textOf(value);
    }
}

/** A value of the store. */
export function fromStored(field: Field, value: Stored): Value {
    if (value === null) return null;
    switch (field.type) {
        case 'datetime':
            return new DatetimeValue(Number(value));
        case 'time':
            return new TimeValue(Number(value));
        case 'base64':
            return new BlobValue(value as Uint8Array);
        default:
            return fromWire(field, value);
    }
}

/** A value as the store keeps it. */
export function toStored(value: Value): Stored {
    if (value === null) return null;
    if (typeof value === 'boolean') return value ? 1 : 0;
    if (isNumberValue(value)) return toNumber(value);
    if (typeof value === 'string') return value === '' ? null : value;
    if (value instanceof DateValue) return dateText(value);
    if (value instanceof DatetimeValue) return Math.floor(value.milliseconds / 1000) * 1000;
    if (value instanceof TimeValue) return value.milliseconds;
    if (value instanceof BlobValue) return value.bytes;
    return value instanceof EnumValue ? value.name : null;
}

/** A value as a client sends it. */
export function toInput(value: Value): unknown {
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
    if (isNumberValue(value)) return toNumber(value);
    if (value instanceof DateValue) return dateText(value);
    if (value instanceof DatetimeValue) return new Date(value.milliseconds).toISOString();
    if (value instanceof TimeValue) return timeText(value);
    if (value instanceof BlobValue) return Buffer.from(value.bytes).toString('base64');
    return value instanceof EnumValue ? value.name : null;
}

/** A value that is bound in a query: records stand for their ids. */
export function toBind(value: Value): unknown {
    if (value instanceof DatetimeValue) return new Date(value.milliseconds);
    if (value instanceof ListValue) return value.items.map(toBind);
    if (value instanceof SetValue) return value.values().map(toBind);
    if (value instanceof SObjectValue) return value.fields['Id'] ?? null;
    return toInput(value);
}
