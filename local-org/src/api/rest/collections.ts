/** Up to 200 records in one request: `/composite/sobjects` (REST API developer guide, "sObject Collections"). */
import {
    allOrNothing,
    deleteByIds,
    insertRecords,
    updateRecords,
    upsertRecords,
    type SaveResult,
} from '../../org/records.ts';
import type { DmlContext } from '../../dml/context.ts';
import type { InputRecord } from '../../dml/input.ts';
import { OrgError } from '../../schema/errors.ts';
import { toId18 } from '../../schema/ids.ts';
import type { ObjectType } from '../../schema/model.ts';
import { notFound } from '../http/errors.ts';
import { asList, asObject, asText, typeOf } from '../http/json.ts';
import {
    allow,
    dmlContext,
    isAllOrNone,
    keyFieldOf,
    objectOf,
    refuseTooMany,
    type RestAnswer,
    type RestRequest,
} from './context.ts';
import { asResult, listed } from './save-answers.ts';
import { readRecord } from './sobjects.ts';

/** Records of different objects are saved in runs of the same one; more runs than this are refused. */
const MAX_RUNS = 10;
const MAX_READ = 2000;

export function collections(request: RestRequest): RestAnswer {
    const [, , objectName, fieldName, more] = request.path;
    if (more !== undefined) throw notFound();
    if (objectName === undefined) return request.method === 'DELETE' ? remove(request) : write(request);
    const object = objectOf(request, objectName);
    return fieldName === undefined ? read(request, object) : upsert(request, object, fieldName);
}

function write(request: RestRequest): RestAnswer {
    allow(request, 'POST', 'PATCH', 'DELETE');
    const { records, allOrNone, context } = batchOf(request);
    const save = request.method === 'POST' ? insertRecords : updateRecords;
    const results = allOrNothing(context, allOrNone, () => inRuns(request, context, records, save));
    return { body: results.map((result) => listed(result)) };
}

function upsert(request: RestRequest, object: ObjectType, fieldName: string): RestAnswer {
    allow(request, 'PATCH');
    const field = keyFieldOf(request, object, fieldName);
    const { records, allOrNone, context } = batchOf(request);
    if (records.some((record) => typeOf(record).toLowerCase() !== object.name.toLowerCase()))
        throw new OrgError('INVALID_INPUT', `All records must be of the type of the address, ${object.name}`);
    const save: Save = (_, type, run) => upsertRecords(context, type, field, run);
    const results = allOrNothing(context, allOrNone, () => inRuns(request, context, records, save));
    return { body: results.map((result) => listed(result, true)) };
}

function batchOf(request: RestRequest): { records: InputRecord[]; allOrNone: boolean; context: DmlContext } {
    const body = asObject(request.body);
    const records = asList(body['records'], 'records').map((record) => asObject(record, 'Each record'));
    refuseTooMany(records.length);
    return { records, allOrNone: isAllOrNone(body), context: dmlContext(request) };
}

type Save = (context: DmlContext, object: ObjectType, records: readonly InputRecord[]) => SaveResult[];

/** Saves records of any objects in their order: neighbours of the same object go together. */
function inRuns(request: RestRequest, context: DmlContext, records: readonly InputRecord[], save: Save): SaveResult[] {
    const runs: { type: string; records: InputRecord[] }[] = [];
    for (const record of records) {
        const type = typeOf(record);
        const last = runs.at(-1);
        if (last?.type.toLowerCase() === type.toLowerCase()) last.records.push(record);
        else runs.push({ type, records: [record] });
    }
    if (runs.length > MAX_RUNS)
        throw new OrgError(
            'INVALID_INPUT',
            `Cannot have more than ${String(MAX_RUNS)} chunks in a single operation. Please rearrange the data to reduce chunking.`,
        );
    return runs.flatMap(({ type, records: run }) => oneRun(request, context, type, run, save));
}

/** A field that does not exist refuses its record only, not the others. */
function oneRun(
    request: RestRequest,
    context: DmlContext,
    type: string,
    run: readonly InputRecord[],
    save: Save,
): SaveResult[] {
    const object = request.org.schema.object(type);
    if (!object || !request.session.permissions.object(object).read) {
        const message = `sObject type '${type}' is not supported.`;
        return run.map(() => asResult(new OrgError('INVALID_TYPE', message)));
    }
    try {
        return context.store.transaction(() => save(context, object, run));
    } catch (error) {
        if (run.length === 1) return [asResult(error)];
        if (!(error instanceof OrgError)) throw error;
        return run.flatMap((record) => oneRun(request, context, type, [record], save));
    }
}

function remove(request: RestRequest): RestAnswer {
    const ids = asText(request.query['ids'], 'ids')
        .split(',')
        .map((id) => id.trim());
    refuseTooMany(ids.length);
    const context = dmlContext(request);
    const results = allOrNothing(context, request.query['allOrNone'] === 'true', () => removeAll(context, ids));
    return { body: results.map((result) => listed(result)) };
}

/** An object whose records cannot be deleted refuses its own records only, not the others. */
function removeAll(context: DmlContext, ids: readonly string[]): SaveResult[] {
    try {
        return context.store.transaction(() => deleteByIds(context, ids));
    } catch (error) {
        if (ids.length === 1) return [asResult(error)];
        if (!(error instanceof OrgError)) throw error;
        return ids.flatMap((id) => removeAll(context, [id]));
    }
}

/** Records by id, in the order asked for; null where there is none to see. */
function read(request: RestRequest, object: ObjectType): RestAnswer {
    allow(request, 'GET', 'POST');
    const { ids: idList, fields: fieldList } = request.query;
    const body = request.method === 'POST' ? asObject(request.body) : { ids: split(idList), fields: split(fieldList) };
    const ids = asList(body['ids'], 'ids').map((id) => asText(id, 'Each id'));
    const fields = asList(body['fields'], 'fields').map((name) => asText(name, 'Each field'));
    refuseTooMany(ids.length, MAX_READ);
    return { body: ids.map((id) => readOrNull(request, object, id, fields)) };
}

function split(list: string | undefined): string[] | undefined {
    return list?.split(',').map((one) => one.trim());
}

function readOrNull(
    request: RestRequest,
    object: ObjectType,
    id: string,
    fields: readonly string[],
): Record<string, unknown> | null {
    const id18 = toId18(id);
    if (id18 === undefined) throw new OrgError('MALFORMED_ID', `malformed id ${id}`);
    try {
        return readRecord(request, object, 'Id', id18, fields);
    } catch (error) {
        if (error instanceof OrgError && error.httpStatus === 404) return null;
        throw error;
    }
}
