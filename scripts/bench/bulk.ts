/**
 * Bulk loads and queries, and many clients at once, against an org in a process of its own. Goals: 200,000 rows in at
 * most 6 times what SQLite takes for inserts of the same rows into the same columns and indexes; a query of 1,000,000
 * rows in less than 300 MB of memory.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { PROJECT } from './full-org.ts';
import { measureClients } from './clients.ts';
import { OrgProcess, type Memory } from './org-process.ts';

const FOLDER = join(PROJECT, 'tmp', 'bench', 'bulk');
const ROWS = 200_000;
const QUERIED = 1_000_000;
const CODES = Array.from({ length: 300 }, (_, index) => String(11_001 + index));

/** Runs all of it and prints the figures. */
export async function benchBulk(): Promise<void> {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    const profile =
        process.env['BENCH_PROFILE'] === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${FOLDER}/profile`];
    await withOrg(profile, async (org) => {
        await load(org, 'Municipality__c', municipalities());
        await measureLoad(org);
    });
    if (profile.length > 0) return;
    await withOrg([], measureLargeLoad);
    await withOrg([], measureQuery);
    await withOrg([], measureClients);
    rmSync(FOLDER, { recursive: true, force: true });
}

/** An org of its own for each measurement, so that none finds the memory of another. */
async function withOrg(nodeArgs: readonly string[], act: (org: OrgProcess) => Promise<void>): Promise<void> {
    const org = await OrgProcess.start(FOLDER, nodeArgs);
    try {
        await act(org);
    } finally {
        await org.stop();
    }
}

async function measureLoad(org: OrgProcess): Promise<void> {
    const csv = providers(0, ROWS);
    const start = performance.now();
    const { peak } = await org.watched(() => load(org, 'Provider__c', csv));
    const loading = (performance.now() - start) / 1000;
    const raw = insertRaw();
    console.log(
        `load: ${String(ROWS)} rows by Bulk 2.0 in ${loading.toFixed(2)} s (${perSecond(ROWS, loading)}), SQLite alone ${raw.toFixed(2)} s: ` +
            `ratio ${(loading / raw).toFixed(1)} (goal 6); peak memory ${shown(peak)}`,
    );
}

/** More rows must not take more memory. */
async function measureLargeLoad(org: OrgProcess): Promise<void> {
    const count = QUERIED - ROWS;
    const csv = Buffer.from(providers(ROWS, count));
    const start = performance.now();
    const { peak } = await org.watched(() => load(org, 'Provider__c', csv));
    const seconds = (performance.now() - start) / 1000;
    const megabytes = (csv.length / 1_000_000).toFixed(0);
    console.log(
        `load: ${String(count)} rows (${megabytes} MB) in one job, ${perSecond(count, seconds)}; peak memory ${shown(peak)}`,
    );
}

function municipalities(): string {
    const rows = CODES.map((code) => `Municipality ${code},${code},Antwerpen`);
    return ['Name,NIS_Code__c,Province__c', ...rows].join('\n');
}

function providers(from: number, count: number): string {
    const lines = [
        'External_Key__c,Name,Provider_Type__c,Email__c,Phone__c,Street__c,House_Number__c,Postal_Code__c,Town__c,Municipality__r.NIS_Code__c',
    ];
    for (let row = from; row < from + count; row++) {
        const key = String(row);
        lines.push(
            `P-${key},"Provider ""${key}""",Company,info${key}@example.org,+32 9 ${key},Long street,${String(row % 200)},9${String(row % 1000).padStart(3, '0')},Ghent,${CODES[row % CODES.length] ?? ''}`,
        );
    }
    return lines.join('\n');
}

async function load(org: OrgProcess, object: string, csv: string | Buffer): Promise<void> {
    const { id } = await org.json<{ id: string }>('POST', '/jobs/ingest', { object, operation: 'insert' });
    const { status, text } = await org.call('PUT', `/jobs/ingest/${id}/batches`, csv, 'text/csv');
    if (status !== 201) throw new Error(text);
    await org.json('PATCH', `/jobs/ingest/${id}`, { state: 'UploadComplete' });
    const { numberRecordsFailed } = await org.done(`/jobs/ingest/${id}`);
    if (numberRecordsFailed === 0) return;
    const failed = await org.call('GET', `/jobs/ingest/${id}/failedResults`);
    throw new Error(failed.text.slice(0, 1000));
}

/** Inserts the rows that were loaded into a file with the same table and indexes. @returns seconds */
function insertRaw(): number {
    const source = new DatabaseSync(join(FOLDER, 'org.db'), { readOnly: true });
    const made = source
        .prepare(`SELECT sql FROM sqlite_master WHERE tbl_name = 'Provider__c' AND sql IS NOT NULL`)
        .all();
    const read = source.prepare('SELECT * FROM Provider__c');
    read.setReturnArrays(true);
    const rows = read.all() as unknown as SQLInputValue[][];
    source.close();
    const target = new DatabaseSync(join(FOLDER, 'raw.db'));
    target.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536');
    for (const { sql } of made) target.exec(String(sql));
    const insert = target.prepare(`INSERT INTO Provider__c VALUES (${(rows[0] ?? []).map(() => '?').join(', ')})`);
    const start = performance.now();
    target.exec('BEGIN');
    for (const row of rows) insert.run(...row);
    target.exec('COMMIT');
    const seconds = (performance.now() - start) / 1000;
    target.close();
    return seconds;
}

async function measureQuery(org: OrgProcess): Promise<void> {
    const query = 'SELECT Id, Name, External_Key__c, Email__c, Municipality__r.Name, CreatedDate FROM Provider__c';
    const before = org.memory();
    const start = performance.now();
    const { result, peak } = await org.watched(async () => {
        const { id } = await org.json<{ id: string }>('POST', '/jobs/query', { operation: 'query', query });
        const { numberRecordsProcessed } = await org.done(`/jobs/query/${id}`);
        const jobSeconds = (performance.now() - start) / 1000;
        let rows = 0;
        for (let locator: unknown = ''; locator !== 'null';) {
            const page = await org.call(
                'GET',
                `/jobs/query/${id}/results${locator === '' ? '' : `?locator=${String(locator)}`}`,
            );
            rows += Number(page.headers['sforce-numberofrecords']);
            locator = page.headers['sforce-locator'];
        }
        if (rows !== numberRecordsProcessed)
            throw new Error(`${String(rows)} of ${String(numberRecordsProcessed)} rows`);
        return { rows, jobSeconds };
    });
    const seconds = (performance.now() - start) / 1000;
    console.log(
        `query: ${String(result.rows)} rows in ${result.jobSeconds.toFixed(1)} s, fetched after ${seconds.toFixed(1)} s (${perSecond(result.rows, seconds)}); ` +
            `memory ${shown(before)} before, peak ${shown(peak)} (goal 300 MB)`,
    );
}

function perSecond(rows: number, seconds: number): string {
    return `${String(Math.round(rows / seconds))} rows/s`;
}

function shown({ resident, own }: Memory): string {
    return `${(resident ?? Number.NaN).toFixed(0)} MB (${(own ?? Number.NaN).toFixed(0)} MB without pages of files)`;
}
