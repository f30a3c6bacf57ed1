/** What jobs of Bulk API 2.0 for queries and for loads have in common: they are asked for, and waited for. */
import { setTimeout } from 'node:timers/promises';
import type { OrgClient } from './org-client.ts';
import { JobError } from './org-error.ts';

/** A job as the org tells of it. */
export interface Job {
    readonly id: string;
    readonly state: 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';
    readonly errorMessage?: string;
    readonly numberRecordsProcessed?: number;
    readonly numberRecordsFailed?: number;
}

/** Waits between two questions: short at first, for small jobs; in the end few calls for long ones. */
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 30_000;

/**
 * Waits until a job is done.
 * @param path of the job, such as `/jobs/query/750…`
 * @param firstWait milliseconds before the second question: longer for jobs that are known to be long, to spare calls
 * @throws JobError when the org gave up, OrgError
 */
export async function finished(client: OrgClient, path: string, firstWait = FIRST_WAIT_MS): Promise<Job> {
    for (let wait = firstWait; ; wait = Math.min(wait * 1.6, LONGEST_WAIT_MS)) {
        const job = await client.json<Job>('GET', path);
        if (job.state === 'JobComplete') return job;
        if (job.state === 'Failed' || job.state === 'Aborted') {
            throw new JobError(
                'BulkJobFailed',
                `De org brak de opdracht ${job.id} af: ${job.errorMessage ?? job.state}.`,
                {
                    actions: ['Geef de opdracht opnieuw: ze mag herhaald worden.'],
                },
            );
        }
        await setTimeout(wait);
    }
}
