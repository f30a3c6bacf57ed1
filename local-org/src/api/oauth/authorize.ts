/** The web server and user agent flows: a page on which a user is chosen, then back to the client. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { logIn } from '../../org/logins.ts';
import type { Org } from '../../org/org.ts';
import { OrgError } from '../../schema/errors.ts';
import { sendErrorPage, wantsPage } from '../http/error-pages.ts';
import { isLoopback } from '../http/loopback.ts';
import { pageLanguage, sendPage } from '../http/pages.ts';
import { OAuthError, type Grants } from './grants.ts';
import { identityUrl } from './identity.ts';
import { chooseUserPage } from './login-page.ts';
import { baseUrl, formOf, oauthError, type Form } from './requests.ts';
import type { Tokens } from './tokens.ts';

/** What a client asks for, and where its user goes then. */
interface Wish {
    readonly type: 'code' | 'token';
    readonly redirectUri: string;
    readonly target: URL;
    readonly challenge: string | undefined;
    /** Sent along with the choice of the user; nothing else of the request is. */
    readonly parameters: Form;
}

const PARAMETERS = ['response_type', 'client_id', 'redirect_uri', 'state', 'scope', 'code_challenge'] as const;

/** Adds the routes. */
export function authorizeRoutes(app: FastifyInstance, org: Org, tokens: Tokens, grants: Grants): void {
    app.get('/services/oauth2/authorize', (request, reply) => {
        const wish = readWish(request.query as Form);
        if (wish instanceof OAuthError) return refuse(request, reply, wish);
        const users = org.store.all<{ Id: string; Name: string; Username: string; profile: string }>(
            `SELECT u.Id, u.Name, u.Username, p.Name AS profile FROM "User" u LEFT JOIN "Profile" p ON p.Id = u.ProfileId
             WHERE u.IsActive = 1 ORDER BY u.Name LIMIT 500`,
        );
        return sendPage(reply, 200, chooseUserPage(users, wish.parameters, pageLanguage(org)));
    });
    app.post('/services/oauth2/authorize', (request, reply) => {
        if (!isFromOwnPage(request))
            throw new OrgError('FORBIDDEN', 'Only the page of this org may send the choice', { httpStatus: 403 });
        const form = formOf(request);
        const wish = readWish(form);
        if (wish instanceof OAuthError) return refuse(request, reply, wish);
        const userId = tokens.activeUser(form['username'] ?? '');
        if (userId === undefined) throw new OrgError('INVALID_LOGIN', 'There is no such active user');
        return goBack(request, reply, wish, userId);
    });

    /** A client that asks for what it cannot have must not be sent back to: it is told here, and so is its user. */
    function refuse(request: FastifyRequest, reply: FastifyReply, error: OAuthError): FastifyReply {
        if (!wantsPage(request)) return oauthError(reply, error);
        return sendErrorPage(reply, org, new OrgError(error.error, error.message));
    }

    function goBack(request: FastifyRequest, reply: FastifyReply, wish: Wish, userId: string): FastifyReply {
        const { type, redirectUri, target, challenge, parameters } = wish;
        const state = parameters['state'] ? { state: parameters['state'] } : {};
        if (type === 'token') {
            const application = parameters['client_id'] ?? '';
            logIn(org, userId, { type: 'Remote Access 2.0', sourceIp: request.ip, application });
            const fragment = {
                access_token: tokens.issue(userId, 'access'),
                instance_url: baseUrl(request),
                id: identityUrl(baseUrl(request), userId),
                token_type: 'Bearer',
                issued_at: String(org.now()),
            };
            target.hash = new URLSearchParams({ ...fragment, ...state }).toString();
        } else {
            target.searchParams.set('code', grants.issueCode(userId, redirectUri, challenge));
            for (const [name, value] of Object.entries(state)) target.searchParams.set(name, value);
        }
        return reply.header('cache-control', 'no-store').redirect(target.toString(), 302);
    }
}

/** What is asked for; no client is registered here, so that codes and tokens go to programs on this machine only. */
function readWish(given: Form): Wish | OAuthError {
    const { response_type: type, redirect_uri: redirectUri = '', code_challenge: challenge } = given;
    if (type !== 'code' && type !== 'token')
        return new OAuthError('unsupported_response_type', 'response type not supported');
    const target = URL.parse(redirectUri);
    const isHere = target !== null && /^https?:$/.test(target.protocol) && isLoopback(target.hostname);
    if (!isHere || target.username !== '' || target.hash !== '')
        return new OAuthError('redirect_uri_mismatch', 'redirect_uri must be an address of this machine');
    if (given['code_challenge_method'] !== undefined && given['code_challenge_method'] !== 'S256')
        return new OAuthError('invalid_request', 'code_challenge_method must be S256');
    const parameters = PARAMETERS.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]]));
    return { type, redirectUri, target, challenge, parameters: Object.fromEntries(parameters) as Form };
}

/** Browsers tell from where a form is sent: a page of another site must not choose for its reader. */
function isFromOwnPage(request: FastifyRequest): boolean {
    const site = request.headers['sec-fetch-site'];
    const { origin } = request.headers;
    return (site === undefined || site === 'same-origin') && (origin === undefined || origin === baseUrl(request));
}
