/** Integer, Long and Double. Source: Apex reference guide, "Integer class", "Long class", "Double class". */
import { checkedCast } from '../run/casts.ts';
import {
    isNumberValue,
    longToInteger,
    toDecimal,
    toInteger,
    toLong,
    toNumber,
    decimalToInteger,
} from '../run/numbers.ts';
import { DoubleValue, type Value } from '../run/values.ts';
import { DOUBLE, INTEGER, LONG } from '../types/type.ts';
import { define } from './define.ts';
import { formatNumber, parseDouble, parseInteger, parseLong } from './number-text.ts';

function integerOf(value: Value): Value {
    if (value === null) return null;
    if (typeof value === 'string') return parseInteger(value);
    return isNumberValue(value) ? decimalToInteger(toDecimal(value)) : checkedCast(value, INTEGER);
}

function doubleOf(value: Value): Value {
    if (value === null) return null;
    if (typeof value === 'string') return new DoubleValue(parseDouble(value));
    return isNumberValue(value) ? new DoubleValue(toNumber(value)) : checkedCast(value, DOUBLE);
}

define(
    {
        name: 'Integer',
        type: INTEGER,
        statics: { 'Integer valueOf(String)': parseInteger, 'Integer valueOf(Object?)': integerOf },
        methods: { 'String format()': (self: number) => formatNumber(self) },
    },
    {
        name: 'Long',
        type: LONG,
        statics: { 'Long valueOf(String)': parseLong },
        methods: {
            'String format()': (self: bigint) => formatNumber(self),
            'Integer intValue()': longToInteger,
        },
    },
    {
        name: 'Double',
        type: DOUBLE,
        statics: {
            'Double valueOf(String)': (text: string) => new DoubleValue(parseDouble(text)),
            'Double valueOf(Object?)': doubleOf,
        },
        methods: {
            'String format()': ({ value }: DoubleValue) => formatNumber(value),
            'Integer intValue()': ({ value }: DoubleValue) => toInteger(value),
            'Long longValue()': ({ value }: DoubleValue) => toLong(value),
            'Long round()': ({ value }: DoubleValue) => toLong(Math.floor(value + 0.5)),
        },
    },
);
