/** The types of a user's objects: what he may not read does not exist (GraphQL API guide, "Schema"). */
import {
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLList,
    GraphQLObjectType,
    GraphQLString,
    GraphQLUnionType,
    type GraphQLFieldConfigArgumentMap,
    type GraphQLFieldConfigMap,
    type GraphQLInputFieldConfigMap,
} from 'graphql';
import type { Field, ObjectType } from '../../schema/model.ts';
import type { QueryRecord } from '../../soql/index.ts';
import type { UiContext } from '../ui/ui-context.ts';
import type { GraphConnection, GraphContext, GraphRecord } from './graph-context.ts';
import { idOperators, OPERATORS } from './operators.ts';
import { connectionType } from './connections.ts';
import { childConnection } from './record-queries.ts';
import { RecordInterface, recordMembers, valueOf, type RecordResolver } from './record-members.ts';
import { unionName } from './record-plans.ts';
import { kindOf, NullOrder, ResultOrder, VALUE_TYPES } from './scalars.ts';

const MAX_ORDER_LEVELS = 5;

const OrderByClause = new GraphQLInputObjectType({
    name: 'OrderByClause',
    fields: { order: { type: ResultOrder }, nulls: { type: NullOrder } },
});

/** The types of one user's objects, each made once, when it is needed. */
export class SchemaTypes {
    readonly #ui: UiContext;
    readonly #made = new Map<string, unknown>();
    readonly #ids = idOperators(() => this.join());

    constructor(ui: UiContext) {
        this.#ui = ui;
    }

    get ui(): UiContext {
        return this.#ui;
    }

    /** The objects that there are for the user. */
    get objects(): ObjectType[] {
        return this.#ui.org.schema.objects.filter((object) => this.#ui.seesObject(object));
    }

    #once<T>(name: string, make: () => T): T {
        if (!this.#made.has(name)) this.#made.set(name, make());
        return this.#made.get(name) as T;
    }

    /** An object as a type. */
    record(object: ObjectType): GraphQLObjectType<GraphRecord, GraphContext> {
        return this.#once(object.name, () => {
            const fields = (): GraphQLFieldConfigMap<GraphRecord, GraphContext> => this.#recordFields(object);
            return new GraphQLObjectType({ name: object.name, interfaces: [RecordInterface], fields });
        });
    }

    #recordFields(object: ObjectType): GraphQLFieldConfigMap<GraphRecord, GraphContext> {
        const ui = this.#ui;
        const own = ui.fields(object).flatMap((field) => {
            const type = VALUE_TYPES.get(kindOf(field) ?? 'IdOrRef');
            return type && field.type !== 'id' ? [[field.name, { type, resolve: valueOf(field) }] as const] : [];
        });
        const parents = ui.fields(object).flatMap((field) => {
            const name = field.reference?.relationshipName;
            const type = this.#parent(object, field);
            if (name === undefined || !type || object.fields.has(name)) return [];
            return [[name, { type, resolve: ({ row }: GraphRecord) => this.#parentOf(field, row[name]) }] as const];
        });
        const named = { ...Object.fromEntries(own), ...Object.fromEntries(parents) };
        return { ...this.#children(object), ...named, ...recordMembers(object) };
    }

    /** What a lookup leads to: an object, or one of several. */
    #parent(object: ObjectType, field: Field): GraphQLObjectType | GraphQLUnionType | undefined {
        const targets = this.#targets(field);
        const [first] = targets;
        if (!first) return undefined;
        if ((field.reference?.to.length ?? 0) === 1) return this.record(first);
        return this.#once(unionName(object, field), () => {
            return new GraphQLUnionType({
                name: unionName(object, field),
                types: () => targets.map((target) => this.record(target)),
                resolveType: (value: GraphRecord) => value.object.name,
            });
        });
    }

    #targets(field: Field): ObjectType[] {
        return (field.reference?.to ?? []).flatMap((name) => {
            const target = this.#ui.org.schema.object(name);
            return target && this.#ui.seesObject(target) ? [target] : [];
        });
    }

    #parentOf(field: Field, value: unknown): GraphRecord | null {
        if (typeof value !== 'object' || value === null) return null;
        const row = value as QueryRecord;
        const targets = this.#targets(field);
        const object =
            targets.find(({ name }) => name === row.attributes.type) ?? (targets.length === 1 ? targets[0] : undefined);
        return object ? { object, row } : null;
    }

    #children(object: ObjectType): GraphQLFieldConfigMap<GraphRecord, GraphContext> {
        const lists = this.#ui.org.schema
            .childRelationships(object)
            .flatMap(({ child, field, relationshipName: name }) => {
                const isOpen = name !== undefined && this.#ui.seesObject(child) && this.#ui.seesField(child, field);
                if (!isOpen || object.fields.has(name) || this.#ui.org.schema.parentRelationship(object, name))
                    return [];
                const config = {
                    type: this.connection(child),
                    args: this.listArguments(child),
                    resolve: (...[record, , context, info]: Parameters<RecordResolver>) =>
                        childConnection(context, record, child, name, info),
                };
                return [[name, config] as const];
            });
        return Object.fromEntries(lists);
    }

    /** The arguments of lists of an object's records. */
    listArguments(object: ObjectType): GraphQLFieldConfigArgumentMap {
        return {
            after: { type: GraphQLString },
            first: { type: GraphQLInt },
            orderBy: { type: this.orderBy(object) },
            scope: { type: this.scope(object) },
            upperBound: { type: GraphQLInt },
            where: { type: this.filter(object) },
        };
    }

    scope(object: ObjectType): GraphQLEnumType {
        const values = { EVERYTHING: {}, ...(object.fields.has('OwnerId') ? { MINE: {} } : {}) };
        const name = `${object.name.toUpperCase()}_SCOPE`;
        return this.#once(name, () => new GraphQLEnumType({ name, values }));
    }

    /** A list of an object's records. */
    connection(object: ObjectType): GraphQLObjectType<GraphConnection<GraphRecord>> {
        return this.#once(`${object.name}Connection`, () =>
            connectionType(object.name, () => this.record(object), true),
        );
    }

    /** The filter of an object. */
    filter(object: ObjectType): GraphQLInputObjectType {
        const name = `${object.name}_Filter`;
        return this.#once(name, () => {
            const type: GraphQLInputObjectType = new GraphQLInputObjectType({
                name,
                fields: () => ({
                    ...this.#filterFields(object),
                    and: { type: new GraphQLList(type) },
                    or: { type: new GraphQLList(type) },
                    not: { type },
                }),
            });
            return type;
        });
    }

    #filterFields(object: ObjectType): GraphQLInputFieldConfigMap {
        const fields = this.#ui.fields(object).flatMap((field) => {
            const kind = kindOf(field);
            const type = kind === 'ID' ? this.#ids : OPERATORS.get(kind ?? 'IdOrRef');
            return type && field.filterable ? [[field.name, { type }] as const] : [];
        });
        const parents = this.#parentInputs(object, (target) => this.filter(target), '_Filters');
        return Object.fromEntries([...fields, ...parents]);
    }

    /** Inputs for what lookups lead to; of those that lead to several objects, one for each. */
    #parentInputs(
        object: ObjectType,
        inputOf: (target: ObjectType) => GraphQLInputObjectType,
        suffix: string | undefined,
    ): (readonly [string, { type: GraphQLInputObjectType }])[] {
        return this.#ui.fields(object).flatMap((field) => {
            const name = field.reference?.relationshipName;
            const targets = this.#targets(field);
            const [first] = targets;
            if (name === undefined || !first || object.fields.has(name)) return [];
            if (field.reference?.to.length === 1) return [[name, { type: inputOf(first) }] as const];
            if (suffix === undefined) return [];
            const typeName = `${unionName(object, field)}${suffix}`;
            const fields = (): GraphQLInputFieldConfigMap =>
                Object.fromEntries(targets.map((target) => [target.name, { type: inputOf(target) }]));
            return [
                [
                    name,
                    { type: this.#once(typeName, () => new GraphQLInputObjectType({ name: typeName, fields })) },
                ] as const,
            ];
        });
    }

    /** The order of an object's records. */
    orderBy(object: ObjectType, level = 0): GraphQLInputObjectType {
        const name = `${object.name}_OrderBy`;
        return this.#once(name, () => {
            const fields = (): GraphQLInputFieldConfigMap => {
                const sortable = this.#ui
                    .fields(object)
                    .filter((field) => field.sortable && kindOf(field) !== undefined);
                const own = sortable.map((field) => [field.name, { type: OrderByClause }] as const);
                const parents =
                    level < MAX_ORDER_LEVELS
                        ? this.#parentInputs(object, (target) => this.orderBy(target), undefined)
                        : [];
                return Object.fromEntries([...own, ...parents]);
            };
            return new GraphQLInputObjectType({ name, fields });
        });
    }

    /** What a semi-join may select: records of one object, and the field that holds the ids. */
    join(): GraphQLInputObjectType {
        return this.#once('JoinInput', () => {
            const filters = (): GraphQLInputFieldConfigMap =>
                Object.fromEntries(this.objects.map((object) => [object.name, { type: this.filter(object) }]));
            return new GraphQLInputObjectType({
                name: 'JoinInput',
                fields: () => ({ ...filters(), ApiName: { type: GraphQLString } }),
            });
        });
    }
}
