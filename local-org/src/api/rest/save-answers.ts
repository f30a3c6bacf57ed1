/** Results of writes as REST answers them: for one record a status, for many a list. */
import type { SaveResult } from '../../org/records.ts';
import { OrgError, type RecordError } from '../../schema/errors.ts';
import type { RestAnswer } from './context.ts';

/** Codes that REST answers with another status than 400 for a single record. */
const STATUS: Readonly<Record<string, number>> = {
    INSUFFICIENT_ACCESS_OR_READONLY: 403,
    INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: 403,
    INVALID_CROSS_REFERENCE_KEY: 404,
    ENTITY_IS_DELETED: 404,
};

/** The answer for one record that was created. @param collection address of its object's records */
export function created(result: SaveResult, collection: string): RestAnswer {
    if (!result.success) return refused(result);
    const headers = { Location: `${collection}/${result.id ?? ''}` };
    const errors = result.errors.map((error) => listedError(error));
    return { status: 201, headers, body: { id: result.id, success: true, errors } };
}

/** The answer for one record that was changed or deleted. */
export function changed(result: SaveResult): RestAnswer {
    return result.success ? { status: 204 } : refused(result);
}

function refused({ errors }: SaveResult): RestAnswer {
    const first = errors[0];
    const body = errors.map(({ message, statusCode, fields }) => ({ message, errorCode: statusCode, fields }));
    const isForeign = first?.fields.length === 0;
    return { status: (isForeign ? STATUS[first.statusCode] : undefined) ?? 400, body };
}

/** A result among others. @param withCreated upserts tell whether the record was made */
export function listed(result: SaveResult, withCreated = false): Record<string, unknown> {
    return {
        ...(result.id === undefined || !result.success ? {} : { id: result.id }),
        success: result.success,
        errors: result.errors.map((error) => listedError(error)),
        ...(withCreated ? { created: result.created } : {}),
    };
}

function listedError({ statusCode, message, fields }: RecordError): Record<string, unknown> {
    return { statusCode, message, fields };
}

/** A refusal of the whole as the result of one record among others. */
export function asResult(error: unknown): SaveResult {
    if (!(error instanceof OrgError)) throw error;
    return {
        success: false,
        created: false,
        errors: [{ statusCode: error.code, message: error.message, fields: error.fields }],
    };
}
