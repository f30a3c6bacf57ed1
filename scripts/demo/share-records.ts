/** Shares the records of the demonstration. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'jsforce';

/** Milliseconds between two questions about a job. */
const POLL = 100;

/** Shares what was loaded of the past: who loads it leaves that for afterwards. Waits until it is done. */
export async function shareRecords(connection: Connection): Promise<void> {
    const started = await connection.tooling.executeAnonymous('Database.executeBatch(new SharingBatch());');
    if (!started.success) throw new Error(String(started.exceptionMessage ?? started.compileProblem));
    await jobsDone(connection);
    const { records } = await connection.query<{ ExtendedStatus: string | null }>(
        `SELECT ExtendedStatus FROM AsyncApexJob WHERE Status = 'Failed' OR NumberOfErrors > 0`,
    );
    if (records[0]) throw new Error(`records werden niet gedeeld: ${records[0].ExtendedStatus ?? ''}`);
}

/** Waits until no job of the org is to do anything more: those that make groups of municipalities, for example. */
export async function jobsDone(connection: Connection): Promise<void> {
    const open = `SELECT COUNT() FROM AsyncApexJob WHERE Status IN ('Holding', 'Queued', 'Preparing', 'Processing')`;
    while ((await connection.query(open)).totalSize > 0) await sleep(POLL);
}
