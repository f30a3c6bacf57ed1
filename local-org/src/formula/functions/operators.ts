/** Operators. Formula Operators and Functions: Math Operators, Logical Operators, Text Operators. */
import { DAY_MS, fromDays, toDays, wrapTime } from '../dates.ts';
import { illegalType, wrongCount, wrongType } from '../errors.ts';
import { Decimal, divide, power } from '../numbers.ts';
import {
    typeLabel,
    type CallSite,
    type FunctionSpec,
    type Run,
    type Typed,
    type TypedCall,
    type Value,
    type ValueType,
} from '../types.ts';
import { argumentOf, checkCount, rejectPicklist, special, strict } from './define.ts';

const DAY_SECONDS = 86_400;
const SUMMANDS = ['Number', 'Date', 'DateTime'];

function summandError(call: CallSite, arg: Typed, expected: readonly string[] = SUMMANDS): Error {
    return wrongType(call.name, expected, typeLabel(arg.type), arg.position);
}

/** Types of `left ± right`; both ways of a sum are listed, of a difference only the one. */
const SUMS: Readonly<Record<string, ValueType>> = {
    'Number+Number': 'Number',
    'Number-Number': 'Number',
    'Number+Date': 'Date',
    'Date+Number': 'Date',
    'Date-Number': 'Date',
    'Date-Date': 'Number',
    'Number+DateTime': 'DateTime',
    'DateTime+Number': 'DateTime',
    'DateTime-Number': 'DateTime',
    'DateTime-DateTime': 'Number',
    'Time+Number': 'Time',
    'Time-Number': 'Time',
    'Time-Time': 'Number',
    'Text+Text': 'Text',
};

function checkSum(call: CallSite): ValueType {
    if (call.args.length === 1) {
        const operand = argumentOf(call, 0);
        rejectPicklist(operand);
        if (operand.type !== 'Number') {
            throw summandError(call, operand, ['Number']);
        }
        return 'Number';
    }
    if (call.args.length !== 2) {
        throw wrongCount(call.name, call.args.length < 1 ? 1 : 2, call.args.length, call.position);
    }
    const [left, right] = [argumentOf(call, 0), argumentOf(call, 1)];
    rejectPicklist(left);
    rejectPicklist(right);
    if (left.type === 'Null' || right.type === 'Null') {
        return 'Null';
    }
    const result = SUMS[`${left.type}${call.name}${right.type}`];
    if (result !== undefined) {
        return result;
    }
    throw sumError(call, left, right);
}

function sumError(call: CallSite, left: Typed, right: Typed): Error {
    if (left.type === 'Text' && call.name === '+') {
        return summandError(call, right, ['Text']);
    }
    if (left.type === 'Time' && right.type === 'Time') {
        return illegalType(call.name, call.position);
    }
    const isDay = (type: ValueType): boolean => type === 'Date' || type === 'DateTime';
    if (isDay(right.type) && (right.type === left.type || left.type === 'Number')) {
        return summandError(call, right, ['Number']);
    }
    const summands: readonly string[] = [...SUMMANDS, 'Time'];
    return summandError(call, summands.includes(left.type) ? right : left);
}

/** Whole days; a fraction of a number falls away. */
function moveDate(date: string, days: Decimal, sign: 1 | -1): string {
    return fromDays(toDays(date) + sign * days.trunc().toNumber());
}

/** Days with their fraction, to the second. */
function moveInstant(instant: number, days: Decimal, sign: 1 | -1): number {
    const seconds = days.mul(DAY_SECONDS).toDecimalPlaces(0).toNumber();
    return instant + sign * seconds * 1000;
}

function days(milliseconds: number): Decimal {
    return new Decimal(milliseconds).div(DAY_MS);
}

type Sum = (left: never, right: never) => Value;

const SUM_OF: Readonly<Record<string, Sum>> = {
    'Number+Number': (a: Decimal, b: Decimal) => a.add(b),
    'Number-Number': (a: Decimal, b: Decimal) => a.sub(b),
    'Number+Date': (a: Decimal, b: string) => moveDate(b, a, 1),
    'Date+Number': (a: string, b: Decimal) => moveDate(a, b, 1),
    'Date-Number': (a: string, b: Decimal) => moveDate(a, b, -1),
    'Date-Date': (a: string, b: string) => new Decimal(toDays(a) - toDays(b)),
    'Number+DateTime': (a: Decimal, b: number) => moveInstant(b, a, 1),
    'DateTime+Number': (a: number, b: Decimal) => moveInstant(a, b, 1),
    'DateTime-Number': (a: number, b: Decimal) => moveInstant(a, b, -1),
    'DateTime-DateTime': (a: number, b: number) => days(a - b),
    'Time+Number': (a: number, b: Decimal) => wrapTime(a + b.trunc().toNumber()),
    'Time-Number': (a: number, b: Decimal) => wrapTime(a - b.trunc().toNumber()),
    'Time-Time': (a: number, b: number) => new Decimal(wrapTime(a - b)),
};

function compileSum(call: TypedCall, runs: readonly Run[]): Run {
    const [left, right] = runs;
    if (call.type === 'Null' || left === undefined) {
        return () => null;
    }
    if (right === undefined) {
        return call.spec.name === '+' ? left : negated(left);
    }
    if (call.type === 'Text') {
        return concatenation(left, right);
    }
    const key = `${argumentOf(call, 0).type}${call.spec.name}${argumentOf(call, 1).type}`;
    const sum = SUM_OF[key] as ((left: Value, right: Value) => Value) | undefined;
    if (sum === undefined) {
        throw new RangeError(`no sum ${key}`);
    }
    return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return a === null || b === null ? null : sum(a, b);
    };
}

function negated(operand: Run): Run {
    return (frame) => {
        const value = operand(frame) as Decimal | null;
        return value === null ? null : value.neg();
    };
}

/** A blank text joins as nothing. */
function concatenation(left: Run, right: Run): Run {
    return (frame) => {
        const a = left(frame) as string | null;
        const b = right(frame) as string | null;
        return a === null ? b : b === null ? a : a + b;
    };
}

/** Types that can stand on both sides of a comparison. */
export function comparable(left: ValueType, right: ValueType): boolean {
    return left === right || left === 'Null' || right === 'Null';
}

/** @returns the two sides of a comparison, which are of one type */
function checkSides(call: CallSite): readonly [Typed, Typed] {
    checkCount(call, 2);
    const [left, right] = [argumentOf(call, 0), argumentOf(call, 1)];
    rejectPicklist(left);
    rejectPicklist(right);
    if (left.type === 'Geolocation' || right.type === 'Geolocation') {
        throw illegalType(call.name, call.position);
    }
    if (!comparable(left.type, right.type)) {
        throw wrongType(call.name, [typeLabel(left.type)], typeLabel(right.type), right.position);
    }
    return [left, right];
}

function checkEquality(call: CallSite): ValueType {
    checkSides(call);
    return 'Boolean';
}

/** Blank texts are equal to each other; any other type gives no answer when one side is blank. */
export function equality(left: Run, right: Run, types: readonly ValueType[]): Run {
    if (types.includes('Text')) {
        return (frame) => left(frame) === right(frame);
    }
    if (types.includes('Number')) {
        return (frame) => {
            const a = left(frame) as Decimal | null;
            const b = right(frame) as Decimal | null;
            return a === null || b === null ? null : a.eq(b);
        };
    }
    return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return a === null || b === null ? null : a === b;
    };
}

function equalityOperator(name: '=' | '<>'): FunctionSpec {
    return special(name, checkEquality, (call, runs) => {
        const [left, right] = runs as [Run, Run];
        const equals = equality(
            left,
            right,
            call.args.map((arg) => arg.type),
        );
        if (name === '=') {
            return equals;
        }
        return (frame) => {
            const result = equals(frame);
            return result === null ? null : result === false;
        };
    });
}

const ORDERED: readonly ValueType[] = ['Number', 'Date', 'DateTime', 'Time', 'Null'];

function checkComparison(call: CallSite): ValueType {
    for (const arg of checkSides(call)) {
        if (!ORDERED.includes(arg.type)) {
            throw wrongType(call.name, ['Number', 'Date', 'DateTime'], typeLabel(arg.type), arg.position);
        }
    }
    return 'Boolean';
}

/** Negative, zero or positive; dates are texts that compare as they stand. */
function order(a: Value, b: Value): number {
    if (a instanceof Decimal) {
        return a.cmp(b as Decimal);
    }
    const [left, right] = [a as number | string, b as number | string];
    return left < right ? -1 : left > right ? 1 : 0;
}

function comparison(name: string, accepts: (order: number) => boolean): FunctionSpec {
    return special(name, checkComparison, (_call, runs) => {
        const [left, right] = runs as [Run, Run];
        return (frame) => {
            const a = left(frame);
            const b = right(frame);
            return a === null || b === null ? null : accepts(order(a, b));
        };
    });
}

export const OPERATORS: readonly FunctionSpec[] = [
    special('+', checkSum, compileSum),
    special('-', checkSum, compileSum),
    strict('*', ['Number', 'Number'], 'Number', (a, b) => a.mul(b)),
    strict('/', ['Number', 'Number'], 'Number', divide),
    strict('^', ['Number', 'Number'], 'Number', power),
    special(
        '&',
        (call) => {
            checkCount(call, 2);
            call.args.forEach((arg) => {
                if (arg.type !== 'Text' && arg.type !== 'Null') {
                    rejectPicklist(arg);
                    throw wrongType('&', ['Text'], typeLabel(arg.type), arg.position);
                }
            });
            return 'Text';
        },
        (_call, runs) => concatenation(...(runs as [Run, Run])),
    ),
    equalityOperator('='),
    equalityOperator('<>'),
    comparison('<', (result) => result < 0),
    comparison('>', (result) => result > 0),
    comparison('<=', (result) => result <= 0),
    comparison('>=', (result) => result >= 0),
];
