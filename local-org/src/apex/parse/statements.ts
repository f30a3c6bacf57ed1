/** From the library's tree of a statement to ours. */
import * as Tree from '@apexdevtools/apex-parser';
import { CompileError } from '../errors.ts';
import type {
    Block,
    DmlOperation,
    Expression,
    LocalStatement,
    Position,
    Statement,
    WhenClause,
    WhenLiteral,
} from './ast.ts';
import { readExpression, readExpressions } from './expressions.ts';
import { readName } from './identifiers.ts';
import { literal, numberLiteral, textOfLiteral, textOfMultiline } from './literals.ts';
import { positionOf, positionOfToken } from './source.ts';
import { maybe, readModifiers, readQualified, readType } from './types.ts';

export function readBlock(context: Tree.BlockContext): Block {
    const end = context.stop ? positionOfToken(context.stop) : positionOf(context);
    return { ...positionOf(context), kind: 'block', statements: context.statement_list().map(readStatement), end };
}

export function readStatement(context: Tree.StatementContext): Statement {
    const inner = context.getChild(0);
    const at = positionOf(context);
    if (inner instanceof Tree.BlockContext) return readBlock(inner);
    if (inner instanceof Tree.LocalVariableDeclarationStatementContext)
        return readLocal(inner.localVariableDeclaration());
    if (inner instanceof Tree.ExpressionStatementContext)
        return { ...at, kind: 'expression', expression: readExpression(inner.expression()) };
    if (inner instanceof Tree.IfStatementContext) return readIf(inner, at);
    if (inner instanceof Tree.ForStatementContext) return readFor(inner, at);
    if (inner instanceof Tree.ReturnStatementContext)
        return { ...at, kind: 'return', value: optional(maybe(inner.expression())) };
    if (inner instanceof Tree.ThrowStatementContext)
        return { ...at, kind: 'throw', value: readExpression(inner.expression()) };
    if (inner instanceof Tree.BreakStatementContext) return { ...at, kind: 'break' };
    if (inner instanceof Tree.ContinueStatementContext) return { ...at, kind: 'continue' };
    if (inner instanceof Tree.WhileStatementContext) {
        const body = maybe(inner.statement());
        const condition = readExpression(inner.parExpression().expression());
        return { ...at, kind: 'while', condition, body: body && readStatement(body) };
    }
    if (inner instanceof Tree.DoWhileStatementContext) {
        const condition = readExpression(inner.parExpression().expression());
        return { ...at, kind: 'doWhile', condition, body: readBlock(inner.block()) };
    }
    if (inner instanceof Tree.TryStatementContext) return readTry(inner, at);
    if (inner instanceof Tree.SwitchStatementContext) return readSwitch(inner, at);
    if (inner instanceof Tree.RunAsStatementContext)
        return {
            ...at,
            kind: 'runAs',
            args: readExpressions(maybe(inner.expressionList())),
            body: readBlock(inner.block()),
        };
    return readDml(inner, at);
}

function optional(context: Tree.ExpressionContext | undefined): Expression | undefined {
    return context && readExpression(context);
}

export function readLocal(context: Tree.LocalVariableDeclarationContext): LocalStatement {
    const declarators = context
        .variableDeclarators()
        .variableDeclarator_list()
        .map((one) => ({
            ...positionOf(one),
            name: readName(one.id(), 'variable'),
            value: optional(maybe(one.expression())),
        }));
    const modifiers = readModifiers(context.modifier_list());
    return { ...positionOf(context), kind: 'local', modifiers, type: readType(context.typeRef()), declarators };
}

function readIf(context: Tree.IfStatementContext, at: Position): Statement {
    const [then, otherwise] = context.statement_list();
    if (!then) throw new CompileError("Unexpected token 'if'.", at);
    const condition = readExpression(context.parExpression().expression());
    return {
        ...at,
        kind: 'if',
        condition,
        then: readStatement(then),
        otherwise: otherwise && readStatement(otherwise),
    };
}

function readFor(context: Tree.ForStatementContext, at: Position): Statement {
    const control = context.forControl();
    const written = maybe(context.statement());
    const body = written && readStatement(written);
    const each = maybe(control.enhancedForControl());
    if (each) {
        const list = readExpression(each.expression());
        return {
            ...at,
            kind: 'forEach',
            type: readType(each.typeRef()),
            name: readName(each.id(), 'variable'),
            list,
            body,
        };
    }
    const updates = readExpressions(maybe(maybe(control.forUpdate())?.expressionList()));
    const condition = optional(maybe(control.expression()));
    return { ...at, kind: 'for', init: readInit(maybe(control.forInit())), condition, updates, body };
}

function readInit(context: Tree.ForInitContext | undefined): Statement[] {
    if (!context) return [];
    const local = maybe(context.localVariableDeclaration());
    if (local) return [readLocal(local)];
    return readExpressions(maybe(context.expressionList())).map((expression) => ({
        kind: 'expression',
        expression,
        line: expression.line,
        column: expression.column,
    }));
}

function readTry(context: Tree.TryStatementContext, at: Position): Statement {
    const catches = context.catchClause_list().map((clause) => ({
        ...positionOf(clause),
        type: readQualified(clause.qualifiedName()),
        name: readName(clause.id(), 'variable'),
        body: readBlock(clause.block()),
    }));
    const last = maybe(context.finallyBlock());
    return {
        ...at,
        kind: 'try',
        body: readBlock(context.block()),
        catches,
        finallyBlock: last && readBlock(last.block()),
    };
}

function readSwitch(context: Tree.SwitchStatementContext, at: Position): Statement {
    const clauses = context.whenControl_list().map((control): WhenClause => {
        const value = control.whenValue();
        const found = { ...positionOf(value), body: readBlock(control.block()) };
        if (maybe(value.ELSE())) return { ...found, value: { kind: 'else' } };
        const type = maybe(value.typeRef());
        if (type)
            return { ...found, value: { kind: 'type', type: readType(type), name: readName(value.id(), 'variable') } };
        return { ...found, value: { kind: 'values', values: value.whenLiteral_list().map(readWhenLiteral) } };
    });
    return { ...at, kind: 'switch', on: readExpression(context.expression()), clauses };
}

function readWhenLiteral(context: Tree.WhenLiteralContext): WhenLiteral {
    const at = positionOf(context);
    const inner = maybe(context.whenLiteral());
    if (inner) return readWhenLiteral(inner);
    const text = context.getText();
    const sign = context.SUB_list().length % 2 === 1 ? '-' : '';
    const digits = text.replace(/^[+-]+/, '');
    if (maybe(context.IntegerLiteral())) return numberLiteral('Integer', sign + digits, at);
    if (maybe(context.LongLiteral())) return numberLiteral('Long', sign + digits, at);
    if (maybe(context.StringLiteral())) return literal('String', textOfLiteral(text), at);
    if (maybe(context.MultilineStringLiteral())) return literal('String', textOfMultiline(text), at);
    if (maybe(context.NULL())) return literal('null', 'null', at);
    return { ...at, kind: 'name', name: text };
}

type DmlContext =
    | Tree.InsertStatementContext
    | Tree.UpdateStatementContext
    | Tree.UpsertStatementContext
    | Tree.DeleteStatementContext
    | Tree.UndeleteStatementContext
    | Tree.MergeStatementContext;

function readDml(inner: unknown, at: Position): Statement {
    const context = inner as DmlContext;
    const operation = context.getChild(0).getText().toLowerCase() as DmlOperation;
    const level = maybe(context.accessLevel());
    const access = level && (maybe(level.USER()) ? 'user' : 'system');
    const expressions = context.children?.filter((child) => child instanceof Tree.ExpressionContext) ?? [];
    const [records, second] = expressions.map(readExpression);
    if (!records) throw new CompileError(`Unexpected token '${operation}'.`, at);
    const externalId =
        context instanceof Tree.UpsertStatementContext ? maybe(context.qualifiedName())?.getText() : undefined;
    return { ...at, kind: 'dml', operation, access, records, second, externalId };
}

export { readQualified };
