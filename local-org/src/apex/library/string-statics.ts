/** String: what the class does. Source: Apex reference guide, "String class". */
import { toText } from '../run/text.ts';
import type { NumberValue } from '../run/numbers.ts';
import { dateText } from '../run/text.ts';
import { DatetimeValue, type DateValue, type ListValue, type Value } from '../run/values.ts';
import type { Signatures } from './define.ts';
import { valuesOf } from './iterables.ts';
import { formatMessage } from './string-format.ts';
import { escapeSingleQuotes } from './string-escapes.ts';
import { characterOf, commonPrefix } from './string-search.ts';
import { datetimeText } from '../run/text.ts';
import { toLocal, userZone } from './zones.ts';

function isBlank(text: string | null): boolean {
    return text === null || text.trim() === '';
}

function isEmpty(text: string | null): boolean {
    return text === null || text === '';
}

function textOf(value: Value): string | null {
    return value === null ? null : toText(value);
}

function numberText(value: NumberValue | null): string | null {
    return value === null ? null : toText(value);
}

export const stringStatics: Signatures = {
    'String escapeSingleQuotes(String)': escapeSingleQuotes,
    'String format(String, List<Object>)': (pattern: string, { items }: ListValue) => formatMessage(pattern, items),
    'String fromCharArray(List<Integer>)': ({ items }: ListValue) =>
        items.map((code) => characterOf((code ?? -1) as number)).join(''),
    'String getCommonPrefix(List<String>)': ({ items }: ListValue) =>
        commonPrefix(items.map((text) => (text ?? '') as string)),
    'Boolean isBlank(String?)': isBlank,
    'Boolean isEmpty(String?)': isEmpty,
    'Boolean isNotBlank(String?)': (text: string | null) => !isBlank(text),
    'Boolean isNotEmpty(String?)': (text: string | null) => !isEmpty(text),
    'String join(Iterable<Object>, String)': (items: Value, separator: string) =>
        valuesOf(items).map(toText).join(separator),
    'String valueOf(Date?)': (value: DateValue | null) => value && dateText(value),
    'String valueOf(Datetime?)': (value: DatetimeValue | null) =>
        value && datetimeText(toLocal(value.milliseconds, userZone())),
    'String valueOf(Decimal?)': numberText,
    'String valueOf(Double?)': numberText,
    'String valueOf(Integer?)': numberText,
    'String valueOf(Long?)': numberText,
    'String valueOf(Object?)': textOf,
    'String valueOfGmt(Datetime)': ({ milliseconds }: DatetimeValue) => datetimeText(milliseconds),
};
