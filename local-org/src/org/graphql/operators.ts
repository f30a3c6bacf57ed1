/** What filters may ask of a field, by the kind of its values (GraphQL API guide, "Field Operators"). */
import {
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLList,
    type GraphQLInputFieldConfigMap,
    type GraphQLInputType,
} from 'graphql';
import { DATE_FUNCTIONS, DATE_LITERALS, DATE_RANGES } from '../ui/filter-values.ts';
import { SCALARS, type ValueKind } from './scalars.ts';

const EQUALITY = ['eq', 'ne'];
const ORDER = ['lt', 'gt', 'lte', 'gte'];
const LISTS = ['in', 'nin'];

function operators(type: GraphQLInputType, ...names: readonly string[]): GraphQLInputFieldConfigMap {
    const isList = (name: string): boolean => [...LISTS, 'includes', 'excludes'].includes(name);
    return Object.fromEntries(names.map((name) => [name, { type: isList(name) ? new GraphQLList(type) : type }]));
}

function input(name: string, fields: GraphQLInputFieldConfigMap): GraphQLInputObjectType {
    return new GraphQLInputObjectType({ name, fields });
}

const LongOperators = input('LongOperators', operators(SCALARS.Long, ...EQUALITY, ...ORDER, ...LISTS));

const DateLiteral = new GraphQLEnumType({
    name: 'DateLiteral',
    values: Object.fromEntries(DATE_LITERALS.map((name) => [name, {}])),
});

const DateRange = input('DateRange', Object.fromEntries(DATE_RANGES.map((name) => [name, { type: GraphQLInt }])));

const DateInput = input('DateInput', {
    value: { type: SCALARS.Date },
    literal: { type: DateLiteral },
    range: { type: DateRange },
});

const DateTimeInput = input('DateTimeInput', {
    value: { type: SCALARS.DateTime },
    literal: { type: DateLiteral },
    range: { type: DateRange },
});

const DateFunctionInput = input('DateFunctionInput', { value: { type: LongOperators } });

const DayOnlyInput = input('DayOnlyInput', {
    value: { type: input('DayOnlyOperators', operators(DateInput, ...EQUALITY, ...ORDER, ...LISTS)) },
});

function dateFunctions(names: readonly string[]): GraphQLInputFieldConfigMap {
    return Object.fromEntries(
        names.map((name) => [name, { type: name === 'DAY_ONLY' ? DayOnlyInput : DateFunctionInput }]),
    );
}

const TIME_ONLY = ['DAY_ONLY', 'HOUR_IN_DAY'];
const ALL_FUNCTIONS = [...DATE_FUNCTIONS];

/** The operators of each kind of values; those of ids take semi-joins as well, and are made with the schema. */
export const OPERATORS: ReadonlyMap<ValueKind, GraphQLInputObjectType> = new Map<ValueKind, GraphQLInputObjectType>([
    ...(['String', 'TextArea', 'Email', 'PhoneNumber', 'Url', 'Picklist'] as const).map(
        (kind): [ValueKind, GraphQLInputObjectType] => [
            kind,
            input(`${kind}Operators`, operators(SCALARS[kind], ...EQUALITY, 'like', ...ORDER, ...LISTS)),
        ],
    ),
    ...(['Int', 'Double', 'Currency', 'Percent'] as const).map((kind): [ValueKind, GraphQLInputObjectType] => [
        kind,
        input(
            `${kind === 'Int' ? 'Integer' : kind}Operators`,
            operators(SCALARS[kind], ...EQUALITY, ...ORDER, ...LISTS),
        ),
    ]),
    ['Boolean', input('BooleanOperators', operators(GraphQLBoolean, ...EQUALITY))],
    ['EncryptedString', input('EncryptedStringOperators', operators(SCALARS.EncryptedString, ...EQUALITY))],
    [
        'MultiPicklist',
        input('MultiPicklistOperators', operators(SCALARS.MultiPicklist, ...EQUALITY, 'includes', 'excludes')),
    ],
    ['Time', input('TimeOperators', operators(SCALARS.Time, ...EQUALITY, ...ORDER, ...LISTS))],
    [
        'Date',
        input('DateOperators', {
            ...operators(DateInput, ...EQUALITY, ...ORDER, ...LISTS),
            ...dateFunctions(ALL_FUNCTIONS.filter((name) => !TIME_ONLY.includes(name))),
        }),
    ],
    [
        'DateTime',
        input('DateTimeOperators', {
            ...operators(DateTimeInput, ...EQUALITY, ...ORDER, ...LISTS),
            ...dateFunctions(ALL_FUNCTIONS),
        }),
    ],
]);

/** The operators of ids. @param join what a semi-join may select */
export function idOperators(join: () => GraphQLInputObjectType): GraphQLInputObjectType {
    return new GraphQLInputObjectType({
        name: 'IdOperators',
        fields: () => ({
            ...operators(SCALARS.ID, ...EQUALITY, ...ORDER, ...LISTS),
            inq: { type: join() },
            ninq: { type: join() },
        }),
    });
}
