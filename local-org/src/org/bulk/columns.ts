/** The columns of uploaded rows: fields of the object, and parents by a key (`Library__r.Code__c`, `Group:Owner.Name`). */
import type { Permissions } from '../../access/permissions.ts';
import type { InputRecord } from '../../dml/input.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';
import type { CsvRow } from './csv.ts';
import { BulkError } from './errors.ts';
import type { IngestOperation } from './job.ts';

/** Bulk API developer guide, "Valid CSV Record Rows": sets a field to null. An empty value leaves it as it is. */
const NULL = '#N/A';
/** Bulk API developer guide, "Limits", "Maximum number of fields in a record". */
const MAX_COLUMNS = 5000;

/** Makes the record of a row; what is empty in the row is not in the record. */
export type RowReader = (row: CsvRow) => InputRecord;

interface Target {
    readonly object: ObjectType;
    readonly operation: IngestOperation;
    /** Of an upsert. */
    readonly keyField?: Field;
}

type Column = (record: Record<string, unknown>, value: string | null) => void;

/**
 * Reads a header.
 * @throws BulkError InvalidBatch when it names what the user may not see, something twice, or not the key
 */
export function rowReader(header: CsvRow, schema: Schema, permissions: Permissions, target: Target): RowReader {
    if (header.length > MAX_COLUMNS)
        throw new BulkError('InvalidBatch', `The header has more than ${String(MAX_COLUMNS)} columns`);
    const names = header.map((name) => name.trim());
    const seen = new Set<string>();
    for (const name of names) {
        if (seen.has(name.toLowerCase()))
            throw new BulkError('InvalidBatch', `Duplicate field name in header : ${name}`);
        seen.add(name.toLowerCase());
    }
    const columns = names.map((name) => columnOf(name, schema, permissions, target.object));
    checkKeys(seen, names, target);
    return (row) => {
        const record: Record<string, unknown> = {};
        for (let at = 0; at < columns.length; at++) {
            const value = row[at] ?? '';
            if (value !== '') columns[at]?.(record, value === NULL ? null : value);
        }
        return record;
    };
}

function columnOf(name: string, schema: Schema, permissions: Permissions, object: ObjectType): Column {
    const [, type, relationship, key] = /^(?:(\w+):)?(\w+)\.(\w+)$/.exec(name) ?? [];
    const field =
        relationship === undefined ? schema.field(object, name) : schema.parentRelationship(object, relationship);
    if (!field || !permissions.field(object, field).read) throw noField(name);
    if (relationship === undefined || key === undefined) {
        return (record, value) => {
            record[field.name] = value;
        };
    }
    const parents = (field.reference?.to ?? []).filter((one) => (type ?? one).toLowerCase() === one.toLowerCase());
    for (const parent of parents.map((one) => schema.object(one))) {
        const keyField = parent && schema.field(parent, key);
        if (!keyField || !permissions.field(parent, keyField).read) continue;
        const attributes = { type: parent.name };
        return (record, value) => {
            // a second key of the same parent is refused where the record is read
            const known = record[relationship] as object | undefined;
            record[relationship] = { ...known, attributes, [keyField.name]: value };
        };
    }
    throw noField(name);
}

function checkKeys(seen: ReadonlySet<string>, names: readonly string[], { operation, keyField }: Target): void {
    const key = operation === 'upsert' ? (keyField?.name ?? 'Id') : operation === 'insert' ? undefined : 'Id';
    if (key !== undefined && !seen.has(key.toLowerCase())) throw noField(key);
    if (isDelete(operation) && names.length > 1)
        throw new BulkError('InvalidBatch', 'A delete takes rows with the column Id only');
}

export function isDelete(operation: string): boolean {
    return operation === 'delete' || operation === 'hardDelete';
}

function noField(name: string): BulkError {
    return new BulkError('InvalidBatch', `Field name not found : ${name}`);
}
