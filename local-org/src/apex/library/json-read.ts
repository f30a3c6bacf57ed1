/** Values from JSON. Source: Apex reference guide, "JSON class", deserialize, deserializeStrict, deserializeUntyped. */
import { Big, type BigDecimal } from 'bigdecimal.js';
import { toId18 } from '../../schema/ids.ts';
import { MapValue, SetValue } from '../run/collections.ts';
import { exception } from '../run/exceptions.ts';
import { decimalToInteger, decimalToLong } from '../run/numbers.ts';
import {
    BlobValue,
    DatetimeValue,
    DateValue,
    DoubleValue,
    EnumValue,
    ListValue,
    ObjectValue,
    TimeValue,
    type Value,
} from '../run/values.ts';
import { membersOf } from '../types/members.ts';
import * as types from '../types/type.ts';
import { parseDay } from './calendar.ts';
import { dayOf } from './date.ts';
import { serializedFields } from './json-fields.ts';
import { readRecord } from './json-records.ts';
import { readDecimal } from './number-text.ts';
import type { JsonToken } from './json-tokens.ts';
import type { JsonTree } from './json-tree.ts';

type Type = types.Type;

function fault(message: string): Error {
    return exception('JSONException', message);
}

const UNTYPED_MAP = types.mapOf(types.STRING, types.OBJECT);
const UNTYPED_LIST = types.listOf(types.OBJECT);

/** Maps, lists and primitives, as the text has them. */
export function untypedValue(tree: JsonTree): Value {
    if (tree.kind === 'array') return new ListValue(UNTYPED_LIST, tree.items.map(untypedValue));
    if (tree.kind === 'scalar') return untypedScalar(tree.token);
    const map = new MapValue(UNTYPED_MAP);
    for (const [name, value] of tree.entries) map.put(name, untypedValue(value));
    return map;
}

function untypedScalar({ kind, text }: JsonToken): Value {
    switch (kind) {
        case 'VALUE_NULL':
            return null;
        case 'VALUE_TRUE':
        case 'VALUE_FALSE':
            return kind === 'VALUE_TRUE';
        case 'VALUE_NUMBER_INT':
            return wholeNumber(text);
        case 'VALUE_NUMBER_FLOAT':
            return decimal(text);
        default:
            return text;
    }
}

/** The narrowest type that holds it. */
function wholeNumber(text: string): Value {
    const value = BigInt(text);
    if (value === BigInt.asIntN(32, value)) return Number(value);
    return value === BigInt.asIntN(64, value) ? value : Big(text);
}

export interface Reading {
    /** Refuses fields that a class does not have. */
    readonly isStrict: boolean;
    /** Where any object may stand, maps, lists and primitives are taken as they come. */
    readonly isUntypedAllowed?: boolean;
    /** Whether a member of a class may be filled; all may when it is absent. */
    readonly mayFill?: (type: Type, name: string) => boolean;
    /** The member of a record that names its object, besides its attributes. */
    readonly typeMember?: string;
}

/**
 * A value of a type.
 * @throws Thrown JSONException when the text does not fit the type
 */
export function typedValue(tree: JsonTree, type: Type, reading: Reading): Value {
    const read = (value: JsonTree, of: Type): Value => typedValue(value, of, reading);
    if (type.kind === 'object') {
        if (reading.isUntypedAllowed === true) return untypedValue(tree);
        throw fault('Apex Type unsupported in JSON: Object');
    }
    if (tree.kind === 'scalar' && tree.token.kind === 'VALUE_NULL') return null;
    switch (type.kind) {
        case 'primitive':
            if (tree.kind !== 'scalar') throw fault('Illegal value for primitive');
            return primitive(tree.token, type);
        case 'list':
            return new ListValue(
                type,
                itemsOf(tree).map((item) => read(item, type.element)),
            );
        case 'set':
            return new SetValue(
                type,
                itemsOf(tree).map((item) => read(item, type.element)),
            );
        case 'map':
            return mapValue(tree, type, read);
        case 'sobject':
            return readRecord(type, entriesOf(tree), read, reading.typeMember);
        case 'enum':
            return enumValue(tree, type);
        case 'class':
            return objectValue(tree, type, reading, read);
        default:
            throw fault(`Apex Type unsupported in JSON: ${type.fullName}`);
    }
}

function itemsOf(tree: JsonTree): readonly JsonTree[] {
    if (tree.kind !== 'array') throw fault("Malformed JSON: Expected '[' at the beginning of List/Set");
    return tree.items;
}

function entriesOf(tree: JsonTree): readonly (readonly [string, JsonTree])[] {
    if (tree.kind !== 'object') throw fault("Malformed JSON: Expected '{' at the beginning of object");
    return tree.entries;
}

type Read = (value: JsonTree, type: Type) => Value;

function mapValue(tree: JsonTree, type: Type, read: Read): MapValue {
    const map = new MapValue(type);
    for (const [name, value] of entriesOf(tree)) {
        const token: JsonToken = { kind: 'VALUE_STRING', text: name };
        map.put(read({ kind: 'scalar', token }, type.element), read(value, type.value));
    }
    return map;
}

function enumValue(tree: JsonTree, type: Type): Value {
    const name = tree.kind === 'scalar' ? tree.token.text : '';
    const values = (membersOf(type).enumValues?.() ?? []) as readonly EnumValue[];
    const found = values.find((value) => value.name.toLowerCase() === name.toLowerCase());
    if (!found) throw fault(`Illegal value for enum ${type.fullName}: ${name}`);
    return found;
}

/** An object of the program; its constructor does not run. */
function objectValue(tree: JsonTree, type: Type, { isStrict, mayFill }: Reading, read: Read): Value {
    const members = membersOf(type);
    if (!members.fieldNames || members.isAbstract === true || type.namespace !== undefined)
        throw fault(`Apex Type unsupported in JSON: ${type.fullName}`);
    const fields = new Map(serializedFields(type).map((field) => [field.name.toLowerCase(), field]));
    const made = new ObjectValue(type, members.fieldNames().length);
    for (const [name, value] of entriesOf(tree)) {
        const field = fields.get(name.toLowerCase());
        if (field && mayFill && !mayFill(type, field.name)) continue;
        if (field) made.fields[field.slot] = read(value, field.type);
        else if (isStrict) throw fault(`Unknown field: ${type.name}.${name}`);
    }
    return made;
}

const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;
const WHOLE = /^[+-]?\d+$/;

function numberText(text: string, pattern: RegExp): string {
    if (!pattern.test(text)) throw fault(`For input string: "${text}"`);
    return text.trim();
}

function decimal(text: string): BigDecimal {
    const value = readDecimal(text);
    if (!value) throw fault(`For input string: "${text}"`);
    return value;
}

function primitive({ text, kind }: JsonToken, type: Type): Value {
    switch (type) {
        case types.INTEGER:
            return decimalToInteger(Big(numberText(text, WHOLE)));
        case types.LONG:
            return decimalToLong(Big(numberText(text, WHOLE)));
        case types.DOUBLE:
            return new DoubleValue(Number(numberText(text, NUMBER)));
        case types.DECIMAL:
            return decimal(text.trim());
        case types.BOOLEAN:
            if (!/^(?:true|false)$/i.test(text)) throw fault('Illegal value for primitive');
            return text.toLowerCase() === 'true';
        case types.DATE:
            return dateOf(text);
        case types.DATETIME:
            return new DatetimeValue(instantOf(text));
        case types.TIME:
            return new TimeValue(instantOf(`1970-01-01T${text}`, text));
        case types.BLOB:
            return new BlobValue(Buffer.from(text, 'base64'));
        case types.ID:
            return idOf(text);
        default:
            return kind === 'VALUE_NULL' ? null : text;
    }
}

/** @throws Thrown JSONException `Invalid format: "x"` */
export function dateOf(text: string): DateValue {
    const day = parseDay(text.slice(0, 10));
    if (day === undefined) throw fault(`Invalid format: "${text}"`);
    return dayOf(day);
}

/** An instant of ISO 8601; without a zone it is at Greenwich. */
export function instantOf(text: string, written = text): number {
    const isInstant = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/.test(text);
    const hasZone = /Z|T.*[+-]/.test(text) || !text.includes('T');
    const standard = text.replace(/([+-]\d\d)(\d\d)$/, (whole, hours: string, minutes: string) =>
        text.includes('T') ? `${hours}:${minutes}` : whole,
    );
    const instant = isInstant ? Date.parse(hasZone ? standard : `${standard}Z`) : NaN;
    if (Number.isNaN(instant)) throw fault(`Invalid format: "${written}"`);
    return instant;
}

export function idOf(text: string): string {
    const id = toId18(text);
    if (id === undefined) throw fault(`Invalid id: ${text}`);
    return id;
}
