/** Merges records that mean the same (SOAP API developer guide, "merge()"). */
import { alive, type DmlContext, type Work } from '../dml/context.ts';
import { deleteRecords } from '../dml/delete.ts';
import type { InputRecord } from '../dml/input.ts';
import { relinkChildren } from '../dml/relink.ts';
import { OrgError, type RecordError } from '../schema/errors.ts';
import { toId18 } from '../schema/ids.ts';
import type { ObjectType } from '../schema/model.ts';
import { quoted } from '../store/store.ts';
import { updateRecords } from './records.ts';

const MERGEABLE = ['Account', 'Contact', 'Lead', 'Case'];
/** One master takes in two others at most. */
const MAX_MERGED = 2;

export interface MergeResult {
    readonly id?: string;
    readonly success: boolean;
    readonly errors: readonly RecordError[];
    readonly mergedRecordIds: readonly string[];
    /** Records that refer to the master now. */
    readonly updatedRelatedIds: readonly string[];
}

/** Thrown to take back a merge of which a part failed. */
class Failed extends Error {
    readonly errors: readonly RecordError[];

    constructor(errors: readonly RecordError[]) {
        super('not merged');
        this.errors = errors;
    }
}

/**
 * Merges records into a master: what refers to them refers to it, and they go to the recycle bin.
 * @param master the record that stays, with its id, and the values that it gets
 * @param others ids of the records that it takes in
 * @throws OrgError INVALID_TYPE_FOR_OPERATION for an object that is not merged, INVALID_FIELD
 */
export function mergeRecords(
    context: DmlContext,
    object: ObjectType,
    master: InputRecord,
    others: readonly string[],
): MergeResult {
    if (!MERGEABLE.includes(object.name))
        throw new OrgError('INVALID_TYPE_FOR_OPERATION', `entity type ${object.name} does not support merge`);
    try {
        return context.store.transaction(() => merge(context, object, master, others));
    } catch (error) {
        if (!(error instanceof Failed)) throw error;
        return { success: false, errors: error.errors, mergedRecordIds: [], updatedRelatedIds: [] };
    }
}

function merge(context: DmlContext, object: ObjectType, master: InputRecord, others: readonly string[]): MergeResult {
    const id = toId18(typeof master['Id'] === 'string' ? master['Id'] : '');
    if (id === undefined) throw failed('MISSING_ARGUMENT', 'Id not specified in the master record');
    const merged = others.map((other) => mergedId(context, object, id, other));
    if (merged.length === 0) throw failed('MISSING_ARGUMENT', 'recordToMergeIds not specified');
    if (merged.length > MAX_MERGED)
        throw failed('LIMIT_EXCEEDED', `At most ${String(MAX_MERGED + 1)} records can be merged in one request`);
    const [saved] = updateRecords(context, object, [master]);
    if (!saved?.success) throw new Failed(saved?.errors ?? []);
    const cause: Work = { index: 0, record: { Id: id }, named: new Set(), errors: [] };
    const updatedRelatedIds = relinkChildren(context, object, merged, id, cause);
    if (alive([cause]).length === 0) throw new Failed(cause.errors);
    const errors = deleteRecords(context, object, merged).flatMap((work) => work.errors);
    if (errors.length > 0) throw new Failed(errors);
    if (object.fields.has('MasterRecordId'))
        context.store.run(
            `UPDATE ${quoted(object.name)} SET MasterRecordId = ? WHERE Id IN (SELECT value FROM json_each(?))`,
            [id, JSON.stringify(merged)],
        );
    const isGone = new Set(merged);
    return {
        id,
        success: true,
        errors: [],
        mergedRecordIds: merged,
        updatedRelatedIds: updatedRelatedIds.filter((one) => !isGone.has(one)),
    };
}

function mergedId({ schema }: DmlContext, object: ObjectType, master: string, text: string): string {
    const id = toId18(text);
    if (id === undefined) throw failed('MALFORMED_ID', `malformed id ${text}`);
    if (schema.objectOfId(id) !== object) throw failed('INVALID_ID_FIELD', `id value of incorrect type: ${text}`);
    if (id === master) throw failed('INVALID_FIELD_WHEN_MERGING', 'A record cannot be merged with itself');
    return id;
}

function failed(statusCode: string, message: string): Failed {
    return new Failed([{ statusCode, message, fields: [] }]);
}
