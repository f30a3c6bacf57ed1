/** What requests of OAuth bear, and how they are refused. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OAuthError } from './grants.ts';

export type Form = Readonly<Record<string, string>>;

/** Finds the address under which the client knows the org. */
export function baseUrl(request: FastifyRequest): string {
    return `${request.protocol}://${request.host}`;
}

/** The access token in the header of a request. */
export function bearerOf(request: FastifyRequest): string | undefined {
    return /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** The access token of a request: in the header, or as a parameter, which only who the user is can be asked with. */
export function tokenOf(request: FastifyRequest): string | undefined {
    const given = { ...(request.query as Form), ...formOf(request) };
    return bearerOf(request) ?? given['oauth_token'] ?? given['access_token'];
}

/** The fields of a form; empty when the body is something else. */
export function formOf(request: FastifyRequest): Form {
    const isForm = /^application\/x-www-form-urlencoded/i.test(request.headers['content-type'] ?? '');
    return isForm ? ((request.body ?? {}) as Form) : {};
}

/** A client may name itself in the header instead of the form (RFC 6749, 2.3.1). */
export function clientOf(request: FastifyRequest): Form {
    const [, encoded] = /^Basic\s+(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const [, id = '', secret = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? [];
    return id === '' ? {} : { client_id: id, client_secret: secret };
}

/** A refusal in OAuth's own form. */
export function oauthError(reply: FastifyReply, { error, message }: OAuthError): FastifyReply {
    return reply.code(400).send({ error, error_description: message });
}
