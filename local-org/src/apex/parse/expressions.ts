/** From the library's tree of an expression to ours. */
import * as Tree from '@apexdevtools/apex-parser';
import { CompileError } from '../errors.ts';
import type { BinaryOperator, Expression, LiteralExpression, Position } from './ast.ts';
import { literal, numberLiteral, textOfLiteral, textOfMultiline } from './literals.ts';
import { readCreator } from './creators.ts';
import { readQuery, readSearch } from './queries.ts';
import { positionOf, positionOfToken } from './source.ts';
import { maybe, readType } from './types.ts';

export function readExpressions(context: Tree.ExpressionListContext | undefined): Expression[] {
    return context ? context.expression_list().map(readExpression) : [];
}

/** @throws CompileError for numbers that their type cannot hold */
export function readExpression(context: Tree.ExpressionContext): Expression {
    const at = positionOf(context);
    if (context instanceof Tree.PrimaryExpressionContext) return readPrimary(context.primary());
    if (context instanceof Tree.DotExpressionContext) return readDot(context);
    if (context instanceof Tree.MethodCallExpressionContext) return readCall(context.methodCall());
    if (context instanceof Tree.NewExpressionContext) return readCreator(context.creator(), at);
    if (context instanceof Tree.SubExpressionContext) return readExpression(context.expression());
    if (context instanceof Tree.CastExpressionContext)
        return {
            ...at,
            kind: 'cast',
            type: readType(context.typeRef()),
            operand: readExpression(context.expression()),
        };
    if (context instanceof Tree.InstanceOfExpressionContext) {
        const operand = readExpression(context.expression());
        return { ...at, kind: 'instanceof', type: readType(context.typeRef()), operand };
    }
    if (context instanceof Tree.PostOpExpressionContext)
        return {
            ...at,
            kind: 'step',
            operator: maybe(context.INC()) ? '++' : '--',
            isPrefix: false,
            operand: readExpression(context.expression()),
        };
    if (context instanceof Tree.PreOpExpressionContext) return readPrefix(context, at);
    if (context instanceof Tree.NegExpressionContext)
        return {
            ...at,
            kind: 'unary',
            operator: maybe(context.BANG()) ? '!' : '~',
            operand: readExpression(context.expression()),
        };
    return readWithOperands(context, at);
}

/** Whatever has several expressions in it. */
function readWithOperands(context: Tree.ExpressionContext, at: Position): Expression {
    const [first, second, third] = context.children?.filter((child) => child instanceof Tree.ExpressionContext) ?? [];
    if (!first || !second) throw new CompileError(`Unexpected token '${context.getText()}'.`, at);
    const left = readExpression(first);
    const right = readExpression(second);
    if (context instanceof Tree.ArrayExpressionContext) return { ...at, kind: 'index', target: left, index: right };
    if (context instanceof Tree.CoalExpressionContext) return { ...at, kind: 'coalesce', left, right };
    if (context instanceof Tree.CondExpressionContext && third)
        return { ...at, kind: 'conditional', condition: left, then: right, otherwise: readExpression(third) };
    const tokens = context.children?.filter((child) => !(child instanceof Tree.ExpressionContext)) ?? [];
    const operator = tokens.map((child) => child.getText()).join('');
    if (context instanceof Tree.AssignExpressionContext) {
        const before = operator.slice(0, -1);
        return {
            ...at,
            kind: 'assign',
            operator: before === '' ? undefined : binary(before),
            target: left,
            value: right,
        };
    }
    return { ...at, ...operatorPosition(tokens[0], at), kind: 'binary', operator: binary(operator), left, right };
}

/** Faults of an operation are told where its operator stands. */
function operatorPosition(token: unknown, at: Position): Position {
    const symbol = (token as { symbol?: Tree.ApexToken } | undefined)?.symbol;
    return symbol ? positionOfToken(symbol) : at;
}

function binary(text: string): BinaryOperator {
    return (text === '<>' ? '!=' : text) as BinaryOperator;
}

function readPrefix(context: Tree.PreOpExpressionContext, at: Position): Expression {
    const operand = context.expression();
    if (maybe(context.INC()) || maybe(context.DEC()))
        return {
            ...at,
            kind: 'step',
            operator: maybe(context.INC()) ? '++' : '--',
            isPrefix: true,
            operand: readExpression(operand),
        };
    const operator = maybe(context.SUB()) ? '-' : '+';
    // the smallest integer has no positive counterpart
    const number = operator === '-' ? literalIn(operand) : undefined;
    if (number) return readLiteral(number, at, '-');
    return { ...at, kind: 'unary', operator, operand: readExpression(operand) };
}

function literalIn(context: Tree.ExpressionContext): Tree.LiteralContext | undefined {
    if (!(context instanceof Tree.PrimaryExpressionContext)) return undefined;
    const primary = context.primary();
    if (!(primary instanceof Tree.LiteralPrimaryContext)) return undefined;
    const found = primary.literal();
    return (maybe(found.IntegerLiteral()) ?? maybe(found.LongLiteral()) ?? maybe(found.NumberLiteral()))
        ? found
        : undefined;
}

function readPrimary(context: Tree.PrimaryContext): Expression {
    const at = positionOf(context);
    if (context instanceof Tree.ThisPrimaryContext) return { ...at, kind: 'this' };
    if (context instanceof Tree.SuperPrimaryContext) return { ...at, kind: 'super' };
    if (context instanceof Tree.LiteralPrimaryContext) return readLiteral(context.literal(), at, '');
    if (context instanceof Tree.TypeRefPrimaryContext)
        return { ...at, kind: 'classLiteral', type: readType(context.typeRef()) };
    if (context instanceof Tree.VoidPrimaryContext) return { ...at, kind: 'classLiteral', type: undefined };
    if (context instanceof Tree.SoqlPrimaryContext) return readQuery(context.soqlLiteral());
    if (context instanceof Tree.SoslPrimaryContext) return readSearch(context.soslLiteral());
    return { ...at, kind: 'name', name: context.getText() };
}

export function readLiteral(context: Tree.LiteralContext, at: Position, sign: string): LiteralExpression {
    const text = context.getText();
    if (maybe(context.IntegerLiteral())) return numberLiteral('Integer', sign + text, at);
    if (maybe(context.LongLiteral())) return numberLiteral('Long', sign + text, at);
    if (maybe(context.NumberLiteral())) return numberLiteral('Number', sign + text, at);
    if (maybe(context.StringLiteral())) return literal('String', textOfLiteral(text), at);
    if (maybe(context.MultilineStringLiteral())) return literal('String', textOfMultiline(text), at);
    if (maybe(context.BooleanLiteral())) return literal('Boolean', text.toLowerCase(), at);
    return literal('null', 'null', at);
}

function readDot(context: Tree.DotExpressionContext): Expression {
    const target = readExpression(context.expression());
    const safe = maybe(context.QUESTIONDOT()) !== undefined;
    const call = maybe(context.dotMethodCall());
    const member = call?.anyId() ?? context.anyId();
    const at = positionOf(member);
    const name = member.getText();
    if (!call) return { ...at, kind: 'dot', target, name, safe };
    return { ...at, kind: 'call', target, name, safe, args: readExpressions(maybe(call.expressionList())) };
}

function readCall(context: Tree.MethodCallContext): Expression {
    const at = positionOf(context);
    const args = readExpressions(maybe(context.expressionList()));
    const id = maybe(context.id());
    if (id) return { ...at, kind: 'call', target: undefined, name: id.getText(), args, safe: false };
    return { ...at, kind: 'constructorCall', of: maybe(context.THIS()) ? 'this' : 'super', args };
}
