/** How functions and operators read in SQLite. A name that is missing here has no exact translation. */
import { argumentOf } from './functions/define.ts';
import { Decimal, toInt } from './numbers.ts';
import {
    Untranslatable,
    absolute,
    aligned,
    branches,
    negated,
    product,
    remainder,
    roundedTo,
    sum,
    truncatedTo,
    wholeNumber,
    type Scaled,
} from './sql-numbers.ts';
import type { Translation } from './sql.ts';
import type { Typed, TypedCall, ValueType } from './types.ts';

type Translator = (call: TypedCall, to: Translation) => string | Scaled;

function types(call: TypedCall): ValueType[] {
    return call.args.map((arg) => arg.type);
}

/** Text comparisons see case, whatever the column's collation; blank equals blank. */
function equal(left: Typed, right: Typed, to: Translation): string {
    const kinds = [left.type, right.type];
    if (kinds.includes('Text') || kinds.includes('Picklist')) {
        return to.definite(`(${to.expression(left)} IS ${to.expression(right)} COLLATE BINARY)`);
    }
    if (kinds.includes('Number')) {
        return compareNumbers('=', left, right, to);
    }
    return `(${to.expression(left)} = ${to.expression(right)})`;
}

function compareNumbers(operator: string, left: Typed, right: Typed, to: Translation): string {
    const [a, b] = [to.storedNumber(left), to.storedNumber(right)];
    if (a !== undefined && b !== undefined) {
        return `(${a} ${operator} ${b})`;
    }
    const [units, others] = aligned([to.number(left), to.number(right)]) as [Scaled, Scaled];
    return `(${units.sql} ${operator} ${others.sql})`;
}

function comparison(operator: string): Translator {
    return (call, to) => {
        const [left, right] = [argumentOf(call, 0), argumentOf(call, 1)];
        if (types(call).includes('Number')) {
            return compareNumbers(operator, left, right, to);
        }
        return `(${to.expression(left)} ${operator} ${to.expression(right)})`;
    };
}

/** An inner condition that is blank counts as false. */
function junction(operator: 'AND' | 'OR'): Translator {
    return (call, to) => to.definite(`(${call.args.map((arg) => to.truth(to.expression(arg))).join(` ${operator} `)})`);
}

function concatenated(call: TypedCall, to: Translation): string {
    const parts = call.args.map((arg) => `COALESCE(${to.expression(arg)}, '')`);
    return `NULLIF(${parts.join(' || ')}, '')`;
}

/** Whole days; a fraction falls away. Before the year 1, where SQLite still counts, there is no date. */
function movedDate(date: Typed, days: Typed, sign: '' | '-', to: Translation): string {
    const whole = truncatedTo(to.number(days), 0).sql;
    const moved = `date(${to.expression(date)}, ${sign === '' ? whole : `-(${whole})`} || ' days')`;
    return `NULLIF(max('0001', ${moved}), '0001')`;
}

function sumOf(operator: '+' | '-'): Translator {
    return (call, to) => {
        const [left, right] = [argumentOf(call, 0), call.args[1]];
        if (right === undefined) {
            return operator === '+' ? to.number(left) : negated(to.number(left));
        }
        if (call.type === 'Null') {
            return 'NULL';
        }
        switch (`${left.type}${operator}${right.type}`) {
            case 'Number+Number':
            case 'Number-Number':
                return sum([to.number(left), to.number(right)], operator);
            case 'Text+Text':
                return concatenated(call, to);
            case 'Date+Number':
                return movedDate(left, right, '', to);
            case 'Number+Date':
                return movedDate(right, left, '', to);
            case 'Date-Number':
                return movedDate(left, right, '-', to);
            case 'Date-Date': {
                const [a, b] = [to.expression(left), to.expression(right)];
                return { sql: `((unixepoch(${a}) - unixepoch(${b})) / 86400)`, scale: 0, digits: 7 };
            }
            default:
                throw new Untranslatable('sum');
        }
    };
}

/** IF and CASE: conditions with their results, and the last result. */
function conditional(
    call: TypedCall,
    conditions: readonly string[],
    results: readonly Typed[],
    to: Translation,
): string | Scaled {
    const when = (values: readonly string[]): string => {
        const cases = conditions.map((condition, index) => `WHEN ${condition} THEN ${values[index] ?? 'NULL'}`);
        return `(CASE ${cases.join(' ')} ELSE ${values.at(-1) ?? 'NULL'} END)`;
    };
    if (call.type === 'Number') {
        return branches(
            results.map((result) => to.number(result)),
            when,
        );
    }
    return when(results.map((result) => to.expression(result)));
}

function caseOf(call: TypedCall, to: Translation): string | Scaled {
    const subject = argumentOf(call, 0);
    const conditions: string[] = [];
    const results: Typed[] = [];
    for (let index = 1; index < call.args.length - 2; index += 2) {
        conditions.push(equal(subject, argumentOf(call, index), to));
        results.push(argumentOf(call, index + 1));
    }
    return conditional(call, conditions, [...results, argumentOf(call, call.args.length - 1)], to);
}

/** Whether an expression is blank; a number field that counts as zero never is. */
function isBlank(arg: Typed, to: Translation): string {
    const sql = arg.type === 'Number' ? (to.storedNumber(arg) ?? to.number(arg).sql) : to.expression(arg);
    return to.definite(`(${sql} IS NULL)`);
}

function substituted(call: TypedCall, to: Translation): string | Scaled {
    if (call.type === 'Number') {
        const values = call.args.map((arg) => to.number(arg));
        return branches(values, (units) => `COALESCE(${units.join(', ')})`);
    }
    return `COALESCE(${call.args.map((arg) => to.expression(arg)).join(', ')})`;
}

function datePart(start: number, length: number): Translator {
    return (call, to) => {
        const date = to.expression(argumentOf(call, 0));
        return { sql: `CAST(substr(${date}, ${start}, ${length}) AS INTEGER)`, scale: 0, digits: length };
    };
}

/** Decimal places of ROUND() and TRUNC(), which must be known. */
function placesOf(call: TypedCall): number {
    const digits = argumentOf(call, 1);
    const places = digits.kind === 'literal' && digits.value instanceof Decimal ? toInt(digits.value) : -1;
    if (places < 0) {
        throw new Untranslatable('decimal places');
    }
    return places;
}

function ofNumber(apply: (value: Scaled, call: TypedCall) => Scaled): Translator {
    return (call, to) => apply(to.number(argumentOf(call, 0)), call);
}

function pairOf(call: TypedCall, to: Translation): [Scaled, Scaled] {
    return [to.number(argumentOf(call, 0)), to.number(argumentOf(call, 1))];
}

function extreme(name: 'min' | 'max'): Translator {
    return (call, to) => {
        const values = call.args.map((arg) => to.number(arg));
        // with a single argument the names are those of the aggregates
        return branches(values, (units) => (units.length === 1 ? (units[0] ?? '') : `${name}(${units.join(', ')})`));
    };
}

function textOf(call: TypedCall, to: Translation): string {
    const arg = argumentOf(call, 0);
    if (arg.type === 'Date' || arg.type === 'Picklist') {
        return to.expression(arg);
    }
    const value = arg.type === 'Number' ? to.number(arg) : undefined;
    if (value?.scale !== 0) {
        throw new Untranslatable('TEXT');
    }
    return `CAST(${value.sql} AS TEXT)`;
}

function search(test: (text: string, part: string) => string): Translator {
    return (call, to) => {
        const [text, part] = [to.expression(argumentOf(call, 0)), to.expression(argumentOf(call, 1))];
        return `(CASE WHEN ${part} IS NULL THEN 1 ELSE ${test(text, part)} END)`;
    };
}

function ambient(value: (to: Translation) => string | undefined): Translator {
    return (_call, to) => {
        const sql = value(to);
        if (sql === undefined) {
            throw new Untranslatable('the moment');
        }
        return sql;
    };
}

export const TRANSLATORS: Readonly<Partial<Record<string, Translator>>> = {
    '+': sumOf('+'),
    '-': sumOf('-'),
    '*': (call, to) => product(pairOf(call, to)),
    '&': concatenated,
    '=': (call, to) => equal(argumentOf(call, 0), argumentOf(call, 1), to),
    '<>': (call, to) => `(NOT ${equal(argumentOf(call, 0), argumentOf(call, 1), to)})`,
    '<': comparison('<'),
    '>': comparison('>'),
    '<=': comparison('<='),
    '>=': comparison('>='),
    AND: junction('AND'),
    OR: junction('OR'),
    NOT: (call, to) => `(NOT ${to.expression(argumentOf(call, 0))})`,
    IF: (call, to) => {
        const [condition, ...results] = call.args as [Typed, Typed, Typed];
        return conditional(call, [to.expression(condition)], results, to);
    },
    CASE: caseOf,
    ISBLANK: (call, to) => isBlank(argumentOf(call, 0), to),
    ISNULL: (call, to) => (types(call).includes('Text') ? '0' : isBlank(argumentOf(call, 0), to)),
    BLANKVALUE: substituted,
    NULLVALUE: (call, to) =>
        types(call).includes('Text') ? to.expression(argumentOf(call, 0)) : substituted(call, to),
    ISPICKVAL: (call, to) => equal(argumentOf(call, 0), argumentOf(call, 1), to),
    INCLUDES: (call, to) => {
        const [field, value] = [to.expression(argumentOf(call, 0)), to.expression(argumentOf(call, 1))];
        return `(instr(';' || COALESCE(${field}, '') || ';', ';' || ${value} || ';') > 0)`;
    },
    TEXT: textOf,
    BEGINS: search((text, part) => `instr(${text}, ${part}) = 1`),
    CONTAINS: search((text, part) => `instr(${text}, ${part}) > 0`),
    TRIM: (call, to) => `NULLIF(trim(${to.expression(argumentOf(call, 0))}), '')`,
    SUBSTITUTE: (call, to) => {
        const [text, old, replacement] = call.args.map((arg) => to.expression(arg));
        return `NULLIF(replace(${text ?? ''}, ${old ?? ''}, COALESCE(${replacement ?? ''}, '')), '')`;
    },
    TODAY: ambient((to) => to.options.today),
    NOW: ambient((to) => to.options.now),
    YEAR: datePart(1, 4),
    MONTH: datePart(6, 2),
    DAY: datePart(9, 2),
    WEEKDAY: (call, to) => {
        const date = to.expression(argumentOf(call, 0));
        return { sql: `(CAST(strftime('%w', ${date}) AS INTEGER) + 1)`, scale: 0, digits: 1 };
    },
    ABS: ofNumber(absolute),
    ROUND: ofNumber((value, call) => roundedTo(value, placesOf(call))),
    TRUNC: ofNumber((value, call) => truncatedTo(value, placesOf(call))),
    FLOOR: ofNumber((value) => truncatedTo(value, 0)),
    CEILING: ofNumber((value) => wholeNumber(value, 'both')),
    MFLOOR: ofNumber((value) => wholeNumber(value, 'below')),
    MCEILING: ofNumber((value) => wholeNumber(value, 'above')),
    MOD: (call, to) => remainder(pairOf(call, to)),
    MIN: extreme('min'),
    MAX: extreme('max'),
};
