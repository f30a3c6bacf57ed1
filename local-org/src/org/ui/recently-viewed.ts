/** Records that a user looked at last, which clients report with `updateMru`. */
import type { ObjectType } from '../../schema/model.ts';
import type { Store } from '../../store/store.ts';
import type { UiContext } from './ui-context.ts';

/** As many of each object are remembered for each user. */
const REMEMBERED = 200;

const TABLE = `
    CREATE TABLE IF NOT EXISTS "_recently_viewed" (
        user_id TEXT NOT NULL, object TEXT NOT NULL, record_id TEXT NOT NULL, turn INTEGER NOT NULL,
        PRIMARY KEY (user_id, object, record_id)
    ) WITHOUT ROWID`;

/** Remembers that a user looked at records. */
export function markViewed(
    { org: { store }, session: { userId } }: UiContext,
    object: ObjectType,
    ids: readonly string[],
): void {
    const turn = lastTurn(store, userId, object) + 1;
    store.transaction(() => {
        for (const id of ids)
            store.run(
                `INSERT INTO "_recently_viewed" (user_id, object, record_id, turn) VALUES (?, ?, ?, ?)
                 ON CONFLICT DO UPDATE SET turn = excluded.turn`,
                [userId, object.name, id, turn],
            );
        store.run('DELETE FROM "_recently_viewed" WHERE user_id = ? AND object = ? AND turn <= ?', [
            userId,
            object.name,
            turn - REMEMBERED,
        ]);
    });
}

/** Ids of the records that a user looked at, the last one first. */
export function viewedIds({ org: { store }, session: { userId } }: UiContext, object: ObjectType): string[] {
    store.exec(TABLE);
    const sql =
        'SELECT record_id AS id FROM "_recently_viewed" WHERE user_id = ? AND object = ? ORDER BY turn DESC LIMIT ?';
    return store.all<{ id: string }>(sql, [userId, object.name, REMEMBERED]).map(({ id }) => id);
}

function lastTurn(store: Store, userId: string, object: ObjectType): number {
    store.exec(TABLE);
    const sql = 'SELECT max(turn) AS turn FROM "_recently_viewed" WHERE user_id = ? AND object = ?';
    return store.get<{ turn: number | null }>(sql, [userId, object.name])?.turn ?? 0;
}
