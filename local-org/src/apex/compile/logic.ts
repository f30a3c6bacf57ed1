/** `&& || ! ?: ??`, signs and complements. */
import { BigDecimal } from 'bigdecimal.js';
import { CompileError } from '../errors.ts';
import type { Expression, Position } from '../parse/ast.ts';
import { nullPointer } from '../run/exceptions.ts';
import { DoubleValue } from '../run/values.ts';
import { commonType } from '../types/conversions.ts';
import { BOOLEAN, INTEGER, LONG, isNumber } from '../types/type.ts';
import type { Code, Run } from './code.ts';
import type { BodyContext } from './context.ts';
import { assignTo, converted } from './convert.ts';
import { compileExpression } from './expression.ts';

type Of<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

/** A condition. @throws CompileError when it is no Boolean */
export function condition(context: BodyContext, expression: Expression): Run<boolean> {
    const code = compileExpression(context, expression, BOOLEAN);
    if (code.type !== BOOLEAN)
        throw new CompileError(`Condition expression must be of type Boolean: ${code.type.name}`, expression);
    const { run } = code;
    return (frame) => {
        const value = run(frame) as boolean | null;
        if (value === null) throw nullPointer();
        return value;
    };
}

export function logical(context: BodyContext, { left, right, operator, ...at }: Of<'binary'>): Code {
    const [first, second] = [operand(context, left, operator, at), operand(context, right, operator, at)];
    const run: Run =
        operator === '&&' ? (frame) => first(frame) && second(frame) : (frame) => first(frame) || second(frame);
    return { type: BOOLEAN, run };
}

function operand(context: BodyContext, expression: Expression, operator: string, at: Position): Run<boolean> {
    const code = compileExpression(context, expression, BOOLEAN);
    if (code.type !== BOOLEAN)
        throw new CompileError(
            `${operator === '&&' ? 'AND' : 'OR'} operator can only be applied to Boolean expressions`,
            at,
        );
    const { run } = code;
    return (frame) => {
        const value = run(frame) as boolean | null;
        if (value === null) throw nullPointer();
        return value;
    };
}

export function unary(context: BodyContext, { operator, operand: expression, ...at }: Of<'unary'>): Code {
    const code = compileExpression(context, expression);
    const { type, run } = code;
    if (operator === '!') {
        if (type !== BOOLEAN) throw new CompileError('NOT operator can only be applied to Boolean expressions', at);
        const test = condition(context, expression);
        return { type, run: (frame) => !test(frame) };
    }
    if (operator === '~') {
        if (type !== INTEGER && type !== LONG)
            throw new CompileError('Bitwise negation can only be applied to Integer and Long expressions', at);
        return { type, run: strict(run, (value) => (typeof value === 'bigint' ? ~value : ~(value as number))) };
    }
    if (!isNumber(type)) throw new CompileError('Arithmetic expressions must use numeric arguments', at);
    return operator === '+' ? code : { type, run: strict(run, negated) };
}

type NotNull = Exclude<ReturnType<Run>, null>;

function strict(run: Run, operate: (value: NotNull) => ReturnType<Run>): Run {
    return (frame) => {
        const value = run(frame);
        if (value === null) throw nullPointer();
        return operate(value);
    };
}

function negated(value: NotNull): ReturnType<Run> {
    if (typeof value === 'bigint') return BigInt.asIntN(64, -value);
    if (value instanceof BigDecimal) return value.negate();
    if (value instanceof DoubleValue) return new DoubleValue(-value.value);
    return -(value as number) | 0;
}

export function conditional(context: BodyContext, expression: Of<'conditional'>): Code {
    const test = condition(context, expression.condition);
    const then = compileExpression(context, expression.then);
    const otherwise = compileExpression(context, expression.otherwise);
    const [first, second, type] = unified(then, otherwise, expression);
    return { type, run: (frame) => (test(frame) ? first(frame) : second(frame)) };
}

export function coalesce(context: BodyContext, expression: Of<'coalesce'>): Code {
    const left = compileExpression(context, expression.left);
    const right = compileExpression(context, expression.right);
    const [first, second, type] = unified(left, right, expression);
    return { type, run: (frame) => first(frame) ?? second(frame) };
}

/** Both branches as values of one type. */
function unified(left: Code, right: Code, at: Position): [Run, Run, Code['type']] {
    const type = left.isQuery && right.type.kind === 'sobject' ? right.type : commonType(left.type, right.type);
    if (!type || type.kind === 'void')
        throw new CompileError(`Incompatible types in ternary operator: ${left.type.name}, ${right.type.name}`, at);
    const run = (code: Code): Run => (code.isQuery ? assignTo(code, type, at) : converted(code, type)).run;
    return [run(left), run(right), type];
}
