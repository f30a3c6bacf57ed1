/** Formula Operators and Functions: Logical Functions. */
import { illegalType, wrongCount, wrongType } from '../errors.ts';
import { isNumberText } from '../numbers.ts';
import {
    typeLabel,
    type CallSite,
    type FunctionSpec,
    type Run,
    type Typed,
    type TypedCall,
    type ValueType,
} from '../types.ts';
import { argumentOf, checkCount, checkOneOf, checkType, rejectPicklist, special, textOfLiteral } from './define.ts';
import { comparable, equality } from './operators.ts';

function checkBooleans(call: CallSite): ValueType {
    if (call.args.length === 0) {
        throw wrongCount(call.name, 1, 0, call.position);
    }
    call.args.forEach((arg) => {
        checkType(call, arg, 'Boolean');
    });
    return 'Boolean';
}

/** Stops at the first argument that decides; a blank one counts as false. */
function decidedBy(decisive: boolean): (call: TypedCall, runs: readonly Run[]) => Run {
    return (_call, runs) => {
        const [first, second] = runs;
        if (first !== undefined && second !== undefined && runs.length === 2) {
            return (frame) => {
                const decided = (first(frame) === true) === decisive || (second(frame) === true) === decisive;
                return decided ? decisive : !decisive;
            };
        }
        return (frame) => {
            for (const run of runs) {
                if ((run(frame) === true) === decisive) {
                    return decisive;
                }
            }
            return !decisive;
        };
    };
}

/** The type that both branches share; NULL takes the other one's. */
function commonType(call: CallSite, first: ValueType, arg: Typed): ValueType {
    rejectPicklist(arg);
    if (!comparable(first, arg.type)) {
        throw wrongType(call.name, [typeLabel(first)], typeLabel(arg.type), arg.position);
    }
    return first === 'Null' ? arg.type : first;
}

function checkIf(call: CallSite): ValueType {
    checkCount(call, 3);
    const [condition, then] = [argumentOf(call, 0), argumentOf(call, 1)];
    rejectPicklist(condition);
    if (condition.type !== 'Boolean') {
        throw wrongType(call.name, ['Boolean'], typeLabel(condition.type), condition.position);
    }
    rejectPicklist(then);
    return commonType(call, then.type, argumentOf(call, 2));
}

function compileIf(_call: TypedCall, runs: readonly Run[]): Run {
    const [condition, then, otherwise] = runs as [Run, Run, Run];
    return (frame) => (condition(frame) === true ? then(frame) : otherwise(frame));
}

function checkCase(call: CallSite): ValueType {
    const count = call.args.length;
    if (count < 4 || count % 2 !== 0) {
        throw wrongCount(call.name, 4 + Math.max(0, Math.trunc((count - 4) / 2)) * 2, count, call.position);
    }
    const subject = argumentOf(call, 0);
    if (subject.type === 'MultiPicklist') {
        rejectPicklist(subject);
    }
    if (subject.type === 'Boolean' || subject.type === 'Geolocation') {
        throw illegalType(call.name, call.position);
    }
    let type: ValueType = subject.type;
    let result: ValueType = 'Null';
    const addResult = (arg: Typed): void => {
        if (arg.type === 'Boolean') {
            throw illegalType(call.name, call.position);
        }
        result = commonType(call, result, arg);
    };
    for (let index = 1; index < count - 2; index += 2) {
        type = checkCaseValue(call, type, argumentOf(call, index));
        addResult(argumentOf(call, index + 1));
    }
    addResult(argumentOf(call, count - 1));
    return result;
}

function checkCaseValue(call: CallSite, type: ValueType, arg: Typed): ValueType {
    if (type !== 'Picklist') {
        if (arg.type === 'Boolean') {
            throw illegalType(call.name, call.position);
        }
        return commonType(call, type, arg);
    }
    if (textOfLiteral(arg) === undefined) {
        throw wrongType(call.name, ['Text Literal'], typeLabel(arg.type), arg.position);
    }
    return type;
}

/** The types of the values that CASE() compares: its first argument and every second one after it. */
function valueTypes(call: TypedCall): ValueType[] {
    const compared = call.args.slice(0, -1).filter((_, index) => index === 0 || index % 2 === 1);
    return compared.map((arg) => arg.type);
}

/** The branches are closures: only the one that is chosen runs. */
function compileCase(call: TypedCall, runs: readonly Run[]): Run {
    const [subject, otherwise] = [runs[0], runs.at(-1)] as [Run, Run];
    const isText = argumentOf(call, 0).type === 'Picklist' || argumentOf(call, 0).type === 'Text';
    const types = isText ? (['Text'] as const) : valueTypes(call);
    const cases: { matches: Run; result: Run }[] = [];
    for (let index = 1; index < runs.length - 2; index += 2) {
        const [value, result] = [runs[index], runs[index + 1]] as [Run, Run];
        cases.push({ matches: equality(subject, value, types), result });
    }
    return (frame) => {
        for (const { matches, result } of cases) {
            if (matches(frame) === true) {
                return result(frame);
            }
        }
        return otherwise(frame);
    };
}

/** Multi-select picklists may be tested for blank, single ones only as TEXT(). */
function checkBlankTest(call: CallSite): ValueType {
    checkCount(call, 1);
    const arg = argumentOf(call, 0);
    if (arg.type === 'Boolean') {
        throw illegalType(call.name, call.position);
    }
    if (arg.type === 'Picklist') {
        rejectPicklist(arg);
    }
    return 'Boolean';
}

function blankTest(_call: TypedCall, runs: readonly Run[]): Run {
    const [value] = runs as [Run];
    return (frame) => value(frame) === null;
}

function checkSubstitute(call: CallSite): ValueType {
    checkCount(call, 2);
    const [value, substitute] = [argumentOf(call, 0), argumentOf(call, 1)];
    if (value.type === 'Boolean' || value.type === 'Geolocation') {
        throw illegalType(call.name, call.position);
    }
    rejectPicklist(value);
    return commonType(call, value.type, substitute);
}

function blankValue(_call: TypedCall, runs: readonly Run[]): Run {
    const [value, substitute] = runs as [Run, Run];
    return (frame) => value(frame) ?? substitute(frame);
}

/** Texts are never null for the old functions ISNULL() and NULLVALUE(). */
function hasText(call: TypedCall): boolean {
    return call.args.some((arg) => arg.type === 'Text');
}

export const LOGICAL: readonly FunctionSpec[] = [
    special('AND', checkBooleans, decidedBy(false)),
    special('OR', checkBooleans, decidedBy(true)),
    special(
        'NOT',
        (call) => {
            checkCount(call, 1);
            checkType(call, argumentOf(call, 0), 'Boolean');
            return 'Boolean';
        },
        (_call, runs) => {
            const [operand] = runs as [Run];
            return (frame) => {
                const value = operand(frame);
                return value === null ? null : value === false;
            };
        },
    ),
    special('IF', checkIf, compileIf),
    special('CASE', checkCase, compileCase),
    special('ISBLANK', checkBlankTest, blankTest),
    special('ISNULL', checkBlankTest, (call, runs) => (hasText(call) ? () => false : blankTest(call, runs))),
    special('BLANKVALUE', checkSubstitute, blankValue),
    special('NULLVALUE', checkSubstitute, (call, runs) =>
        hasText(call) ? (runs as [Run])[0] : blankValue(call, runs),
    ),
    special(
        'ISNUMBER',
        (call) => {
            checkCount(call, 1);
            checkOneOf(call, argumentOf(call, 0), ['Text']);
            return 'Boolean';
        },
        (_call, runs) => {
            const [text] = runs as [Run];
            return (frame) => {
                const value = text(frame);
                return typeof value === 'string' && isNumberText(value);
            };
        },
    ),
];
