/** Upserts: inserts of records whose key no record has yet, updates of the others. */
import type { DmlContext } from '../dml/context.ts';
import type { InputRecord } from '../dml/input.ts';
import { toStored, ValueError } from '../dml/values.ts';
import { OrgError } from '../schema/errors.ts';
import type { Field, ObjectType } from '../schema/model.ts';
import { quoted } from '../store/store.ts';
import { insertRecords, updateRecords } from './records.ts';
import { inChunks, type SaveResult } from './results.ts';

/** Where a record of the request goes: to a known one, to a new one, or nowhere. */
type Place = { readonly id: string } | { readonly isNew: true } | { readonly refusal: SaveResult };

/**
 * Inserts the records whose key no record has yet, and updates the others.
 * @param keyField an external id, a unique field, a name, or Id
 * @throws OrgError when the field is no key
 */
export function upsertRecords(
    context: DmlContext,
    object: ObjectType,
    keyField: Field,
    inputs: readonly InputRecord[],
): SaveResult[] {
    if (!isKey(keyField)) {
        const message = `Field name provided, ${keyField.name} does not match an External ID, Salesforce Id, or indexed field for ${object.name}`;
        throw new OrgError('INVALID_FIELD', message);
    }
    return inChunks(inputs, (chunk) => upsertChunk(context, object, keyField, chunk));
}

/** Whether records are found by a field: an external id, a unique field, a name, or Id. */
export function isKey({ externalId, unique, type, nameField, formula }: Field): boolean {
    return (externalId || unique || type === 'id' || (nameField && type === 'string')) && formula === undefined;
}

function upsertChunk(
    context: DmlContext,
    object: ObjectType,
    keyField: Field,
    chunk: readonly InputRecord[],
): SaveResult[] {
    const places = findPlaces(context, object, keyField, chunk);
    const results = places.map((place) => ('refusal' in place ? place.refusal : undefined));
    const write = (
        wanted: 'id' | 'isNew',
        change: (input: InputRecord, place: Place) => InputRecord,
        save: (inputs: InputRecord[]) => SaveResult[],
    ): void => {
        const indexes = [...places.keys()].filter((index) => wanted in (places[index] ?? {}));
        if (indexes.length === 0) return;
        const saved = save(indexes.map((index) => change(chunk[index] ?? {}, places[index] ?? { isNew: true })));
        indexes.forEach((index, at) => (results[index] = saved[at]));
    };
    const isId = keyField.type === 'id';
    write(
        'isNew',
        (input) => (isId ? withoutKey(input, keyField) : input),
        (inputs) => insertRecords(context, object, inputs),
    );
    write(
        'id',
        (input, place) => ({ ...withoutKey(input, keyField), ...('id' in place ? { Id: place.id } : {}) }),
        (inputs) => updateRecords(context, object, inputs),
    );
    return results.map((one) => one ?? { success: false, created: false, errors: [] });
}

function findPlaces(context: DmlContext, object: ObjectType, keyField: Field, chunk: readonly InputRecord[]): Place[] {
    const keys = chunk.map((input) => keyOf(input, keyField));
    const times = new Map<string, number>();
    for (const key of keys) times.set(comparable(key), (times.get(comparable(key)) ?? 0) + 1);
    return keys.map((key) => {
        if (keyField.type === 'id') return typeof key === 'string' && key !== '' ? { id: key } : { isNew: true };
        if (key === undefined || key === null || key === '')
            return refusal('MISSING_ARGUMENT', `${keyField.name} not specified`, keyField);
        // an org takes none of them rather than guess which comes last
        if ((times.get(comparable(key)) ?? 0) > 1)
            return refusal('DUPLICATE_VALUE', `Duplicate external id specified: ${shown(key)}`, keyField);
        return findByKey(context, object, keyField, key);
    });
}

function keyOf(input: InputRecord, keyField: Field): unknown {
    return Object.entries(input).find(([name]) => name.toLowerCase() === keyField.name.toLowerCase())?.[1];
}

function comparable(key: unknown): string {
    return shown(key).trim().toLowerCase();
}

function shown(key: unknown): string {
    return typeof key === 'string' ? key : JSON.stringify(key ?? null);
}

function findByKey(context: DmlContext, object: ObjectType, keyField: Field, key: unknown): Place {
    try {
        const isAlive = object.fields.has('IsDeleted') ? ' AND IsDeleted = 0' : '';
        const sql = `SELECT Id FROM ${quoted(object.name)} WHERE ${quoted(keyField.name)} = ?${isAlive} LIMIT 2`;
        const rows = context.store.all<{ Id: string }>(sql, [toStored(keyField, key)]);
        if (rows.length > 1)
            return refusal(
                'DUPLICATE_EXTERNAL_ID',
                `Multiple records found for ${keyField.name}: ${shown(key)}`,
                keyField,
            );
        return rows[0] ? { id: rows[0].Id } : { isNew: true };
    } catch (error) {
        if (!(error instanceof ValueError)) throw error;
        return { refusal: { success: false, created: false, errors: [error.recordError] } };
    }
}

function refusal(statusCode: string, message: string, { name }: Field): Place {
    return { refusal: { success: false, created: false, errors: [{ statusCode, message, fields: [name] }] } };
}

function withoutKey(input: InputRecord, keyField: Field): InputRecord {
    const key = keyField.name.toLowerCase();
    return Object.fromEntries(Object.entries(input).filter(([name]) => name.toLowerCase() !== key));
}
