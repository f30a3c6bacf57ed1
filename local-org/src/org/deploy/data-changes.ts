/** What a change of the schema does to the data, and when it is refused for its sake. */
import type { Catalogue } from '../../metadata/catalogue.ts';
import { ComponentFault, type Component } from '../../metadata/component.ts';
import { historyName, shareName } from '../../schema/derived.ts';
import type { ObjectType } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';
import { forgetIndex } from '../../soql/sosl/search-index.ts';
import { columnType, isStored } from '../../store/tables.ts';
import { quoted, type Store } from '../../store/store.ts';

/** Types whose values another type can hold as they are (Salesforce help, "Notes on Changing Custom Field Types"). */
const COMPATIBLE: Readonly<Record<string, readonly string[]>> = {
    AutoNumber: ['Text'],
    Currency: ['Number', 'Percent'],
    Email: ['Text', 'TextArea', 'LongTextArea', 'Phone', 'Url', 'Html'],
    Html: ['LongTextArea'],
    LongTextArea: ['Html'],
    Number: ['Currency', 'Percent'],
    Percent: ['Currency', 'Number'],
    Phone: ['Text', 'TextArea', 'LongTextArea', 'Email', 'Url', 'Html'],
    Picklist: ['Text', 'TextArea', 'LongTextArea', 'MultiselectPicklist'],
    Text: ['TextArea', 'LongTextArea', 'Email', 'Phone', 'Url', 'Html', 'Picklist'],
    TextArea: ['Text', 'LongTextArea', 'Html'],
    Url: ['Text', 'TextArea', 'LongTextArea', 'Email', 'Phone', 'Html'],
};

/** The schemas and components before and after. */
export interface SchemaChange {
    readonly store: Store;
    readonly before: { readonly catalogue: Catalogue; readonly schema: Schema };
    readonly after: Schema;
}

/**
 * Refuses changes of fields that their data does not allow; empties columns that get another type.
 * @param fields the fields that are deployed
 * @throws ComponentFault
 */
export function changeFields(change: SchemaChange, fields: readonly Component[]): void {
    for (const field of fields) {
        const former = change.before.catalogue.get('CustomField', field.fullName);
        if (!former?.xml) dropLeftOver(change, field.fullName);
        if (!former?.xml || !field.xml) continue;
        const fault = changeField(change, field, kindOf(former), kindOf(field));
        if (fault !== undefined) throw new ComponentFault('CustomField', field.fullName, fault);
    }
}

/** A column of a field that its project no longer has is kept for its return; one of another type cannot hold the new one. */
function dropLeftOver({ store, after }: SchemaChange, fullName: string): void {
    const [objectName = '', name = ''] = fullName.split('.');
    const object = after.object(objectName);
    const field = object && after.field(object, name);
    if (!object || !field || !isStored(field)) return;
    const sql = 'SELECT type FROM pragma_table_info(?) WHERE name = ?';
    const column = store.get<{ type: string }>(sql, [object.name, field.name]);
    const [wanted = ''] = columnType(field).split(' ');
    const isTwice =
        column &&
        shrinking(store, { table: object.name, name: field.name, length: field.length, unique: field.unique });
    if (column && (column.type !== wanted || isTwice !== undefined)) dropColumn(store, object.name, field.name);
}

/** `Formula` is what an org calls any field with a formula, whatever its type. */
function kindOf({ xml }: Component): string {
    return xml?.child('formula') ? 'Formula' : (xml?.value('type') ?? '');
}

/** @returns why the change is refused (deploy rule FLD-17) */
function changeField(change: SchemaChange, field: Component, from: string, to: string): string | undefined {
    const [objectName = '', name = ''] = field.fullName.split('.');
    const column = columnOf(change, objectName, name);
    if (from === to) return column && shrinking(change.store, column);
    for (const special of ['Formula', 'Summary'])
        if (from === special || to === special)
            return from === special
                ? `Cannot update a field from a ${special} to something else`
                : `Cannot update a field to a ${special} from something else`;
    if (!column) return undefined;
    if (COMPATIBLE[from]?.includes(to)) return shrinking(change.store, column);
    if (isUsed(change.store, column.table, column.name)) {
        return to === 'MasterDetail' && from === 'Lookup' && isFilled(change.store, column)
            ? undefined
            : 'Cannot change type due to existing data';
    }
    dropColumn(change.store, column.table, column.name);
    return undefined;
}

interface Column {
    readonly table: string;
    readonly name: string;
    /** Characters; 0 where it does not apply. */
    readonly length: number;
    readonly unique: boolean;
}

/** The column of a field, when it has one before and after. */
function columnOf({ before, after, store }: SchemaChange, objectName: string, name: string): Column | undefined {
    const fields = [before.schema, after].map((schema) => {
        const object = schema.object(objectName);
        return object && schema.field(object, name);
    });
    const [former, next] = fields;
    const table = before.schema.object(objectName)?.name;
    if (!former || !next || table === undefined || !isStored(former)) return undefined;
    if (!hasColumn(store, table, former.name)) return undefined;
    return { table, name: former.name, length: isStored(next) ? next.length : 0, unique: next.unique };
}

/** Text that would not fit any more is refused, and values that are there twice where they may not be. */
function shrinking(store: Store, { table, name, length, unique }: Column): string | undefined {
    const column = quoted(name);
    const isTooLong = `SELECT 1 FROM ${quoted(table)} WHERE typeof(${column}) = 'text' AND length(${column}) > ?`;
    if (length > 0 && store.get(isTooLong, [length])) return 'Cannot change type due to existing data';
    const twice = `SELECT ${column} FROM ${quoted(table)} WHERE ${column} IS NOT NULL AND IsDeleted = 0 GROUP BY ${column} HAVING count(*) > 1`;
    if (unique && hasColumn(store, table, 'IsDeleted') && store.get(twice))
        return `Cannot make the field unique: duplicate values exist`;
    return undefined;
}

function isUsed(store: Store, table: string, column: string): boolean {
    return store.get(`SELECT 1 FROM ${quoted(table)} WHERE ${quoted(column)} IS NOT NULL`) !== undefined;
}

function isFilled(store: Store, { table, name }: Column): boolean {
    return store.get(`SELECT 1 FROM ${quoted(table)} WHERE ${quoted(name)} IS NULL`) === undefined;
}

/**
 * Takes the data of deleted components out of the org: the columns of fields, the tables of objects with their shares,
 * histories and what the recycle bin holds.
 */
export function dropData({ store, before }: SchemaChange, gone: readonly Component[]): void {
    const objects = new Set(gone.filter(({ type }) => type === 'CustomObject').map(({ fullName }) => fullName));
    for (const name of objects) {
        const object = before.schema.object(name);
        if (object?.custom) dropObject(store, object);
    }
    for (const { type, fullName } of gone) {
        if (type !== 'CustomField') continue;
        const [objectName = '', fieldName = ''] = fullName.split('.');
        const object = before.schema.object(objectName);
        if (!object || objects.has(object.name)) continue;
        // a geolocation has two columns
        for (const field of object.fields.values())
            if (field.name === fieldName || field.compoundField === fieldName)
                if (hasColumn(store, object.name, field.name)) dropColumn(store, object.name, field.name);
    }
}

function dropObject(store: Store, object: ObjectType): void {
    forgetIndex(store, object.name);
    for (const name of [object.name, shareName(object), historyName(object)])
        store.exec(`DROP TABLE IF EXISTS ${quoted(name)}`);
    // what is gone for good cannot be brought back
    for (const table of ['_recycle_bin', '_emptied_lookup'])
        store.run(`DELETE FROM ${quoted(table)} WHERE object = ?`, [object.name]);
}

function hasColumn(store: Store, table: string, column: string): boolean {
    return store.get('SELECT 1 FROM pragma_table_info(?) WHERE name = ?', [table, column]) !== undefined;
}

/** A column is dropped after its index. */
function dropColumn(store: Store, table: string, column: string): void {
    forgetIndex(store, table);
    store.run('DELETE FROM "_emptied_lookup" WHERE object = ? AND field = ?', [table, column]);
    store.exec(`DROP INDEX IF EXISTS ${quoted(`${table}.${column}`)}`);
    store.exec(`ALTER TABLE ${quoted(table)} DROP COLUMN ${quoted(column)}`);
}
