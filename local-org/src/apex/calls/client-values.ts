/**
 * Values of Apex as components on a page get them, and the other way round.
 * Source: Lightning Web Components developer guide, "Call Apex methods", "Pass values to Apex"; Lightning Aura Components
 * developer guide, "Returning data from an Apex server-side controller".
 */
import { BigDecimal } from 'bigdecimal.js';
import { readJson } from '../library/json-tree.ts';
import { isoText } from '../library/json-write.ts';
import { typedValue } from '../library/json-read.ts';
import { typeOfValue } from '../run/casts.ts';
import { MapValue, SetValue } from '../run/collections.ts';
import { ExceptionValue, Thrown, exception } from '../run/exceptions.ts';
import { callMethod } from '../run/invoke.ts';
import { SObjectValue } from '../run/sobject.ts';
import { dateText, toText } from '../run/text.ts';
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
import { membersOf, type Parameter } from '../types/members.ts';
import type { Type } from '../types/type.ts';
import { annotatedVariables } from './annotations.ts';

/** How deep values may lie in each other; those that hold themselves go deeper. */
const MAX_DEPTH = 100;

/**
 * A value as JSON: records are their fields, objects their `@AuraEnabled` members; what is null is left out of both.
 * @throws Thrown JSONException for what a component cannot get
 */
export function toClient(value: Value, depth = 0): unknown {
    if (depth > MAX_DEPTH) throw exception('JSONException', 'Maximum depth of nested values exceeded');
    if (value === null || typeof value !== 'object') return typeof value === 'bigint' ? Number(value) : value;
    if (value instanceof BigDecimal) return value.numberValue();
    if (value instanceof DoubleValue) return value.value;
    if (value instanceof DateValue) return dateText(value);
    if (value instanceof DatetimeValue) return isoText(value);
    if (value instanceof TimeValue) return value.milliseconds;
    if (value instanceof EnumValue) return value.name;
    if (value instanceof BlobValue) return Buffer.from(value.bytes).toString('base64');
    const inner = (one: Value): unknown => toClient(one, depth + 1);
    if (value instanceof ListValue) return value.items.map(inner);
    if (value instanceof SetValue) return value.values().map(inner);
    if (value instanceof MapValue)
        return present(
            Array.from(value.entries.values(), (entry) => [keyText(entry.key), entry.value]),
            inner,
        );
    if (value instanceof SObjectValue) return record(value, inner);
    if (!(value instanceof ObjectValue) || value instanceof NativeObject || value instanceof ExceptionValue)
        throw exception('JSONException', `Apex Type unsupported in JSON: ${typeOfValue(value).fullName}`);
    return present(membersFor(value), inner);
}

function keyText(key: Value): string {
    return key instanceof DateValue ? dateText(key) : toText(key);
}

type Member = readonly [name: string, value: Value];

function present(members: readonly Member[], inner: (one: Value) => unknown): Record<string, unknown> {
    const there = members.filter(([, value]) => value !== null);
    return Object.fromEntries(there.map(([name, value]) => [name, inner(value)]));
}

function record({ fields, parents, children }: SObjectValue, inner: (one: Value) => unknown): Record<string, unknown> {
    const members = [...Object.entries(fields), ...Object.entries(parents ?? {}), ...Object.entries(children ?? {})];
    return present(members, inner);
}

function membersFor(value: ObjectValue): Member[] {
    const members = membersOf(value.type);
    return annotatedVariables(value.type, 'auraenabled').flatMap(({ name }) => {
        const variable = members.variable(name.toLowerCase());
        if (!variable || variable.isStatic) return [];
        const held = variable.getter ? callMethod(variable.getter, value) : (value.fields[variable.slot] ?? null);
        return [[name, held] as const];
    });
}

/**
 * The arguments of a method, by the names of its parameters; what is not given is null.
 * @throws Thrown when a value does not fit its parameter
 */
export function argumentsFor(parameters: readonly Parameter[], given: Readonly<Record<string, unknown>>): Value[] {
    return parameters.map(({ name, type }) => {
        try {
            return fromClient(Object.hasOwn(given, name) ? given[name] : null, type);
        } catch (error) {
            if (!(error instanceof Thrown)) throw error;
            throw exception(
                'IllegalArgumentException',
                `Value provided is invalid for action parameter '${name}' of type '${type.name}'`,
            );
        }
    });
}

/**
 * A value of a type from JSON. Of objects, only members with one of the annotations are filled.
 * @throws Thrown JSONException when it does not fit
 */
export function fromClient(json: unknown, type: Type, annotations: readonly string[] = ['auraenabled']): Value {
    if (json === undefined || json === null) return null;
    return typedValue(readJson(JSON.stringify(json)), type, {
        isStrict: false,
        isUntypedAllowed: true,
        typeMember: 'sobjectType',
        mayFill: (of, name) =>
            annotations.some((annotation) => annotatedVariables(of, annotation).some((one) => one.name === name)),
    });
}
