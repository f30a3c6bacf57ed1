/**
 * The full-text index of an object: a column for each field that can be searched. It costs nothing until an object is
 * searched for the first time; from then on triggers of the store note what has changed, and the next search takes it in.
 */
import type { Field, ObjectType } from '../../schema/model.ts';
import { quoted, type Store } from '../../store/store.ts';
import { isStored } from '../../store/tables.ts';

const SEARCHED = ['string', 'textarea', 'email', 'phone', 'url', 'picklist', 'multipicklist', 'combobox'];

/** The fields of an object that can be searched. */
export function searchedFields(object: ObjectType): Field[] {
    return [...object.fields.values()].filter((field) => isStored(field) && SEARCHED.includes(field.type));
}

/** The table of the index. */
export function indexTable(object: Pick<ObjectType, 'name'>): string {
    return `_search_${object.name}`;
}

/** The table that lists the words of the index. */
export function wordTable(object: Pick<ObjectType, 'name'>): string {
    return `_search_words_${object.name}`;
}

/** The column of a field in the index. */
export function indexColumn(field: Field): string {
    return `f_${field.name}`;
}

/**
 * Brings the index of an object up to date, and makes it when there is none. Searching does this by itself; a caller may
 * do it before, so that the first search does not wait.
 */
export function updateSearchIndex(store: Store, object: ObjectType): void {
    const fields = searchedFields(object);
    if (fields.length === 0) return;
    store.transaction(() => {
        store.exec(STATE_TABLES);
        const definition = fields.map((field) => field.name).join(',');
        const state = store.get<{ definition: string; last_row: number }>(
            'SELECT definition, last_row FROM "_search_state" WHERE object = ?',
            [object.name],
        );
        if (state?.definition !== definition) createIndex(store, object, fields, definition);
        else takeInChanges(store, object, fields);
        takeInNew(store, object, fields);
    });
}

const STATE_TABLES = `
    CREATE TABLE IF NOT EXISTS "_search_state" (
        object TEXT PRIMARY KEY, definition TEXT NOT NULL, last_row INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS "_search_changed" (
        object TEXT, row INTEGER, PRIMARY KEY (object, row)
    ) WITHOUT ROWID;`;

function createIndex(store: Store, object: ObjectType, fields: readonly Field[], definition: string): void {
    const columns = fields.map((field) => quoted(indexColumn(field))).join(', ');
    const noted = `'${object.name}', OLD.rowid`;
    const trigger = (event: string): string => `
        DROP TRIGGER IF EXISTS ${quoted(`_search_${event}_${object.name}`)};
        CREATE TRIGGER ${quoted(`_search_${event}_${object.name}`)} AFTER ${event} ON ${quoted(object.name)} BEGIN
            INSERT OR IGNORE INTO "_search_changed" (object, row) VALUES (${noted});
        END;`;
    store.exec(`
        DROP TABLE IF EXISTS ${quoted(wordTable(object))};
        DROP TABLE IF EXISTS ${quoted(indexTable(object))};
        CREATE VIRTUAL TABLE ${quoted(indexTable(object))} USING fts5(
            ${columns}, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
        );
        CREATE VIRTUAL TABLE ${quoted(wordTable(object))} USING fts5vocab(${quoted(indexTable(object))}, 'row');
        ${trigger('UPDATE')}${trigger('DELETE')}`);
    store.run('DELETE FROM "_search_changed" WHERE object = ?', [object.name]);
    store.run('INSERT OR REPLACE INTO "_search_state" (object, definition, last_row) VALUES (?, ?, 0)', [
        object.name,
        definition,
    ]);
}

function takeInChanges(store: Store, object: ObjectType, fields: readonly Field[]): void {
    const changed = 'SELECT row FROM "_search_changed" WHERE object = ?';
    if (!store.get(`${changed} LIMIT 1`, [object.name])) return;
    store.run(`DELETE FROM ${quoted(indexTable(object))} WHERE rowid IN (${changed})`, [object.name]);
    // rows beyond the last one are taken in as new ones
    const known = `rowid IN (${changed}) AND rowid <= (SELECT last_row FROM "_search_state" WHERE object = ?)`;
    insert(store, object, fields, known, [object.name, object.name]);
    store.run('DELETE FROM "_search_changed" WHERE object = ?', [object.name]);
}

function takeInNew(store: Store, object: ObjectType, fields: readonly Field[]): void {
    const lastRow = 'SELECT last_row FROM "_search_state" WHERE object = ?';
    insert(store, object, fields, `rowid > (${lastRow})`, [object.name]);
    store.run(
        `UPDATE "_search_state" SET last_row = max(last_row, (SELECT coalesce(max(rowid), 0) FROM ${quoted(object.name)}))
         WHERE object = ?`,
        [object.name],
    );
}

function insert(store: Store, object: ObjectType, fields: readonly Field[], where: string, params: string[]): void {
    const columns = fields.map((field) => quoted(indexColumn(field))).join(', ');
    const values = fields.map((field) => quoted(field.name)).join(', ');
    store.run(
        `INSERT INTO ${quoted(indexTable(object))} (rowid, ${columns})
         SELECT rowid, ${values} FROM ${quoted(object.name)} WHERE ${where}`,
        params,
    );
}

/** Forgets the index of an object whose columns have changed, or which is gone; a search makes it anew. */
export function forgetIndex(store: Store, objectName: string): void {
    store.exec(STATE_TABLES);
    const named = { name: objectName };
    store.exec(`
        DROP TABLE IF EXISTS ${quoted(wordTable(named))};
        DROP TABLE IF EXISTS ${quoted(indexTable(named))};`);
    for (const table of ['_search_state', '_search_changed'])
        store.run(`DELETE FROM ${quoted(table)} WHERE object = ?`, [objectName]);
}
