/** What each REST resource is given: the org, who asks, in which version of the API, and with what. */
import type { DmlContext } from '../../dml/context.ts';
import type { Org } from '../../org/org.ts';
import type { Session } from '../../org/session.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import { OrgError } from '../../schema/errors.ts';
import { notFound } from '../http/errors.ts';

export interface RestRequest {
    readonly org: Org;
    readonly session: Session;
    readonly method: string;
    /** Such as `/services/data/v66.0`. */
    readonly base: string;
    /** The parts of the path behind the version, decoded. */
    readonly path: readonly string[];
    readonly query: Readonly<Record<string, string>>;
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly body: unknown;
    /** Address of the org, as the client knows it. */
    readonly address: string;
}

/** An answer: 200 with a body, unless it says otherwise. */
export interface RestAnswer {
    readonly status?: number;
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
}

/** A resource of the REST API. */
export type RestResource = (request: RestRequest) => RestAnswer;

export function dmlContext({ org, session }: RestRequest): DmlContext {
    return org.dmlContext(session);
}

/** An object of the path. @throws OrgError NOT_FOUND (404) when it does not exist, or not for the user */
export function objectOf({ org, session }: RestRequest, name: string): ObjectType {
    const object = org.schema.object(name);
    if (object && session.permissions.object(object).read) return object;
    throw notFound();
}

/** A field of the path. @throws OrgError NOT_FOUND (404) when it does not exist, or not for the user */
export function fieldOf({ org, session }: RestRequest, object: ObjectType, name: string): Field {
    const field = org.schema.field(object, name);
    if (field && session.permissions.field(object, field).read) return field;
    throw new OrgError('NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${name}`, {
        httpStatus: 404,
    });
}

export function methodNotAllowed(method: string): OrgError {
    return new OrgError(
        'METHOD_NOT_ALLOWED',
        `HTTP Method '${method}' not allowed. Allowed are those of the documentation`,
        { httpStatus: 405 },
    );
}
