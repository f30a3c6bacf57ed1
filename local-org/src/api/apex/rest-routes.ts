/** `/services/apexrest`: what the program answers itself. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { callRest, type RestOutcome } from '../../org/apex/calls/rest.ts';
import type { Org } from '../../org/org.ts';
import { OrgError } from '../../schema/errors.ts';
import { addRawParser } from '../http/bodies.ts';
import { bearerOf } from '../oauth/requests.ts';
import type { Tokens } from '../oauth/tokens.ts';

const ROOT = '/services/apexrest';
/** Bodies that Apex takes in a synchronous call (Apex developer guide, "Apex REST methods"). */
const MAX_BODY = 6_000_000;
/** Status codes that a program may give (Apex reference guide, "RestResponse class"). */
const STATUSES = new Set([
    200, 201, 202, 204, 206, 300, 301, 302, 304, 400, 401, 403, 404, 405, 406, 409, 410, 412, 413, 414, 415, 417, 500,
    503,
]);

/** Adds the routes; their bodies stay bytes. */
export function apexRestRoutes(app: FastifyInstance, org: Org, tokens: Tokens): void {
    void app.register((scope, _options, done) => {
        addRawParser(scope);
        scope.route({
            method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
            url: `${ROOT}/*`,
            handler: (request, reply) => {
                const session = tokens.session(bearerOf(request));
                refuseXml(request);
                return send(reply, callRest(org, session, callOf(request)));
            },
        });
        done();
    });
}

/** @throws OrgError NOT_ACCEPTABLE (406) for who takes nothing but XML */
function refuseXml({ headers }: FastifyRequest): void {
    const accepted = (headers.accept ?? '*/*').split(',').map((one) => one.split(';')[0]?.trim().toLowerCase() ?? '');
    if (!accepted.every((one) => /[/+]xml$/.test(one))) return;
    throw new OrgError('NOT_ACCEPTABLE', 'XML is not supported; ask for application/json', { httpStatus: 406 });
}

function callOf(request: FastifyRequest): Parameters<typeof callRest>[2] {
    const [path = ''] = request.url.split('?');
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    if (body.length > MAX_BODY)
        throw new OrgError('REQUEST_LIMIT_EXCEEDED', 'The request body is too large', { httpStatus: 413 });
    return {
        method: request.method,
        path: path.slice(ROOT.length),
        query: request.query as Record<string, string>,
        headers: headersOf(request),
        contentType: request.headers['content-type'] ?? 'application/json',
        body,
        remoteAddress: request.ip,
    };
}

/** Headers with their names as they are usually written; what proves who asks is not for programs. */
function headersOf({ headers }: FastifyRequest): [string, string][] {
    return Object.entries(headers)
        .filter(([name]) => name !== 'authorization' && name !== 'cookie')
        .map(([name, value]) => [name.replace(/(?:^|-)\w/g, (start) => start.toUpperCase()), String(value)]);
}

function send(reply: FastifyReply, { status, headers, body }: RestOutcome): FastifyReply {
    if (!STATUSES.has(status))
        throw new OrgError('APEX_ERROR', `System.UnexpectedException: Invalid status code: ${String(status)}`, {
            httpStatus: 500,
        });
    reply.code(status).header('content-type', 'application/json;charset=UTF-8').headers(headers);
    return reply.send(typeof body === 'string' ? body : Buffer.from(body));
}
