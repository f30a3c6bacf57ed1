/** The GraphQL schema of a user: made when he asks first, kept until his rights or the org's metadata change. */
import {
    DirectiveLocation,
    GraphQLDirective,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    specifiedDirectives,
    type GraphQLFieldConfigMap,
    type GraphQLResolveInfo,
} from 'graphql';
import type { Permissions } from '../../access/permissions.ts';
import type { ProjectMetadata } from '../../metadata/project.ts';
import type { Schema } from '../../schema/schema.ts';
import type { UiContext } from '../ui/ui-context.ts';
import { aggregateFields } from './aggregates.ts';
import type { GraphContext } from './graph-context.ts';
import { METADATA_FIELDS, PicklistField, StandardField } from './metadata-queries.ts';
import { mutationType } from './mutations.ts';
import { queryRecords } from './record-queries.ts';
import { RecordInterface } from './record-members.ts';
import { SchemaTypes } from './schema-types.ts';

/** A field that is selected with it, and that there is not, is left out of the answer instead of refused. */
const OptionalDirective = new GraphQLDirective({
    name: 'optional',
    locations: [DirectiveLocation.FIELD, DirectiveLocation.INLINE_FRAGMENT, DirectiveLocation.FRAGMENT_SPREAD],
});

interface Kept {
    readonly schema: Schema;
    readonly metadata: ProjectMetadata;
    readonly language: string;
    readonly graph: GraphQLSchema;
}

const kept = new WeakMap<Permissions, Kept>();

/** The schema of a user. */
export function graphSchema(ui: UiContext): GraphQLSchema {
    const { schema, metadata } = ui.org;
    const { permissions, language } = ui.session;
    const known = kept.get(permissions);
    if (known?.schema === schema && known.metadata === metadata && known.language === language) return known.graph;
    const graph = makeSchema(ui);
    kept.set(permissions, { schema, metadata, language, graph });
    return graph;
}

function makeSchema(ui: UiContext): GraphQLSchema {
    const types = new SchemaTypes(ui);
    const { objects } = types;
    const members: GraphQLFieldConfigMap<unknown, GraphContext> =
        objects.length === 0
            ? {}
            : {
                  query: group('RecordQuery', recordFields(types)),
                  aggregate: group('RecordQueryAggregate', aggregateFields(types)),
              };
    const uiapi = new GraphQLObjectType<unknown, GraphContext>({
        name: 'UIAPI',
        fields: { ...members, ...METADATA_FIELDS },
    });
    const query = new GraphQLObjectType<unknown, GraphContext>({
        name: 'Query',
        fields: { uiapi: { type: new GraphQLNonNull(uiapi), resolve: () => ({}) } },
    });
    const mutation = mutationType(types);
    return new GraphQLSchema({
        query,
        ...(mutation ? { mutation } : {}),
        types: [RecordInterface, StandardField, PicklistField, ...objects.map((object) => types.record(object))],
        directives: [...specifiedDirectives, OptionalDirective],
        // made here from names that metadata has checked
        assumeValid: true,
    });
}

function group(
    name: string,
    fields: GraphQLFieldConfigMap<unknown, GraphContext>,
): GraphQLFieldConfigMap<unknown, GraphContext>[string] {
    const type = new GraphQLObjectType<unknown, GraphContext>({ name, fields });
    return { type: new GraphQLNonNull(type), resolve: () => ({}) };
}

function recordFields(types: SchemaTypes): GraphQLFieldConfigMap<unknown, GraphContext> {
    return Object.fromEntries(
        types.objects.map((object) => [
            object.name,
            {
                type: types.connection(object),
                args: types.listArguments(object),
                resolve: (_: unknown, __: unknown, context: GraphContext, info: GraphQLResolveInfo) =>
                    queryRecords(context, types, object, info),
            },
        ]),
    );
}
