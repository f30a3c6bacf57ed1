/**
 * Keeps rows of setup objects in step with metadata: makes the missing, changes the changed, deletes the vanished. Ids
 * stay, so that assignments to a permission set outlive a change of it.
 */
import type { ObjectType } from '../schema/model.ts';
import type { Schema } from '../schema/schema.ts';
import { isStored } from '../store/tables.ts';
import { takeIds } from '../store/sequences.ts';
import { quoted, type Store, type Value } from '../store/store.ts';

/** A row by column name; columns that it does not name keep their value. */
export type SetupRow = Readonly<Record<string, Value>>;

/** Who writes, and when: what the audit fields get. */
export interface Author {
    readonly userId: string;
    readonly now: number;
}

export class SetupRows {
    readonly #store: Store;
    readonly #schema: Schema;
    readonly #author: Author;

    constructor(store: Store, schema: Schema, author: Author) {
        this.#store = store;
        this.#schema = schema;
        this.#author = author;
    }

    /**
     * Makes a row, or changes the one with the same key.
     * @param key the columns that identify a row, among those of `row`
     * @returns its id
     */
    put(objectName: string, key: readonly string[], row: SetupRow): string {
        const object = this.#object(objectName);
        const known = this.#find(object, key, row);
        if (!known) return this.#insert(object, row);
        this.#change(object, known, row);
        return String(known['Id']);
    }

    /** The ids of an object's rows by the value of a column. */
    ids(objectName: string, column: string): Map<string, string> {
        const sql = `SELECT Id, ${quoted(column)} AS value FROM ${quoted(this.#object(objectName).name)}`;
        return new Map(this.#store.all(sql).map(({ Id, value }) => [String(value), String(Id)]));
    }

    /** A value of the first row of an object. */
    read(objectName: string, column: string): Value {
        const row = this.#store.get(`SELECT ${quoted(column)} AS value FROM ${quoted(this.#object(objectName).name)}`);
        return (row?.['value'] as Value | undefined) ?? null;
    }

    /**
     * Makes the rows of a scope exactly these.
     * @param scope columns and values that all rows of the scope share
     * @param key the columns that tell the rows of the scope apart
     */
    replace(objectName: string, scope: SetupRow, key: readonly string[], rows: readonly SetupRow[]): void {
        const object = this.#object(objectName);
        const where = Object.keys(scope).map((column) => `${quoted(column)} IS ?`);
        const present = this.#store.all(
            `SELECT * FROM ${quoted(object.name)} WHERE ${where.join(' AND ') || '1'}`,
            Object.values(scope),
        );
        const keyOf = (row: Readonly<Record<string, unknown>>): string =>
            JSON.stringify(key.map((column) => row[column] ?? null));
        const known = new Map(present.map((row) => [keyOf(row), row]));
        for (const row of rows) {
            const found = known.get(keyOf(row));
            known.delete(keyOf(row));
            if (found) this.#change(object, found, row);
            else this.#insert(object, { ...scope, ...row });
        }
        for (const { Id } of known.values())
            this.#store.run(`DELETE FROM ${quoted(object.name)} WHERE Id = ?`, [Id ?? null]);
    }

    #object(name: string): ObjectType {
        const object = this.#schema.object(name);
        if (!object) throw new Error(`no object ${name}`);
        return object;
    }

    #find(object: ObjectType, key: readonly string[], row: SetupRow): Record<string, unknown> | undefined {
        const where = key.map((column) => `${quoted(column)} IS ?`).join(' AND ');
        const params = key.map((column) => row[column] ?? null);
        return this.#store.get(`SELECT * FROM ${quoted(object.name)} WHERE ${where}`, params);
    }

    #change(object: ObjectType, known: Readonly<Record<string, unknown>>, row: SetupRow): void {
        const changed = Object.keys(row).filter((column) => row[column] !== known[column]);
        if (changed.length > 0) this.#update(object, String(known['Id']), changed, row);
    }

    #insert(object: ObjectType, row: SetupRow): string {
        // a row that brings its id has that of the first record; the next one must not get it again
        const [next = ''] = takeIds(this.#store, object.keyPrefix ?? '000', 1);
        const id = typeof row['Id'] === 'string' ? row['Id'] : next;
        const full = { ...this.#audit(object, true), ...row, Id: id };
        const columns = Object.keys(full);
        this.#store.run(
            `INSERT INTO ${quoted(object.name)} (${columns.map(quoted).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
            Object.values(full),
        );
        return id;
    }

    #update(object: ObjectType, id: string, changed: readonly string[], row: SetupRow): void {
        const full: SetupRow = {
            ...Object.fromEntries(changed.map((c) => [c, row[c] ?? null])),
            ...this.#audit(object, false),
        };
        const set = Object.keys(full).map((column) => `${quoted(column)} = ?`);
        this.#store.run(`UPDATE ${quoted(object.name)} SET ${set.join(', ')} WHERE Id = ?`, [
            ...Object.values(full),
            id,
        ]);
    }

    #audit(object: ObjectType, isNew: boolean): SetupRow {
        const { userId, now } = this.#author;
        const made: SetupRow = isNew ? { CreatedDate: now, CreatedById: userId, IsDeleted: 0 } : {};
        const all: SetupRow = { ...made, LastModifiedDate: now, LastModifiedById: userId, SystemModstamp: now };
        const stored = Object.entries(all).filter(([name]) => {
            const field = object.fields.get(name);
            return field !== undefined && isStored(field);
        });
        return Object.fromEntries(stored);
    }
}
