/**
 * The formula language: formula fields, validation rules, default values.
 *
 * `compileFormula` checks a formula against its fields, with the messages the org itself gives, and returns an object
 * that evaluates it for a record, or translates it to SQL. Values at the border: texts; numbers as numbers, texts or
 * decimals (results are decimals); percents as their field holds them (10 for 10 %); dates as `YYYY-MM-DD`; date/times
 * as milliseconds since 1970 (ISO texts are read too); times as milliseconds since midnight; `null` for blank.
 */
import { compileExpression } from './compile.ts';
import { FormulaError } from './errors.ts';
import { parse } from './parser.ts';
import { translate, type SqlOptions, type SqlResult } from './sql.ts';
import { TypeChecker } from './typecheck.ts';
import type { BlanksAs, EvaluationContext, Fields, FormulaUse, RecordSource, ReturnType, Value } from './types.ts';
import { finisherOf } from './values.ts';

export { FormulaError, FormulaRuntimeError } from './errors.ts';
export { Decimal } from './numbers.ts';
export type { SqlOptions, SqlResult, SqlType } from './sql.ts';
export type {
    BlanksAs,
    EvaluationContext,
    FieldInfo,
    FieldResolver,
    Fields,
    FieldType,
    FormulaUse,
    Geolocation,
    LookupRequest,
    RecordSource,
    ReturnType,
    Value,
} from './types.ts';

/** Characters that a formula may have. */
const MAX_LENGTH = 3900;

export interface FormulaOptions {
    /** Fields by name, or a function that types a path; names are found in any case. */
    readonly fields: Fields;
    readonly returnType: ReturnType;
    /** Decimal places of a number that is returned; not rounded when absent. */
    readonly scale?: number | undefined;
    /** What a blank number counts as: zero in formula fields, blank elsewhere, unless it is said here. */
    readonly blanksAs?: BlanksAs | undefined;
    /** Where the formula stands; a formula field when absent. */
    readonly context?: FormulaUse | undefined;
}

export interface CompiledFormula {
    readonly source: string;
    readonly returnType: ReturnType;
    /** Paths of the fields that the formula reads, each once. */
    readonly referencedPaths: readonly string[];
    /** The formula's value for a record; throws a FormulaRuntimeError where the org shows `#Error!`. */
    readonly evaluate: (record: RecordSource, context?: EvaluationContext) => Value;
    /** The formula as a SQLite expression with the same value, or `undefined` where there is none. */
    readonly toSql: (columnFor: (path: string) => string | undefined, options?: SqlOptions) => SqlResult | undefined;
}

const NO_CONTEXT: EvaluationContext = {};

function count(characters: number): string {
    return characters.toLocaleString('en-US');
}

/** Compiles a formula; throws a FormulaError with the org's message and the position when it is not one. */
export function compileFormula(source: string, options: FormulaOptions): CompiledFormula {
    if (source.length > MAX_LENGTH) {
        const [length, limit] = [count(source.length), count(MAX_LENGTH)];
        throw new FormulaError(`Formula is too long (${length} characters).  Maximum length is ${limit} characters`);
    }
    const { returnType, scale } = options;
    const use = options.context ?? 'formulaField';
    const inField = use === 'formulaField';
    const blankAsZero = (options.blanksAs ?? (inField ? 'BlankAsZero' : 'BlankAsBlank')) === 'BlankAsZero';
    const checker = new TypeChecker(options.fields, use);
    const root = checker.checkRoot(parse(source), returnType);
    const run = compileExpression(root, blankAsZero);
    const finish = finisherOf(returnType, scale, inField);
    return {
        source,
        returnType,
        referencedPaths: [...checker.paths],
        evaluate: (record, context = NO_CONTEXT) => finish(run({ record, context })),
        toSql: (columnFor, sqlOptions = {}) =>
            translate(root, { columnFor, blankAsZero, returnType, scale, ...sqlOptions }),
    };
}
