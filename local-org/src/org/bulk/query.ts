/** Works off a query: reads the data as they were at one moment, a slice at a time, into a file. */
import { readFileSync } from 'node:fs';
import { refuseInBulk, type ColumnMetadata, type PreparedQuery } from '../../soql/index.ts';
import { Queries } from '../queries.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { OrgError } from '../../schema/errors.ts';
import { BulkError } from './errors.ts';
import type { Workshop } from './ingest.ts';
import type { Batch, Job } from './job.ts';
import { QueryResultWriter } from './query-results.ts';

/** How long others wait at most for a query that goes on: milliseconds. */
const SLICE = 10;
/** Rows between two looks at the clock. */
const ROWS = 100;

/**
 * Checks a query.
 * @returns the name of the object that it reads
 * @throws OrgError when it is wrong, or bulk jobs do not take it
 */
export function checkQuery(org: Org, session: Session, soql: string, includeDeleted: boolean): string {
    const prepared = new Queries(org).prepare(session, soql, includeDeleted);
    refuseInBulk(soql, prepared);
    return prepared.objectName;
}

/**
 * Works off a query from its beginning.
 * @returns false when it was interrupted
 * @throws OrgError when the query is wrong, or the user may not work any more
 */
export async function runQuery(workshop: Workshop, job: Job, batch: Batch): Promise<boolean> {
    const { org, files } = workshop;
    const soql = job.query ?? readFileSync(files.path(job.id, batch.id, 'data'), 'utf8').trim();
    const includeDeleted = job.operation === 'queryAll';
    const session = org.session(job.userId);
    try {
        checkQuery(org, session, soql, includeDeleted);
    } catch (error) {
        if (!(error instanceof OrgError)) throw error;
        throw new BulkError('InvalidBatch', `Failed to process query: ${error.code}: ${error.message}`);
    }
    // what the query needs of functions is known to the store now, and with it to the snapshot
    const snapshot = org.store.snapshot();
    try {
        const prepared = new Queries(org).prepare(session, soql, includeDeleted, snapshot);
        files.prepare(job.id);
        const pathOf = (kind: 'first' | 'second'): string => files.path(job.id, batch.id, kind);
        const header = prepared.flatColumns.map((path) => path.join('.'));
        const writer = new QueryResultWriter(pathOf('first'), pathOf('second'), job, header);
        try {
            // in memory there is no snapshot: nobody may write before the query has come to its end
            return await writeRows(workshop, job, batch, prepared, writer, snapshot !== undefined);
        } finally {
            writer.close();
            workshop.tables.update(batch.id, { firstBytes: writer.bytes });
        }
    } finally {
        snapshot?.close();
    }
}

async function writeRows(
    { org, tables, yieldTurn }: Workshop,
    job: Job,
    batch: Batch,
    prepared: PreparedQuery,
    writer: QueryResultWriter,
    mayYield: boolean,
): Promise<boolean> {
    const instants = instantColumns(prepared);
    const start = performance.now();
    let sliceEnd = start + SLICE;
    const note = (): void => {
        tables.update(batch.id, { processed: writer.rows, milliseconds: Math.round(performance.now() - start) });
    };
    for (const values of prepared.flatRecords()) {
        // instants in bulk results end in Z, as XML has them
        for (const at of instants) if (values[at] !== null) values[at] = (values[at] as string).replace('+0000', 'Z');
        writer.write(values);
        if (!mayYield || writer.rows % ROWS !== 0 || performance.now() < sliceEnd) continue;
        note();
        if (!(await yieldTurn())) return false;
        // whoever is deactivated reads no further
        org.session(job.userId);
        sliceEnd = performance.now() + SLICE;
    }
    note();
    return true;
}

/** Which columns hold instants. */
function instantColumns(prepared: PreparedQuery): number[] {
    const types = new Map<string, string | null>();
    const collect = (columns: readonly ColumnMetadata[], prefix: string): void => {
        for (const { columnName, apexType, joinColumns } of columns) {
            const path = `${prefix}${columnName}`.toLowerCase();
            types.set(path, apexType);
            collect(joinColumns, `${path}.`);
        }
    };
    collect(prepared.columns.columnMetadata, '');
    return prepared.flatColumns.flatMap((path, at) =>
        types.get(path.join('.').toLowerCase()) === 'DateTime' ? [at] : [],
    );
}
