/** Errors on the wire: REST answers a list of code and message, with the status that belongs to it. */
import type { FastifyReply } from 'fastify';
import { FormulaError } from '../../formula/index.ts';
import { OrgError } from '../../schema/errors.ts';

export { notFound } from '../../schema/errors.ts';

/** What REST answers when it refuses. */
export interface ErrorBody {
    readonly message: string;
    readonly errorCode: string;
    readonly fields?: readonly string[];
}

/** What a thrown error is to a client: what the org refuses, or a fault of this program. */
export function toAnswer(error: unknown): { status: number; body: ErrorBody[] } {
    if (error instanceof OrgError) {
        const fields = error.fields.length > 0 ? { fields: error.fields } : {};
        return { status: error.httpStatus, body: [{ message: error.message, errorCode: error.code, ...fields }] };
    }
    if (error instanceof FormulaError)
        return { status: 400, body: [{ message: error.message, errorCode: 'INVALID_FIELD' }] };
    const status = statusOf(error);
    const message = error instanceof Error ? error.message : String(error);
    if (status === 413)
        return { status, body: [{ message: 'The request body is too large', errorCode: 'REQUEST_LIMIT_EXCEEDED' }] };
    if (status < 500)
        return {
            status,
            body: [{ message, errorCode: status === 415 ? 'UNSUPPORTED_MEDIA_TYPE' : 'INVALID_REQUEST' }],
        };
    // what a fault says is for the log: it may hold SQL, paths, or other users' values
    return { status, body: [{ message: 'An unexpected error occurred', errorCode: 'UNKNOWN_EXCEPTION' }] };
}

/** Whether it is a fault of this program, and no refusal, as of what is not supported yet. */
export function isFault(error: unknown): boolean {
    return !(error instanceof OrgError) && toAnswer(error).status >= 500;
}

/** The HTTP server's own errors (body too large, unknown content type) carry their status. */
function statusOf(error: unknown): number {
    const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
    return typeof status === 'number' && status >= 400 ? status : 500;
}

/** Sends an error as REST does. */
export function sendError(reply: FastifyReply, error: unknown): FastifyReply {
    const { status, body } = toAnswer(error);
    return reply.code(status).header('content-type', 'application/json;charset=UTF-8').send(JSON.stringify(body));
}

/** A body that is not the JSON that the resource asks for. */
export function malformed(message: string): OrgError {
    return new OrgError('JSON_PARSER_ERROR', message);
}
