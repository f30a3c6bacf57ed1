/** Expressions: which part of the compiler compiles which. */
import { Big } from 'bigdecimal.js';
import { CompileError, notSupported } from '../errors.ts';
import type { Expression, LiteralExpression } from '../parse/ast.ts';
import { isInstance } from '../run/casts.ts';
import { DoubleValue, TypeValue } from '../run/values.ts';
import { isCastable } from '../types/conversions.ts';
import { BOOLEAN, DECIMAL, DOUBLE, INTEGER, LONG, NULL, STRING, TYPE, VOID, type Type } from '../types/type.ts';
import { arithmetic } from './arithmetic.ts';
import { assignment, step } from './assignment.ts';
import { compileCall } from './calls.ts';
import { SKIP, unchained } from './chains.ts';
import { constant, local, type Code } from './code.ts';
import { comparison, isComparison } from './comparison.ts';
import type { BodyContext } from './context.ts';
import { castTo } from './convert.ts';
import { compileNew, compileNewArray, compileNewCollection, compileNewMap } from './creation.ts';
import { compileIndex } from './indexes.ts';
import { coalesce, conditional, logical, unary } from './logic.ts';
import { resolve } from './names.ts';
import { compileQuery } from './queries.ts';

export { SKIP };

/**
 * Compiles an expression that gives a value.
 * @param expected what is wanted of it, which decides on nothing but messages
 * @throws CompileError
 */
export function compileExpression(context: BodyContext, expression: Expression, expected?: Type): Code {
    const code = compileTarget(context, expression);
    if (code.type === VOID && expected !== VOID)
        throw new CompileError('Expression cannot be of type void', expression);
    return hasSafeLink(expression) ? { type: code.type, run: unchained(code.run) } : code;
}

/** There is a `?.` in a chain. */
function hasSafeLink(expression: Expression): boolean {
    switch (expression.kind) {
        case 'dot':
        case 'call':
            return expression.safe || (expression.target !== undefined && hasSafeLink(expression.target));
        case 'index':
            return hasSafeLink(expression.target);
        default:
            return false;
    }
}

/** Compiles what may stand before a dot: a chain that `?.` leaves is told by {@link SKIP}. */
export function compileTarget(context: BodyContext, expression: Expression): Code {
    switch (expression.kind) {
        case 'literal':
            return literalCode(expression);
        case 'name':
        case 'dot':
            return named(context, expression);
        case 'this':
            return thisCode(context, expression);
        case 'super':
            return { ...thisCode(context, expression), type: superType(context, expression), isSuper: true };
        case 'call':
            return compileCall(context, expression);
        case 'constructorCall':
            throw new CompileError(
                `Call to '${expression.of}()' must be the first statement in a constructor`,
                expression,
            );
        case 'index':
            return compileIndex(context, expression);
        case 'new':
            return compileNew(context, expression);
        case 'newArray':
            return compileNewArray(context, expression);
        case 'newCollection':
            return compileNewCollection(context, expression);
        case 'newMap':
            return compileNewMap(context, expression);
        case 'cast':
            return castTo(compileExpression(context, expression.operand), context.resolve(expression.type), expression);
        case 'instanceof':
            return instanceOf(context, expression);
        case 'step':
            return step(context, expression);
        case 'unary':
            return unary(context, expression);
        case 'binary':
            return binary(context, expression);
        case 'coalesce':
            return coalesce(context, expression);
        case 'conditional':
            return conditional(context, expression);
        case 'assign':
            return assignment(context, expression);
        case 'classLiteral':
            return constant(TYPE, new TypeValue(expression.type ? context.resolve(expression.type) : VOID));
        case 'query':
            return compileQuery(context, expression);
    }
}

function literalCode({ type, text, ...at }: LiteralExpression): Code {
    switch (type) {
        case 'Integer':
            return constant(INTEGER, Number(text));
        case 'Long':
            return constant(LONG, BigInt(text));
        case 'Double':
            return constant(DOUBLE, new DoubleValue(Number(text)));
        case 'Decimal':
            return constant(DECIMAL, Big(text));
        case 'String':
            return constant(STRING, text);
        case 'Boolean':
            return constant(BOOLEAN, text === 'true');
        case 'null':
            return constant(NULL, null);
        default:
            throw notSupported(`literal ${String(type)}`, at);
    }
}

function named(context: BodyContext, expression: Extract<Expression, { kind: 'name' | 'dot' }>): Code {
    const found = resolve(context, expression);
    if (found.kind === 'value') return found.code;
    throw new CompileError(`Variable does not exist: ${expression.name}`, expression);
}

function thisCode(context: BodyContext, expression: Expression): Code {
    if (context.isStatic)
        throw new CompileError(
            `Illegal static reference: ${expression.kind} cannot be used in a static context`,
            expression,
        );
    return local(context.owner.type, 0);
}

function superType(context: BodyContext, expression: Expression): Type {
    const { superclass } = context.owner.type;
    if (!superclass) throw new CompileError('No superclass found', expression);
    return superclass;
}

function instanceOf(context: BodyContext, expression: Extract<Expression, { kind: 'instanceof' }>): Code {
    const code = compileExpression(context, expression.operand);
    const type = context.resolve(expression.type);
    if (!isCastable(code.type, type))
        throw new CompileError(
            `Operation instanceof is always false since an instance of ${code.type.name} is never an instance of ${type.name}`,
            expression,
        );
    const { run } = code;
    return { type: BOOLEAN, run: (frame) => isInstance(run(frame), type) };
}

function binary(context: BodyContext, expression: Extract<Expression, { kind: 'binary' }>): Code {
    const { operator } = expression;
    if (operator === '&&' || operator === '||') return logical(context, expression);
    const left = compileExpression(context, expression.left);
    const right = compileExpression(context, expression.right);
    return isComparison(operator)
        ? comparison(operator, left, right, expression)
        : arithmetic(operator, left, right, expression);
}
