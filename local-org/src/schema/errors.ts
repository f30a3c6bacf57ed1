/** Errors as an org gives them: a code, a message in its words, and the fields they are about. */

/** An error of a single record among others that may have succeeded. */
export interface RecordError {
    readonly statusCode: string;
    readonly message: string;
    readonly fields: readonly string[];
}

/** A request that is refused as a whole. */
export class OrgError extends Error {
    readonly code: string;
    readonly fields: readonly string[];
    /** The HTTP status with which REST answers. */
    readonly httpStatus: number;

    constructor(
        code: string,
        message: string,
        { fields = [], httpStatus = 400 }: { fields?: string[]; httpStatus?: number } = {},
    ) {
        super(message);
        this.name = 'OrgError';
        this.code = code;
        this.fields = fields;
        this.httpStatus = httpStatus;
    }
}

/** What is asked for does not exist, or not for whoever asks (404). */
export function notFound(message = 'The requested resource does not exist'): OrgError {
    return new OrgError('NOT_FOUND', message, { httpStatus: 404 });
}
