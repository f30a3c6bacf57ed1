/** The routes of OAuth 2.0: token, authorize with a page to choose a user, userinfo, identity, revoke, single access. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Org } from '../../org/org.ts';
import { sendError } from '../http/errors.ts';
import { OrgError } from '../../schema/errors.ts';
import { Grants, OAuthError } from './grants.ts';
import { identity, identityUrl, userInfo } from './identity.ts';
import { chooseUserPage } from './login-page.ts';
import type { Tokens } from './tokens.ts';

type Form = Record<string, string>;

/** Finds the address under which the client knows the org. */
export function baseUrl(request: FastifyRequest): string {
    return `${request.protocol}://${request.host}`;
}

/** The access token of a request: in the header, or as a parameter where OAuth allows it. */
export function tokenOf(request: FastifyRequest): string | undefined {
    const [, token] = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const query = request.query as Form;
    return token ?? query['oauth_token'] ?? query['access_token'];
}

/** Adds the routes. */
export function oauthRoutes(app: FastifyInstance, org: Org, tokens: Tokens): void {
    const grants = new Grants(tokens, org.now);
    app.post('/services/oauth2/token', (request, reply) => answerToken(request, reply, org, tokens, grants));
    app.route({
        method: ['GET', 'POST'],
        url: '/services/oauth2/userinfo',
        handler: (request, reply) => reply.send(userInfo(org, signedIn(request, tokens), baseUrl(request))),
    });
    app.route({
        method: ['GET', 'POST'],
        url: '/id/:organization/:user',
        handler: (request, reply) => {
            signedIn(request, tokens);
            return reply.send(identity(org, (request.params as Form)['user'] ?? '', baseUrl(request)));
        },
    });
    app.route({
        method: ['GET', 'POST'],
        url: '/services/oauth2/revoke',
        handler: (request, reply) => {
            const token = (request.body as Form | undefined)?.['token'] ?? (request.query as Form)['token'] ?? '';
            return tokens.revoke(token)
                ? reply.send()
                : oauthError(reply, new OAuthError('unsupported_token_type', 'invalid token'));
        },
    });
    app.get('/services/oauth2/singleaccess', (request, reply) => {
        const token = tokenOf(request) ?? '';
        signedIn(request, tokens);
        return reply.send({
            frontdoor_uri: `${baseUrl(request)}/secur/frontdoor.jsp?sid=${encodeURIComponent(token)}`,
        });
    });
    authorizeRoutes(app, org, tokens, grants);
}

function answerToken(
    request: FastifyRequest,
    reply: FastifyReply,
    org: Org,
    tokens: Tokens,
    grants: Grants,
): FastifyReply {
    try {
        const { userId, refreshToken } = grants.grant({
            ...(request.query as Form),
            ...(request.body as Form | undefined),
        });
        org.session(userId);
        const base = baseUrl(request);
        return reply.send({
            access_token: tokens.issue(userId, 'access'),
            ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
            signature: '',
            scope: 'api refresh_token web full',
            instance_url: base,
            id: identityUrl(base, userId),
            token_type: 'Bearer',
            issued_at: String(org.now()),
        });
    } catch (error) {
        if (error instanceof OAuthError) return oauthError(reply, error);
        if (error instanceof OrgError) return oauthError(reply, new OAuthError('invalid_grant', 'inactive user'));
        throw error;
    }
}

function oauthError(reply: FastifyReply, { error, message }: OAuthError): FastifyReply {
    return reply.code(400).send({ error, error_description: message });
}

/** @throws OrgError INVALID_SESSION_ID (401) when the request bears no valid token */
function signedIn(request: FastifyRequest, tokens: Tokens): string {
    const userId = tokens.userOf(tokenOf(request) ?? '', 'access');
    if (userId === undefined)
        throw new OrgError('INVALID_SESSION_ID', 'Session expired or invalid', { httpStatus: 401 });
    return userId;
}

/** The web server and user agent flows: a page on which a user is chosen, then back to the client. */
function authorizeRoutes(app: FastifyInstance, org: Org, tokens: Tokens, grants: Grants): void {
    app.get('/services/oauth2/authorize', (request, reply) => {
        const query = request.query as Form;
        const isComplete = query['redirect_uri'] && ['code', 'token'].includes(query['response_type'] ?? '');
        if (!isComplete)
            return oauthError(reply, new OAuthError('invalid_request', 'response_type and redirect_uri must be given'));
        const users = org.store.all<{ Id: string; Name: string; Username: string; profile: string }>(
            `SELECT u.Id, u.Name, u.Username, p.Name AS profile FROM "User" u LEFT JOIN "Profile" p ON p.Id = u.ProfileId
             WHERE u.IsActive = 1 ORDER BY u.Name LIMIT 500`,
        );
        return reply.type('text/html; charset=utf-8').send(chooseUserPage(users, query));
    });
    app.post('/services/oauth2/authorize', (request, reply) => {
        const form = request.body as Form;
        const userId = tokens.activeUser(form['username'] ?? '');
        if (userId === undefined)
            return sendError(reply, new OrgError('INVALID_LOGIN', 'There is no such active user'));
        const target = URL.parse(form['redirect_uri'] ?? '');
        if (!target) return oauthError(reply, new OAuthError('invalid_request', 'redirect_uri must be a URL'));
        if (form['response_type'] === 'token') {
            const fragment = {
                access_token: tokens.issue(userId, 'access'),
                instance_url: baseUrl(request),
                id: identityUrl(baseUrl(request), userId),
                token_type: 'Bearer',
            };
            target.hash = new URLSearchParams({ ...fragment, ...stateOf(form) }).toString();
        } else {
            target.searchParams.set(
                'code',
                grants.issueCode(userId, form['redirect_uri'] ?? '', form['code_challenge']),
            );
            for (const [name, value] of Object.entries(stateOf(form))) target.searchParams.set(name, value);
        }
        return reply.redirect(target.toString(), 302);
    });
}

function stateOf(form: Form): Form {
    return form['state'] ? { state: form['state'] } : {};
}
