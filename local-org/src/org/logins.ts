/** Who logged in, when and how: what LoginHistory and the user's last login tell. */
import { takeIds } from '../store/sequences.ts';
import type { Org } from './org.ts';

/** How somebody came in. */
export interface Login {
    /** As LoginHistory names it, such as `Remote Access 2.0` for OAuth. */
    readonly type: string;
    readonly sourceIp: string;
    readonly application: string;
}

const PREFIX = '0Ya';

/** Records a login that succeeded. */
export function recordLogin(org: Org, userId: string, { type, sourceIp, application }: Login): void {
    const { store } = org;
    const now = org.now();
    store.transaction(() => {
        const [id = ''] = takeIds(store, PREFIX, 1);
        store.run(
            `INSERT INTO "LoginHistory" (Id, UserId, LoginTime, LoginType, SourceIp, Status, Application, ApiType)
             VALUES (?, ?, ?, ?, ?, 'Success', ?, 'N/A')`,
            [id, userId, now, type, sourceIp, application],
        );
        store.run('UPDATE "User" SET LastLoginDate = ? WHERE Id = ?', [now, userId]);
    });
}
