/** The tables that hold records: one per object, a column per stored field, and the indexes that an org has. */
import { isLongText } from '../schema/field.ts';
import type { Field, ObjectType } from '../schema/model.ts';
import type { Schema } from '../schema/schema.ts';
import { quoted, type Store } from './store.ts';

/** Whether a field has a column: compounds are made of others, formulas are computed when read. */
export function isStored(field: Field): boolean {
    return field.type !== 'location' && field.type !== 'address' && field.formula === undefined;
}

/**
 * Text is compared without regard to case, as an org does; ids and case-sensitive keys are not.
 * Dates are `YYYY-MM-DD`, instants milliseconds since 1970, times of day milliseconds since midnight.
 */
export function columnType(field: Field): string {
    switch (field.type) {
        case 'id':
        case 'reference':
            return 'TEXT';
        case 'boolean':
            return 'INTEGER NOT NULL DEFAULT 0';
        case 'int':
        case 'datetime':
        case 'time':
            return 'INTEGER';
        case 'double':
        case 'currency':
        case 'percent':
            return 'REAL';
        case 'date':
            return 'TEXT';
        case 'base64':
            return 'BLOB';
        case 'anyType':
            return '';
        default:
            return field.caseSensitive ? 'TEXT' : 'TEXT COLLATE NOCASE';
    }
}

/**
 * Makes the tables, columns and indexes that are missing, and drops indexes that no field asks for any more. Columns
 * of fields that are gone keep their data: a field that comes back finds it again.
 */
export function syncTables(store: Store, schema: Schema): void {
    store.transaction(() => {
        for (const object of schema.objects) {
            const columns = new Set(
                store
                    .all<{ name: string }>('SELECT name FROM pragma_table_info(?)', [object.name])
                    .map((row) => row.name),
            );
            if (columns.size === 0) createTable(store, object);
            else addColumns(store, object, columns);
            syncIndexes(store, object);
        }
    });
}

function createTable(store: Store, object: ObjectType): void {
    const columns = [...object.fields.values()].filter(isStored).map((field) => columnDefinition(field));
    store.exec(`CREATE TABLE ${quoted(object.name)} (${columns.join(', ')})`);
}

function addColumns(store: Store, object: ObjectType, present: ReadonlySet<string>): void {
    for (const field of object.fields.values())
        if (isStored(field) && !present.has(field.name))
            store.exec(`ALTER TABLE ${quoted(object.name)} ADD COLUMN ${columnDefinition(field)}`);
}

function columnDefinition(field: Field): string {
    return `${quoted(field.name)} ${columnType(field)}${field.type === 'id' ? ' PRIMARY KEY NOT NULL' : ''}`;
}

/** The fields that an org indexes: names, owners, lookups, external ids, unique fields, record types, two audit dates. */
export function isIndexed(field: Field): boolean {
    if (!isStored(field) || isLongText(field)) return false;
    return (
        field.type === 'id' ||
        field.type === 'reference' ||
        field.nameField ||
        field.unique ||
        field.externalId ||
        field.name === 'CreatedDate' ||
        field.name === 'SystemModstamp' ||
        field.name === 'DeveloperName'
    );
}

function syncIndexes(store: Store, object: ObjectType): void {
    const prefix = `${object.name}.`;
    const present = new Map(
        store
            .all<{ name: string; sql: string }>(
                `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`,
                [object.name],
            )
            .map((row) => [row.name, row.sql]),
    );
    for (const field of object.fields.values()) {
        if (!isIndexed(field) || field.type === 'id') continue;
        const name = prefix + field.name;
        const sql = indexDefinition(object, field, name);
        if (present.get(name) === sql) present.delete(name);
        else store.exec(`DROP INDEX IF EXISTS ${quoted(name)}; ${sql}`);
        present.delete(name);
    }
    for (const name of present.keys()) if (name.startsWith(prefix)) store.exec(`DROP INDEX ${quoted(name)}`);
}

/**
 * Records in the recycle bin do not keep a unique value from being used again. Blanks are left out, or SQLite would read
 * whole tables by way of this index, which costs ten times as much: it takes any index that fits for a small one.
 */
function indexDefinition(object: ObjectType, field: Field, name: string): string {
    const target = `${quoted(name)} ON ${quoted(object.name)} (${quoted(field.name)})`;
    if (!field.unique) return `CREATE INDEX ${target}`;
    const present = ` AND ${quoted(field.name)} IS NOT NULL`;
    return `CREATE UNIQUE INDEX ${target}${object.fields.has('IsDeleted') ? ` WHERE IsDeleted = 0${present}` : ''}`;
}
