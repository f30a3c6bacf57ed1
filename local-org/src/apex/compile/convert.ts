/**
 * Values from one static type to another, where they are assigned, passed or cast.
 * Source: Apex developer guide, "Rules of conversion".
 */
import { BigDecimal } from 'bigdecimal.js';
import { CompileError } from '../errors.ts';
import { toId18 } from '../../schema/ids.ts';
import type { Position } from '../parse/ast.ts';
import { checkedCast } from '../run/casts.ts';
import { exception } from '../run/exceptions.ts';
import {
    decimalToInteger,
    decimalToLong,
    longToInteger,
    toDecimal,
    toInteger,
    toLong,
    type NumberValue,
} from '../run/numbers.ts';
import { DateValue, DatetimeValue, DoubleValue, ListValue, type Value } from '../run/values.ts';
import { isAssignable, isCastable } from '../types/conversions.ts';
import {
    DATE,
    DATETIME,
    DECIMAL,
    DOUBLE,
    ID,
    INTEGER,
    LONG,
    SOBJECT,
    STRING,
    isNumber,
    type Type,
} from '../types/type.ts';
import type { Code } from './code.ts';

/** Makes a value of one type one of another; null stays null. */
type Converter = (value: Value) => Value;

/**
 * A value for a variable of a type.
 * @throws CompileError when it cannot be assigned
 */
export function assignTo(code: Code, type: Type, at: Position): Code {
    if (code.type === type) return code;
    if (code.isQuery && type.kind === 'sobject') return singleRecord(code, type);
    if (!isAssignable(code.type, type))
        throw new CompileError(`Illegal assignment from ${code.type.name} to ${type.name}`, at);
    return converted(code, type);
}

/** Converts what is known to be assignable. */
export function converted(code: Code, type: Type): Code {
    const converter = converterFor(code.type, type);
    if (!converter) return { ...withoutSlot(code), type };
    if (code.constant !== undefined && code.constant !== null) {
        const value = converter(code.constant);
        return { type, constant: value, run: () => value };
    }
    const { run } = code;
    return {
        type,
        run: (frame) => {
            const value = run(frame);
            return value === null ? null : converter(value);
        },
    };
}

function withoutSlot({ run, constant }: Code): Omit<Code, 'type'> {
    return constant === undefined ? { run } : { run, constant };
}

function converterFor(from: Type, to: Type): Converter | undefined {
    if (isNumber(to) && isNumber(from)) return numberConverter(from, to);
    if (to === ID && from === STRING) return (value) => idOf(value as string);
    if (to === DATETIME && from === DATE) return (value) => new DatetimeValue((value as DateValue).days * 86_400_000);
    return undefined;
}

/** How a number becomes one of another type, also of a narrower one. */
export function numberConverter(from: Type, to: Type): Converter | undefined {
    if (from === to) return undefined;
    if (to === DECIMAL) return (value) => toDecimal(value as NumberValue);
    if (to === DOUBLE)
        return (value) => new DoubleValue(Number(value instanceof BigDecimal ? value.numberValue() : value));
    if (to === LONG && from === INTEGER) return (value) => BigInt(value as number);
    if (to === LONG)
        return (value) => (value instanceof BigDecimal ? decimalToLong(value) : toLong((value as DoubleValue).value));
    if (to !== INTEGER) return undefined;
    if (from === LONG) return (value) => longToInteger(value as bigint);
    return (value) => (value instanceof BigDecimal ? decimalToInteger(value) : toInteger((value as DoubleValue).value));
}

/**
 * A text as an id of 18 characters.
 * @throws Thrown StringException when it is none
 */
export function idOf(text: string): string {
    const id = toId18(text);
    if (id === undefined) throw exception('StringException', `Invalid id: ${text}`);
    return id;
}

/** A query that is to give one record. Source: Apex developer guide, "Working with SOQL and SOSL query results". */
function singleRecord(code: Code, type: Type): Code {
    const { run } = code;
    return {
        type,
        run: (frame) => {
            const { items } = run(frame) as ListValue;
            if (items.length === 0) throw exception('QueryException', 'List has no rows for assignment to SObject');
            if (items.length > 1)
                throw exception('QueryException', 'List has more than 1 row for assignment to SObject');
            return items[0] ?? null;
        },
    };
}

/** A cast. @throws CompileError when it can never succeed */
export function castTo(code: Code, type: Type, at: Position): Code {
    if (code.type === type) return code;
    if (code.isQuery && type.kind === 'sobject') return singleRecord(code, type);
    if (!isCastable(code.type, type))
        throw new CompileError(
            `Incompatible types since an instance of ${code.type.name} is never an instance of ${type.name}`,
            at,
        );
    if (isNumber(code.type) && isNumber(type)) return converted(code, type);
    if (isAssignable(code.type, type) && type !== SOBJECT) {
        const changed = converterFor(code.type, type);
        if (changed || code.type.kind !== 'sobject') return converted(code, type);
    }
    const { run } = code;
    return { type, run: (frame) => checkedCast(run(frame), type) };
}
