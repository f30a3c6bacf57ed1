/** On whose behalf something is done, and what that user may do and see. */
import type { Permissions } from '../access/permissions.ts';
import type { SharingIdentity } from '../access/sharing-identity.ts';
import { OrgError } from '../schema/errors.ts';

/** A user at work. Everything that the org does for a client, it does for a session. */
export interface Session {
    readonly userId: string;
    readonly username: string;
    readonly language: string;
    readonly locale: string;
    /** IANA name, such as `Europe/Brussels`. */
    readonly timeZone: string;
    readonly permissions: Permissions;
    readonly sharing: SharingIdentity;
}

/** Whoever asks has no session, or has it no longer. @param message in the words of a protocol */
export function invalidSession(message = 'Session expired or invalid'): OrgError {
    return new OrgError('INVALID_SESSION_ID', message, { httpStatus: 401 });
}
