/** `try`, `catch`, `finally`. Source: Apex developer guide, "Exception handling". */
import { CompileError } from '../errors.ts';
import type { CatchClause, TryStatement } from '../parse/ast.ts';
import { ExceptionValue, Thrown } from '../run/exceptions.ts';
import type { Frame } from '../run/values.ts';
import { vm } from '../run/vm.ts';
import { EXCEPTION, exceptionType } from '../types/exceptions.ts';
import { isKindOf } from '../types/hierarchy.ts';
import type { Type } from '../types/type.ts';
import type { BodyContext } from './context.ts';
import { NORMAL, compileBlock, type Completion, type Exec } from './statement.ts';

interface Handler {
    readonly type: Type;
    readonly slot: number;
    readonly body: Exec;
}

export function compileTry(context: BodyContext, { body, catches, finallyBlock }: TryStatement): Exec {
    const main = compileBlock(context, body);
    const handlers = catches.map((clause, at) => compileCatch(context, clause, catches.slice(0, at)));
    const last = finallyBlock && compileBlock(context, finallyBlock);
    const guarded = handlers.length > 0 ? withHandlers(main, handlers) : main;
    return last ? withFinally(guarded, last) : guarded;
}

function compileCatch(context: BodyContext, clause: CatchClause, before: readonly CatchClause[]): Handler {
    const type = context.resolve(clause.type);
    if (!isKindOf(type, EXCEPTION))
        throw new CompileError(`Catch clause must be of type exception: ${type.name}`, clause);
    for (const earlier of before)
        if (isKindOf(type, context.resolve(earlier.type)))
            throw new CompileError(`Exception ${type.fullName} already caught`, clause);
    return context.scoped(() => {
        const { slot } = context.declare(clause.name, type, clause);
        return { type, slot, body: compileBlock(context, clause.body) };
    });
}

function withHandlers(body: Exec, handlers: readonly Handler[]): Exec {
    return (frame) => {
        const { depth } = vm;
        try {
            return body(frame);
        } catch (error) {
            const thrown = asException(error);
            const handler = thrown && handlers.find(({ type }) => isKindOf(thrown.type, type));
            if (!handler) throw error;
            vm.depth = depth;
            frame[handler.slot] = thrown;
            return handler.body(frame);
        }
    };
}

function withFinally(body: Exec, last: Exec): Exec {
    return (frame: Frame) => {
        const { depth } = vm;
        let completion: Completion;
        try {
            completion = body(frame);
        } catch (error) {
            if (!asException(error)) throw error;
            const failedAt = vm.depth;
            vm.depth = depth;
            const jump = last(frame);
            if (jump !== NORMAL) return jump;
            vm.depth = failedAt;
            throw error;
        }
        const jump = last(frame);
        return jump === NORMAL ? completion : jump;
    };
}

/** What no program can catch (Apex developer guide, "Exceptions that can't be caught"; Apex reference, System.assert). */
const FATAL = ['LimitException', 'AssertException'].map((name) => exceptionType(name));

/** The exception of Apex behind an error; undefined when it cannot be caught. */
function asException(error: unknown): ExceptionValue | undefined {
    if (error instanceof Thrown) return FATAL.includes(error.exception.type) ? undefined : error.exception;
    return undefined;
}
