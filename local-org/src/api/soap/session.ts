/** Who calls by SOAP. */
import type { Session } from '../../org/session.ts';
import type { Tokens } from '../oauth/tokens.ts';

/**
 * @param token of the header of a call
 * @throws OrgError INVALID_SESSION_ID; the token that was sent is not repeated: it is a secret, even when it has ended
 */
export function soapSession(tokens: Tokens, token: string): Session {
    return tokens.session(token, 'Invalid Session ID found in SessionHeader: Illegal Session. Session not found');
}
