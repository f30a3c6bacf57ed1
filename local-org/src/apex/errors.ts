/** What the compiler refuses. */
import type { Position } from './parse/ast.ts';

/** A fault in source, in the org's words; line and column count from 1. */
export class CompileError extends Error {
    readonly line: number;
    readonly column: number;
    /** The class or trigger that it stands in. */
    unit = '';
    unitKind: 'class' | 'trigger' = 'class';

    constructor(message: string, { line, column }: Position) {
        super(message);
        this.name = 'CompileError';
        this.line = line;
        this.column = column;
    }
}

/** The language or its library has this, this runtime does not. */
export function notSupported(what: string, at: Position): CompileError {
    return new CompileError(`not supported: ${what}`, at);
}
