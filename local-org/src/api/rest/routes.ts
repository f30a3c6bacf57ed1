/** Routes of the REST API: finds who asks, and hands the request to the resource. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Org } from '../../org/org.ts';
import { OrgError } from '../../schema/errors.ts';
import { notFound } from '../http/errors.ts';
import { VERSIONS } from '../oauth/identity.ts';
import { baseUrl, tokenOf } from '../oauth/routes.ts';
import type { Tokens } from '../oauth/tokens.ts';
import { batch, composite, graph } from './composite.ts';
import { collections } from './collections.ts';
import { methodNotAllowed, type RestAnswer, type RestRequest, type RestResource } from './context.ts';
import { readMultipart } from './files.ts';
import { limits, recent, resources, tabs, theme, versions } from './org-resources.ts';
import { parameterizedSearch, query, search } from './query.ts';
import { sobjects } from './sobjects.ts';
import { tree } from './tree.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE'];

/** Adds the routes. */
export function restRoutes(app: FastifyInstance, org: Org, tokens: Tokens): void {
    const list = (_request: FastifyRequest, reply: FastifyReply): FastifyReply => reply.send(versions());
    app.get('/services/data', list);
    app.get('/services/data/', list);
    app.route({
        method: METHODS.filter((method) => method !== 'HEAD'),
        url: '/services/data/:version/*',
        handler: async (request, reply) => {
            const rest = toRestRequest(org, tokens, request);
            const type = request.headers['content-type'] ?? '';
            const isMultipart = type.startsWith('multipart/form-data') && Buffer.isBuffer(request.body);
            return send(
                reply,
                dispatch(isMultipart ? { ...rest, body: await readMultipart(type, request.body as Buffer) } : rest),
            );
        },
    });
    app.get('/services/data/:version', (request, reply) => send(reply, dispatch(toRestRequest(org, tokens, request))));
}

function send(reply: FastifyReply, { status = 200, body, headers = {} }: RestAnswer): FastifyReply {
    reply.code(status).headers(headers);
    if (Buffer.isBuffer(body)) return reply.send(body);
    return body === undefined
        ? reply.send()
        : reply.header('content-type', 'application/json;charset=UTF-8').send(JSON.stringify(body));
}

/**
 * @throws OrgError INVALID_SESSION_ID (401) without a valid token, NOT_FOUND (404) for a version that there is not
 */
function toRestRequest(org: Org, tokens: Tokens, request: FastifyRequest): RestRequest {
    const params = request.params as Record<string, string>;
    const version = /^v(\d\d)\.0$/.exec(params['version'] ?? '')?.[1];
    if (version === undefined || Number(version) > VERSIONS.newest || Number(version) < VERSIONS.oldest)
        throw notFound();
    const userId = tokens.userOf(tokenOf(request) ?? '', 'access');
    if (userId === undefined)
        throw new OrgError('INVALID_SESSION_ID', 'Session expired or invalid', { httpStatus: 401 });
    return {
        org,
        session: org.session(userId),
        method: methodOf(request),
        base: `/services/data/v${version}.0`,
        path: (params['*'] ?? '').split('/').filter((part) => part !== ''),
        query: request.query as Record<string, string>,
        headers: request.headers as Record<string, string | undefined>,
        body: request.body,
        address: baseUrl(request),
    };
}

/** Clients without PATCH send POST with `_HttpMethod=PATCH`. */
function methodOf(request: FastifyRequest): string {
    const meant = (request.query as Record<string, string>)['_HttpMethod'];
    return request.method === 'POST' && meant ? meant.toUpperCase() : request.method;
}

const RESOURCES: Readonly<Record<string, RestResource>> = {
    sobjects,
    query,
    queryall: query,
    search,
    parameterizedsearch: parameterizedSearch,
    limits: only('GET', limits),
    recent: only('GET', recent),
    tabs: only('GET', tabs),
    theme: only('GET', theme),
};

/** Hands a request to its resource. */
function dispatch(request: RestRequest): RestAnswer {
    const [first, second] = request.path;
    if (first === undefined) return resources(request);
    if (first === 'composite') return dispatchComposite(request, second);
    const resource = RESOURCES[first.toLowerCase()];
    if (!resource) throw notFound();
    return resource(request);
}

function dispatchComposite(request: RestRequest, kind: string | undefined): RestAnswer {
    if (kind === 'sobjects') return collections(request);
    if (request.method !== 'POST') throw methodNotAllowed(request.method);
    switch (kind) {
        case undefined:
            return composite(request, dispatch);
        case 'tree':
            return tree(request);
        case 'batch':
            return batch(request, dispatch);
        case 'graph':
            return graph(request, dispatch);
        default:
            throw notFound();
    }
}

function only(method: string, resource: RestResource): RestResource {
    return (request) => {
        if (request.method !== method && request.method !== 'HEAD') throw methodNotAllowed(request.method);
        return resource(request);
    };
}
