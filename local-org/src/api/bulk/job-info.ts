/** Jobs as Bulk API 2.0 tells them (developer guide, "Get Job Info", "Get Information About a Query Job"). */
import { wireInstant } from '../../dml/values.ts';
import type { Batch, Job } from '../../org/bulk/job.ts';

/** What a list of jobs, and the answer to making one, tell. */
export function jobSummary(job: Job): Record<string, unknown> {
    const isIngest = job.type === 'V2Ingest';
    const folder = `services/data/v${String(job.apiVersion)}.0/jobs/ingest/${job.id}/batches`;
    return {
        id: job.id,
        operation: job.operation,
        object: job.object,
        createdById: job.userId,
        createdDate: wireInstant(job.created),
        systemModstamp: wireInstant(job.modified),
        state: job.state,
        ...(job.externalIdFieldName === undefined ? {} : { externalIdFieldName: job.externalIdFieldName }),
        concurrencyMode: job.concurrencyMode,
        contentType: 'CSV',
        apiVersion: job.apiVersion,
        jobType: job.type,
        ...(isIngest && job.state === 'Open' ? { contentUrl: folder } : {}),
        lineEnding: job.lineEnding,
        columnDelimiter: job.columnDelimiter,
    };
}

/** All that is told of a job. @param batches that it is worked off in */
export function jobInfo(job: Job, batches: readonly Batch[]): Record<string, unknown> {
    const sum = (of: (batch: Batch) => number): number => batches.reduce((total, batch) => total + of(batch), 0);
    const milliseconds = sum((batch) => batch.milliseconds);
    const processed = { numberRecordsProcessed: sum((batch) => batch.processed) };
    const times = { retries: 0, totalProcessingTime: milliseconds };
    const error = job.error === undefined ? {} : { errorMessage: job.error };
    if (job.type === 'V2Query')
        return { ...jobSummary(job), ...processed, ...times, isPkChunkingSupported: false, ...error };
    return {
        ...jobSummary(job),
        ...processed,
        numberRecordsFailed: sum((batch) => batch.failed),
        ...times,
        apiActiveProcessingTime: milliseconds,
        apexProcessingTime: 0,
        ...error,
    };
}
