/**
 * Calculation: `+ - * /`, shifts and bits, concatenation.
 * Source: Apex developer guide, "Expression operators"; Integers and Longs wrap around, division of them truncates.
 */
import { transaction } from '../run/vm.ts';
import { BigDecimal, RoundingMode } from 'bigdecimal.js';
import { CompileError } from '../errors.ts';
import type { BinaryOperator, Position } from '../parse/ast.ts';
import { exception, nullPointer } from '../run/exceptions.ts';
import { checkedDays, checkedInstant } from '../run/instants.ts';
import { toText } from '../run/text.ts';
import { DateValue, DatetimeValue, DoubleValue, TimeValue, type Value } from '../run/values.ts';
import { arithmeticType } from '../types/conversions.ts';
import {
    BOOLEAN,
    DATE,
    DATETIME,
    DECIMAL,
    DOUBLE,
    INTEGER,
    LONG,
    STRING,
    TIME,
    isNumber,
    isText,
    type Type,
} from '../types/type.ts';
import type { Code, Run } from './code.ts';
import { converted } from './convert.ts';

type Operation<T> = (left: T, right: T) => T;

const WIDTH = 64;

const INTEGERS: Partial<Record<BinaryOperator, Operation<number>>> = {
    '/': (left, right) => {
        if (right === 0) throw divisionByZero();
        return (left / right) | 0;
    },
    '<<': (left, right) => left << right,
    '>>': (left, right) => left >> right,
    '>>>': (left, right) => (left >>> right) | 0,
    '&': (left, right) => left & right,
    '|': (left, right) => left | right,
    '^': (left, right) => left ^ right,
};

const LONGS: Partial<Record<BinaryOperator, Operation<bigint>>> = {
    '+': (left, right) => BigInt.asIntN(WIDTH, left + right),
    '-': (left, right) => BigInt.asIntN(WIDTH, left - right),
    '*': (left, right) => BigInt.asIntN(WIDTH, left * right),
    '/': (left, right) => {
        if (right === 0n) throw divisionByZero();
        return BigInt.asIntN(WIDTH, left / right);
    },
    '<<': (left, right) => BigInt.asIntN(WIDTH, left << (right & 63n)),
    '>>': (left, right) => left >> (right & 63n),
    '>>>': (left, right) => BigInt.asIntN(WIDTH, BigInt.asUintN(WIDTH, left) >> (right & 63n)),
    '&': (left, right) => left & right,
    '|': (left, right) => left | right,
    '^': (left, right) => left ^ right,
};

const DOUBLES: Partial<Record<BinaryOperator, Operation<DoubleValue>>> = {
    '+': (left, right) => new DoubleValue(left.value + right.value),
    '-': (left, right) => new DoubleValue(left.value - right.value),
    '*': (left, right) => new DoubleValue(left.value * right.value),
    '/': (left, right) => {
        if (right.value === 0) throw divisionByZero();
        return new DoubleValue(left.value / right.value);
    },
};

const DECIMALS: Partial<Record<BinaryOperator, Operation<BigDecimal>>> = {
    '+': (left, right) => left.add(right),
    '-': (left, right) => left.subtract(right),
    '*': (left, right) => left.multiply(right),
    '/': divideDecimals,
};

/** Digits after the point that a quotient has at most. */
const QUOTIENT_SCALE = 32;

/** A quotient that ends is exact; another is rounded. */
export function divideDecimals(left: BigDecimal, right: BigDecimal): BigDecimal {
    if (right.signum() === 0) throw divisionByZero();
    const scale = Math.max(left.scale(), right.scale(), QUOTIENT_SCALE);
    const quotient = left.divide(right, scale, RoundingMode.HALF_UP).stripTrailingZeros();
    const least = Math.max(0, left.scale() - right.scale());
    return quotient.scale() < least ? quotient.setScale(least) : quotient;
}

function divisionByZero(): Error {
    return exception('MathException', 'Divide by 0');
}

const BITS: readonly BinaryOperator[] = ['<<', '>>', '>>>', '&', '|', '^'];

/**
 * Compiles an operation on two values.
 * @throws CompileError when their types have none
 */
export function arithmetic(operator: BinaryOperator, left: Code, right: Code, at: Position): Code {
    if (operator === '+' && (left.type === STRING || right.type === STRING)) return concatenation(left, right, at);
    if (BITS.includes(operator) && left.type === BOOLEAN && right.type === BOOLEAN)
        return booleanBits(operator, left, right);
    const moment = momentOperation(operator, left, right);
    if (moment) return moment;
    const type = arithmeticType(left.type, right.type);
    const isBits = BITS.includes(operator);
    if (!type || (isBits && type !== INTEGER && type !== LONG)) throw wrongTypes(operator, left, right, at);
    const [first, second] = [converted(left, type).run, converted(right, type).run];
    if (type === INTEGER) return { type, run: integerOperation(operator, first as Run<number>, second as Run<number>) };
    if (type === LONG) return { type, run: withNulls(first as Run<bigint>, second as Run<bigint>, LONGS[operator]) };
    if (type === DOUBLE)
        return { type, run: withNulls(first as Run<DoubleValue>, second as Run<DoubleValue>, DOUBLES[operator]) };
    return { type: DECIMAL, run: withNulls(first as Run<BigDecimal>, second as Run<BigDecimal>, DECIMALS[operator]) };
}

function wrongTypes(operator: BinaryOperator, left: Code, right: Code, at: Position): CompileError {
    const types = `${left.type.name}, ${right.type.name}`;
    if (BITS.includes(operator))
        return new CompileError(`Bitwise operator only allowed on Boolean and Integer values: ${types}`, at);
    if (isText(left.type) && operator !== '+')
        return new CompileError('Arithmetic expressions must use numeric arguments', at);
    if (isMoment(left.type))
        return new CompileError('Date/time expressions must use Integer, Long, Double or Decimal', at);
    return new CompileError('Arithmetic expressions must use numeric arguments', at);
}

/** The commonest operations have closures of their own, for speed. */
function integerOperation(operator: BinaryOperator, left: Run<number>, right: Run<number>): Run {
    switch (operator) {
        case '+':
            return (frame) => {
                const first = left(frame) as number | null;
                const second = right(frame) as number | null;
                if (first === null || second === null) throw nullPointer();
                return (first + second) | 0;
            };
        case '-':
            return (frame) => {
                const first = left(frame) as number | null;
                const second = right(frame) as number | null;
                if (first === null || second === null) throw nullPointer();
                return (first - second) | 0;
            };
        case '*':
            return (frame) => {
                const first = left(frame) as number | null;
                const second = right(frame) as number | null;
                if (first === null || second === null) throw nullPointer();
                return Math.imul(first, second);
            };
        default:
            return withNulls(left, right, INTEGERS[operator]);
    }
}

function withNulls<T extends Value>(left: Run<T>, right: Run<T>, operate: Operation<T> | undefined): Run {
    if (!operate) throw new Error('no such operation');
    return (frame) => {
        const first = left(frame) as T | null;
        const second = right(frame) as T | null;
        if (first === null || second === null) throw nullPointer();
        return operate(first, second);
    };
}

function booleanBits(operator: BinaryOperator, left: Code, right: Code): Code {
    const operate: Operation<boolean> =
        operator === '&' ? (a, b) => a && b : operator === '|' ? (a, b) => a || b : (a, b) => a !== b;
    return { type: BOOLEAN, run: withNulls(left.run as Run<boolean>, right.run as Run<boolean>, operate) };
}

/** Letters from which on a text may be too large by itself. */
const LARGE = 1_000_000;

/** Text with anything behind it, or before it. */
function concatenation(left: Code, right: Code, at: Position): Code {
    for (const { type } of [left, right])
        if (type.kind === 'void') throw new CompileError('Expression cannot be of type void', at);
    const [first, second] = [left.run, right.run];
    return {
        type: STRING,
        run: (frame) => {
            const text = toText(first(frame)) + toText(second(frame));
            if (text.length > LARGE) transaction().limits.checkSize(text.length);
            return text;
        },
    };
}

function isMoment(type: Type): boolean {
    return type === DATE || type === DATETIME || type === TIME;
}

const DAY = 86_400_000;

/** Days and fractions of days are added to dates and instants, milliseconds to times. */
function momentOperation(operator: BinaryOperator, left: Code, right: Code): Code | undefined {
    if (operator !== '+' && operator !== '-') return undefined;
    if (!isMoment(left.type) || !isNumber(right.type)) return undefined;
    const sign = operator === '+' ? 1 : -1;
    const amount = converted(right, DOUBLE).run as Run<DoubleValue>;
    const { type, run } = left;
    return {
        type,
        run: (frame) => {
            const moment = run(frame);
            const added = amount(frame) as DoubleValue | null;
            if (moment === null || added === null) throw nullPointer();
            return moved(moment, sign * added.value);
        },
    };
}

function moved(moment: Value, amount: number): Value {
    if (moment instanceof DateValue) return new DateValue(checkedDays(moment.days + Math.trunc(amount)));
    if (moment instanceof DatetimeValue)
        return new DatetimeValue(checkedInstant(moment.milliseconds + Math.round(amount * DAY)));
    return new TimeValue(((((moment as TimeValue).milliseconds + amount) % DAY) + DAY) % DAY);
}
