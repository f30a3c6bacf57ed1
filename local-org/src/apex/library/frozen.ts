/**
 * Objects of a program as text, to be made anew in another transaction or after a restart: what an org keeps of a
 * scheduled job. Shared objects and circles stay as they are.
 */
import { Big, BigDecimal } from 'bigdecimal.js';
import { MapValue, SetValue } from '../run/collections.ts';
import { ExceptionValue, NotSupported, exception } from '../run/exceptions.ts';
import { SObjectValue } from '../run/sobject.ts';
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
    TypeValue,
    type Value,
} from '../run/values.ts';
import { membersOf } from '../types/members.ts';
import type { ObjectType } from '../../schema/model.ts';
import type { Type } from '../types/type.ts';
import { fieldToken, objectToken, type FieldOf } from './tokens.ts';

/** A value on paper; what can be shared is the number of a {@link Thing}. */
type Paper = null | boolean | string | Readonly<Record<string, unknown>>;

/** A list, a set, a map, a record or an object: its type, and what it holds. */
type Thing =
    | { readonly is: 'items'; readonly type: string; readonly items: readonly Paper[] }
    | { readonly is: 'entries'; readonly type: string; readonly items: readonly (readonly [Paper, Paper])[] }
    | {
          readonly is: 'fields';
          readonly type: string;
          readonly fields: Readonly<Record<string, Paper>>;
          /** Of an exception. */
          readonly message?: string | null;
      };

/** A value as text. @throws Thrown SerializationException for what an org would not keep */
export function freeze(value: Value): string {
    const things: Thing[] = [];
    const root = new Freezer(things).paper(value);
    return JSON.stringify({ root, things });
}

class Freezer {
    readonly #things: Thing[];
    readonly #numbers = new Map<object, number>();

    constructor(things: Thing[]) {
        this.#things = things;
    }

    paper(value: Value): Paper {
        if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
        if (typeof value === 'number') return { integer: value };
        if (typeof value === 'bigint') return { long: String(value) };
        if (value instanceof BigDecimal) return { decimal: value.toString() };
        if (value instanceof DoubleValue) return { double: String(value.value) };
        if (value instanceof DateValue) return { date: value.days };
        if (value instanceof DatetimeValue) return { datetime: value.milliseconds };
        if (value instanceof TimeValue) return { time: value.milliseconds };
        if (value instanceof BlobValue) return { blob: Buffer.from(value.bytes).toString('base64') };
        if (value instanceof EnumValue) return { enum: value.type.fullName, name: value.name };
        if (value instanceof TypeValue) return { type: value.meant.fullName };
        const token = tokenPaper(value);
        if (token) return token;
        const known = this.#numbers.get(value);
        if (known !== undefined) return { thing: known };
        const number = this.#things.length;
        this.#numbers.set(value, number);
        this.#things.push({ is: 'items', type: '', items: [] });
        this.#things[number] = this.#thing(value);
        return { thing: number };
    }

    #thing(value: object): Thing {
        const papers = (all: readonly Value[]): Paper[] => all.map((one) => this.paper(one));
        if (value instanceof ListValue) return { is: 'items', type: value.type.name, items: papers(value.items) };
        if (value instanceof SetValue) return { is: 'items', type: value.type.name, items: papers(value.values()) };
        if (value instanceof MapValue) {
            const items = Array.from(
                value.entries.values(),
                (entry) => [this.paper(entry.key), this.paper(entry.value)] as const,
            );
            return { is: 'entries', type: value.type.name, items };
        }
        if (value instanceof SObjectValue) return this.#fields(value.object.name, Object.entries(value.fields));
        if (value instanceof ExceptionValue) return { ...this.#object(value), message: value.message };
        if (value instanceof NativeObject || !(value instanceof ObjectValue)) throw notSerializable(value);
        return this.#object(value);
    }

    #object(value: ObjectValue): Extract<Thing, { is: 'fields' }> {
        const members = membersOf(value.type);
        const names = members.fieldNames?.() ?? [];
        const kept = names.map((name, at) => [name, value.fields[at] ?? null] as const);
        return this.#fields(
            value.type.fullName,
            kept.filter(([name]) => members.variable(name.toLowerCase())?.isTransient !== true),
        );
    }

    #fields(type: string, fields: readonly (readonly [string, Value])[]): Extract<Thing, { is: 'fields' }> {
        const papers = fields.map(([name, one]) => [name, this.paper(one)] as const);
        return { is: 'fields', type, fields: Object.fromEntries(papers) };
    }
}

/** The token of an object or of a field. */
function tokenPaper(value: object): Paper | undefined {
    if (!(value instanceof NativeObject)) return undefined;
    if (value.type.fullName === 'Schema.SObjectType') return { object: (value.state as ObjectType).name };
    if (value.type.fullName !== 'Schema.SObjectField') return undefined;
    const { object, field } = value.state as FieldOf;
    return { field: field.name, object: object.name };
}

function notSerializable(value: object): Error {
    const { type } = value as { readonly type?: Type };
    return exception('SerializationException', `Not Serializable: ${type?.fullName ?? 'Object'}`);
}

/**
 * The value of a text; of a class that has changed since, the fields that are there still.
 * @param typeNamed finds the types of the program as it is now
 * @throws Thrown TypeException when a class is gone
 */
export function thaw(text: string, typeNamed: (name: string) => Type | undefined): Value {
    const { root, things } = JSON.parse(text) as { root: Paper; things: Thing[] };
    return new Thawer(things, typeNamed).value(root);
}

class Thawer {
    readonly #things: readonly Thing[];
    readonly #made: (Value | undefined)[] = [];
    readonly #typeNamed: (name: string) => Type | undefined;

    constructor(things: readonly Thing[], typeNamed: (name: string) => Type | undefined) {
        this.#things = things;
        this.#typeNamed = typeNamed;
    }

    value(paper: Paper | undefined): Value {
        if (paper === null || typeof paper !== 'object') return paper ?? null;
        const [kind = '', content] = Object.entries(paper)[0] ?? [];
        switch (kind) {
            case 'integer':
                return Number(content);
            case 'long':
                return BigInt(String(content));
            case 'decimal':
                return Big(String(content));
            case 'double':
                return new DoubleValue(Number(content));
            case 'date':
                return new DateValue(Number(content));
            case 'datetime':
                return new DatetimeValue(Number(content));
            case 'time':
                return new TimeValue(Number(content));
            case 'blob':
                return new BlobValue(Buffer.from(String(content), 'base64'));
            case 'type':
                return new TypeValue(this.#type(String(content)));
            case 'object':
            case 'field':
                return this.#token(String(paper['object']), paper['field']);
            case 'enum':
                return this.#constant(String(content), String(paper['name']));
            default:
                return this.#thing(Number(content));
        }
    }

    #type(name: string): Type {
        const found = this.#typeNamed(name);
        if (!found) throw exception('TypeException', `Invalid type: ${name}`);
        return found;
    }

    #token(name: string, fieldName: unknown): Value {
        const { object } = this.#type(name);
        const field = object?.fields.get(String(fieldName));
        if (!object) return null;
        if (fieldName === undefined) return objectToken(object)[1];
        return field ? fieldToken(object, field)[1] : null;
    }

    #constant(type: string, name: string): Value {
        const values = (membersOf(this.#type(type)).enumValues?.() ?? []) as readonly EnumValue[];
        return values.find((one) => one.name === name) ?? null;
    }

    #thing(number: number): Value {
        const known = this.#made[number];
        if (known !== undefined) return known;
        const thing = this.#things[number];
        if (!thing) throw new NotSupported('a job that cannot be read any more');
        const type = this.#type(thing.type);
        const made = emptyOf(type, thing.is === 'fields' ? thing.message : undefined);
        this.#made[number] = made;
        if (thing.is === 'items') this.#fillItems(made, thing.items);
        else if (thing.is === 'fields') this.#fillFields(made, type, thing.fields);
        else for (const [key, value] of thing.items) (made as MapValue).put(this.value(key), this.value(value));
        return made;
    }

    #fillItems(made: Value, items: readonly Paper[]): void {
        for (const item of items) {
            if (made instanceof ListValue) made.items.push(this.value(item));
            else (made as SetValue).add(this.value(item));
        }
    }

    #fillFields(made: Value, type: Type, fields: Readonly<Record<string, Paper>>): void {
        if (made instanceof SObjectValue) {
            for (const name in fields) made.fields[name] = this.value(fields[name]);
            return;
        }
        const names = membersOf(type).fieldNames?.() ?? [];
        for (const [at, name] of names.entries()) (made as ObjectValue).fields[at] = this.value(fields[name]);
    }
}

function emptyOf(type: Type, message: string | null | undefined): Value {
    if (type.kind === 'list') return new ListValue(type);
    if (type.kind === 'set') return new SetValue(type);
    if (type.kind === 'map') return new MapValue(type);
    if (type.object) return new SObjectValue(type.object);
    const size = membersOf(type).fieldNames?.().length ?? 0;
    return message === undefined ? new ObjectValue(type, size) : new ExceptionValue(type, size, message);
}
