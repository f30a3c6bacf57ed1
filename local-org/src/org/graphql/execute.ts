/** Answers GraphQL requests of a user (GraphQL API guide, "Status Codes and Error Responses"). */
import {
    executeSync,
    getOperationAST,
    getVariableValues,
    GraphQLError,
    Kind,
    type DocumentNode,
    type GraphQLFormattedError,
    type GraphQLSchema,
    type OperationDefinitionNode,
} from 'graphql';
import { FormulaError } from '../../formula/index.ts';
import { OrgError } from '../../schema/errors.ts';
import type { UiContext } from '../ui/ui-context.ts';
import { TooLarge } from './documents.ts';
import type { GraphContext } from './graph-context.ts';
import { prepareDocument, type PreparedDocument } from './prepared-documents.ts';
import { graphSchema } from './schema.ts';
import { selectedFields } from './selections.ts';
import { placeWritten } from './written-edges.ts';

/** GraphQL API guide, "GraphQL API Query Limitations": queries of records in one request. */
const MAX_SUBQUERIES = 10;

type ErrorType =
    'InvalidSyntax' | 'ValidationError' | 'DataFetchingException' | 'OperationNotSupported' | 'ExecutionAborted';

export interface GraphRequest {
    readonly query: string;
    readonly variables: Readonly<Record<string, unknown>>;
    readonly operationName?: string;
}

export interface GraphAnswer {
    readonly data: unknown;
    readonly errors: readonly GraphAnswerError[];
}

export interface GraphAnswerError {
    readonly message: string;
    readonly locations: NonNullable<GraphQLFormattedError['locations']>;
    readonly paths: readonly (string | number)[];
    readonly extensions: { readonly ErrorType: ErrorType };
}

/**
 * Answers a request; what is wrong with it is in the answer.
 * @param log is told of faults of this program
 */
export function executeGraph(ui: UiContext, request: GraphRequest, log: (error: unknown) => void): GraphAnswer {
    const schema = graphSchema(ui);
    let prepared: PreparedDocument;
    try {
        prepared = prepareDocument(schema, request.query);
    } catch (error) {
        if (error instanceof TooLarge) return refused('ExecutionAborted', new GraphQLError(error.message));
        if (error instanceof GraphQLError) return refused('InvalidSyntax', error);
        throw error;
    }
    const { document, faults } = prepared;
    if (faults.length > 0) return refused('ValidationError', ...faults);
    const operation = getOperationAST(document, request.operationName);
    if (!operation)
        return refused(
            'OperationNotSupported',
            new GraphQLError('The operation to run cannot be told: name it with operationName'),
        );
    if (subqueries(schema, document, operation, request.variables) > MAX_SUBQUERIES) {
        const message = `A query can contain up to ${String(MAX_SUBQUERIES)} subqueries`;
        return refused('ExecutionAborted', new GraphQLError(message));
    }
    const contextValue: GraphContext = {
        ui,
        variables: request.variables,
        children: new Map(),
        writers: new WeakMap(),
        written: [],
    };
    const { operationName, variables: variableValues } = request;
    const result = executeSync({ schema, document, contextValue, variableValues, operationName });
    placeWritten(result.data, contextValue.written);
    const errors = (result.errors ?? []).map((error) => {
        if (isFault(error.originalError)) log(error.originalError);
        return represent(isFault(error.originalError) ? hidden(error) : error, errorTypeOf(error));
    });
    return { data: result.data ?? {}, errors };
}

/** How many queries of records and totals there are in an operation. */
function subqueries(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
): number {
    const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
    // variables that are wrong are told by the execution
    if (!coerced) return 0;
    const definitions = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
    const fragments = Object.fromEntries(definitions.map((one) => [one.name.value, one]));
    const info = { fragments, variableValues: coerced };
    const root = { kind: Kind.FIELD, name: operation.name ?? NO_NAME, selectionSet: operation.selectionSet } as const;
    const groups = selectedFields(info, [root], ['Query'])
        .filter(({ name }) => name === 'uiapi')
        .flatMap(({ nodes }) => selectedFields(info, nodes, ['UIAPI']))
        .filter(({ name }) => name === 'query' || name === 'aggregate');
    return groups.flatMap(({ nodes }) => selectedFields(info, nodes, ['RecordQuery', 'RecordQueryAggregate'])).length;
}

const NO_NAME = { kind: Kind.NAME, value: '' } as const;

function refused(type: ErrorType, ...errors: readonly GraphQLError[]): GraphAnswer {
    return { data: {}, errors: errors.map((error) => represent(error, type)) };
}

/** Values of variables are judged before anything is fetched. */
function errorTypeOf({ path, originalError }: GraphQLError): ErrorType {
    if (path === undefined) return 'ValidationError';
    return originalError instanceof OrgError && originalError.code === 'QUERY_TOO_COMPLICATED'
        ? 'ExecutionAborted'
        : 'DataFetchingException';
}

function isFault(error: Error | null | undefined): boolean {
    return (
        error !== null &&
        error !== undefined &&
        !(error instanceof OrgError || error instanceof GraphQLError || error instanceof FormulaError)
    );
}

/** What a fault says is for the log: it may hold SQL, paths, or other users' values. */
function hidden({ nodes, path }: GraphQLError): GraphQLError {
    return new GraphQLError('An unexpected error occurred', { nodes: nodes ?? null, path: path ?? null });
}

function represent({ message, locations, path }: GraphQLError, ErrorType: ErrorType): GraphAnswerError {
    return {
        message:
            ErrorType === 'ValidationError' ? message.replace(/^(?!Validation error)/, 'Validation error: ') : message,
        locations: locations ?? [],
        paths: path ?? [],
        extensions: { ErrorType },
    };
}
