/** The HTTP server: what all protocols share, then the routes of each. */
import Fastify, { type FastifyInstance } from 'fastify';
import type { Org } from '../../org/org.ts';
import { auraRoutes } from '../apex/aura-routes.ts';
import { apexRestRoutes } from '../apex/rest-routes.ts';
import { bulkRoutes } from '../bulk/routes.ts';
import { metadataRoutes } from '../metadata/routes.ts';
import { oauthRoutes } from '../oauth/routes.ts';
import { Tokens } from '../oauth/tokens.ts';
import { restRoutes } from '../rest/routes.ts';
import { soapRoutes } from '../soap/routes.ts';
import { streamingRoutes } from '../streaming/routes.ts';
import { addParsers, MAX_BODY_BYTES, readForm } from './bodies.ts';
import { sendErrorPage, wantsPage } from './error-pages.ts';
import { isFault, notFound, sendError } from './errors.ts';
import { refuseOtherHosts } from './loopback.ts';

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
        routerOptions: { querystringParser: readForm, maxParamLength: 4000 },
        // an address that is not encoded as it should be
        frameworkErrors: (error, _request, reply) => {
            void sendError(reply, error);
        },
        trustProxy: false,
    });
    const tokens = new Tokens(org);
    org.deployments.log = log;
    org.apex.log = log;
    org.tooling.tests.log = log;
    let requests = 0;
    addParsers(app);
    app.addHook('onRequest', async (request) => {
        refuseOtherHosts(request.hostname);
        return Promise.resolve();
    });
    app.addHook('onSend', async (_request, reply) => {
        requests += 1;
        reply.header('Sforce-Limit-Info', `api-usage=${String(requests % DAILY_REQUESTS)}/${String(DAILY_REQUESTS)}`);
        reply.header('X-Content-Type-Options', 'nosniff');
        return Promise.resolve();
    });
    app.setErrorHandler((error, request, reply) => {
        if (isFault(error)) log(error);
        return wantsPage(request) ? sendErrorPage(reply, org, error) : sendError(reply, error);
    });
    app.setNotFoundHandler((request, reply) =>
        wantsPage(request) ? sendErrorPage(reply, org, notFound()) : sendError(reply, notFound()),
    );
    oauthRoutes(app, org, tokens);
    auraRoutes(app, org, tokens);
    apexRestRoutes(app, org, tokens);
    restRoutes(app, org, tokens, log);
    soapRoutes(app, org, tokens);
    bulkRoutes(app, org, tokens, log);
    metadataRoutes(app, org, tokens, log);
    streamingRoutes(app, org, tokens, log);
    return { app, tokens };
}

/** sf keeps the address of an org with a slash at its end, and asks for `//services/data`. */
function collapse(url: string): string {
    return url.replace(/^\/{2,}/, '/');
}
