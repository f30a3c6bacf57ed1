/** Writes of records for a session: the one way in for all protocols. */
import { randomUUID } from 'node:crypto';
import { sharingCondition } from '../access/sharing.ts';
import { fail, type DmlContext, type Work } from '../dml/context.ts';
import { deleteRecords, undeleteRecords } from '../dml/delete.ts';
import { InputReader, type InputRecord } from '../dml/input.ts';
import { saveRecords } from '../dml/save.ts';
import type { StoredRecord } from '../dml/values.ts';
import { OrgError, type RecordError } from '../schema/errors.ts';
import { toId18 } from '../schema/ids.ts';
import type { ObjectType } from '../schema/model.ts';
import { quoted } from '../store/store.ts';
import { insertFiles, isFile } from './content.ts';
import { inChunks, resultOf, type SaveResult } from './results.ts';

export { CHUNK, type SaveResult } from './results.ts';
export { upsertRecords } from './upsert.ts';

/** Thrown to take back a request of which all was to succeed, or nothing. */
class NotAll extends Error {}

const ROLLED_BACK: RecordError = {
    statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
    message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
    fields: [],
};

/**
 * Runs writes that succeed together or not at all.
 * @param allOrNone when false, each record stands for itself
 * @param write gives a result for each record
 */
export function allOrNothing(context: DmlContext, allOrNone: boolean, write: () => SaveResult[]): SaveResult[] {
    let results: SaveResult[] = [];
    try {
        return context.store.transaction(() => {
            results = write();
            if (allOrNone && results.some((result) => !result.success)) throw new NotAll();
            return results;
        });
    } catch (error) {
        // sessions may have been made from what is taken back now
        context.accessChanged?.();
        if (!(error instanceof NotAll)) throw error;
        return results.map((result) =>
            result.success ? { success: false, created: false, errors: [ROLLED_BACK] } : result,
        );
    }
}

/**
 * Inserts records of one object.
 * @throws OrgError when the object cannot be created, or a field does not exist
 */
export function insertRecords(context: DmlContext, object: ObjectType, inputs: readonly InputRecord[]): SaveResult[] {
    if (!object.createable) throw notSupported(object, 'create');
    if (object.kind === 'platformEvent') return insertPlain(context, object, inputs).map(enqueued);
    if (!isFile(object)) return insertPlain(context, object, inputs);
    return insertFiles(context, object, inputs, (files) => insertPlain(context, object, files));
}

/** An event that was taken is told with a number (Platform Events Developer Guide, "Publish Event Messages with Salesforce APIs"). */
function enqueued(result: SaveResult): SaveResult {
    if (!result.success) return result;
    return { ...result, errors: [{ statusCode: 'OPERATION_ENQUEUED', message: randomUUID(), fields: [] }] };
}

function insertPlain(context: DmlContext, object: ObjectType, inputs: readonly InputRecord[]): SaveResult[] {
    const mayCreate = context.permissions?.object(object).create ?? true;
    return inChunks(inputs, (chunk, offset) => {
        const reader = new InputReader(context, object, 'insert');
        const make = (at: number): Work => {
            if (mayCreate) return reader.read(chunk[at] ?? {}, offset + at);
            const message = `entity type cannot be inserted: ${context.translations.objectLabel(object)}`;
            return refused(offset + at, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message);
        };
        return saveRecords(context, object, chunk.length, make).map((work) => resultOf(work, true));
    });
}

/**
 * Updates records of one object; each names its id.
 * @throws OrgError when the object cannot be updated, or a field does not exist
 */
export function updateRecords(context: DmlContext, object: ObjectType, inputs: readonly InputRecord[]): SaveResult[] {
    if (!object.updateable) throw notSupported(object, 'update');
    return inChunks(inputs, (chunk, offset) => {
        const ids = chunk.map((input) => idOf(input));
        const rows = loadRows(context, object, ids);
        const editable = editableIds(context, object, ids);
        const reader = new InputReader(context, object, 'update');
        const make = (at: number): Work => {
            const id = ids[at];
            const before = id === undefined ? undefined : rows.get(id);
            const refusal = refuseUpdate(object, id, before, editable, ids.indexOf(id) !== ids.lastIndexOf(id));
            return refusal || !before
                ? refused(offset + at, ...(refusal ?? NO_RECORD))
                : reader.read(chunk[at] ?? {}, offset + at, before);
        };
        return saveRecords(context, object, chunk.length, make).map((work) =>
            resultOf(work, false, ids[work.index - offset]),
        );
    });
}

/** A record that is not even read; it counts as an update, for there is nothing to insert. */
function refused(index: number, statusCode: string, message: string): Work {
    const work: Work = { index, record: {}, before: {}, named: new Set(), errors: [] };
    fail(work, statusCode, message);
    return work;
}

const NO_RECORD = ['INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id'] as const;
const READ_ONLY = ['INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id'] as const;

function refuseUpdate(
    object: ObjectType,
    id: string | undefined,
    before: StoredRecord | undefined,
    editable: ReadonlySet<string> | undefined,
    isTwice: boolean,
): readonly [statusCode: string, message: string] | undefined {
    if (id === undefined) return ['MISSING_ARGUMENT', 'Id not specified in an update call'];
    if (isTwice) return ['DUPLICATE_VALUE', `Duplicate id specified: ${id}`];
    if (toId18(id) === undefined) return ['MALFORMED_ID', `malformed id ${id}`];
    if (object.keyPrefix !== undefined && !id.startsWith(object.keyPrefix))
        return ['INVALID_ID_FIELD', `id value of incorrect type: ${id}`];
    if (!before) return NO_RECORD;
    if (before['IsDeleted'] === 1) return ['ENTITY_IS_DELETED', 'entity is deleted'];
    return editable && !editable.has(id) ? READ_ONLY : undefined;
}

/**
 * Deletes records by id, of any objects.
 * @returns a result for each id, in order
 * @throws OrgError when records of an object cannot be deleted
 */
export function deleteByIds(context: DmlContext, ids: readonly string[]): SaveResult[] {
    return byObject(context, ids, (object, group) => {
        if (!object.deletable) throw notSupported(object, 'delete');
        return inChunks(group, (chunk) => deleteRecords(context, object, chunk).map((work) => resultOf(work, false)));
    });
}

/** Takes records out of the recycle bin. @returns a result for each id, in order */
export function undeleteByIds(context: DmlContext, ids: readonly string[]): SaveResult[] {
    return byObject(context, ids, (object, group) =>
        inChunks(group, (chunk) => undeleteRecords(context, object, chunk).map((work) => resultOf(work, false))),
    );
}

function byObject(
    context: DmlContext,
    ids: readonly string[],
    act: (object: ObjectType, ids: string[]) => SaveResult[],
): SaveResult[] {
    const results: SaveResult[] = new Array<SaveResult>(ids.length);
    const groups = new Map<ObjectType, number[]>();
    ids.forEach((id, index) => {
        const id18 = toId18(id);
        const object = id18 === undefined ? undefined : context.schema.objectOfId(id18);
        if (object) {
            const group = groups.get(object);
            if (group) group.push(index);
            else groups.set(object, [index]);
        } else {
            const message = id18 === undefined ? `malformed id ${id}` : 'invalid cross reference id';
            const statusCode = id18 === undefined ? 'MALFORMED_ID' : 'INVALID_CROSS_REFERENCE_KEY';
            results[index] = { success: false, created: false, errors: [{ statusCode, message, fields: [] }] };
        }
    });
    for (const [object, indexes] of groups) {
        const group = indexes.map((index) => toId18(ids[index] ?? '') ?? '');
        act(object, group).forEach((one, at) => (results[indexes[at] ?? 0] = one));
    }
    return results;
}

function idOf(input: InputRecord): string | undefined {
    const value = Object.entries(input).find(([name]) => name.toLowerCase() === 'id')?.[1];
    return typeof value === 'string' && value !== '' ? (toId18(value) ?? value) : undefined;
}

function loadRows(
    context: DmlContext,
    object: ObjectType,
    ids: readonly (string | undefined)[],
): Map<string, StoredRecord> {
    const sql = `SELECT * FROM ${quoted(object.name)} WHERE Id IN (SELECT value FROM json_each(?))`;
    return new Map(
        context.store.all(sql, [JSON.stringify(ids)]).map((row) => [String(row['Id']), row as StoredRecord]),
    );
}

/** The records that the user may change; undefined when those are all. */
function editableIds(
    context: DmlContext,
    object: ObjectType,
    ids: readonly (string | undefined)[],
): ReadonlySet<string> | undefined {
    const { sharing, schema, store } = context;
    const permissions = context.permissions ?? context.recordRights;
    if (!permissions || !sharing) return undefined;
    if (context.permissions?.object(object).edit === false) return new Set();
    const condition = sharingCondition({ schema, permissions, sharing }, object, 'edit', { few: true });
    if (!condition) return undefined;
    const sql = `SELECT t.Id FROM ${quoted(object.name)} t WHERE t.Id IN (SELECT value FROM json_each(?)) AND ${condition.sql}`;
    return new Set(store.all<{ Id: string }>(sql, [JSON.stringify(ids), ...condition.params]).map((row) => row.Id));
}

function notSupported(object: ObjectType, operation: string): OrgError {
    return new OrgError('INVALID_TYPE_FOR_OPERATION', `entity type ${object.name} does not support ${operation}`);
}
