/** GraphQL as clients send it. */
import assert from 'node:assert/strict';
import type { Client } from './client.ts';

export interface GraphError {
    readonly message: string;
    readonly locations: readonly { line: number; column: number }[];
    readonly paths: readonly (string | number)[];
    readonly extensions: { readonly ErrorType: string };
}

/** What a request gets, errors and all. */
export async function ask(
    client: Client,
    query: string,
    variables?: object,
): Promise<{ data: Record<string, unknown>; errors: GraphError[] }> {
    const { status, body, text } = await client.send('POST', '/graphql', {
        query,
        ...(variables ? { variables } : {}),
    });
    assert.equal(status, 200, text);
    return body as { data: Record<string, unknown>; errors: GraphError[] };
}

/** What is in `uiapi` of a request that must succeed. */
export async function uiapi<T>(client: Client, query: string, variables?: object): Promise<T> {
    const { data, errors } = await ask(client, query, variables);
    assert.deepEqual(errors, []);
    return data['uiapi'] as T;
}

export interface Connection<N> {
    edges: { node: N; cursor: string }[];
    totalCount: number;
    pageResultCount: number;
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

/** The nodes of a connection. */
export function nodes<N>(connection: Connection<N> | undefined): N[] {
    return (connection?.edges ?? []).map(({ node }) => node);
}

/** The kinds of the errors of a request. */
export async function errorTypes(client: Client, query: string, variables?: object): Promise<string[]> {
    return (await ask(client, query, variables)).errors.map(({ extensions }) => extensions.ErrorType);
}
