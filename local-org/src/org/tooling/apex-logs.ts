/**
 * Debug logs of users who are traced: rows of ApexLog, and their texts.
 * Source: Tooling API reference, "ApexLog", "TraceFlag"; Apex developer guide, "Debug Log".
 */
import { toId18 } from '../../schema/ids.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { succeeded, type OwnWrites } from './own-writes.ts';
import { insertRow } from './tooling-rows.ts';

const TABLE = `CREATE TABLE IF NOT EXISTS "_apex_log" (id TEXT PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID`;

/** System logs are kept for a day. In milliseconds. */
const KEPT = 24 * 60 * 60 * 1000;
/** Characters of a log. */
const MAX_LENGTH = 20 * 1024 * 1024;
/** Characters of a status. */
const MAX_STATUS = 255;

/** What a log is of. */
export interface LoggedRun {
    readonly operation: string;
    readonly log: string;
    /** Why it failed; undefined when it did not. */
    readonly failure?: string;
    readonly milliseconds: number;
}

export class ApexLogs {
    readonly #org: Org;
    /** Makes sure that the tables are there. */
    readonly #prepare: () => void;

    constructor(org: Org, prepare: () => void) {
        this.#org = org;
        this.#prepare = prepare;
        org.store.exec(TABLE);
    }

    /** Keeps the log of what a user ran, when he is traced. */
    keep({ userId }: Session, { operation, log, failure, milliseconds }: LoggedRun): void {
        this.#prepare();
        const { store } = this.#org;
        const now = this.#org.now();
        if (!this.#isTraced(userId, now)) return;
        const body = log.slice(0, MAX_LENGTH);
        store.transaction(() => {
            this.#forgetOld(now);
            const row = {
                LogUserId: userId,
                Application: 'Unknown',
                Operation: operation,
                Request: 'Api',
                Status: (failure ?? 'Success').slice(0, MAX_STATUS),
                Location: 'Monitoring',
                LogLength: Buffer.byteLength(body),
                DurationMilliseconds: milliseconds,
                StartTime: Math.floor(now / 1000) * 1000,
            };
            const id = insertRow(store, 'ApexLog', row, { userId, now });
            store.run('INSERT INTO "_apex_log" (id, at, body) VALUES (?, ?, ?)', [id, now, body]);
        });
    }

    /** The text of a log; undefined when there is none of the id. */
    body(text: string): string | undefined {
        const sql = 'SELECT body FROM "_apex_log" WHERE id = ?';
        return this.#org.store.get<{ body: string }>(sql, [toId18(text) ?? ''])?.body;
    }

    #isTraced(userId: string, now: number): boolean {
        const sql = `SELECT 1 FROM "TraceFlag" WHERE TracedEntityId = ? AND IsDeleted = 0
            AND (StartDate IS NULL OR StartDate <= ?) AND (ExpirationDate IS NULL OR ExpirationDate > ?)`;
        return this.#org.store.get(sql, [userId, now, now]) !== undefined;
    }

    #forgetOld(now: number): void {
        const { store } = this.#org;
        store.run('DELETE FROM "ApexLog" WHERE Id IN (SELECT id FROM "_apex_log" WHERE at < ?)', [now - KEPT]);
        store.run('DELETE FROM "_apex_log" WHERE at < ?', [now - KEPT]);
    }
}

export const LOG_WRITES: OwnWrites = {
    remove: ({ org }, id) => {
        org.store.transaction(() => {
            org.store.run('DELETE FROM "ApexLog" WHERE Id = ?', [id]);
            org.store.run('DELETE FROM "_apex_log" WHERE id = ?', [id]);
        });
        return succeeded(id);
    },
};
