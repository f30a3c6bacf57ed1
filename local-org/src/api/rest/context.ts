/** What each REST resource is given: the org, who asks, in which version of the API, and with what. */
import type { DmlContext } from '../../dml/context.ts';
import { visibleObject } from '../../org/describe.ts';
import type { Org } from '../../org/org.ts';
import type { Session } from '../../org/session.ts';
import { isKey } from '../../org/upsert.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import { OrgError } from '../../schema/errors.ts';
import { malformed, notFound } from '../http/errors.ts';

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
    /** Is told of faults of this program that a part of a composite met. */
    readonly log: (error: unknown) => void;
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
    return visibleObject(org, session, name);
}

/**
 * A field of the path by which records are found: an external id, a unique field, a name, or Id.
 * @throws OrgError NOT_FOUND (404) when it is none, does not exist, or not for the user
 */
export function keyFieldOf({ org, session }: RestRequest, object: ObjectType, name: string): Field {
    const field = org.schema.field(object, name);
    if (field && session.permissions.field(object, field).read && isKey(field)) return field;
    throw notFound(`Provided external ID field does not exist or is not accessible: ${name}`);
}

/** @throws OrgError METHOD_NOT_ALLOWED (405) when the request has another method than these */
export function allow({ method }: RestRequest, ...methods: readonly string[]): void {
    if (!methods.includes(method)) throw methodNotAllowed(method, methods);
}

export function methodNotAllowed(method: string, allowed: readonly string[]): OrgError {
    // what may be read may also be asked for its head
    const all = allowed.includes('GET') ? ['HEAD', ...allowed] : allowed;
    return new OrgError('METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed. Allowed are ${all.join(',')}`, {
        httpStatus: 405,
    });
}

/**
 * Whether a request is to succeed as a whole or not at all.
 * @throws OrgError JSON_PARSER_ERROR for anything but true and false: a client that wants all or nothing must not get
 * less because it says so in another way
 */
export function isAllOrNone(body: Readonly<Record<string, unknown>>): boolean {
    const allOrNone = body['allOrNone'] ?? false;
    if (typeof allOrNone === 'boolean') return allOrNone;
    throw malformed('allOrNone must be true or false');
}

/** @throws OrgError EXCEEDED_MAX_SIZE_REQUEST for more records than a request takes ("sObject Collections") */
export function refuseTooMany(count: number, most = 200): void {
    if (count > most)
        throw new OrgError(
            'EXCEEDED_MAX_SIZE_REQUEST',
            `record limit reached. cannot submit more than ${String(most)} records into this call`,
        );
}
