/** Whether a value is of a type, while the program runs. */
import { BigDecimal } from 'bigdecimal.js';
import { toId18 } from '../../schema/ids.ts';
import { isKindOf } from '../types/hierarchy.ts';
import { isAssignable } from '../types/conversions.ts';
import {
    BOOLEAN,
    DECIMAL,
    DOUBLE,
    ID,
    INTEGER,
    LONG,
    NULL,
    SOBJECT,
    STRING,
    isNumber,
    type Type,
} from '../types/type.ts';
import { exception } from './exceptions.ts';
import { toDecimal, type NumberValue } from './numbers.ts';
import { SObjectValue } from './sobject.ts';
import { DoubleValue, type Value } from './values.ts';

/** The type of a value. */
export function typeOfValue(value: Value): Type {
    switch (typeof value) {
        case 'string':
            return STRING;
        case 'number':
            return INTEGER;
        case 'boolean':
            return BOOLEAN;
        case 'bigint':
            return LONG;
        default:
            if (value === null) return NULL;
            return value instanceof BigDecimal ? DECIMAL : value.type;
    }
}

/** `instanceof`; null is an instance of nothing. */
export function isInstance(value: Value, type: Type): boolean {
    if (value === null) return false;
    if (type.kind === 'object') return true;
    if (typeof value === 'string') return type === STRING || (type === ID && looksLikeId(value));
    const own = typeOfValue(value);
    if (own === type) return true;
    if (value instanceof SObjectValue) return type === SOBJECT;
    if (isNumber(own))
        return isNumber(type) && ((own === INTEGER && type === LONG) || (type === DOUBLE && own === DECIMAL));
    return own.args.length > 0 ? isAssignable(own, type) : isKindOf(own, type);
}

function looksLikeId(text: string): boolean {
    return (text.length === 18 || text.length === 15) && toId18(text) !== undefined && /\d/.test(text);
}

/**
 * A value as one of a type.
 * @throws Thrown TypeException when it is none
 */
export function checkedCast(value: Value, type: Type): Value {
    if (value === null || isInstance(value, type)) return numberOf(value, type);
    const own = typeOfValue(value);
    if (isNumber(own) && isNumber(type) && own === INTEGER) return widened(value as NumberValue, type);
    if (isListOfRecords(own, type)) return value;
    throw exception('TypeException', `Invalid conversion from runtime type ${told(own)} to ${told(type)}`);
}

/** A type as the message tells it: what holds any object holds `ANY`. */
function told(type: Type): string {
    if (type.args.length === 0) return type.fullName;
    return `${type.base}<${type.args.map((arg) => (arg.kind === 'object' ? 'ANY' : told(arg))).join()}>`;
}

function isListOfRecords(own: Type, type: Type): boolean {
    return (
        own.kind === type.kind &&
        own.args.length > 0 &&
        own.args.every((arg, at) => arg.kind === 'sobject' && type.args[at]?.kind === 'sobject')
    );
}

function numberOf(value: Value, type: Type): Value {
    return typeof value === 'number' && type !== INTEGER && isNumber(type) ? widened(value, type) : value;
}

function widened(value: NumberValue, type: Type): Value {
    if (type === DECIMAL) return toDecimal(value);
    if (type === LONG) return BigInt(value as number);
    return new DoubleValue(Number(value));
}
