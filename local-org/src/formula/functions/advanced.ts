/** Formula Operators and Functions: Advanced Functions, and those that need what a local org does not have. */
import { FormulaError, FormulaRuntimeError, illegalType, notSupported } from '../errors.ts';
import { PatternError, compileJavaPattern } from '../java-regex.ts';
import {
    type CallSite,
    type FieldRef,
    type FormulaUse,
    type FunctionSpec,
    type Run,
    type Typed,
    type TypedCall,
    type ValueType,
} from '../types.ts';
import { converterOf } from '../values.ts';
import {
    CHANGE_USES,
    ambient,
    argumentOf,
    checkCount,
    checkOneOf,
    checkType,
    special,
    textOfLiteral,
} from './define.ts';

/** REGEX() is everywhere but in formula fields and in custom buttons and links. */
const REGEX_USES: ReadonlySet<FormulaUse> = new Set([...CHANGE_USES, 'defaultValue']);
const VALIDATION: ReadonlySet<FormulaUse> = new Set(['validationRule']);
/** Patterns that are no literals are few and come again. */
const MAX_PATTERNS = 200;

function compilePattern(source: string, fail: (message: string) => Error): RegExp {
    try {
        return compileJavaPattern(source);
    } catch (error) {
        throw error instanceof PatternError ? fail(error.message) : error;
    }
}

function literalPattern(arg: Typed): RegExp | undefined {
    const source = textOfLiteral(arg);
    if (source === undefined) {
        return undefined;
    }
    return compilePattern(
        source,
        (message) => new FormulaError(`Invalid regular expression: ${message}`, arg.position),
    );
}

function checkRegex(call: CallSite): ValueType {
    checkCount(call, 2);
    for (const index of [0, 1]) {
        checkOneOf(call, argumentOf(call, index), ['Text']);
    }
    literalPattern(argumentOf(call, 1));
    return 'Boolean';
}

/** A blank text is matched as the empty one, so the answer is always true or false. */
function compileRegex(call: TypedCall, runs: readonly Run[]): Run {
    const [text, pattern] = runs as [Run, Run];
    const fixed = literalPattern(argumentOf(call, 1));
    if (fixed !== undefined) {
        return (frame) => fixed.test((text(frame) as string | null) ?? '');
    }
    const patterns = new Map<string, RegExp>();
    return (frame) => {
        const source = (pattern(frame) as string | null) ?? '';
        let compiled = patterns.get(source);
        if (compiled === undefined) {
            compiled = compilePattern(source, (message) => new FormulaRuntimeError(message));
            if (patterns.size >= MAX_PATTERNS) {
                patterns.clear();
            }
            patterns.set(source, compiled);
        }
        return compiled.test((text(frame) as string | null) ?? '');
    };
}

/** The object and field of `$ObjectType.Zip_Code__c.Fields.State_Code__c`. */
function objectField(call: CallSite, index: number): { field: FieldRef; object: string; name: string } {
    const arg = argumentOf(call, index);
    const [root, object, fields, name] = arg.kind === 'field' ? arg.field.segments : [];
    const isObjectType = root?.toLowerCase() === '$objecttype' && fields?.toLowerCase() === 'fields';
    if (arg.kind !== 'field' || !isObjectType || object === undefined || name === undefined) {
        throw illegalType(call.name, call.position);
    }
    return { field: arg.field, object, name };
}

function checkLookup(call: CallSite): ValueType {
    checkCount(call, 3);
    const returned = objectField(call, 0);
    const matched = objectField(call, 1);
    if (returned.object.toLowerCase() !== matched.object.toLowerCase()) {
        throw illegalType(call.name, call.position);
    }
    checkType(call, argumentOf(call, 2), 'Text');
    return argumentOf(call, 0).type;
}

function compileLookup(call: TypedCall, runs: readonly Run[]): Run {
    const [, , value] = runs as [Run, Run, Run];
    const site = { ...call, name: 'VLOOKUP' };
    const { field, object, name } = objectField(site, 0);
    const matchField = objectField(site, 1).name;
    const convert = converterOf(field.info);
    return (frame) => {
        const { lookup } = frame.context;
        if (lookup === undefined) {
            throw new FormulaRuntimeError('not supported: VLOOKUP without a lookup');
        }
        const wanted = value(frame) as string | null;
        return convert(lookup({ objectName: object, returnField: name, matchField, value: wanted }));
    };
}

/** A documented function that would have to be made up here; better no formula than a wrong one. */
function unsupported(name: string): FunctionSpec {
    return special(
        name,
        (call) => {
            throw notSupported(name, call.position);
        },
        () => () => null,
    );
}

export const ADVANCED: readonly FunctionSpec[] = [
    special('REGEX', checkRegex, compileRegex, { uses: REGEX_USES }),
    special('VLOOKUP', checkLookup, compileLookup, { uses: VALIDATION, pure: false }),
    ambient('GETSESSIONID', 'Text', ({ context }) => {
        if (context.sessionId === undefined) {
            throw new FormulaRuntimeError('not supported: GETSESSIONID without a session');
        }
        return context.sessionId;
    }),
    ...[
        'CURRENCYRATE',
        'GETRECORDIDS',
        'IMAGEPROXYURL',
        'INCLUDE',
        'LINKTO',
        'PARENTGROUPVAL',
        'PREDICT',
        'PREVGROUPVAL',
        'REQUIRESCRIPT',
        'URLFOR',
    ].map(unsupported),
];
