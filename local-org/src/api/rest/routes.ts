/** Routes of the REST API: finds who asks, and hands the request to the resource. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Org } from '../../org/org.ts';
import { OrgError } from '../../schema/errors.ts';
import { graphql } from '../graphql/resource.ts';
import { notFound } from '../http/errors.ts';
import { metadataResource } from '../metadata/rest.ts';
import { VERSIONS } from '../oauth/identity.ts';
import { baseUrl, bearerOf } from '../oauth/requests.ts';
import type { Tokens } from '../oauth/tokens.ts';
import { actions } from './actions.ts';
import { batch, composite, graph } from './composite.ts';
import { collections } from './collections.ts';
import { allow, type RestAnswer, type RestRequest, type RestResource } from './context.ts';
import { readMultipart } from './files.ts';
import { jobs, limits, resources, tabs, theme, versions } from './org-resources.ts';
import { parameterizedSearch, query, search } from './query.ts';
import { processes } from './processes.ts';
import { quickActionResource } from './quick-actions.ts';
import { appMenu, recent } from './recent.ts';
import { searchInfo } from './search-info.ts';
import { compactLayouts } from './layouts.ts';
import { sobjects } from './sobjects.ts';
import { tree } from './tree.ts';
import { toolingResource } from '../tooling/resource.ts';
import { uiApi } from '../ui-api/resources.ts';

export const METHODS = ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE'];

/** Adds the routes. */
export function restRoutes(app: FastifyInstance, org: Org, tokens: Tokens, log: (error: unknown) => void): void {
    const list = (_request: FastifyRequest, reply: FastifyReply): FastifyReply => reply.send(versions());
    app.get('/services/data', list);
    app.get('/services/data/', list);
    app.route({
        method: METHODS.filter((method) => method !== 'HEAD'),
        url: '/services/data/:version/*',
        handler: async (request, reply) => {
            const rest = toRestRequest(org, tokens, request, log);
            return send(reply, dispatch({ ...rest, body: await bodyOf(request) }));
        },
    });
    app.get('/services/data/:version', (request, reply) =>
        send(reply, dispatch(toRestRequest(org, tokens, request, log))),
    );
}

/**
 * The body of a request: JSON, or a multipart form with a file.
 * @throws OrgError UNSUPPORTED_MEDIA_TYPE (415) for anything else; forms too, which any web page can send
 */
async function bodyOf(request: FastifyRequest): Promise<unknown> {
    const type = request.headers['content-type'] ?? '';
    if (Buffer.isBuffer(request.body) && request.body.length > 0) {
        if (/^multipart\/form-data/i.test(type)) return readMultipart(type, request.body);
    } else if (!/^application\/x-www-form-urlencoded/i.test(type)) return request.body ?? undefined;
    const isEmpty = typeof request.body !== 'object' || Object.keys(request.body ?? {}).length === 0;
    if (isEmpty) return undefined;
    throw new OrgError('UNSUPPORTED_MEDIA_TYPE', `The content type ${type} is not supported`, { httpStatus: 415 });
}

function send(reply: FastifyReply, { status = 200, body, headers = {} }: RestAnswer): FastifyReply {
    reply.code(status).headers(headers);
    if (Buffer.isBuffer(body)) return reply.send(body);
    return body === undefined
        ? reply.send()
        : reply.header('content-type', 'application/json;charset=UTF-8').send(JSON.stringify(body));
}

/**
 * What a request asks for, and on whose behalf.
 * @throws OrgError INVALID_SESSION_ID (401) without a valid token, NOT_FOUND (404) for a version that there is not
 */
export function toRestRequest(
    org: Org,
    tokens: Tokens,
    request: FastifyRequest,
    log: (error: unknown) => void,
): RestRequest {
    const params = request.params as Record<string, string>;
    const version = /^v(\d\d)\.0$/.exec(params['version'] ?? '')?.[1];
    if (version === undefined || Number(version) > VERSIONS.newest || Number(version) < VERSIONS.oldest)
        throw notFound();
    return {
        org,
        session: tokens.session(bearerOf(request)),
        method: methodOf(request),
        base: `/services/data/v${version}.0`,
        path: pathOf(request.url),
        query: request.query as Record<string, string>,
        headers: request.headers as Record<string, string | undefined>,
        body: request.body,
        address: baseUrl(request),
        log,
    };
}

/** The parts behind the version; a key in the path may hold encoded slashes, so it is divided first. */
function pathOf(url: string): string[] {
    const [path = ''] = url.split('?');
    const parts = path.split('/').filter((part) => part !== '');
    return parts.slice(3).map((part) => decodeURIComponent(part));
}

/** Clients without PATCH send POST with `_HttpMethod=PATCH`. What answers GET answers HEAD, without the body. */
function methodOf(request: FastifyRequest): string {
    const meant = (request.query as Record<string, string>)['_HttpMethod'];
    if (request.method === 'POST' && meant) return meant.toUpperCase();
    return request.method === 'HEAD' ? 'GET' : request.method;
}

const RESOURCES: ReadonlyMap<string, RestResource> = new Map([
    ['sobjects', sobjects],
    ['query', only('GET', query)],
    ['queryall', only('GET', query)],
    ['search', only('GET', (request) => (request.path.length > 1 ? searchInfo(request) : search(request)))],
    ['parameterizedsearch', parameterizedSearch],
    ['jobs', only('GET', jobs)],
    ['limits', only('GET', limits)],
    ['recent', only('GET', recent)],
    ['metadata', metadataResource],
    ['tabs', only('GET', tabs)],
    ['theme', only('GET', theme)],
    ['quickactions', (request) => quickActionResource(request, undefined, request.path.slice(1))],
    ['process', processes],
    ['actions', actions],
    ['compactlayouts', only('GET', compactLayouts)],
    ['appmenu', only('GET', appMenu)],
    ['ui-api', uiApi],
    ['graphql', graphql],
    ['tooling', toolingResource((request) => composite(request, dispatch))],
]);

/** Hands a request to its resource. */
function dispatch(request: RestRequest): RestAnswer {
    const [first, second] = request.path;
    if (first === undefined) return only('GET', resources)(request);
    if (first === 'composite') return dispatchComposite(request, second);
    const resource = RESOURCES.get(first.toLowerCase());
    if (!resource) throw notFound();
    return resource(request);
}

function dispatchComposite(request: RestRequest, kind: string | undefined): RestAnswer {
    if (kind === 'sobjects') return collections(request);
    allow(request, 'POST');
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
        allow(request, method);
        return resource(request);
    };
}
