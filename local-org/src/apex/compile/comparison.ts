/** `== != === !== < <= > >=`. Source: Apex developer guide, "Expression operators". */
import { CompileError } from '../errors.ts';
import type { BinaryOperator, Position } from '../parse/ast.ts';
import { compareValues, isIdentical, looseEquals } from '../run/equality.ts';
import type { Value } from '../run/values.ts';
import { isCastable } from '../types/conversions.ts';
import { BOOLEAN, DATE, DATETIME, INTEGER, TIME, isNumber, isText, type Type } from '../types/type.ts';
import type { Code, Run } from './code.ts';

const SYMBOLS: readonly BinaryOperator[] = ['==', '!=', '===', '!==', '<', '<=', '>', '>='];

export function isComparison(operator: BinaryOperator): boolean {
    return SYMBOLS.includes(operator);
}

/** @throws CompileError when the types cannot be compared */
export function comparison(operator: BinaryOperator, left: Code, right: Code, at: Position): Code {
    if (operator.length >= 2 && operator.endsWith('=') && !'<>'.includes(operator.charAt(0)))
        return { type: BOOLEAN, run: equality(operator, left, right, at) };
    if (!areOrdered(left.type, right.type))
        throw new CompileError(
            `Comparison arguments must be compatible types: ${left.type.name}, ${right.type.name}`,
            at,
        );
    if (left.type === INTEGER && right.type === INTEGER)
        return { type: BOOLEAN, run: integerOrder(operator, left.run as Run<number>, right.run as Run<number>) };
    const compare = isText(left.type) || isText(right.type) ? compareTexts : compareValues;
    return { type: BOOLEAN, run: order(operator, left.run, right.run, compare) };
}

function equality(operator: BinaryOperator, left: Code, right: Code, at: Position): Run {
    if (!areComparable(left.type, right.type))
        throw new CompileError(
            `Comparison arguments must be compatible types: ${left.type.name}, ${right.type.name}`,
            at,
        );
    const [first, second] = [left.run, right.run];
    const isEqual = operator.length === 3 ? isIdentical : looseEquals;
    const wanted = operator.startsWith('=');
    if (right.constant === null) return wanted ? (frame) => first(frame) === null : (frame) => first(frame) !== null;
    if (isSimple(left.type) && isSimple(right.type) && left.type === right.type)
        return wanted ? (frame) => first(frame) === second(frame) : (frame) => first(frame) !== second(frame);
    return (frame) => isEqual(first(frame), second(frame)) === wanted;
}

/** Their values are equal when JavaScript's are. */
function isSimple(type: Type): boolean {
    return type === INTEGER || type === BOOLEAN || type.kind === 'enum';
}

function areComparable(left: Type, right: Type): boolean {
    if (left.kind === 'void' || right.kind === 'void') return false;
    return (
        (isNumber(left) && isNumber(right)) ||
        isCastable(left, right) ||
        isCastable(right, left) ||
        areOrdered(left, right)
    );
}

function areOrdered(left: Type, right: Type): boolean {
    if (left.kind === 'null' || right.kind === 'null') return left !== right;
    if (isNumber(left) && isNumber(right)) return true;
    if (isText(left) && isText(right)) return true;
    const isDay = (type: Type): boolean => type === DATE || type === DATETIME;
    return (isDay(left) && isDay(right)) || (left === TIME && right === TIME);
}

function integerOrder(operator: BinaryOperator, left: Run<number>, right: Run<number>): Run {
    const isOrdered = (first: number | null, second: number | null): boolean => first !== null && second !== null;
    switch (operator) {
        case '<':
            return (frame) => {
                const first = left(frame);
                const second = right(frame);
                return first < second && isOrdered(first, second);
            };
        case '<=':
            return (frame) => {
                const first = left(frame);
                const second = right(frame);
                return first <= second && isOrdered(first, second);
            };
        case '>':
            return (frame) => {
                const first = left(frame);
                const second = right(frame);
                return first > second && isOrdered(first, second);
            };
        default:
            return (frame) => {
                const first = left(frame);
                const second = right(frame);
                return first >= second && isOrdered(first, second);
            };
    }
}

/** Numbers and moments that are compared with null are never less nor greater. */
function order(
    operator: BinaryOperator,
    left: Run,
    right: Run,
    compare: (left: Value, right: Value) => number | undefined,
): Run {
    const test = ORDERS[operator] ?? (() => false);
    return (frame) => {
        const found = compare(left(frame), right(frame));
        return found !== undefined && test(found);
    };
}

const ORDERS: Partial<Record<BinaryOperator, (order: number) => boolean>> = {
    '<': (found) => found < 0,
    '<=': (found) => found <= 0,
    '>': (found) => found > 0,
    '>=': (found) => found >= 0,
};

/** Text goes by the dictionary, without regard to case; there is nothing before null. */
const DICTIONARY = new Intl.Collator('en', { sensitivity: 'accent' });

function compareTexts(left: Value, right: Value): number {
    if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
    return DICTIONARY.compare(left as string, right as string);
}
