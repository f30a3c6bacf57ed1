/** From the values in a query to what the store compares with. */
import { toId18 } from '../../schema/ids.ts';
import type { Value } from '../../store/store.ts';
import type { Literal } from '../ast.ts';
import { located, malformed, wrongValueType } from '../errors.ts';
import { unescape } from '../parser/values.ts';
import type { Binds } from '../scope.ts';
import { dayRange } from '../time/ranges.ts';
import { dayText, startOfDay } from '../time/time-zone.ts';
import type { PlanContext } from './context.ts';
import { TYPE_NAMES, type Kind, type Operand } from './operands.ts';
import type { Parameter } from './parameters.ts';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2}):(\d{2})(\.\d+)?(z|[+-]\d{2}:?\d{2})$/i;
const MINUTE = 60_000;

/**
 * What a bind variable holds.
 * @param later the variables of a run; absent: those that the query is planned with, and then the plan is for them alone
 * @throws OrgError MALFORMED_QUERY when the caller has no such variable, or can have none
 */
export function bindValue(
    context: PlanContext,
    { name, offset }: Extract<Literal, { kind: 'bind' }>,
    later?: Binds,
): unknown {
    const { source } = context;
    const binds = later ?? context.binds;
    if (!later) context.isForItsBinds = true;
    if (!binds) throw located('MALFORMED_QUERY', source, offset, 'Bind variables only allowed in Apex code');
    const key = Object.keys(binds).find((one) => one.toLowerCase() === name.toLowerCase());
    if (key === undefined) throw located('MALFORMED_QUERY', source, offset, `Variable does not exist: ${name}`);
    return binds[key];
}

/**
 * The value that a literal is for an operand; ranges are read by {@link rangeOf}.
 * @param later the variables of a run, as {@link bindValue} has them
 * @throws OrgError INVALID_FIELD when it is of another type
 */
export function storedValue(context: PlanContext, operand: Operand, literal: Literal, later?: Binds): Value {
    const value =
        literal.kind === 'bind'
            ? fromBound(bindValue(context, literal, later), operand.kind)
            : fromLiteral(literal, operand.kind);
    if (value === WRONG) throw wrongType(context, operand);
    if (operand.kind !== 'id' || typeof value !== 'string') return value;
    const id = toId18(value);
    if (id !== undefined) return id;
    // objects without ids of their own, such as EntityDefinition, are referred to by name
    if (isNamed(context, operand)) return value;
    throw located('INVALID_QUERY_FILTER_OPERATOR', context.source, operand.offset, `invalid ID field: ${value}`);
}

/** The error for a value of another type than the operand. */
export function wrongType(context: PlanContext, { name, kind, offset }: Operand): Error {
    const quotes = kind === 'id' || kind === 'text' || kind === 'multi';
    return context.error(wrongValueType, offset, name, TYPE_NAMES[kind], quotes);
}

function isNamed(context: PlanContext, { field }: Operand): boolean {
    return field?.reference?.to.some((name) => context.schema.object(name)?.keyPrefix === undefined) ?? false;
}

/** The value does not fit. */
const WRONG = Symbol('wrong');

function fromLiteral(literal: Exclude<Literal, { kind: 'bind' }>, kind: Kind): Value | typeof WRONG {
    switch (literal.kind) {
        case 'null':
            return kind === 'boolean' ? 0 : null;
        case 'boolean':
            return kind === 'boolean' ? Number(literal.value) : WRONG;
        case 'number':
            return fromNumber(literal.value, kind);
        case 'string':
            return kind === 'text' || kind === 'id' || kind === 'multi' ? unescape(literal.raw) || null : WRONG;
        case 'date':
            return kind === 'date' ? checkedDate(literal.text) : WRONG;
        case 'datetime':
            return kind === 'datetime' ? instantOf(literal.text) : WRONG;
        case 'time':
            return kind === 'time' ? timeOf(literal.text) : WRONG;
        case 'currency':
            throw malformed(`Currency literals are not supported: this org has one currency only (${literal.text})`);
        case 'value':
            return fromBound(literal.value, kind);
        case 'range':
            return WRONG;
    }
}

function fromNumber(value: number, kind: Kind): Value | typeof WRONG {
    if (kind === 'int') return Number.isInteger(value) ? value : WRONG;
    return kind === 'number' || kind === 'distance' ? value : WRONG;
}

function fromBound(value: unknown, kind: Kind): Value | typeof WRONG {
    if (value === null || value === undefined) return kind === 'boolean' ? 0 : null;
    if (value instanceof Date) {
        if (kind === 'datetime') return value.getTime();
        return kind === 'date' ? value.toISOString().slice(0, 10) : WRONG;
    }
    switch (typeof value) {
        case 'boolean':
            return kind === 'boolean' ? Number(value) : WRONG;
        case 'number':
            return kind === 'datetime' || kind === 'time' ? value : fromNumber(value, kind);
        case 'bigint':
            return fromNumber(Number(value), kind);
        case 'string':
            return fromText(value, kind);
        default:
            return WRONG;
    }
}

function fromText(text: string, kind: Kind): Value | typeof WRONG {
    switch (kind) {
        case 'text':
        case 'multi':
        case 'id':
            return text === '' ? null : text;
        case 'date':
            return DATE.test(text) ? checkedDate(text) : WRONG;
        case 'datetime':
            return /T/i.test(text) ? instantOf(text) : WRONG;
        case 'time':
            return TIME.test(text) ? timeOf(text) : WRONG;
        default:
            return WRONG;
    }
}

function checkedDate(text: string): string {
    const [year = 0, month = 0, date = 0] = text.split('-').map(Number);
    const time = new Date(Date.UTC(year, month - 1, date));
    if (time.getUTCMonth() === month - 1 && time.getUTCDate() === date) return text;
    throw malformed(`Invalid date: ${text}`);
}

function instantOf(text: string): number {
    checkedDate(text.slice(0, 10));
    // a plus sign that was not escaped in a URL arrives as a space, which the grammar refuses; offsets may lack the colon
    const instant = Date.parse(text.toUpperCase().replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
    if (Number.isNaN(instant)) throw malformed(`Invalid datetime: ${text}`);
    return Math.floor(instant / 1000) * 1000;
}

function timeOf(text: string): number {
    const [, hours, minutes, seconds, fraction, zone] = TIME.exec(text) ?? [];
    if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59)
        throw malformed(`Invalid time: ${text}`);
    const offset = /^z$/i.test(zone ?? 'z') ? 0 : Number(`${(zone ?? '').slice(0, 1)}1`) * minutesOf(zone ?? '');
    return (Number(hours) * 60 + Number(minutes) - offset) * MINUTE + (Number(seconds) + Number(fraction ?? 0)) * 1000;
}

function minutesOf(zone: string): number {
    return Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
}

/** Where a date literal begins, and where what comes after it begins. */
export interface ValueRange {
    readonly from: Parameter;
    readonly to: Parameter;
}

/**
 * What a date literal is for an operand; found out when the query runs.
 * @throws OrgError INVALID_FIELD when the operand is no date
 */
export function rangeOf(
    context: PlanContext,
    operand: Operand,
    { name, count }: Extract<Literal, { kind: 'range' }>,
): ValueRange {
    const { kind } = operand;
    if (kind !== 'date' && kind !== 'datetime') throw wrongType(context, operand);
    const edge =
        (which: 'from' | 'to'): Parameter =>
        (run) => {
            const range = dayRange(name, count, run);
            if (!range) throw malformed(`unexpected token: '${name}'`);
            return kind === 'date' ? dayText(range[which]) : startOfDay(run.timeZone, range[which]);
        };
    return { from: edge('from'), to: edge('to') };
}
