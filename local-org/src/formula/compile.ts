/** From the typed tree to closures. */
import { fieldRun } from './values.ts';
import type { Compiler, Frame, Run, Typed } from './types.ts';

const NO_FRAME: Frame = { record: {}, context: {} };

/** An expression of literals and functions that depend on nothing else. */
function isConstant(typed: Typed): boolean {
    switch (typed.kind) {
        case 'literal':
            return true;
        case 'field':
            return false;
        case 'call':
            return typed.spec.pure && typed.args.every(isConstant);
    }
}

/** Computes a constant once. One that fails stays as it is and fails when, and only when, its value is needed. */
function folded(run: Run): Run {
    try {
        const value = run(NO_FRAME);
        return () => value;
    } catch {
        return run;
    }
}

/** Compiles an expression; with `blankAsZero`, blank number fields count as 0. */
export function compileExpression(root: Typed, blankAsZero: boolean): Run {
    const compile = (typed: Typed): Run => {
        switch (typed.kind) {
            case 'literal': {
                const { value } = typed;
                return () => value;
            }
            case 'field':
                return fieldRun(typed.field, blankAsZero);
            case 'call': {
                const run = typed.spec.compile(typed, compiler);
                return isConstant(typed) ? folded(run) : run;
            }
        }
    };
    const compiler: Compiler = { compile };
    return compile(root);
}
