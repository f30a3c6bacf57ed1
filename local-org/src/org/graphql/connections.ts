/** Lists of records, or of totals, with their edges and pages (GraphQL API guide, "Connections"). */
import {
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
    type GraphQLFieldConfigMap,
} from 'graphql';
import type { GraphConnection } from './graph-context.ts';
import { PageInfo } from './scalars.ts';

/** A list with its edges. @param name of the type of its nodes */
export function connectionType<T>(
    name: string,
    node: () => GraphQLObjectType,
    withPageCount: boolean,
): GraphQLObjectType<GraphConnection<T>> {
    const edge = new GraphQLObjectType<{ node: T; cursor: string }>({
        name: `${name}Edge`,
        fields: () => ({ node: { type: node() }, cursor: { type: new GraphQLNonNull(GraphQLString) } }),
    });
    const pageCount: GraphQLFieldConfigMap<GraphConnection<T>, unknown> = withPageCount
        ? { pageResultCount: { type: new GraphQLNonNull(GraphQLInt), resolve: ({ nodes }) => nodes.length } }
        : {};
    return new GraphQLObjectType<GraphConnection<T>>({
        name: `${name}Connection`,
        fields: () => ({
            edges: {
                type: new GraphQLList(edge),
                resolve: ({ nodes, cursor }) => nodes.map((one, index) => ({ node: one, cursor: cursor(index) })),
            },
            pageInfo: {
                type: new GraphQLNonNull(PageInfo),
                resolve: ({ nodes, offset, hasNextPage, cursor }) => ({
                    hasNextPage,
                    hasPreviousPage: offset > 0,
                    startCursor: nodes.length > 0 ? cursor(0) : null,
                    endCursor: nodes.length > 0 ? cursor(nodes.length - 1) : null,
                }),
            },
            totalCount: { type: new GraphQLNonNull(GraphQLInt), resolve: ({ totalCount }) => totalCount() },
            ...pageCount,
        }),
    });
}
