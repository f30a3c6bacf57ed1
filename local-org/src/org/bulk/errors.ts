/** Refusals of the bulk APIs: one code in the two spellings that they have. */
import { notFound, OrgError } from '../../schema/errors.ts';

/** Codes of Bulk API 1.0 (Bulk API developer guide, "Errors", ExceptionCode); 2.0 writes them in capitals. */
export type ExceptionCode =
    | 'ClientInputError'
    | 'FeatureNotEnabled'
    | 'InvalidBatch'
    | 'InvalidEntity'
    | 'InvalidJob'
    | 'InvalidJobState'
    | 'InvalidOptions';

/** A job or its data are refused. */
export class BulkError extends OrgError {
    readonly exceptionCode: ExceptionCode;

    constructor(exceptionCode: ExceptionCode, message: string) {
        super(exceptionCode.toUpperCase(), message);
        this.exceptionCode = exceptionCode;
    }
}

/** There is no such job, or not for the user. */
export function noSuchJob(): OrgError {
    return notFound();
}

/** What a job that has failed says of it: `InvalidBatch : Field name not found : Colour__c`. */
export function failureOf(error: unknown): string {
    if (error instanceof BulkError) return `${error.exceptionCode} : ${error.message}`;
    if (error instanceof OrgError) return `InvalidBatch : ${error.code}: ${error.message}`;
    return 'InternalServerError : An unexpected error occurred';
}
