/** `=`, `+=` and their like, `++` and `--`. */
import { Big } from 'bigdecimal.js';
import { CompileError } from '../errors.ts';
import type { AssignExpression, Expression, StepExpression } from '../parse/ast.ts';
import { nullPointer } from '../run/exceptions.ts';
import { DoubleValue, type Frame, type Value } from '../run/values.ts';
import { DECIMAL, DOUBLE, INTEGER, LONG, isNumber } from '../types/type.ts';
import { arithmetic } from './arithmetic.ts';
import { constant, type Code, type Run } from './code.ts';
import type { BodyContext } from './context.ts';
import { assignTo, castTo } from './convert.ts';
import { compileExpression } from './expression.ts';
import { indexPlace } from './indexes.ts';
import { resolve } from './names.ts';
import type { Place } from './variables.ts';

/** Where an expression's value is kept. @throws CompileError when it is no variable */
function placeOf(context: BodyContext, expression: Expression): Place {
    if (expression.kind === 'index') return indexPlace(context, expression);
    if (expression.kind !== 'name' && expression.kind !== 'dot')
        throw new CompileError('Expression cannot be assigned', expression);
    const named = resolve(context, expression);
    if (named.kind === 'value' && named.place) return named.place();
    throw new CompileError('Expression cannot be assigned', expression);
}

export function assignment(context: BodyContext, expression: AssignExpression): Code {
    const place = placeOf(context, expression.target);
    const value = compileExpression(context, expression.value);
    const changed = expression.operator
        ? combined(arithmetic(expression.operator, current(place), value, expression), place, expression)
        : assignTo(value, place.type, expression);
    return { type: place.type, run: storing(context, expression.target, place, changed.run) };
}

/** The sum of an Integer and a Decimal is no Integer, but `+=` keeps the type of the variable. */
function combined(code: Code, { type }: Place, at: Expression): Code {
    return isNumber(code.type) && isNumber(type) && !(type === INTEGER && code.type !== LONG)
        ? castTo(code, type, at)
        : assignTo(code, type, at);
}

function current({ type, read }: Place): Code {
    return { type, run: read };
}

function storing(context: BodyContext, target: Expression, { prepare, write }: Place, value: Run): Run {
    const local = target.kind === 'name' ? context.local(target.name) : undefined;
    if (local) {
        const { slot } = local;
        return (frame) => (frame[slot] = value(frame));
    }
    return (frame) => {
        prepare?.(frame);
        const stored = value(frame);
        write(frame, stored);
        return stored;
    };
}

const ONES = new Map<unknown, Value>([
    [INTEGER, 1],
    [LONG, 1n],
    [DOUBLE, new DoubleValue(1)],
    [DECIMAL, Big(1)],
]);

export function step(context: BodyContext, expression: StepExpression): Code {
    const { operand, operator, isPrefix } = expression;
    const place = placeOf(context, operand);
    const { type, read, write, prepare } = place;
    const one = ONES.get(type);
    if (one === undefined) throw new CompileError(`${operator} can only be applied to numeric variables`, expression);
    const local = operand.kind === 'name' && type === INTEGER ? context.local(operand.name) : undefined;
    if (local) return { type, run: integerStep(local.slot, operator === '++' ? 1 : -1, isPrefix) };
    const next = arithmetic(operator === '++' ? '+' : '-', current(place), constant(type, one), expression).run;
    return {
        type,
        run: (frame) => {
            prepare?.(frame);
            const before = isPrefix ? null : read(frame);
            const after = next(frame);
            write(frame, after);
            return isPrefix ? after : before;
        },
    };
}

function integerStep(slot: number, by: number, isPrefix: boolean): Run {
    return (frame: Frame) => {
        const before = frame[slot] as number | null;
        if (before === null) throw nullPointer();
        const after = (before + by) | 0;
        frame[slot] = after;
        return isPrefix ? after : before;
    };
}
