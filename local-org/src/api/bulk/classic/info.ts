/** Jobs and batches as Bulk API 1.0 tells them (Bulk API developer guide, "JobInfo", "BatchInfo"). */
import type { Batch, BatchState, Job } from '../../../org/bulk/job.ts';
import type { Values } from './documents.ts';

export function classicJobInfo(job: Job, batches: readonly Batch[]): Values {
    const count = (state: BatchState): number => batches.filter((batch) => batch.state === state).length;
    const sum = (of: (batch: Batch) => number): number => batches.reduce((total, batch) => total + of(batch), 0);
    return {
        id: job.id,
        operation: job.operation,
        object: job.object,
        createdById: job.userId,
        createdDate: instant(job.created),
        systemModstamp: instant(job.modified),
        state: job.state,
        externalIdFieldName: job.externalIdFieldName,
        concurrencyMode: job.concurrencyMode,
        contentType: 'CSV',
        numberBatchesQueued: count('Queued'),
        numberBatchesInProgress: count('InProgress'),
        numberBatchesCompleted: count('Completed'),
        numberBatchesFailed: count('Failed'),
        numberBatchesTotal: batches.length,
        numberRecordsProcessed: sum(({ processed }) => processed),
        numberRetries: 0,
        apiVersion: `${String(job.apiVersion)}.0`,
        numberRecordsFailed: sum(({ failed }) => failed),
        totalProcessingTime: sum(({ milliseconds }) => milliseconds),
        apiActiveProcessingTime: sum(({ milliseconds }) => milliseconds),
        apexProcessingTime: 0,
    };
}

export function classicBatchInfo(batch: Batch): Values {
    return {
        id: batch.id,
        jobId: batch.jobId,
        state: batch.state,
        stateMessage: batch.error,
        createdDate: instant(batch.created),
        systemModstamp: instant(batch.modified),
        numberRecordsProcessed: batch.processed,
        numberRecordsFailed: batch.failed,
        totalProcessingTime: batch.milliseconds,
        apiActiveProcessingTime: batch.milliseconds,
        apexProcessingTime: 0,
    };
}

function instant(milliseconds: number): string {
    return new Date(milliseconds).toISOString();
}
