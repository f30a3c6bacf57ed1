/** What hangs on a record that is deleted: children go along, restricting lookups refuse, other lookups are emptied. */
import type { ObjectType } from '../schema/model.ts';
import type { ChildRelationship } from '../schema/schema.ts';
import { quoted } from '../store/store.ts';
import type { DmlContext } from './context.ts';

/** Tells what each delete took away and emptied, so that undelete brings back the same. */
export const RECYCLE_BIN = `
    CREATE TABLE IF NOT EXISTS "_recycle_bin" (
        id TEXT PRIMARY KEY, object TEXT NOT NULL, root TEXT NOT NULL) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS "_recycle_bin.root" ON "_recycle_bin" (root);
    CREATE TABLE IF NOT EXISTS "_emptied_lookup" (
        root TEXT NOT NULL, object TEXT NOT NULL, field TEXT NOT NULL, id TEXT NOT NULL, target TEXT NOT NULL,
        PRIMARY KEY (root, object, field, id)) WITHOUT ROWID`;

/** Thrown when a record cannot be deleted; the message says why, in the org's words. */
export class Refusal extends Error {}

/** One record that is deleted, with all that goes along. */
export class Removal {
    readonly #context: DmlContext;
    readonly #root: string;
    /** Objects with a recycle bin keep what is deleted with them, rows of others are gone. */
    readonly #isKept: boolean;
    /** Ids of all that is deleted, by object. */
    readonly removed = new Map<ObjectType, Set<string>>();

    constructor(context: DmlContext, object: ObjectType, root: string) {
        this.#context = context;
        this.#root = root;
        this.#isKept = object.undeletable && object.fields.has('IsDeleted');
    }

    /**
     * Deletes records and what hangs on them.
     * @throws Refusal when a lookup that restricts refers to one of them
     */
    remove(object: ObjectType, ids: readonly string[]): void {
        const known = this.removed.get(object) ?? new Set<string>();
        this.removed.set(object, known);
        const open = ids.filter((id) => !known.has(id));
        if (open.length === 0) return;
        for (const id of open) known.add(id);
        const list = JSON.stringify(open);
        for (const relationship of this.#context.schema.childRelationships(object)) this.#release(relationship, list);
        this.#delete(object, list);
    }

    #release(relationship: ChildRelationship, parents: string): void {
        const { child, field } = relationship;
        if (!child.keyPrefix) return;
        switch (field.reference?.onDelete) {
            case 'Restrict':
                this.#refuse(relationship, parents);
                return;
            case 'Cascade':
                this.remove(child, this.#alive(relationship, parents));
                return;
            default:
                this.#empty(relationship, parents);
        }
    }

    #alive({ child, field }: ChildRelationship, parents: string): string[] {
        const isAlive = child.fields.has('IsDeleted') ? ' AND IsDeleted = 0' : '';
        const sql = `SELECT Id FROM ${quoted(child.name)}
            WHERE ${quoted(field.name)} IN (SELECT value FROM json_each(?))${isAlive}`;
        return this.#context.store.all<{ Id: string }>(sql, [parents]).map((row) => row.Id);
    }

    #refuse(relationship: ChildRelationship, parents: string): void {
        const { child } = relationship;
        const gone = this.removed.get(child);
        const held = this.#alive(relationship, parents).filter((id) => !gone?.has(id));
        if (held.length === 0) return;
        const name = [...child.fields.values()].find((one) => one.nameField && !one.formula)?.name ?? 'Id';
        const rows = this.#context.store.all<{ name: string }>(
            `SELECT ${quoted(name)} AS name FROM ${quoted(child.name)} WHERE Id IN (SELECT value FROM json_each(?))`,
            [JSON.stringify(held)],
        );
        const names = rows.map((row) => row.name).join(', ');
        throw new Refusal(`it is associated with the following ${child.labelPlural.toLowerCase()}.: ${names}`);
    }

    /** Records in the recycle bin let go as well: they must not come back with a reference to nothing. */
    #empty({ child, field }: ChildRelationship, parents: string): void {
        const { store } = this.#context;
        const where = `${quoted(field.name)} IN (SELECT value FROM json_each(?))`;
        if (this.#isKept)
            store.run(
                `INSERT OR REPLACE INTO "_emptied_lookup" (root, object, field, id, target)
                 SELECT ?, ?, ?, Id, ${quoted(field.name)} FROM ${quoted(child.name)} WHERE ${where}`,
                [this.#root, child.name, field.name, parents],
            );
        store.run(`UPDATE ${quoted(child.name)} SET ${quoted(field.name)} = NULL WHERE ${where}`, [parents]);
    }

    #delete(object: ObjectType, ids: string): void {
        const { store, now, userId } = this.#context;
        const table = quoted(object.name);
        if (!this.#isKept || !object.fields.has('IsDeleted')) {
            store.run(`DELETE FROM ${table} WHERE Id IN (SELECT value FROM json_each(?))`, [ids]);
            return;
        }
        const audit: Record<string, string | number> = {
            LastModifiedDate: now,
            LastModifiedById: userId,
            SystemModstamp: now,
        };
        const columns = Object.keys(audit).filter((name) => object.fields.has(name));
        const set = ['IsDeleted = 1', ...columns.map((name) => `${name} = ?`)];
        store.run(`UPDATE ${table} SET ${set.join(', ')} WHERE Id IN (SELECT value FROM json_each(?))`, [
            ...columns.map((name) => audit[name] ?? null),
            ids,
        ]);
        store.run(`INSERT OR REPLACE INTO "_recycle_bin" (id, object, root) SELECT value, ?, ? FROM json_each(?)`, [
            object.name,
            this.#root,
            ids,
        ]);
    }
}

/** Brings back all that one delete took away, the emptied lookups included. @returns the ids, by object */
export function restore({ store, schema, now }: DmlContext, root: string): Map<ObjectType, Set<string>> {
    const restored = new Map<ObjectType, Set<string>>();
    const rows = store.all<{ object: string; ids: string }>(
        'SELECT object, json_group_array(id) AS ids FROM "_recycle_bin" WHERE root = ? GROUP BY object',
        [root],
    );
    for (const row of rows) {
        const object = schema.object(row.object);
        if (!object) continue;
        const set = object.fields.has('SystemModstamp') ? 'IsDeleted = 0, SystemModstamp = ?' : 'IsDeleted = 0';
        const params = object.fields.has('SystemModstamp') ? [now, row.ids] : [row.ids];
        store.run(`UPDATE ${quoted(object.name)} SET ${set} WHERE Id IN (SELECT value FROM json_each(?))`, params);
        restored.set(object, new Set(JSON.parse(row.ids) as string[]));
    }
    const lookups = store.all<{ object: string; field: string }>(
        'SELECT DISTINCT object, field FROM "_emptied_lookup" WHERE root = ?',
        [root],
    );
    for (const { object, field } of lookups) {
        if (!schema.object(object)?.fields.has(field)) continue;
        store.run(
            `UPDATE ${quoted(object)} AS t SET ${quoted(field)} = e.target FROM "_emptied_lookup" e
             WHERE e.root = ? AND e.object = ? AND e.field = ? AND e.id = t.Id AND t.${quoted(field)} IS NULL`,
            [root, object, field],
        );
    }
    store.run('DELETE FROM "_emptied_lookup" WHERE root = ?', [root]);
    store.run('DELETE FROM "_recycle_bin" WHERE root = ?', [root]);
    return restored;
}
