/** On whose behalf something is done, and what that user may do and see. */
import type { Permissions } from '../access/permissions.ts';
import type { SharingIdentity } from '../access/sharing-identity.ts';

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
