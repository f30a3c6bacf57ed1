/**
 * Requests that were read and found right, kept for the next time: clients send the same few texts with other
 * variables, and checking one takes longer than answering it for a page of records.
 */
import type { DocumentNode, GraphQLError, GraphQLSchema } from 'graphql';
import { faultsOf, readDocument, withoutMissing } from './documents.ts';

/** What is kept for one schema: so many texts, none of them longer; the one that was used longest ago goes first. */
const MAX_KEPT = 30;
const MAX_KEPT_LENGTH = 10_000;

/** A request that was read. */
export interface PreparedDocument {
    readonly document: DocumentNode;
    /** What is wrong with it. */
    readonly faults: readonly GraphQLError[];
}

const kept = new WeakMap<GraphQLSchema, Map<string, PreparedDocument>>();

/**
 * Reads and checks a request, or takes it from the ones that were.
 * @param schema of the user; what a text means and may ask for depends on it
 * @throws GraphQLError when it is no GraphQL, TooLarge when it is beyond the bounds
 */
export function prepareDocument(schema: GraphQLSchema, source: string): PreparedDocument {
    const own = kept.get(schema) ?? new Map<string, PreparedDocument>();
    kept.set(schema, own);
    const known = own.get(source);
    if (known) {
        // the last of the map is the one used last
        own.delete(source);
        own.set(source, known);
        return known;
    }
    const document = withoutMissing(schema, readDocument(source));
    const prepared = { document, faults: faultsOf(schema, document) };
    if (prepared.faults.length === 0 && source.length <= MAX_KEPT_LENGTH) keep(own, source, prepared);
    return prepared;
}

function keep(own: Map<string, PreparedDocument>, source: string, prepared: PreparedDocument): void {
    const [oldest] = own.keys();
    if (oldest !== undefined && own.size >= MAX_KEPT) own.delete(oldest);
    own.set(source, prepared);
}
