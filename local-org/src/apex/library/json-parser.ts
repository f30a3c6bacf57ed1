/** JSONParser and JSONToken. Source: Apex reference guide, "JSONParser class", "JSONToken enum". */
import { exception } from '../run/exceptions.ts';
import { NativeObject, type EnumValue, type TypeValue, type Value } from '../run/values.ts';
import { membersOf } from '../types/members.ts';
import * as types from '../types/type.ts';
import { define, type Signatures } from './define.ts';
import { typedValue } from './json-read.ts';
import { JsonTokens, type JsonToken, type TokenKind } from './json-tokens.ts';
import { readTree } from './json-tree.ts';
import { namedType } from './types.ts';

interface Parsing {
    readonly tokens: JsonTokens;
    current: JsonToken | undefined;
    cleared: JsonToken | undefined;
}

type Parser = NativeObject<Parsing>;

/** A parser of a text, before its first token. */
export function parserOf(text: string): Parser {
    const state = { tokens: new JsonTokens(text), current: undefined, cleared: undefined };
    return new NativeObject<Parsing>(namedType('System.JSONParser'), state);
}

function enumOf(token: JsonToken | undefined): Value {
    if (!token) return null;
    const values = (membersOf(namedType('System.JSONToken')).enumValues?.() ?? []) as readonly EnumValue[];
    return values.find(({ name }) => name === token.kind) ?? null;
}

function next({ state }: Parser): Value {
    state.current = state.tokens.next();
    return enumOf(state.current);
}

/** The next token that is no name of a field. */
function nextValue(self: Parser): Value {
    const token = next(self);
    return self.state.current?.kind === 'FIELD_NAME' ? next(self) : token;
}

function current({ state }: Parser): JsonToken {
    if (!state.current) throw exception('JSONException', 'No current token');
    return state.current;
}

/** The current token as a value of a type. */
function valueAs(type: types.Type, ...kinds: readonly TokenKind[]) {
    return (self: Parser): Value => {
        const token = current(self);
        if (!kinds.includes(token.kind))
            throw exception('JSONException', `Current token (${token.kind}) can not be read as ${type.name}`);
        return typedValue({ kind: 'scalar', token }, type, { isStrict: false });
    };
}

function readAs(isStrict: boolean) {
    return (self: Parser, { meant }: TypeValue): Value => {
        const token = self.state.current ?? self.state.tokens.next();
        if (!token) throw exception('JSONException', 'No content to map to Object due to end of input');
        // a name stands for its value
        const first = token.kind === 'FIELD_NAME' ? self.state.tokens.next() : token;
        if (!first) throw exception('JSONException', 'Unexpected end-of-input');
        const value = typedValue(readTree(self.state.tokens, first), meant, { isStrict });
        if (first.kind === 'START_OBJECT') self.state.current = { kind: 'END_OBJECT', text: '}' };
        if (first.kind === 'START_ARRAY') self.state.current = { kind: 'END_ARRAY', text: ']' };
        return value;
    };
}

function skipChildren({ state }: Parser): void {
    const { current: token, tokens } = state;
    if (token?.kind !== 'START_OBJECT' && token?.kind !== 'START_ARRAY') return;
    const { depth } = tokens;
    while (tokens.depth >= depth) state.current = tokens.next();
}

const NUMBERS = ['VALUE_NUMBER_INT', 'VALUE_NUMBER_FLOAT'] as const;

const reading: Signatures = {
    'Blob getBlobValue()': valueAs(types.BLOB, 'VALUE_STRING'),
    'Boolean getBooleanValue()': valueAs(types.BOOLEAN, 'VALUE_TRUE', 'VALUE_FALSE'),
    'Datetime getDateTimeValue()': valueAs(types.DATETIME, 'VALUE_STRING'),
    'Date getDateValue()': valueAs(types.DATE, 'VALUE_STRING'),
    'Decimal getDecimalValue()': valueAs(types.DECIMAL, ...NUMBERS),
    'Double getDoubleValue()': valueAs(types.DOUBLE, ...NUMBERS),
    'Id getIdValue()': valueAs(types.ID, 'VALUE_STRING'),
    'Integer getIntegerValue()': valueAs(types.INTEGER, 'VALUE_NUMBER_INT'),
    'Long getLongValue()': valueAs(types.LONG, 'VALUE_NUMBER_INT'),
    'Time getTimeValue()': valueAs(types.TIME, 'VALUE_STRING'),
};

define(
    {
        name: 'JSONToken',
        kind: 'enum',
        values: [
            'END_ARRAY',
            'END_OBJECT',
            'FIELD_NAME',
            'NOT_AVAILABLE',
            'START_ARRAY',
            'START_OBJECT',
            'VALUE_EMBEDDED_OBJECT',
            'VALUE_FALSE',
            'VALUE_NULL',
            'VALUE_NUMBER_FLOAT',
            'VALUE_NUMBER_INT',
            'VALUE_STRING',
            'VALUE_TRUE',
        ],
    },
    {
        name: 'JSONParser',
        methods: {
            ...reading,
            'void clearCurrentToken()': ({ state }: Parser) => {
                state.cleared = state.current;
                state.current = undefined;
            },
            'String getCurrentName()': ({ state }: Parser) => state.tokens.name ?? null,
            'System.JSONToken getCurrentToken()': ({ state }: Parser) => enumOf(state.current),
            'System.JSONToken getLastClearedToken()': ({ state }: Parser) => enumOf(state.cleared),
            'String getText()': ({ state }: Parser) => state.current?.text ?? null,
            'Boolean hasCurrentToken()': ({ state }: Parser) => state.current !== undefined,
            'System.JSONToken nextToken()': next,
            'System.JSONToken nextValue()': nextValue,
            'Object readValueAs(Type)': readAs(false),
            'Object readValueAsStrict(Type)': readAs(true),
            'void skipChildren()': skipChildren,
        },
    },
);
