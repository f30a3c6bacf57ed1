/** Who logged in, when and how: what LoginHistory and the user's last login tell. */
import { takeIds } from '../store/sequences.ts';
import type { Org } from './org.ts';

/** How somebody came in. */
export interface Login {
    /** As LoginHistory names it, such as `Remote Access 2.0` for OAuth. */
    readonly type: 'Remote Access 2.0' | 'Other Apex API';
    /** The kind of API; absent for OAuth, which serves all. */
    readonly api?: string;
    readonly sourceIp: string;
    /** What the client calls itself; cut to what the field holds. */
    readonly application: string;
}

const PREFIX = '0Ya';
const APPLICATION_LENGTH = 64;

/**
 * Lets a user in, and records it.
 * @throws OrgError INVALID_SESSION_ID when he is deactivated or frozen
 */
export function logIn(org: Org, userId: string, { type, api = 'N/A', sourceIp, application }: Login): void {
    org.session(userId);
    const { store } = org;
    const now = org.now();
    store.transaction(() => {
        const [id = ''] = takeIds(store, PREFIX, 1);
        store.run(
            `INSERT INTO "LoginHistory" (Id, UserId, LoginTime, LoginType, SourceIp, Status, Application, ApiType)
             VALUES (?, ?, ?, ?, ?, 'Success', ?, ?)`,
            [id, userId, now, type, sourceIp, application.slice(0, APPLICATION_LENGTH), api],
        );
        store.run('UPDATE "User" SET LastLoginDate = ? WHERE Id = ?', [now, userId]);
    });
}
