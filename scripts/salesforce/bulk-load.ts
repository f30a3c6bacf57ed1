/** Loads a CSV file by Bulk API 2.0, by external key, so that it may be repeated. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse/sync';
import { finished, type Job } from './bulk-job.ts';
import type { OrgClient } from './org-client.ts';
import { JobError } from './org-error.ts';

/** Characters of one job; an org takes 150 MB once they are base64, and this much is in memory. */
const PART = 20_000_000;

/**
 * @param file without line ends inside its cells
 * @param onProgress is told how many rows are in the org
 * @throws JobError with the first reason when the org refuses rows, OrgError
 */
export async function bulkLoad(
    client: OrgClient,
    { object, file, externalIdFieldName }: { object: string; file: string; externalIdFieldName: string },
    onProgress: (rows: number) => void = () => undefined,
): Promise<number> {
    let rows = 0;
    for await (const part of partsOf(file)) {
        rows += await loadPart(client, object, externalIdFieldName, part);
        onProgress(rows);
    }
    return rows;
}

async function* partsOf(file: string): AsyncGenerator<string> {
    let header: string | undefined;
    let lines: string[] = [];
    let size = 0;
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
        if (header === undefined) {
            header = line;
            continue;
        }
        lines.push(line);
        size += line.length;
        if (size < PART) continue;
        yield [header, ...lines, ''].join('\n');
        lines = [];
        size = 0;
    }
    if (header !== undefined && lines.length > 0) yield [header, ...lines, ''].join('\n');
}

async function loadPart(client: OrgClient, object: string, externalIdFieldName: string, csv: string): Promise<number> {
    const asked = { object, operation: 'upsert', externalIdFieldName, contentType: 'CSV', lineEnding: 'LF' };
    const { id } = await client.json<Job>('POST', '/jobs/ingest', asked);
    const path = `/jobs/ingest/${id}`;
    await client.send('PUT', `${path}/batches`, { content: csv, type: 'text/csv' });
    await client.json('PATCH', path, { state: 'UploadComplete' });
    const { numberRecordsFailed: failed = 0, numberRecordsProcessed: processed = 0 } = await finished(client, path);
    if (failed === 0) return processed;
    const answer = await client.send('GET', `${path}/failedResults`, undefined, 'text/csv');
    const [first] = parse(await answer.text(), { columns: true, to: 1 });
    const { sf__Error: reason = '' } = (first ?? {}) as { sf__Error?: string };
    throw new JobError('RowsRefused', `De org weigerde ${failed} van ${processed} rijen van ${object}: ${reason}.`, {
        actions: ['Herhaal de opdracht als de oorzaak weg is: wat er al staat, verandert niet.'],
    });
}
