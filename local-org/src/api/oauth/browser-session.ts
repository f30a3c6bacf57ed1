/** The session of a page: by the token of a program, or by the cookie of a browser when the org's own page asks. */
import type { FastifyRequest } from 'fastify';
import { invalidSession, type Session } from '../../org/session.ts';
import { SESSION_COOKIE } from './frontdoor.ts';
import { baseUrl, bearerOf } from './requests.ts';
import type { Tokens } from './tokens.ts';

/**
 * Who asks.
 * @throws OrgError INVALID_SESSION_ID (401) without a session, or when a page of another site asks with the cookie
 */
export function browserSession(request: FastifyRequest, tokens: Tokens): Session {
    const bearer = bearerOf(request);
    if (bearer !== undefined) return tokens.session(bearer);
    const cookie = isOwnPage(request) ? cookieOf(request) : undefined;
    if (cookie === undefined) throw invalidSession();
    return tokens.webSession(cookie);
}

/** Other ports of this machine count as the same site for a cookie; browsers tell where a request comes from. */
function isOwnPage(request: FastifyRequest): boolean {
    const { origin, 'sec-fetch-site': site } = request.headers;
    if (origin !== undefined && origin !== baseUrl(request)) return false;
    return site === undefined || site === 'same-origin' || site === 'none';
}

function cookieOf({ headers }: FastifyRequest): string | undefined {
    const cookies = (headers.cookie ?? '').split(';').map((one) => one.trim());
    const found = cookies.find((one) => one.startsWith(`${SESSION_COOKIE}=`))?.slice(SESSION_COOKIE.length + 1);
    if (found === undefined) return undefined;
    try {
        return decodeURIComponent(found);
    } catch {
        return undefined;
    }
}
