/**
 * The way from a session of the API into the browser: a link that is used once, and the cookie that it is exchanged for
 * (Salesforce help, "Generate a Frontdoor URL to Bridge into UI Sessions").
 */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Org } from '../../org/org.ts';
import { baseUrl, bearerOf, formOf, type Form } from './requests.ts';
import type { Tokens } from './tokens.ts';

/** Pages know the user by this cookie; the API does not look at it, or any other site could use it. */
export const SESSION_COOKIE = 'sid';

/** Where a link leads that names no page. */
const HOME = '/lightning/page/home';

/** A link must be opened within a minute. */
const LINK_LIFE_MS = 60_000;

/** Stands for this org while an address is read. */
const OWN = 'http://local.invalid';

interface Link {
    /** The session that asked for it: when that has ended, the link leads nowhere. */
    readonly token: string;
    readonly expires: number;
}

/** Links that nobody has opened yet. They need not outlive a restart. */
class Links {
    readonly #now: () => number;
    readonly #links = new Map<string, Link>();

    constructor(now: () => number) {
        this.#now = now;
    }

    issue(token: string): string {
        for (const [old, { expires }] of this.#links) if (expires < this.#now()) this.#links.delete(old);
        const secret = randomBytes(32).toString('base64url');
        this.#links.set(secret, { token, expires: this.#now() + LINK_LIFE_MS });
        return secret;
    }

    /** Uses up a link. @returns the session that asked for it */
    take(secret: string): string | undefined {
        const link = this.#links.get(secret);
        this.#links.delete(secret);
        return link && link.expires >= this.#now() ? link.token : undefined;
    }
}

/** Adds the routes. */
export function frontdoorRoutes(app: FastifyInstance, org: Org, tokens: Tokens): void {
    const links = new Links(org.now);
    app.route({
        method: ['GET', 'POST'],
        url: '/services/oauth2/singleaccess',
        handler: (request, reply) => {
            // a token in the address does not do: it would stand in logs, and this answer is worth a session
            const token = bearerOf(request) ?? '';
            tokens.session(token);
            const { redirect_uri: target } = { ...(request.query as Form), ...formOf(request) };
            const query = new URLSearchParams({ otp: links.issue(token) });
            if (target !== undefined && target !== '') query.set('startURL', localPath(target));
            reply.header('cache-control', 'no-store');
            return reply.send({ frontdoor_uri: `${baseUrl(request)}/secur/frontdoor.jsp?${query.toString()}` });
        },
    });
    app.route({
        method: ['GET', 'POST'],
        url: '/secur/frontdoor.jsp',
        handler: (request, reply) => enter(request, reply, tokens, links),
    });
}

/** Exchanges a link, or a session of the API, for the session of a browser, which ends with that of the API. */
function enter(request: FastifyRequest, reply: FastifyReply, tokens: Tokens, links: Links): FastifyReply {
    const form = { ...(request.query as Form), ...formOf(request) };
    const token = form['otp'] === undefined ? form['sid'] : links.take(form['otp']);
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
    const { userId } = tokens.session(token);
    const session = encodeURIComponent(tokens.issue(userId, 'web', token));
    reply.header('set-cookie', `${SESSION_COOKIE}=${session}; Path=/; HttpOnly; SameSite=Lax`);
    return reply.redirect(localPath(form['retURL'] ?? form['startURL'] ?? ''), 302);
}

/** A path of this org; what leads to another site, in whatever disguise, is the home page. */
function localPath(target: string): string {
    const url = target === '' ? null : URL.parse(target, OWN);
    if (url?.origin !== OWN || url.pathname.startsWith('//')) return HOME;
    return `${url.pathname}${url.search}${url.hash}`;
}
