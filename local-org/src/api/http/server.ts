/** The HTTP server: what all protocols share, then the routes of each. */
import { gunzipSync, inflateSync } from 'node:zlib';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Org } from '../../org/org.ts';
import { oauthRoutes } from '../oauth/routes.ts';
import { Tokens } from '../oauth/tokens.ts';
import { restRoutes } from '../rest/routes.ts';
import { soapRoutes } from '../soap/routes.ts';
import { malformed, notFound, sendError } from './errors.ts';

/** Bodies over this size are refused, like an org's limit on REST requests (50 MB). */
const MAX_BODY_BYTES = 50 * 1024 * 1024;

/** Requests of a day, as limits tell them; nothing is refused here for having asked too often. */
const DAILY_REQUESTS = 100_000;

export interface ApiServer {
    readonly app: FastifyInstance;
    readonly tokens: Tokens;
}

/**
 * Makes the server of an org; it does not listen yet.
 * @param log is told of faults of this program, which clients see as UNKNOWN_EXCEPTION
 */
export function createServer(org: Org, log: (error: unknown) => void): ApiServer {
    const app = Fastify({
        bodyLimit: MAX_BODY_BYTES,
        rewriteUrl: (request) => collapse(request.url ?? '/'),
        trustProxy: false,
    });
    const tokens = new Tokens(org);
    let requests = 0;
    addParsers(app);
    app.addHook('onSend', async (_request, reply) => {
        requests += 1;
        reply.header('Sforce-Limit-Info', `api-usage=${String(requests % DAILY_REQUESTS)}/${String(DAILY_REQUESTS)}`);
        reply.header('X-Content-Type-Options', 'nosniff');
        return Promise.resolve();
    });
    app.setErrorHandler((error, _request, reply) => {
        const isFault = !(error instanceof Error && 'statusCode' in error) && !('httpStatus' in (error as object));
        if (isFault) log(error);
        return sendError(reply, error);
    });
    app.setNotFoundHandler((_request, reply) => sendError(reply, notFound()));
    oauthRoutes(app, org, tokens);
    restRoutes(app, org, tokens);
    soapRoutes(app, org, tokens);
    return { app, tokens };
}

/** sf keeps the address of an org with a slash at its end, and asks for `//services/data`. */
function collapse(url: string): string {
    return url.replace(/^\/{2,}/, '/');
}

function addParsers(app: FastifyInstance): void {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(
        'application/x-www-form-urlencoded',
        { parseAs: 'buffer' },
        (request, body: Buffer, done) => {
            done(null, Object.fromEntries(new URLSearchParams(textOf(request, body))));
        },
    );
    app.addContentTypeParser(
        /^(application|text)\/([\w.-]+\+)?json/,
        { parseAs: 'buffer' },
        (request, body: Buffer, done) => {
            try {
                const text = textOf(request, body);
                done(null, text.trim() === '' ? undefined : JSON.parse(text));
            } catch (error) {
                done(malformed(error instanceof Error ? error.message : 'invalid JSON'));
            }
        },
    );
    // XML, CSV and files are read by the routes that take them
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
        try {
            done(null, decompressed(request, body));
        } catch {
            done(malformed('the body is not compressed as its Content-Encoding says'));
        }
    });
}

function textOf(request: FastifyRequest, body: Buffer): string {
    try {
        return decompressed(request, body).toString('utf8');
    } catch {
        throw malformed('the body is not compressed as its Content-Encoding says');
    }
}

function decompressed(request: FastifyRequest, body: Buffer): Buffer {
    const options = { maxOutputLength: MAX_BODY_BYTES };
    switch (request.headers['content-encoding']) {
        case 'gzip':
            return gunzipSync(body, options);
        case 'deflate':
            return inflateSync(body, options);
        default:
            return body;
    }
}
