/** How the tables of functions are written: name, parameters, result, implementation. */
import { illegalType, picklistNotSupported, wrongCount, wrongType } from '../errors.ts';
import {
    typeLabel,
    type CallSite,
    type Frame,
    type FunctionSpec,
    type FormulaUse,
    type Run,
    type Typed,
    type TypedCall,
    type Value,
    type ValueOf,
    type ValueType,
} from '../types.ts';

/** Places where a record changes. */
export const CHANGE_USES: ReadonlySet<FormulaUse> = new Set([
    'validationRule',
    'fieldUpdate',
    'workflowRule',
    'assignmentRule',
    'approvalProcess',
    'flow',
]);
/** Custom buttons, links, e-mail templates and pages. */
export const TEMPLATE_USES: ReadonlySet<FormulaUse> = new Set(['template']);

type Arguments<P extends readonly ValueType[]> = { [K in keyof P]: ValueOf[P[K]] };
type Blankable<P extends readonly ValueType[]> = { [K in keyof P]: ValueOf[P[K]] | null };

interface Extras {
    /** How many of the last parameters may be left out. */
    readonly optional?: number;
    readonly uses?: ReadonlySet<FormulaUse>;
}

/** Picklists need functions made for them; everywhere else the org says so. */
export function rejectPicklist(arg: Typed): void {
    if (arg.type !== 'Picklist' && arg.type !== 'MultiPicklist') {
        return;
    }
    throw picklistNotSupported(fieldNameOf(arg), arg.type === 'MultiPicklist', arg.position);
}

/** The field that a picklist expression is about: itself or the one whose prior value it is. */
export function fieldNameOf(arg: Typed): string {
    if (arg.kind === 'field') {
        return arg.field.name;
    }
    const [inner] = arg.kind === 'call' ? arg.args : [];
    return inner === undefined ? '' : fieldNameOf(inner);
}

export function checkCount(call: CallSite, expected: number): void {
    if (call.args.length !== expected) {
        throw wrongCount(call.name, expected, call.args.length, call.position);
    }
}

/** NULL fits every parameter. */
export function checkType(call: CallSite, arg: Typed, expected: ValueType): void {
    if (arg.type === expected || arg.type === 'Null') {
        return;
    }
    rejectPicklist(arg);
    throw wrongType(call.name, [typeLabel(expected)], typeLabel(arg.type), arg.position);
}

/** For functions whose message names no type that they expect. */
export function checkOneOf(call: CallSite, arg: Typed, types: readonly ValueType[]): void {
    if (!types.includes(arg.type)) {
        rejectPicklist(arg);
        throw illegalType(call.name, call.position);
    }
}

/** The text of a text literal. */
export function textOfLiteral(arg: Typed): string | undefined {
    if (arg.kind !== 'literal' || arg.type !== 'Text') {
        return undefined;
    }
    return typeof arg.value === 'string' ? arg.value : '';
}

/** An argument that the type check has counted. */
export function argumentOf(call: { readonly args: readonly Typed[] }, index: number): Typed {
    const arg = call.args[index];
    if (arg === undefined) {
        throw new RangeError(`no argument ${index}`);
    }
    return arg;
}

function checkParameters(call: CallSite, params: readonly ValueType[], optional: number): void {
    const required = params.length - optional;
    if (call.args.length < required || call.args.length > params.length) {
        throw wrongCount(call.name, required, call.args.length, call.position);
    }
    call.args.forEach((arg, index) => {
        const expected = params[index];
        if (expected !== undefined) {
            checkType(call, arg, expected);
        }
    });
}

type Implementation = (...args: Value[]) => Value;

/** One closure per number of arguments: no array is made while a formula runs. */
function callOf(runs: readonly Run[], implementation: Implementation, blankIsBlank: boolean): Run {
    const [first, second, third] = runs;
    if (first === undefined) {
        return () => implementation();
    }
    if (runs.length === 1) {
        return blankIsBlank
            ? (frame) => {
                  const a = first(frame);
                  return a === null ? null : implementation(a);
              }
            : (frame) => implementation(first(frame));
    }
    if (second !== undefined && runs.length === 2) {
        return (frame) => {
            const a = first(frame);
            const b = second(frame);
            return blankIsBlank && (a === null || b === null) ? null : implementation(a, b);
        };
    }
    if (second !== undefined && third !== undefined && runs.length === 3) {
        return (frame) => {
            const a = first(frame);
            const b = second(frame);
            const c = third(frame);
            return blankIsBlank && (a === null || b === null || c === null) ? null : implementation(a, b, c);
        };
    }
    return (frame) => {
        const values = runs.map((run) => run(frame));
        return blankIsBlank && values.includes(null) ? null : implementation(...values);
    };
}

function simple(
    name: string,
    params: readonly ValueType[],
    returns: ValueType,
    implementation: Implementation,
    blankIsBlank: boolean,
    { optional = 0, uses }: Extras,
): FunctionSpec {
    return {
        name,
        uses,
        pure: true,
        check: (call) => {
            checkParameters(call, params, optional);
            return returns;
        },
        compile: (call, compiler) => callOf(call.args.map(compiler.compile), implementation, blankIsBlank),
    };
}

/** A function that is blank when one of its arguments is. */
export function strict<const P extends readonly ValueType[], R extends ValueType>(
    name: string,
    params: P,
    returns: R,
    implementation: (...args: Arguments<P>) => ValueOf[R] | null,
    extras: Extras = {},
): FunctionSpec {
    return simple(name, params, returns, implementation as unknown as Implementation, true, extras);
}

/** A function that has something to say about blank arguments. */
export function total<const P extends readonly ValueType[], R extends ValueType>(
    name: string,
    params: P,
    returns: R,
    implementation: (...args: Blankable<P>) => ValueOf[R] | null,
    extras: Extras = {},
): FunctionSpec {
    return simple(name, params, returns, implementation as unknown as Implementation, false, extras);
}

/** A function without parameters that asks the evaluation. */
export function ambient<R extends ValueType>(
    name: string,
    returns: R,
    implementation: (frame: Frame) => ValueOf[R] | null,
    uses?: ReadonlySet<FormulaUse>,
): FunctionSpec {
    return {
        name,
        uses,
        pure: false,
        check: (call) => {
            checkCount(call, 0);
            return returns;
        },
        compile: () => implementation,
    };
}

/** A function with a type check and closures of its own. */
export function special(
    name: string,
    check: (call: CallSite) => ValueType,
    compile: (call: TypedCall, runs: readonly Run[]) => Run,
    { uses, pure = true }: { uses?: ReadonlySet<FormulaUse>; pure?: boolean } = {},
): FunctionSpec {
    return {
        name,
        uses,
        pure,
        check,
        compile: (call, compiler) => compile(call, call.args.map(compiler.compile)),
    };
}
