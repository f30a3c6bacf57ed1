/** Types that are the same for every object and every user: scalars, values, pages (GraphQL API guide, "Field Types"). */
import {
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLID,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLString,
    type GraphQLFieldConfigMap,
} from 'graphql';
import { isLongText } from '../../schema/field.ts';
import type { Field } from '../../schema/model.ts';

/** A value as clients get it. */
export interface GraphValue {
    readonly value: unknown;
    readonly displayValue: string | null;
    readonly label?: string | null;
}

function checked(name: string, type: 'string' | 'number'): GraphQLScalarType {
    return new GraphQLScalarType({
        name,
        parseValue(value) {
            // what is written as text may be an id, a number in the client's precision …
            if (typeof value === type || (type === 'number' && typeof value === 'string' && isNumber(value)))
                return value;
            throw new TypeError(`${name} cannot represent ${JSON.stringify(value)}`);
        },
    });
}

function isNumber(text: string): boolean {
    return text.trim() !== '' && Number.isFinite(Number(text));
}

const text = (name: string): GraphQLScalarType => checked(name, 'string');
const number = (name: string): GraphQLScalarType => checked(name, 'number');

export const SCALARS = {
    Currency: number('Currency'),
    Date: text('Date'),
    DateTime: text('DateTime'),
    Double: number('Double'),
    Email: text('Email'),
    EncryptedString: text('EncryptedString'),
    IdOrRef: text('IdOrRef'),
    Long: number('Long'),
    LongTextArea: text('LongTextArea'),
    MultiPicklist: text('MultiPicklist'),
    Percent: number('Percent'),
    PhoneNumber: text('PhoneNumber'),
    Picklist: text('Picklist'),
    RichTextArea: text('RichTextArea'),
    TextArea: text('TextArea'),
    Time: text('Time'),
    Url: text('Url'),
    ID: GraphQLID,
    Boolean: GraphQLBoolean,
    Int: GraphQLInt,
    String: GraphQLString,
} as const;

/** The kinds of values, by the name that their types begin with. */
export type ValueKind = keyof typeof SCALARS;

/** The kind of a field's values; undefined for those that this API does not give: files, compounds. */
export function kindOf(field: Field): ValueKind | undefined {
    switch (field.type) {
        case 'id':
        case 'reference':
            return 'ID';
        case 'string':
            return 'String';
        case 'textarea':
            if (field.htmlFormatted) return 'RichTextArea';
            return isLongText(field) ? 'LongTextArea' : 'TextArea';
        case 'encryptedstring':
            return 'EncryptedString';
        case 'email':
            return 'Email';
        case 'phone':
            return 'PhoneNumber';
        case 'url':
            return 'Url';
        case 'boolean':
            return 'Boolean';
        case 'int':
            return 'Int';
        case 'double':
            return 'Double';
        case 'currency':
            return 'Currency';
        case 'percent':
            return 'Percent';
        case 'date':
            return 'Date';
        case 'datetime':
            return 'DateTime';
        case 'time':
            return 'Time';
        case 'picklist':
        case 'combobox':
            return 'Picklist';
        case 'multipicklist':
            return 'MultiPicklist';
        default:
            return undefined;
    }
}

/** What every type of values is. */
export const FieldValueInterface = new GraphQLInterfaceType({
    name: 'FieldValue',
    fields: { displayValue: { type: GraphQLString } },
    resolveType: () => 'StringValue',
});

const VALUE_NAMES: Partial<Record<ValueKind, string>> = { ID: 'IDValue' };

/** The types of values: `StringValue`, `CurrencyValue` … */
export const VALUE_TYPES: ReadonlyMap<ValueKind, GraphQLObjectType<GraphValue>> = new Map(
    (Object.keys(SCALARS) as ValueKind[])
        .filter((kind) => kind !== 'IdOrRef')
        .map((kind) => [kind, valueType(VALUE_NAMES[kind] ?? `${kind}Value`, kind)]),
);

function valueType(name: string, kind: ValueKind): GraphQLObjectType<GraphValue> {
    const hasLabel = kind === 'Picklist' || kind === 'MultiPicklist';
    return new GraphQLObjectType<GraphValue>({
        name,
        interfaces: [FieldValueInterface],
        fields: (): GraphQLFieldConfigMap<GraphValue, unknown> => ({
            value: { type: SCALARS[kind] },
            displayValue: { type: GraphQLString },
            // how the text of numbers and dates was made is not told
            format: { type: GraphQLString, resolve: () => null },
            ...(hasLabel ? { label: { type: GraphQLString } } : {}),
        }),
    });
}

export const PageInfo = new GraphQLObjectType({
    name: 'PageInfo',
    fields: {
        hasNextPage: { type: new GraphQLNonNull(GraphQLBoolean) },
        hasPreviousPage: { type: new GraphQLNonNull(GraphQLBoolean) },
        startCursor: { type: GraphQLString },
        endCursor: { type: GraphQLString },
    },
});

export const ResultOrder = new GraphQLEnumType({ name: 'ResultOrder', values: { ASC: {}, DESC: {} } });
export const NullOrder = new GraphQLEnumType({ name: 'NullOrder', values: { FIRST: {}, LAST: {} } });
