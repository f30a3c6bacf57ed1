/**
 * What every night does, with the data of all Flanders, one job after the other; and a proof by recomputing: the job that
 * works out again what lists show about beds finds none that differs from what triggers kept.
 */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fullOrg, PROJECT } from '../full-org.ts';
import { OrgProcess } from '../org-process.ts';

const FOLDER = join(PROJECT, 'tmp', 'bench', 'nightly');
const JOBS = ['HoldExpiryBatch', 'BedStateBatch', 'StatisticBatch', 'RetentionBatch'];
const POLL = 100;

interface Job {
    readonly Status: string;
    readonly JobItemsProcessed: number;
    readonly NumberOfErrors: number;
    readonly ExtendedStatus: string | null;
}

/** Prints how long each job takes, and how many beds were not as they should be. */
export async function measureNightly(): Promise<void> {
    rmSync(FOLDER, { recursive: true, force: true });
    // the jobs write
    cpSync(await fullOrg(), FOLDER, { recursive: true });
    const org = await OrgProcess.start(FOLDER);
    try {
        for (const name of JOBS) {
            const changed = await lastChange(org);
            await measureJob(org, name, `new ${name}(), ${name}.SCOPE`);
            if (name === 'BedStateBatch') await compareBeds(org, changed);
        }
        for (const rule of ['Too_Few_Beds', 'Duplicate_Address', 'Allocated_After_End']) {
            await measureJob(org, rule, `rule, DataQualityBatch.SCOPE`, ruleNamed(rule));
        }
    } finally {
        await org.stop();
        rmSync(FOLDER, { recursive: true, force: true });
    }
}

function ruleNamed(name: string): string {
    return `DataQualityBatch rule;
        for (DataQualityRule one : DataQualityRules.all()) {
            if (one.name() == '${name}') rule = new DataQualityBatch(one);
        }`;
}

async function measureJob(org: OrgProcess, name: string, job: string, before = ''): Promise<void> {
    const start = performance.now();
    const code = `${before} Database.executeBatch(${job});`;
    const run = await org.json<{ success: boolean; compileProblem: string | null; exceptionMessage: string | null }>(
        'GET',
        `/tooling/executeAnonymous?anonymousBody=${encodeURIComponent(code)}`,
    );
    if (!run.success) throw new Error(`${name}: ${run.compileProblem ?? run.exceptionMessage ?? 'failed'}`);
    const { JobItemsProcessed: turns, NumberOfErrors: errors, ExtendedStatus: reason } = await ended(org);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const failed = errors === 0 ? '' : `; ${String(errors)} failed: ${reason ?? ''}`;
    console.log(`nightly: ${name}: ${seconds} s in ${String(turns)} transactions${failed}`);
}

async function ended(org: OrgProcess): Promise<Job> {
    const soql = `SELECT Status, JobItemsProcessed, NumberOfErrors, ExtendedStatus FROM AsyncApexJob ORDER BY CreatedDate DESC, Id DESC LIMIT 1`;
    for (;;) {
        const [job] = await rows<Job>(org, soql);
        if (job && ['Completed', 'Failed', 'Aborted'].includes(job.Status)) return job;
        await new Promise((resolve) => setTimeout(resolve, POLL));
    }
}

async function lastChange(org: OrgProcess): Promise<string> {
    const [row] = await rows<{ latest: string }>(org, 'SELECT MAX(LastModifiedDate) latest FROM Bed__c');
    return row?.latest ?? '';
}

async function compareBeds(org: OrgProcess, before: string): Promise<void> {
    const [row] = await rows<{ n: number }>(
        org,
        `SELECT COUNT(Id) n FROM Bed__c WHERE LastModifiedDate > ${before.replace('+0000', 'Z')}`,
    );
    console.log(`nightly: ${String(row?.n)} beds differed from what triggers had kept`);
}

async function rows<T>(org: OrgProcess, soql: string): Promise<T[]> {
    const { records } = await org.json<{ records: T[] }>('GET', `/query?q=${encodeURIComponent(soql)}`);
    return records;
}
