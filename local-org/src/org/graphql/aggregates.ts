/** Totals: `aggregate { Library__c(groupBy: …) { edges { node { aggregate { … } } } } }` (GraphQL API guide, "Aggregate Queries"). */
import {
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLObjectType,
    GraphQLString,
    type GraphQLFieldConfig,
    type GraphQLFieldConfigMap,
    type GraphQLInputFieldConfigMap,
    type GraphQLResolveInfo,
} from 'graphql';
import { OrgError } from '../../schema/errors.ts';
import { isNumeric } from '../../schema/field.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import type { QueryRecord } from '../../soql/index.ts';
import { DATE_FUNCTIONS } from '../ui/filter-values.ts';
import { noField } from '../ui/ui-context.ts';
import type { GraphConnection, GraphContext } from './graph-context.ts';
import { directionOf } from './orders.ts';
import { readPage, writeCursor } from './pages.ts';
import { connectionNodes, Planner } from './record-plans.ts';
import { selectedOf } from './record-queries.ts';
import { connectionType } from './connections.ts';
import { graphValue } from './record-members.ts';
import type { SchemaTypes } from './schema-types.ts';
import { kindOf, NullOrder, ResultOrder, VALUE_TYPES, type GraphValue, type ValueKind } from './scalars.ts';
import { argumentsOf, selectedFields, writtenArgument, type SelectedField } from './selections.ts';

/** A row of totals, with the columns that its values are in. */
interface Totals {
    readonly object: ObjectType;
    readonly row: QueryRecord;
    readonly columns: ReadonlyMap<string, string>;
}

/** One field of a row of totals. */
interface FieldTotals extends Totals {
    readonly field: Field;
}

const FUNCTIONS = {
    avg: 'AVG',
    count: 'COUNT',
    countDistinct: 'COUNT_DISTINCT',
    max: 'MAX',
    min: 'MIN',
    sum: 'SUM',
} as const;
type FunctionName = keyof typeof FUNCTIONS;

const GroupByFunction = new GraphQLEnumType({
    name: 'GroupByFunction',
    values: Object.fromEntries([...DATE_FUNCTIONS].map((name) => [name, {}])),
});
const GroupByType = new GraphQLEnumType({ name: 'GroupByType', values: { GROUP_BY: {}, ROLLUP: {}, CUBE: {} } });
const GroupByClause = new GraphQLInputObjectType({
    name: 'GroupByClause',
    fields: { group: { type: GraphQLBoolean } },
});
const GroupByDateClause = new GraphQLInputObjectType({
    name: 'GroupByDateFunction',
    fields: { group: { type: GraphQLBoolean }, function: { type: GroupByFunction } },
});
const AggregateFunction = new GraphQLEnumType({
    name: 'AggregateOrderByFunction',
    values: Object.fromEntries(Object.values(FUNCTIONS).map((name) => [name, {}])),
});
const AggregateOrderByClause = new GraphQLInputObjectType({
    name: 'AggregateOrderByClause',
    fields: { function: { type: AggregateFunction }, order: { type: ResultOrder }, nulls: { type: NullOrder } },
});

/** The types of totals, by the kind of the fields. */
const TOTAL_TYPES = new Map<ValueKind, GraphQLObjectType<FieldTotals, GraphContext>>();

function totalType(kind: ValueKind): GraphQLObjectType<FieldTotals, GraphContext> {
    const known = TOTAL_TYPES.get(kind);
    if (known) return known;
    const made = new GraphQLObjectType<FieldTotals, GraphContext>({
        name: `${kind}Aggregate`,
        fields: () => totalFields(kind),
    });
    TOTAL_TYPES.set(kind, made);
    return made;
}

function totalFields(kind: ValueKind): GraphQLFieldConfigMap<FieldTotals, GraphContext> {
    const own = VALUE_TYPES.get(kind)?.getFields() ?? {};
    const grouped = Object.fromEntries(
        ['value', 'displayValue', 'label'].flatMap((name) => {
            const type = own[name]?.type;
            const resolve = (totals: FieldTotals, _: unknown, { ui }: GraphContext): unknown =>
                valueOf(totals, 'value', (stored) => graphValue(ui, totals.object, totals.field, stored))[
                    name as keyof GraphValue
                ];
            return type ? [[name, { type, resolve }]] : [];
        }),
    );
    const functions = (Object.keys(FUNCTIONS) as FunctionName[])
        .filter((name) => isFunctionOf(kind, name))
        .map((name) => [name, functionField(kind, name)]);
    return { ...grouped, ...Object.fromEntries(functions) } as GraphQLFieldConfigMap<FieldTotals, GraphContext>;
}

/** GraphQL API guide, "Aggregate Functions for Field Types". */
function isFunctionOf(kind: ValueKind, name: FunctionName): boolean {
    const isNumber = ['Int', 'Double', 'Currency', 'Percent'].includes(kind);
    if (name === 'avg' || name === 'sum') return isNumber;
    if (name === 'min' || name === 'max') return !['Boolean', 'MultiPicklist', 'Time'].includes(kind);
    return kind !== 'Boolean';
}

function functionField(kind: ValueKind, name: FunctionName): GraphQLFieldConfig<FieldTotals, GraphContext> {
    const isCount = name === 'count' || name === 'countDistinct';
    const resultKind = isCount ? 'Long' : name === 'avg' && kind === 'Int' ? 'Double' : kind;
    const type = VALUE_TYPES.get(resultKind);
    if (!type) throw new Error(`no type of values for ${resultKind}`);
    return {
        type,
        resolve: (totals, _, { ui }) =>
            valueOf(totals, name, (stored) => {
                const { object, field } = totals;
                if (isCount) return { value: stored, displayValue: typeof stored === 'number' ? String(stored) : null };
                // an average has more digits than what it averages
                const result =
                    name === 'avg' && isNumeric(field) ? { ...field, scale: Math.max(2, field.scale) } : field;
                return graphValue(ui, object, result, stored);
            }),
    };
}

function valueOf<T>({ row, columns, field }: FieldTotals, what: string, make: (stored: unknown) => T): T {
    const column = columns.get(`${field.name} ${what}`);
    return make(column === undefined ? null : (row[column] ?? null));
}

/** The type of `aggregate`: a field for each object. */
export function aggregateFields(types: SchemaTypes): GraphQLFieldConfigMap<unknown, GraphContext> {
    return Object.fromEntries(
        types.objects.map((object) => [
            object.name,
            {
                type: connectionType(`${object.name}Aggregate`, () => resultType(types, object), false),
                args: {
                    after: { type: GraphQLString },
                    first: { type: GraphQLInt },
                    groupBy: { type: groupByType(types, object) },
                    orderBy: { type: orderByType(types, object) },
                    scope: { type: types.scope(object) },
                    where: { type: types.filter(object) },
                },
                resolve: (_: unknown, __: unknown, context: GraphContext, info: GraphQLResolveInfo) =>
                    queryTotals(context, types, object, info),
            },
        ]),
    );
}

function totalFieldsOf(types: SchemaTypes, object: ObjectType): (readonly [Field, ValueKind])[] {
    return types.ui.fields(object).flatMap((field) => {
        const kind = kindOf(field);
        return kind !== undefined && (field.aggregatable || field.groupable) ? [[field, kind] as const] : [];
    });
}

function resultType(types: SchemaTypes, object: ObjectType): GraphQLObjectType<Totals, GraphContext> {
    const aggregate = new GraphQLObjectType<Totals, GraphContext>({
        name: `${object.name}Aggregate`,
        fields: () =>
            Object.fromEntries(
                totalFieldsOf(types, object).map(([field, kind]) => [
                    field.name,
                    { type: totalType(kind), resolve: (totals: Totals) => ({ ...totals, field }) },
                ]),
            ),
    });
    return new GraphQLObjectType<Totals, GraphContext>({
        name: `${object.name}Result`,
        fields: { aggregate: { type: aggregate, resolve: (totals) => totals } },
    });
}

function groupByType(types: SchemaTypes, object: ObjectType): GraphQLInputObjectType {
    const clause = ({ type }: Field): GraphQLInputObjectType =>
        type === 'date' || type === 'datetime' ? GroupByDateClause : GroupByClause;
    const fields = (): GraphQLInputFieldConfigMap => ({
        ...Object.fromEntries(
            types.ui
                .fields(object)
                .filter((field) => kindOf(field) !== undefined && (field.groupable || field.type === 'datetime'))
                .map((field) => [field.name, { type: clause(field) }]),
        ),
        type: { type: GroupByType },
    });
    return new GraphQLInputObjectType({ name: `${object.name}_GroupBy`, fields });
}

function orderByType(types: SchemaTypes, object: ObjectType): GraphQLInputObjectType {
    const fields = (): GraphQLInputFieldConfigMap =>
        Object.fromEntries(totalFieldsOf(types, object).map(([{ name }]) => [name, { type: AggregateOrderByClause }]));
    return new GraphQLInputObjectType({ name: `${object.name}_AggregateOrderBy`, fields });
}

/** A group of the query: a field, or a function of a date. */
interface Group {
    readonly field: Field;
    readonly expression: string;
}

function queryTotals(
    context: GraphContext,
    types: SchemaTypes,
    object: ObjectType,
    info: GraphQLResolveInfo,
): GraphConnection<Totals> {
    const { ui } = context;
    const selected = selectedOf(info);
    const args = argumentsOf(info, info.parentType, selected);
    const { first, offset } = readPage(args);
    const written = (name: string): unknown => writtenArgument(selected, name, context.variables);
    const { groups, kind } = readGroups(types, object, written('groupBy'));
    const columns = new Map<string, string>();
    const items = selectItems(info, types, object, selected, groups, columns);
    const where = new Planner(context, types, info).where(object, args);
    const order = orderOf(types, object, written('orderBy'), groups);
    const grouping = groups.map(({ expression }) => expression).join(', ');
    const soql = [
        `SELECT ${items.join(', ')} FROM ${object.name}`,
        where === '' ? '' : ` WHERE ${where}`,
        groups.length === 0 ? '' : ` GROUP BY ${kind === 'GROUP_BY' ? grouping : `${kind}(${grouping})`}`,
        order === '' ? '' : ` ORDER BY ${order}`,
    ].join('');
    const { records } = ui.org.query(ui.session, soql, { base: ui.base });
    return {
        nodes: records.slice(offset, offset + first).map((row) => ({ object, row, columns })),
        offset,
        hasNextPage: records.length > offset + first,
        cursor: (index) => writeCursor(offset + index + 1),
        totalCount: () => (groups.length > 0 ? records.length : countOf(context, object, where)),
    };
}

/** Without groups the total is that of the records. */
function countOf({ ui }: GraphContext, object: ObjectType, where: string): number {
    const soql = `SELECT COUNT() FROM ${object.name}${where === '' ? '' : ` WHERE ${where}`}`;
    return ui.org.query(ui.session, soql, { base: ui.base }).totalSize;
}

/** @throws OrgError INVALID_GROUP for a clause that says neither `group: true` nor a function */
function readGroups({ ui }: SchemaTypes, object: ObjectType, groupBy: unknown): { groups: Group[]; kind: string } {
    const { type, ...clauses } = (groupBy ?? {}) as Record<string, unknown>;
    const groups = Object.entries(clauses).flatMap(([name, clause]): Group[] => {
        const field = ui.field(object, name);
        const { group, function: call } = (clause ?? {}) as { group?: unknown; function?: unknown };
        if (typeof call === 'string' && DATE_FUNCTIONS.has(call) && ['date', 'datetime'].includes(field.type))
            return [{ field, expression: `${call}(${field.name})` }];
        if (group === true && field.groupable) return [{ field, expression: field.name }];
        if (group === false) return [];
        throw new OrgError('INVALID_GROUP', `${name} must have group: true, or the function of a date`);
    });
    const kind = typeof type === 'string' && ['ROLLUP', 'CUBE'].includes(type) ? type : 'GROUP_BY';
    return { groups, kind: groups.length === 0 ? 'GROUP_BY' : kind };
}

/** The SELECT list; which column each value is in is noted. */
function selectItems(
    info: GraphQLResolveInfo,
    { ui }: SchemaTypes,
    object: ObjectType,
    selected: SelectedField,
    groups: readonly Group[],
    columns: Map<string, string>,
): string[] {
    const items: string[] = [];
    const add = (key: string, expression: string): void => {
        if (columns.has(key)) return;
        const alias = `c${String(columns.size)}`;
        columns.set(key, alias);
        items.push(`${expression} ${alias}`);
    };
    for (const { field, expression } of groups) add(`${field.name} value`, expression);
    const fields = connectionNodes(info, selected)
        .records.flatMap(({ nodes }) => selectedFields(info, nodes, []))
        .filter(({ name }) => name === 'aggregate')
        .flatMap(({ nodes }) => selectedFields(info, nodes, []));
    for (const { name, nodes } of fields.filter((one) => one.name !== '__typename')) {
        const field = ui.field(object, name);
        for (const part of selectedFields(info, nodes, []))
            if (Object.hasOwn(FUNCTIONS, part.name))
                add(`${field.name} ${part.name}`, `${FUNCTIONS[part.name as FunctionName]}(${field.name})`);
            else if (part.name !== '__typename' && !columns.has(`${field.name} value`))
                throw new OrgError('INVALID_GROUP', `${field.name} must be grouped by, or totalled`);
    }
    if (items.length === 0) add(' count', 'COUNT(Id)');
    return items;
}

function orderOf({ ui }: SchemaTypes, object: ObjectType, orderBy: unknown, groups: readonly Group[]): string {
    if (typeof orderBy !== 'object' || orderBy === null) return groups.map(({ expression }) => expression).join(', ');
    const items = Object.entries(orderBy).flatMap(([name, clause]: [string, unknown]) => {
        if (typeof clause !== 'object' || clause === null) return [];
        const field = ui.field(object, name);
        const { function: call } = clause as { function?: unknown };
        const group = groups.find((one) => one.field === field)?.expression;
        const isFunction = Object.values(FUNCTIONS).some((one) => one === call);
        const expression = isFunction ? `${String(call)}(${field.name})` : group;
        if (expression === undefined) throw noField(object, name);
        return [expression + directionOf(clause)];
    });
    return items.join(', ');
}
