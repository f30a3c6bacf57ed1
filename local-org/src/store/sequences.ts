/** Numbers that only go up: the ids of each object's records, auto numbers, and the prefixes of custom objects. */
import { customKeyPrefix, makeId } from '../schema/ids.ts';
import type { Store } from './store.ts';

/** Makes the tables of this file. */
export function createSequences(store: Store): void {
    store.exec(`
        CREATE TABLE IF NOT EXISTS "_sequence" (name TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS "_key_prefix" (object TEXT PRIMARY KEY, prefix TEXT NOT NULL UNIQUE) WITHOUT ROWID;
    `);
}

/**
 * Takes numbers from a sequence; part of the caller's transaction, so that a rollback gives them back.
 * @param first number of a sequence that is new
 * @returns the first of them; the others follow it
 */
export function takeNumbers(store: Store, name: string, count: number, first = 1): number {
    const sql = `INSERT INTO "_sequence" (name, next) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET next = next + ? RETURNING next`;
    const row = store.get<{ next: number }>(sql, [name, first + count, count]);
    return (row?.next ?? first + count) - count;
}

/** Ids for new records of an object. */
export function takeIds(store: Store, keyPrefix: string, count: number): string[] {
    const first = takeNumbers(store, `id ${keyPrefix}`, count);
    return Array.from({ length: count }, (_, index) => makeId(keyPrefix, first + index));
}

/** The prefix of a custom object's ids: given once, kept for as long as the file lives. */
export function keyPrefixOf(store: Store, objectName: string): string {
    const known = store.get<{ prefix: string }>('SELECT prefix FROM "_key_prefix" WHERE object = ?', [objectName]);
    if (known) return known.prefix;
    const prefix = customKeyPrefix(takeNumbers(store, 'key prefix', 1, 0));
    store.run('INSERT INTO "_key_prefix" (object, prefix) VALUES (?, ?)', [objectName, prefix]);
    return prefix;
}
