/** The routes of OAuth 2.0: token, userinfo, identity, revoke, single access; authorize.ts has those with a page. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { logIn } from '../../org/logins.ts';
import type { Org } from '../../org/org.ts';
import { ORGANIZATION_ID } from '../../org/first-records.ts';
import { OrgError } from '../../schema/errors.ts';
import { toId18 } from '../../schema/ids.ts';
import { notFound } from '../http/errors.ts';
import { authorizeRoutes } from './authorize.ts';
import { frontdoorRoutes } from './frontdoor.ts';
import { Grants, OAuthError } from './grants.ts';
import { identity, identityUrl, userInfo } from './identity.ts';
import { baseUrl, clientOf, formOf, oauthError, tokenOf, type Form } from './requests.ts';
import type { Tokens } from './tokens.ts';

/** Adds the routes. */
export function oauthRoutes(app: FastifyInstance, org: Org, tokens: Tokens): void {
    const grants = new Grants(tokens, org.now);
    app.post('/services/oauth2/token', (request, reply) => answerToken(request, reply, org, tokens, grants));
    app.route({
        method: ['GET', 'POST'],
        url: '/services/oauth2/userinfo',
        handler: (request, reply) =>
            reply.send(userInfo(org, tokens.session(tokenOf(request)).userId, baseUrl(request))),
    });
    app.route({
        method: ['GET', 'POST'],
        url: '/id/:organization/:user',
        handler: (request, reply) => {
            const asker = tokens.session(tokenOf(request)).userId;
            const { organization = '', user = '' } = request.params as Form;
            const userId = toId18(user) ?? '';
            const isKnown = org.store.get('SELECT Id FROM "User" WHERE Id = ?', [userId]);
            if (toId18(organization) !== ORGANIZATION_ID || !isKnown) throw notFound();
            return reply.send(identity(org, userId, baseUrl(request), userId === asker));
        },
    });
    app.route({
        method: ['GET', 'POST'],
        url: '/services/oauth2/revoke',
        handler: (request, reply) => {
            const token = formOf(request)['token'] ?? (request.query as Form)['token'] ?? '';
            return tokens.revoke(token)
                ? reply.send()
                : oauthError(reply, new OAuthError('unsupported_token_type', 'invalid token'));
        },
    });
    frontdoorRoutes(app, org, tokens);
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
        const form = { ...(request.query as Form), ...clientOf(request), ...formOf(request) };
        const { userId, refreshToken, isNew } = grants.grant(form);
        logIn(org, userId, { type: 'Remote Access 2.0', sourceIp: request.ip, application: form['client_id'] ?? '' });
        const base = baseUrl(request);
        reply.header('cache-control', 'no-store');
        return reply.send({
            access_token: tokens.issue(userId, 'access', refreshToken),
            ...(refreshToken === undefined || !isNew ? {} : { refresh_token: refreshToken }),
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
