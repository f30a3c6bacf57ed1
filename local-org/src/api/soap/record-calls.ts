/** Calls that change records (SOAP API developer guide, "Core Calls"). */
import type { DmlContext } from '../../dml/context.ts';
import { mergeRecords, type MergeResult } from '../../org/merge.ts';
import {
    allOrNothing,
    deleteByIds,
    insertRecords,
    undeleteByIds,
    updateRecords,
    upsertRecords,
    type SaveResult,
} from '../../org/records.ts';
import { emptyRecycleBin } from '../../org/recycle-bin.ts';
import { OrgError, type RecordError } from '../../schema/errors.ts';
import type { ObjectType } from '../../schema/model.ts';
import {
    argument,
    contextOf,
    headerValue,
    listArgument,
    objectNamed,
    refuseTooMany,
    type SoapCallHandler,
    type SoapRequest,
} from './calls.ts';
import { childNamed, childrenNamed } from './envelope.ts';
import { readRecord, type SentRecord } from './sobject-xml.ts';
import { element, nillable } from './values-xml.ts';

/** Records of different objects are saved in runs of the same one; a call takes so many runs. */
const MAX_RUNS = 10;
/** Merges of one call. */
const MAX_MERGES = 10;

export const RECORD_CALLS: Readonly<Record<string, SoapCallHandler>> = {
    create: (request) => saved(save(request, insertRecords)),
    update: (request) => saved(save(request, updateRecords)),
    upsert: (request) => {
        const key = argument(request, 'externalIDFieldName');
        const results = save(request, (context, object, records) => {
            const field = request.org.schema.field(object, key === '' ? 'Id' : key);
            if (!field || !request.session.permissions.field(object, field).read)
                throw new OrgError('INVALID_FIELD', `No such column '${key}' on entity '${object.name}'`);
            return upsertRecords(context, object, field, records);
        });
        return results.map((result) => resultOf(result, element('created', result.created))).join('');
    },
    delete: (request) => saved(change(request, deleteByIds)),
    undelete: (request) => saved(change(request, undeleteByIds)),
    emptyRecycleBin: (request) => {
        const ids = listArgument(request, 'ids');
        refuseTooMany(ids.length);
        return saved(emptyRecycleBin(contextOf(request), ids));
    },
    merge: (request) => {
        const merges = request.body.children;
        refuseTooMany(merges.length, MAX_MERGES);
        const context = contextOf(request);
        return merges
            .map((one) => {
                const master = childNamed(one, 'masterRecord');
                if (!master) throw new OrgError('MISSING_ARGUMENT', 'masterRecord not specified');
                const { type, record } = readRecord(master);
                const others = childrenNamed(one, 'recordToMergeIds').map(({ text }) => text);
                return mergedOf(mergeRecords(context, objectNamed(request, type), record, others));
            })
            .join('');
    },
};

type Save = (context: DmlContext, object: ObjectType, records: SentRecord['record'][]) => SaveResult[];

function save(request: SoapRequest, write: Save): SaveResult[] {
    const sent = childrenNamed(request.body, 'sObjects').map(readRecord);
    refuseTooMany(sent.length);
    const runs = runsOf(request, sent);
    const context = contextOf(request);
    return allOrNothing(context, isAllOrNone(request), () =>
        runs.flatMap(({ object, records }) => write(context, object, records)),
    );
}

function isAllOrNone(request: SoapRequest): boolean {
    return headerValue(request, 'AllOrNoneHeader', 'allOrNone') === 'true';
}

function runsOf(
    request: SoapRequest,
    sent: readonly SentRecord[],
): { object: ObjectType; records: SentRecord['record'][] }[] {
    const runs: { object: ObjectType; records: SentRecord['record'][] }[] = [];
    for (const { type, record } of sent) {
        const object = objectNamed(request, type);
        const last = runs.at(-1);
        if (last?.object === object) last.records.push(record);
        else runs.push({ object, records: [record] });
    }
    if (runs.length > MAX_RUNS)
        throw new OrgError(
            'INVALID_TYPE',
            `Cannot have more than ${String(MAX_RUNS)} chunks in a single operation. Please rearrange the data to reduce chunking.`,
        );
    return runs;
}

function change(
    request: SoapRequest,
    write: (context: DmlContext, ids: readonly string[]) => SaveResult[],
): SaveResult[] {
    const ids = listArgument(request, 'ids');
    refuseTooMany(ids.length);
    const context = contextOf(request);
    return allOrNothing(context, isAllOrNone(request), () => write(context, ids));
}

function saved(results: readonly SaveResult[]): string {
    return results.map((result) => resultOf(result)).join('');
}

function resultOf({ id, success, errors }: SaveResult, before = ''): string {
    return `<result>${before}${errorsOf(errors)}${nillable('id', id)}${element('success', success)}</result>`;
}

function mergedOf({ id, success, errors, mergedRecordIds, updatedRelatedIds }: MergeResult): string {
    const related = element('updatedRelatedIds', updatedRelatedIds);
    return `<result>${errorsOf(errors)}${nillable('id', id)}${element('mergedRecordIds', mergedRecordIds)}${element('success', success)}${related}</result>`;
}

/** The errors of a record. */
export function errorsOf(errors: readonly RecordError[]): string {
    return errors.map(({ statusCode, message, fields }) => element('errors', { fields, message, statusCode })).join('');
}
