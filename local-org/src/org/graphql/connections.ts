/** Lists of records, or of totals, with their edges and pages (GraphQL API guide, "Connections"). */
import {
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
    type GraphQLFieldConfigMap,
} from 'graphql';
import type { GraphConnection, GraphContext } from './graph-context.ts';
import { PageInfo } from './scalars.ts';
import { writeEdges } from './written-edges.ts';

/** A record in its place of a list; its cursor is written when it is asked for. */
interface Edge<T> {
    readonly node: T;
    readonly connection: GraphConnection<T>;
    readonly index: number;
}

/** A list with its edges. @param name of the type of its nodes */
export function connectionType<T>(
    name: string,
    node: () => GraphQLObjectType,
    withPageCount: boolean,
): GraphQLObjectType<GraphConnection<T>, GraphContext> {
    const edge = new GraphQLObjectType<Edge<T>>({
        name: `${name}Edge`,
        fields: () => ({
            node: { type: node() },
            cursor: {
                type: new GraphQLNonNull(GraphQLString),
                resolve: ({ connection, index }) => connection.cursor(index),
            },
        }),
    });
    const pageCount: GraphQLFieldConfigMap<GraphConnection<T>, GraphContext> = withPageCount
        ? { pageResultCount: { type: new GraphQLNonNull(GraphQLInt), resolve: ({ nodes }) => nodes.length } }
        : {};
    return new GraphQLObjectType<GraphConnection<T>, GraphContext>({
        name: `${name}Connection`,
        fields: () => ({
            edges: {
                type: new GraphQLList(edge),
                resolve: (connection, _, context, info) => {
                    const edges = connection.nodes.map((one, index) => ({ node: one, connection, index }));
                    return writeEdges(context, info, edge, edges);
                },
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
