/** The OAuth 2.0 token endpoint: one function per grant type (Salesforce help, "OAuth authorization flows"). */
import { createHash, randomBytes } from 'node:crypto';
import { ADMINISTRATOR_ID } from '../../org/first-records.ts';
import type { Tokens } from './tokens.ts';

/** A refusal in OAuth's own form. */
export class OAuthError extends Error {
    readonly error: string;

    constructor(error: string, description: string) {
        super(description);
        this.error = error;
    }
}

/** What a grant gives: whose token, and the refresh token that it belongs to. */
export interface Grant {
    readonly userId: string;
    readonly refreshToken?: string;
    /** Whether the client is told the refresh token: it is new to him. */
    readonly isNew?: boolean;
}

type Form = Readonly<Record<string, string>>;

/** Codes of the web server flow are used once, within ten minutes. */
const CODE_LIFE_MS = 600_000;

interface Code {
    readonly userId: string;
    readonly redirectUri: string;
    readonly challenge: string | undefined;
    readonly expires: number;
}

export class Grants {
    readonly #tokens: Tokens;
    readonly #now: () => number;
    readonly #codes = new Map<string, Code>();

    constructor(tokens: Tokens, now: () => number) {
        this.#tokens = tokens;
        this.#now = now;
    }

    /**
     * Answers a request for a token.
     * @throws OAuthError when it is refused
     */
    grant(form: Form): Grant {
        switch (form['grant_type']) {
            case 'password':
                return this.#password(form);
            case 'client_credentials':
                if (!form['client_id'] || !form['client_secret'])
                    throw new OAuthError('invalid_client', 'invalid client credentials');
                // a connected app names the user it runs as; here that is the administrator
                return { userId: ADMINISTRATOR_ID };
            case 'urn:ietf:params:oauth:grant-type:jwt-bearer':
                return this.#jwt(form['assertion'] ?? '');
            case 'refresh_token':
                return this.#refresh(form['refresh_token'] ?? '');
            case 'authorization_code':
                return this.#code(form);
            default:
                throw new OAuthError('unsupported_grant_type', 'grant type not supported');
        }
    }

    #password({ username = '', password = '' }: Form): Grant {
        const userId = this.#tokens.authenticate(username, password);
        if (userId === undefined) throw new OAuthError('invalid_grant', 'authentication failure');
        return { userId };
    }

    /** Nobody has registered a certificate here, so the signature proves nothing: the user it names must exist. */
    #jwt(assertion: string): Grant {
        const [, payload = ''] = assertion.split('.');
        const claims = claimsOf(payload);
        // sf sends milliseconds where the standard has seconds
        const expires = Number(claims.exp) > 1e11 ? Number(claims.exp) : Number(claims.exp) * 1000;
        if (!(expires > this.#now())) throw new OAuthError('invalid_grant', 'assertion has expired');
        const userId = typeof claims.sub === 'string' ? this.#tokens.activeUser(claims.sub) : undefined;
        if (userId === undefined) throw new OAuthError('invalid_grant', "user hasn't approved this consumer");
        return { userId };
    }

    #refresh(token: string): Grant {
        const userId = this.#tokens.userOf(token, 'refresh');
        if (userId === undefined) throw new OAuthError('invalid_grant', 'expired access/refresh token');
        return { userId, refreshToken: token };
    }

    #code({ code = '', redirect_uri: redirectUri, code_verifier: verifier = '' }: Form): Grant {
        const known = this.#codes.get(code);
        this.#codes.delete(code);
        if (!known || known.expires < this.#now()) throw new OAuthError('invalid_grant', 'expired authorization code');
        if (known.redirectUri !== redirectUri)
            throw new OAuthError('redirect_uri_mismatch', 'redirect_uri must match configuration');
        const challenge = createHash('sha256').update(verifier).digest('base64url');
        if (known.challenge !== undefined && known.challenge !== challenge)
            throw new OAuthError('invalid_grant', 'invalid code verifier');
        return { userId: known.userId, refreshToken: this.#tokens.issue(known.userId, 'refresh'), isNew: true };
    }

    /** A code with which a client that the user let in can ask for a token. */
    issueCode(userId: string, redirectUri: string, challenge: string | undefined): string {
        // codes that nobody came for
        for (const [old, { expires }] of this.#codes) if (expires < this.#now()) this.#codes.delete(old);
        const code = `aPrx${randomBytes(32).toString('base64url')}`;
        this.#codes.set(code, { userId, redirectUri, challenge, expires: this.#now() + CODE_LIFE_MS });
        return code;
    }
}

/** @throws OAuthError when it is no assertion */
function claimsOf(payload: string): { sub?: unknown; exp?: unknown } {
    try {
        const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
        if (typeof claims === 'object' && claims !== null) return claims;
    } catch {
        // answered below
    }
    throw new OAuthError('invalid_grant', 'invalid assertion');
}
