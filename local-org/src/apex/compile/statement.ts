/** Statements: which part of the compiler compiles which. */
import { CompileError } from '../errors.ts';
import type { Block, Statement } from '../parse/ast.ts';
import type { ExceptionValue } from '../run/exceptions.ts';
import { Thrown, nullPointer } from '../run/exceptions.ts';
import type { Frame } from '../run/values.ts';
import { vm } from '../run/vm.ts';
import { EXCEPTION } from '../types/exceptions.ts';
import { isKindOf } from '../types/hierarchy.ts';
import { NULL, VOID } from '../types/type.ts';
import { constant } from './code.ts';
import type { BodyContext } from './context.ts';
import { assignTo } from './convert.ts';
import { compileDml } from './dml.ts';
import { compileExpression } from './expression.ts';
import { compileDoWhile, compileFor, compileForEach, compileWhile } from './loops.ts';
import { condition } from './logic.ts';
import { compileRunAs } from './run-as.ts';
import { compileSwitch } from './switches.ts';
import { compileTry } from './tries.ts';

/** How a statement ended. */
export type Completion = 0 | 1 | 2 | 3;
export const NORMAL = 0;
export const BREAK = 1;
export const CONTINUE = 2;
/** The value is in the frame's {@link BodyContext.returnSlot}. */
export const RETURN = 3;

export type Exec = (frame: Frame) => Completion;

/** @throws CompileError */
export function compileStatement(context: BodyContext, statement: Statement): Exec {
    const run = compilePlain(context, statement);
    const { coverage } = context;
    if (!coverage || statement.kind === 'block') return run;
    const { lines, hit } = coverage;
    const { line } = statement;
    lines.add(line);
    return (frame) => {
        hit.add(line);
        return run(frame);
    };
}

function compilePlain(context: BodyContext, statement: Statement): Exec {
    switch (statement.kind) {
        case 'block':
            return compileBlock(context, statement);
        case 'local':
            return compileLocal(context, statement);
        case 'expression':
            return compileExpressionStatement(context, statement);
        case 'if':
            return compileIf(context, statement);
        case 'while':
            return compileWhile(context, statement);
        case 'doWhile':
            return compileDoWhile(context, statement);
        case 'for':
            return compileFor(context, statement);
        case 'forEach':
            return compileForEach(context, statement);
        case 'return':
            return compileReturn(context, statement);
        case 'throw':
            return compileThrow(context, statement);
        case 'break':
        case 'continue':
            return compileJump(context, statement);
        case 'try':
            return compileTry(context, statement);
        case 'switch':
            return compileSwitch(context, statement);
        case 'dml':
            return compileDml(context, statement);
        case 'runAs':
            return compileRunAs(context, statement);
    }
}

export function compileBlock(context: BodyContext, block: Block): Exec {
    return context.scoped(() => sequence(compileStatements(context, block.statements)));
}

/** @throws CompileError for what can never be reached */
export function compileStatements(context: BodyContext, statements: readonly Statement[]): Exec[] {
    return statements.map((statement, at) => {
        const before = statements[at - 1];
        if (before && isJump(before)) throw new CompileError('Unreachable statement', statement);
        return compileStatement(context, statement);
    });
}

function isJump({ kind }: Statement): boolean {
    return kind === 'return' || kind === 'throw' || kind === 'break' || kind === 'continue';
}

/** One statement after the other, until one of them jumps. */
export function sequence(statements: readonly Exec[]): Exec {
    const [first, second, third] = statements;
    if (!first) return () => NORMAL;
    if (!second) return first;
    if (!third) return (frame) => first(frame) || second(frame);
    return (frame) => {
        for (const statement of statements) {
            const completion = statement(frame);
            if (completion !== NORMAL) return completion;
        }
        return NORMAL;
    };
}

/** Notes the line, runs something, and goes on. */
function plain(line: number, act: (frame: Frame) => unknown): Exec {
    return (frame) => {
        vm.lines[vm.depth] = line;
        act(frame);
        return NORMAL;
    };
}

type Of<K extends Statement['kind']> = Extract<Statement, { readonly kind: K }>;

function compileLocal(context: BodyContext, { type: name, declarators, modifiers }: Of<'local'>): Exec {
    const type = context.resolve(name);
    const isFinal = modifiers.words.has('final');
    return sequence(
        declarators.map((declarator) => {
            // the variable is not there yet while its first value is compiled
            if (context.local(declarator.name))
                throw new CompileError(`Duplicate variable: ${declarator.name}`, declarator);
            const value = declarator.value
                ? assignTo(compileExpression(context, declarator.value), type, declarator.value)
                : constant(NULL, null);
            const { slot } = context.declare(
                declarator.name,
                type,
                declarator,
                isFinal && declarator.value !== undefined,
            );
            const { run } = value;
            return plain(declarator.line, (frame) => (frame[slot] = run(frame)));
        }),
    );
}

const EFFECTS = ['call', 'assign', 'step', 'new', 'constructorCall'];

function compileExpressionStatement(context: BodyContext, { expression }: Of<'expression'>): Exec {
    if (!EFFECTS.includes(expression.kind)) throw new CompileError('Expression cannot be a statement.', expression);
    const { run } = compileExpression(context, expression, VOID);
    return plain(expression.line, run);
}

function compileIf(context: BodyContext, statement: Of<'if'>): Exec {
    const { line } = statement;
    const test = condition(context, statement.condition);
    const then = context.scoped(() => compileStatement(context, statement.then));
    const written = statement.otherwise;
    const otherwise = written && context.scoped(() => compileStatement(context, written));
    return (frame) => {
        vm.lines[vm.depth] = line;
        if (test(frame)) return then(frame);
        return otherwise ? otherwise(frame) : NORMAL;
    };
}

function compileReturn(context: BodyContext, { value, ...at }: Of<'return'>): Exec {
    if (!value) {
        if (context.returns !== VOID)
            throw new CompileError(`Missing return statement required return type: ${context.returns.name}`, at);
        return () => RETURN;
    }
    if (context.returns === VOID) throw new CompileError('Return statement not expected: method returns void', at);
    const { run } = assignTo(compileExpression(context, value), context.returns, value);
    const { returnSlot } = context;
    const { line } = at;
    return (frame) => {
        vm.lines[vm.depth] = line;
        frame[returnSlot] = run(frame);
        return RETURN;
    };
}

function compileThrow(context: BodyContext, { value, line }: Of<'throw'>): Exec {
    const { type, run } = compileExpression(context, value);
    if (!isKindOf(type, EXCEPTION))
        throw new CompileError(`Throw expression must be of type exception: ${type.name}`, value);
    return (frame) => {
        vm.lines[vm.depth] = line;
        const thrown = run(frame) as ExceptionValue | null;
        if (thrown === null) throw nullPointer();
        vm.lines[vm.depth] = line;
        throw new Thrown(thrown.mark());
    };
}

function compileJump(context: BodyContext, { kind, ...at }: Of<'break' | 'continue'>): Exec {
    if (context.loops === 0)
        throw new CompileError(`${kind === 'break' ? 'Break' : 'Continue'} statement must be in loop`, at);
    return kind === 'break' ? () => BREAK : () => CONTINUE;
}
