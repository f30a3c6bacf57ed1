/** Formula Operators and Functions: Text Functions. */
import { formatDateTime, formatTime } from '../dates.ts';
import { FormulaError, describe, wrongType } from '../errors.ts';
import { Decimal, formatNumber, parseNumber, toInt } from '../numbers.ts';
import {
    typeLabel,
    type CallSite,
    type FunctionSpec,
    type Run,
    type Typed,
    type TypedCall,
    type Value,
    type ValueType,
} from '../types.ts';
import {
    TEMPLATE_USES,
    ambient,
    argumentOf,
    checkCount,
    rejectPicklist,
    special,
    strict,
    textOfLiteral,
    total,
} from './define.ts';
import { caseSafeId, htmlEncode, initCap, jsEncode, urlEncode } from './encode.ts';

/** The empty text is blank. */
function orBlank(text: string): string | null {
    return text === '' ? null : text;
}

const PICKLIST_TYPES: readonly ValueType[] = ['Picklist', 'MultiPicklist'];

function checkPicklistCall(call: CallSite, type: ValueType): Typed {
    checkCount(call, 2);
    const [field, literal] = [argumentOf(call, 0), argumentOf(call, 1)];
    if (field.type !== type) {
        if (PICKLIST_TYPES.includes(field.type)) {
            rejectPicklist(field);
        }
        throw wrongType(call.name, [typeLabel(type)], typeLabel(field.type), field.position);
    }
    if (textOfLiteral(literal) === undefined) {
        throw wrongType(call.name, ['Text Literal'], typeLabel(literal.type), literal.position);
    }
    return literal;
}

/** Only a value that the field can have may be asked for. */
function checkIncludes(call: CallSite): ValueType {
    const literal = checkPicklistCall(call, 'MultiPicklist');
    const wanted = textOfLiteral(literal) ?? '';
    const values = picklistValues(argumentOf(call, 0));
    if (wanted.trim() === '' || (values !== undefined && !values.includes(wanted))) {
        const message =
            'Incorrect parameter for function INCLUDES(). ' +
            'Text Literal must be a valid value for this multi-select picklist field.';
        throw new FormulaError(message, literal.position);
    }
    return 'Boolean';
}

function picklistValues(arg: Typed): readonly string[] | undefined {
    if (arg.kind === 'field') {
        return arg.field.info.values;
    }
    const [inner] = arg.kind === 'call' ? arg.args : [];
    return inner === undefined ? undefined : picklistValues(inner);
}

const TEXT_OF: readonly ValueType[] = ['Number', 'Date', 'DateTime', 'Time', 'Picklist', 'Null'];

function checkText(call: CallSite): ValueType {
    checkCount(call, 1);
    const arg = argumentOf(call, 0);
    if (TEXT_OF.includes(arg.type)) {
        return 'Text';
    }
    rejectPicklist(arg);
    throw wrongType(call.name, ['Number', 'Date', 'DateTime', 'Picklist'], typeLabel(arg.type), arg.position);
}

const FORMATS: Partial<Record<ValueType, (value: never) => string>> = {
    Number: (value: Decimal) => formatNumber(value),
    DateTime: formatDateTime,
    Time: formatTime,
};

/** Dates and picklist values are texts already. */
function compileText(call: TypedCall, runs: readonly Run[]): Run {
    const [operand] = runs as [Run];
    const format = FORMATS[argumentOf(call, 0).type] as ((value: Value) => string) | undefined;
    if (format === undefined) {
        return operand;
    }
    return (frame) => {
        const value = operand(frame);
        return value === null ? null : format(value);
    };
}

function mid(text: string, start: Decimal, count: Decimal): string | null {
    const from = Math.max(toInt(start), 1) - 1;
    return orBlank(text.slice(from, from + Math.max(toInt(count), 0)));
}

/** Longer texts are cut, as the database does. */
function padding(text: string, length: Decimal, pad: string): string {
    return pad.repeat(Math.ceil((toInt(length) - text.length) / pad.length)).slice(0, toInt(length) - text.length);
}

function pad(name: 'LPAD' | 'RPAD'): FunctionSpec {
    const params = ['Text', 'Number', 'Text'] as const;
    return total(
        name,
        params,
        'Text',
        (text, length, fill = ' ') => {
            if (text === null || length === null || toInt(length) <= 0) {
                return null;
            }
            if (toInt(length) <= text.length || fill === null) {
                return text.slice(0, toInt(length));
            }
            const filling = padding(text, length, fill);
            return name === 'LPAD' ? filling + text : text + filling;
        },
        { optional: 1 },
    );
}

function changeCase(name: string, change: (text: string, locale: string | undefined) => string): FunctionSpec {
    return total(
        name,
        ['Text', 'Text'],
        'Text',
        (text, locale = null) => (text === null ? null : change(text, locale?.replaceAll('_', '-'))),
        { optional: 1 },
    );
}

/** An attribute's value is the author's: the org joins the pieces as they are. */
function hyperlink(url: string | null, label: string | null, target: string | null = '_blank'): string {
    return `<a href="${url ?? ''}" target="${target ?? '_blank'}">${label ?? ''}</a>`;
}

function checkHyperlink(spec: FunctionSpec): FunctionSpec {
    return {
        ...spec,
        check: (call) => {
            const type = spec.check(call);
            const url = argumentOf(call, 0);
            if (/^\s*javascript:/i.test(textOfLiteral(url) ?? '')) {
                const message = `Incorrect argument value for ${describe(call.name)}. Javascript is not allowed.`;
                throw new FormulaError(message, url.position);
            }
            return type;
        },
    };
}

function image(url: string | null, alt: string | null, height?: Decimal | null, width?: Decimal | null): string {
    const sizes = [
        height instanceof Decimal ? `height:${formatNumber(height)}px;` : '',
        width instanceof Decimal ? `width:${formatNumber(width)}px;` : '',
    ].filter((size) => size !== '');
    const style = sizes.length === 0 ? '' : ` style="${sizes.join(' ')}"`;
    return `<img src="${url ?? ''}" alt="${alt ?? ''}"${style} border="0"/>`;
}

function encoder(name: string, encode: (text: string) => string): FunctionSpec {
    return strict(name, ['Text'], 'Text', (text) => orBlank(encode(text)), { uses: TEMPLATE_USES });
}

function character(code: Decimal): string | null {
    const point = toInt(code);
    return point < 1 || point > 0x10ffff ? null : String.fromCodePoint(point);
}

export const TEXT: readonly FunctionSpec[] = [
    special('TEXT', checkText, compileText),
    strict('VALUE', ['Text'], 'Number', parseNumber),
    total('LEN', ['Text'], 'Number', (text) => new Decimal(text?.length ?? 0)),
    strict('LEFT', ['Text', 'Number'], 'Text', (text, count) => orBlank(text.slice(0, Math.max(toInt(count), 0)))),
    strict('RIGHT', ['Text', 'Number'], 'Text', (text, count) =>
        orBlank(text.slice(Math.max(text.length - Math.max(toInt(count), 0), 0))),
    ),
    strict('MID', ['Text', 'Number', 'Number'], 'Text', mid),
    pad('LPAD'),
    pad('RPAD'),
    changeCase('UPPER', (text, locale) => text.toLocaleUpperCase(locale ?? 'en')),
    changeCase('LOWER', (text, locale) => text.toLocaleLowerCase(locale ?? 'en')),
    strict('INITCAP', ['Text'], 'Text', initCap),
    strict('REVERSE', ['Text'], 'Text', (text) => Array.from(text).reverse().join('')),
    strict('TRIM', ['Text'], 'Text', (text) => orBlank(text.replace(/^ +| +$/g, ''))),
    total('SUBSTITUTE', ['Text', 'Text', 'Text'], 'Text', (text, old, replacement) =>
        text === null || old === null ? null : orBlank(text.replaceAll(old, () => replacement ?? '')),
    ),
    total(
        'FIND',
        ['Text', 'Text', 'Number'],
        'Number',
        (search, text, start = null) => {
            const from = start === null ? 0 : toInt(start) - 1;
            return new Decimal(search === null || text === null ? 0 : text.indexOf(search, from) + 1);
        },
        { optional: 1 },
    ),
    // everything begins with and contains nothing; a blank text gives no answer, not even to NOT()
    total('BEGINS', ['Text', 'Text'], 'Boolean', (text, start) =>
        start === null ? true : text === null ? null : text.startsWith(start),
    ),
    total('CONTAINS', ['Text', 'Text'], 'Boolean', (text, search) =>
        search === null ? true : text === null ? null : text.includes(search),
    ),
    strict('ASCII', ['Text'], 'Number', (text) => new Decimal(text.codePointAt(0) ?? 0)),
    strict('CHR', ['Number'], 'Text', character),
    strict('CASESAFEID', ['Text'], 'Text', caseSafeId),
    ambient('BR', 'Text', () => '<br>'),
    checkHyperlink(total('HYPERLINK', ['Text', 'Text', 'Text'], 'Text', hyperlink, { optional: 1 })),
    total('IMAGE', ['Text', 'Text', 'Number', 'Number'], 'Text', image, { optional: 2 }),
    special(
        'ISPICKVAL',
        (call) => {
            checkPicklistCall(call, 'Picklist');
            return 'Boolean';
        },
        (_call, runs) => {
            const [field, literal] = runs as [Run, Run];
            return (frame) => field(frame) === literal(frame);
        },
    ),
    special('INCLUDES', checkIncludes, (_call, runs) => {
        const [field, literal] = runs as [Run, Run];
        return (frame) => {
            const values = field(frame) as string | null;
            return values?.split(';').includes(literal(frame) as string) ?? false;
        };
    }),
    encoder('HTMLENCODE', htmlEncode),
    encoder('JSENCODE', jsEncode),
    encoder('JSINHTMLENCODE', (text) => jsEncode(htmlEncode(text))),
    encoder('URLENCODE', urlEncode),
];
