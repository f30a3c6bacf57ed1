/** Jobs outlive the process: what was acknowledged stays, and the rest is done once. */
import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { NOW } from '../../org/suite/library.ts';
import { TestServer } from '../suite/client.ts';
import { create, CSV, ended, load, query, records, submit, successful, until } from './suite/jobs.ts';

const ACCOUNTS = { object: 'Account', operation: 'insert' };
const WEEK = 7 * 24 * 60 * 60 * 1000;

let folder: string;
let server: TestServer;
before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bulk-resume-'));
    server = new TestServer({ dataFolder: folder });
});
after(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
});

async function restart(elapsed = 0): Promise<void> {
    assert.deepEqual(server.faults, []);
    await server.close();
    server = new TestServer({ dataFolder: folder });
    server.elapsed = elapsed;
    await server.app.ready();
}

const jobFolder = (id: string): string => join(folder, 'org.bulk', id);

describe('over a restart', () => {
    test('every row is saved once, and has its result', async () => {
        const names = Array.from({ length: 5000 }, (_, row) => `Row ${String(row)}`);
        const id = await submit(server.admin, ACCOUNTS, ['Name', ...names].join('\n'));
        await until(server.admin, id, ({ numberRecordsProcessed }) => numberRecordsProcessed > 0);
        assert.equal(existsSync(jobFolder(id)), true);
        await server.app.close();
        // what a process writes of a chunk's results before it dies, without its records
        for (const name of readdirSync(jobFolder(id)))
            if (!name.endsWith('.data')) appendFileSync(join(jobFolder(id), name), '"torn"\n'.repeat(1000));
        await restart();
        const job = await ended(server.admin, id);
        assert.deepEqual([job.state, job.numberRecordsProcessed, job.numberRecordsFailed], ['JobComplete', 5000, 0]);
        const made = await successful(server.admin, job);
        assert.deepEqual(
            made.map((row) => row['Name']),
            names,
        );
        const found = await query(server.admin, "SELECT Id, Name FROM Account WHERE Name LIKE 'Row %' ORDER BY Id");
        assert.deepEqual(
            found.map((row) => [row['Id'], row['Name']]),
            made.map((row) => [row['sf__Id'], row['Name']]),
        );
    });

    test('a query begins anew', async () => {
        const { id } = await create(server.admin, { operation: 'query', query: 'SELECT Id FROM Account' }, 'query');
        await until(server.admin, id, ({ state }) => state === 'InProgress' || state === 'JobComplete', 'query');
        await restart();
        assert.equal((await ended(server.admin, id, 'query')).numberRecordsProcessed, 5000);
        const { text } = await server.admin.get(`/jobs/query/${id}/results`);
        assert.equal(new Set(records(text).map((row) => row['Id'])).size, 5000);
    });

    test('what is uploaded waits until its job is closed; what broke off is gone', async () => {
        const { id } = await create(server.admin, ACCOUNTS);
        await server.admin.send('PUT', `/jobs/ingest/${id}/batches`, 'Name\nWaiting\n', CSV);
        writeFileSync(join(jobFolder(id), 'x.data.part'), 'Na');
        writeFileSync(join(folder, 'org.bulk', 'stray'), '');
        await restart();
        await setTimeout(20);
        assert.equal(
            readdirSync(jobFolder(id)).some((name) => name.endsWith('.part')),
            false,
        );
        assert.equal(existsSync(join(folder, 'org.bulk', 'stray')), false);
        assert.equal(await server.admin.count("SELECT Id FROM Account WHERE Name = 'Waiting'"), 0);
        await server.admin.send('PATCH', `/jobs/ingest/${id}`, { state: 'UploadComplete' });
        assert.equal((await ended(server.admin, id)).numberRecordsProcessed, 1);
    });

    test('jobs are gone a week after their end', async () => {
        const { id } = await load(server.admin, ACCOUNTS, 'Name\nOld\n');
        server.elapsed = WEEK + 1000;
        const fresh = await load(server.admin, ACCOUNTS, 'Name\nFresh\n');
        assert.ok(Date.parse(String(fresh['createdDate'])) > NOW + WEEK);
        await restart(WEEK + 1000);
        assert.equal((await server.admin.get(`/jobs/ingest/${id}`)).status, 404);
        assert.equal(existsSync(jobFolder(id)), false);
        assert.equal((await server.admin.get(`/jobs/ingest/${fresh.id}`)).status, 200);
    });
});
