/**
 * Events in the order in which they happened, kept for those who come back and ask what they missed.
 * Source: Streaming API Developer Guide, "Message Durability".
 */
import { randomUUID } from 'node:crypto';
import type { Store } from '../../store/store.ts';

/** What kind of channel an event is for. */
export type EventKind = 'change' | 'platform' | 'topic' | 'generic';

/** An event to be kept. */
export interface NewEvent {
    readonly kind: EventKind;
    /** The object that changed, or whose event it is; of topics and generic channels, the channel. */
    readonly source: string;
    /** The record that it tells of, if a subscriber must be able to see it. */
    readonly recordId?: string;
    readonly payload: object;
}

/** An event as it is kept. */
export interface KeptEvent extends NewEvent {
    readonly replayId: number;
    readonly uuid: string;
    /** Milliseconds since 1970. */
    readonly at: number;
}

const TABLE = `
    CREATE TABLE IF NOT EXISTS "_event" (
        replay_id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, source TEXT NOT NULL COLLATE NOCASE,
        at INTEGER NOT NULL, record_id TEXT, payload TEXT NOT NULL, uuid TEXT);
    CREATE INDEX IF NOT EXISTS "_event.source" ON "_event" (kind, source, replay_id)`;

const HOUR_MS = 3_600_000;
/** How long events can be asked for again; generic and topic events are of the older, shorter kind. */
const KEPT_MS: Readonly<Record<EventKind, number>> = {
    change: 72 * HOUR_MS,
    platform: 72 * HOUR_MS,
    topic: 24 * HOUR_MS,
    generic: 24 * HOUR_MS,
};
const PRUNE_EVERY = 1000;

export class EventLog {
    readonly #store: Store;
    readonly #now: () => number;
    readonly #waiting = new Set<() => void>();
    #isFresh = false;
    #added = 0;

    constructor(store: Store, now: () => number) {
        this.#store = store;
        this.#now = now;
        store.exec(TABLE);
        // data files that were made before events knew theirs
        const columns = store.all<{ name: string }>('PRAGMA table_info("_event")');
        if (!columns.some(({ name }) => name === 'uuid')) store.exec('ALTER TABLE "_event" ADD COLUMN uuid TEXT');
        this.#prune();
        store.onCommit(() => {
            if (!this.#isFresh) return;
            this.#isFresh = false;
            for (const wake of this.#waiting) wake();
        });
    }

    /** Keeps events, within the transaction that is open; who waits is woken once it is committed. */
    add(events: readonly NewEvent[]): void {
        if (events.length === 0) return;
        const at = this.#now();
        this.#store.transaction(() => {
            this.#store.runMany(
                'INSERT INTO "_event" (kind, source, at, record_id, payload, uuid) VALUES (?, ?, ?, ?, ?, ?)',
                events.map(({ kind, source, recordId, payload }) => [
                    kind,
                    source,
                    at,
                    recordId ?? null,
                    JSON.stringify(payload),
                    randomUUID(),
                ]),
            );
            this.#isFresh = true;
            this.#added += events.length;
            if (this.#added > PRUNE_EVERY) this.#prune();
        });
    }

    /** The replay id of the newest event; 0 when there has been none. */
    newest(): number {
        const row = this.#store.get<{ seq: number }>(`SELECT seq FROM sqlite_sequence WHERE name = '_event'`);
        return row?.seq ?? 0;
    }

    /**
     * Events after one, oldest first.
     * @param sources of one kind; undefined for all of the kind
     */
    after(kind: EventKind, sources: readonly string[] | undefined, replayId: number, limit: number): KeptEvent[] {
        const isWanted = sources ? 'AND source IN (SELECT value FROM json_each(?))' : '';
        const rows = this.#store.all<EventRow>(
            `SELECT replay_id, kind, source, at, record_id, payload, uuid FROM "_event"
             WHERE kind = ? ${isWanted} AND replay_id > ? ORDER BY replay_id LIMIT ?`,
            [kind, ...(sources ? [JSON.stringify(sources)] : []), replayId, limit],
        );
        return rows.map((row) => ({
            replayId: row.replay_id,
            uuid: row.uuid ?? randomUUID(),
            kind: row.kind,
            source: row.source,
            at: row.at,
            ...(row.record_id === null ? {} : { recordId: row.record_id }),
            payload: JSON.parse(row.payload) as object,
        }));
    }

    /** Calls back when events have come, until it is told to stop. @returns stops it */
    wait(wake: () => void): () => void {
        this.#waiting.add(wake);
        return () => this.#waiting.delete(wake);
    }

    #prune(): void {
        this.#added = 0;
        for (const [kind, kept] of Object.entries(KEPT_MS))
            this.#store.run('DELETE FROM "_event" WHERE kind = ? AND at < ?', [kind, this.#now() - kept]);
    }
}

interface EventRow {
    readonly replay_id: number;
    readonly kind: EventKind;
    readonly source: string;
    readonly at: number;
    readonly record_id: string | null;
    readonly payload: string;
    readonly uuid: string | null;
    readonly [column: string]: string | number | null;
}
