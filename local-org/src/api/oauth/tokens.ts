/** Access and refresh tokens, and users' passwords. They are in the data file, so that they survive a restart. */
import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { ORGANIZATION_ID } from '../../org/first-records.ts';
import type { Org } from '../../org/org.ts';
import { invalidSession, type Session } from '../../org/session.ts';

/** The password of users who have not been given another one: this org lives on one machine, for tests and demonstrations. */
const FIRST_PASSWORD = 'local-org';

/** A session of the API, what it is renewed with, and the session of a browser, which opens pages and no API. */
export type TokenKind = 'access' | 'refresh' | 'web';

const TABLES = `
    CREATE TABLE IF NOT EXISTS "_token" (
        token TEXT PRIMARY KEY, user_id TEXT NOT NULL, kind TEXT NOT NULL, created INTEGER NOT NULL,
        refresh TEXT) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS "_password" (user_id TEXT PRIMARY KEY, salt BLOB NOT NULL, hash BLOB NOT NULL) WITHOUT ROWID;
`;

export class Tokens {
    readonly #org: Org;

    constructor(org: Org) {
        this.#org = org;
        org.store.exec(TABLES);
        // data files that were made before access tokens knew theirs
        const columns = org.store.all<{ name: string }>('PRAGMA table_info("_token")');
        if (!columns.some(({ name }) => name === 'refresh'))
            org.store.exec('ALTER TABLE "_token" ADD COLUMN refresh TEXT');
    }

    /**
     * A new token. Clients check the form of access tokens: the org's id, `!`, then letters, digits, `.` and `_`.
     * @param refresh the refresh token with which an access token ends
     */
    issue(userId: string, kind: TokenKind, refresh?: string): string {
        const secret = randomBytes(48).toString('base64url').replaceAll('-', '.');
        const token = kind === 'refresh' ? `5Aep861${secret}` : `${ORGANIZATION_ID.slice(0, 15)}!AQ${secret}`;
        const sql = 'INSERT INTO "_token" (token, user_id, kind, created, refresh) VALUES (?, ?, ?, ?, ?)';
        this.#org.store.run(sql, [token, userId, kind, this.#org.now(), refresh ?? null]);
        return token;
    }

    /** An access token of the user that was issued before, or a new one: the same client keeps working after a restart. */
    standing(userId: string): string {
        const sql = `SELECT token FROM "_token" WHERE user_id = ? AND kind = 'access' AND refresh IS NULL
                     ORDER BY created LIMIT 1`;
        return this.#org.store.get<{ token: string }>(sql, [userId])?.token ?? this.issue(userId, 'access');
    }

    /** Whose token it is; nobody's, once the user is not active. */
    userOf(token: string, kind: TokenKind): string | undefined {
        const sql = `SELECT t.user_id FROM "_token" t JOIN "User" u ON u.Id = t.user_id
                     WHERE t.token = ? AND t.kind = ? AND u.IsActive = 1`;
        return this.#org.store.get<{ user_id: string }>(sql, [token, kind])?.user_id;
    }

    /**
     * The session that an access token stands for, as the API of every protocol finds who asks.
     * @param refusal what is said otherwise, in the words of the protocol
     * @throws OrgError INVALID_SESSION_ID (401)
     */
    session(token: string | undefined, refusal?: string): Session {
        return this.#sessionOf(token ?? '', 'access', refusal);
    }

    /** The session that the cookie of a browser stands for. @throws OrgError INVALID_SESSION_ID (401) */
    webSession(token: string): Session {
        return this.#sessionOf(token, 'web');
    }

    #sessionOf(token: string, kind: TokenKind, refusal?: string): Session {
        const userId = this.userOf(token, kind);
        if (userId === undefined) throw invalidSession(refusal);
        return this.#org.session(userId);
    }

    /** Ends a token; a refresh token with the access tokens that were got by it. @returns whether there was one */
    revoke(token: string): boolean {
        const { store } = this.#org;
        return store.transaction(() => {
            store.run('DELETE FROM "_token" WHERE refresh = ?', [token]);
            return store.run('DELETE FROM "_token" WHERE token = ?', [token]) > 0;
        });
    }

    /** Ends the sessions of a user; apps that he let in may begin new ones. @param kept the session that goes on */
    endSessions(userId: string, kept?: string): void {
        const sql = `DELETE FROM "_token" WHERE user_id = ? AND kind IN ('access', 'web') AND token IS NOT ?`;
        this.#org.store.run(sql, [userId, kept ?? null]);
    }

    /**
     * The user with a name and password. Nobody has a security token here, for every address is trusted.
     * @returns undefined when they do not fit, or the user is not active
     */
    authenticate(username: string, password: string): string | undefined {
        const user = this.activeUser(username);
        if (user === undefined) return undefined;
        const row = this.#org.store.get('SELECT salt, hash FROM "_password" WHERE user_id = ?', [user]);
        const [salt, known] = [row?.['salt'], row?.['hash']];
        const isSet = salt instanceof Uint8Array && known instanceof Uint8Array;
        const isRight = isSet ? timingSafeEqual(hash(password, salt), known) : password === FIRST_PASSWORD;
        return isRight ? user : undefined;
    }

    setPassword(userId: string, password: string): void {
        const salt = randomBytes(16);
        const sql = 'INSERT OR REPLACE INTO "_password" (user_id, salt, hash) VALUES (?, ?, ?)';
        this.#org.store.run(sql, [userId, salt, hash(password, salt)]);
    }

    /** The id of an active user by name. */
    activeUser(username: string): string | undefined {
        const sql = 'SELECT Id FROM "User" WHERE Username = ? AND IsActive = 1';
        return this.#org.store.get<{ Id: string }>(sql, [username])?.Id;
    }
}

function hash(password: string, salt: Uint8Array): Buffer {
    return scryptSync(password, salt, 32);
}
