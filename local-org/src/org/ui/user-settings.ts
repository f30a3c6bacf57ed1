/** What users set for themselves: favorites, collapsed sections, the app they chose, columns of their lists. */
import type { Store } from '../../store/store.ts';

const TABLE = `
    CREATE TABLE IF NOT EXISTS "_user_setting" (
        user_id TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (user_id, key)
    ) WITHOUT ROWID`;

/** A user's setting; undefined when he has not set it. */
export function userSetting(store: Store, userId: string, key: string): unknown {
    // the first user of a data file makes the table
    store.exec(TABLE);
    const row = store.get<{ value: string }>('SELECT value FROM "_user_setting" WHERE user_id = ? AND key = ?', [
        userId,
        key,
    ]);
    return row && (JSON.parse(row.value) as unknown);
}

/** Keeps a setting. @param value anything that JSON can hold */
export function setUserSetting(store: Store, userId: string, key: string, value: unknown): void {
    store.exec(TABLE);
    store.run(
        `INSERT INTO "_user_setting" (user_id, key, value) VALUES (?, ?, ?)
         ON CONFLICT (user_id, key) DO UPDATE SET value = excluded.value`,
        [userId, key, JSON.stringify(value)],
    );
}
