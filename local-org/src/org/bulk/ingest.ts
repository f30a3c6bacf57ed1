/** Works off uploaded rows: in chunks, each a transaction of its own that also says that the chunk is done. */
import type { DmlContext } from '../../dml/context.ts';
import { purgeRecords } from '../../dml/purge.ts';
import type { InputRecord } from '../../dml/input.ts';
import { OrgError } from '../../schema/errors.ts';
import { toId18 } from '../../schema/ids.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import type { Org } from '../org.ts';
import { CHUNK, deleteByIds, insertRecords, updateRecords, upsertRecords, type SaveResult } from '../records.ts';
import { rowReader, type RowReader } from './columns.ts';
import { LINE_ENDINGS, readCsv, type CsvReader, type CsvRow } from './csv.ts';
import { BulkError } from './errors.ts';
import type { BulkFiles } from './files.ts';
import type { Batch, IngestOperation, Job, JobTables } from './job.ts';
import { LISTED_RESULTS, ResultWriter, SPLIT_RESULTS } from './results.ts';

/** A batch of Bulk API 1.0 has at most 10,000 rows (Salesforce limits, "Bulk API"). */
const MAX_CLASSIC_ROWS = 10_000;

export interface Workshop {
    readonly org: Org;
    readonly files: BulkFiles;
    readonly tables: JobTables;
    /**
     * Lets others have a turn.
     * @returns false when the batch is to be left as it is
     */
    readonly yieldTurn: () => Promise<boolean>;
}

interface Target {
    readonly operation: IngestOperation;
    readonly object: ObjectType;
    readonly keyField?: Field;
}

/**
 * Works off a batch from where it was left.
 * @returns false when it was interrupted
 * @throws OrgError when the rest of it cannot be worked off
 */
export async function runIngest(workshop: Workshop, job: Job, batch: Batch): Promise<boolean> {
    const { org, files } = workshop;
    // Bulk API 1.0 is not told how lines end
    const endings = job.type === 'Classic' ? Object.values(LINE_ENDINGS) : undefined;
    const reader = await readCsv(files.path(job.id, batch.id, 'data'), job, endings);
    if (!reader) return true;
    try {
        const { schema } = org;
        const target = targetOf(org, job);
        const read = rowReader(reader.header, schema, org.session(job.userId).permissions, target);
        const style = job.type === 'Classic' ? LISTED_RESULTS : SPLIT_RESULTS;
        const pathOf = (kind: 'data' | 'first' | 'second'): string => files.path(job.id, batch.id, kind);
        const written = [batch.firstBytes, batch.secondBytes] as const;
        const writer = new ResultWriter(style, job, reader.header, pathOf, written);
        try {
            return await runChunks(workshop, job, batch, reader, new ChunkRunner(workshop, job, target, read, writer));
        } finally {
            writer.close();
        }
    } finally {
        reader.close();
    }
}

function targetOf(org: Org, job: Job): Target {
    const object = org.schema.object(job.object);
    if (!object) throw new BulkError('InvalidEntity', `Entity '${job.object}' is not supported by the Bulk API.`);
    const keyField =
        job.externalIdFieldName === undefined ? undefined : org.schema.field(object, job.externalIdFieldName);
    return { operation: job.operation as IngestOperation, object, ...(keyField ? { keyField } : {}) };
}

async function runChunks(
    workshop: Workshop,
    job: Job,
    batch: Batch,
    { rows }: CsvReader,
    runner: ChunkRunner,
): Promise<boolean> {
    let state = batch;
    for (let skipped = 0; skipped < batch.processed; skipped++) await rows.next();
    for (let isLast = false; !isLast;) {
        const chunk: CsvRow[] = [];
        while (chunk.length < CHUNK && !isLast) {
            const row = await rows.next();
            if (row.done === true) isLast = true;
            else chunk.push(row.value);
        }
        if (job.type === 'Classic' && state.processed + chunk.length > MAX_CLASSIC_ROWS)
            throw new BulkError('InvalidBatch', `Exceeded max number of records ${String(MAX_CLASSIC_ROWS)}`);
        if (chunk.length > 0) state = runner.run(state, chunk);
        if (!(await workshop.yieldTurn())) return false;
    }
    return true;
}

class ChunkRunner {
    readonly #workshop: Workshop;
    readonly #job: Job;
    readonly #target: Target;
    readonly #read: RowReader;
    readonly #writer: ResultWriter;

    constructor(workshop: Workshop, job: Job, target: Target, read: RowReader, writer: ResultWriter) {
        this.#workshop = workshop;
        this.#job = job;
        this.#target = target;
        this.#read = read;
        this.#writer = writer;
    }

    /**
     * Writes the records of a chunk, its results, and how far the batch is now: all or nothing.
     * @throws OrgError when the user may not work any more, or none of the chunk can be written
     */
    run(batch: Batch, rows: readonly CsvRow[]): Batch {
        const { org, tables } = this.#workshop;
        const start = performance.now();
        const context = org.dmlContext(org.session(this.#job.userId));
        try {
            return org.store.transaction(() => {
                const results = write(context, this.#target, rows.map(this.#read));
                this.#writer.write(rows.map((row, at) => ({ row, result: results[at] ?? LOST })));
                const progress = {
                    processed: batch.processed + rows.length,
                    failed: batch.failed + results.filter(({ success }) => !success).length,
                    ...this.#writer.written,
                    milliseconds: batch.milliseconds + Math.round(performance.now() - start),
                };
                tables.update(batch.id, progress);
                return { ...batch, ...progress };
            });
        } catch (error) {
            // sessions may have been made from what is taken back now
            org.accessChanged();
            throw error;
        }
    }
}

const LOST: SaveResult = refusal('UNKNOWN_EXCEPTION', 'the record was not processed');

function refusal(statusCode: string, message: string): SaveResult {
    return { success: false, created: false, errors: [{ statusCode, message, fields: [] }] };
}

function write(context: DmlContext, target: Target, records: readonly InputRecord[]): SaveResult[] {
    const { operation, object, keyField } = target;
    switch (operation) {
        case 'insert':
            return insertRecords(context, object, records);
        case 'update':
            return updateRecords(context, object, records);
        case 'upsert': {
            const key = keyField ?? context.schema.field(object, 'Id');
            if (!key) throw new OrgError('INVALID_FIELD', `${object.name} has no Id`);
            return upsertRecords(context, object, key, records);
        }
        default:
            return remove(context, target, records);
    }
}

/** Deletes the records of the job's object; ids of others are refused. */
function remove(context: DmlContext, { operation, object }: Target, records: readonly InputRecord[]): SaveResult[] {
    const ids = records.map((record) => record['Id'] ?? '') as string[];
    const refusals = ids.map((id) => refuseId(object, id));
    const open = ids.filter((_, at) => refusals[at] === undefined);
    const deleted = deleteByIds(context, open);
    if (operation === 'hardDelete') {
        const gone = deleted.flatMap(({ success, id }) => (success && id !== undefined ? [id] : []));
        purgeRecords(context, gone);
    }
    let next = 0;
    return refusals.map((one) => one ?? deleted[next++] ?? LOST);
}

function refuseId(object: ObjectType, id: string): SaveResult | undefined {
    if (id === '') return refusal('MISSING_ARGUMENT', 'Id not specified in a delete call');
    const id18 = toId18(id);
    if (id18 === undefined) return refusal('MALFORMED_ID', `malformed id ${id}`);
    if (object.keyPrefix === undefined || id18.startsWith(object.keyPrefix)) return undefined;
    return refusal('INVALID_ID_FIELD', `id value of incorrect type: ${id}`);
}
