/**
 * Kills under load: after each, every write that was acknowledged is there, no request of which all or nothing was to
 * be written is there in part, and the data file is sound.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RunningOrg } from '../clients/running-org.ts';
import { Caller } from './actors.ts';
import { DATA } from './corpus/ids.ts';
import { checkFile } from './file-check.ts';
import type { SoakSettings } from './fuzz.ts';
import { Ledger } from './ledger.ts';
import { Writer } from './load.ts';
import { Random } from './random.ts';
import { Wire } from './request.ts';

const WRITERS = 6;
const REPORT_EVERY = 25;
/** The load lasts from none to this many milliseconds. */
const MAX_LOAD_MS = 400;
const ENOUGH = 20;
const POLL_MS = 200;

/** Runs it. @returns what was found wrong, a line each */
export async function kills({ times, seed, project, report }: SoakSettings): Promise<string[]> {
    const folder = mkdtempSync(join(tmpdir(), 'local-org-kills-'));
    const ledger = new Ledger();
    const random = new Random(seed);
    const findings: string[] = [];
    try {
        for (let round = 1; round <= times && findings.length < ENOUGH; round++) {
            const wrong = await oneKill(project, folder, ledger, random, round);
            const found = [...wrong, ...checkFile(folder), ...ledger.check(folder, 'fresh')];
            findings.push(...found.map((text) => `round ${String(round)}: ${text}`));
            if (round % REPORT_EVERY === 0)
                report(`${String(round)} of ${String(times)} kills, ${String(ledger.requests)} requests`);
        }
        findings.push(...(await startsAgain(project, folder)), ...ledger.check(folder, 'all'));
        report(`${String(ledger.requests)} writes followed`);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
    return findings;
}

async function oneKill(
    project: string,
    folder: string,
    ledger: Ledger,
    random: Random,
    round: number,
): Promise<string[]> {
    const org = await RunningOrg.start([project], folder);
    const wire = new Wire(org.info.instanceUrl, WRITERS);
    let isOver = false;
    const runs = Array.from({ length: WRITERS }, (_, index) => {
        const name = `${String(round)}-${String(index)}`;
        return new Writer(wire, org.info.accessToken, ledger, random, name).run(() => !isOver);
    });
    await sleep(random.below(MAX_LOAD_MS));
    await org.stop('SIGKILL');
    isOver = true;
    const wrong = await Promise.all(runs);
    wire.close();
    return [...wrong.filter((text) => text !== undefined), ...(org.errors === '' ? [] : [org.errors.slice(0, 2000)])];
}

/** Whether a bulk job is not done yet. */
async function hasWork(caller: Caller): Promise<boolean> {
    let next = '/jobs/ingest';
    while (next !== '') {
        const page = (await caller.call('GET', next)) as {
            records: { state: string }[];
            nextRecordsUrl?: string | null;
        };
        if (page.records.some(({ state }) => ['UploadComplete', 'InProgress'].includes(state))) return true;
        next = page.nextRecordsUrl?.replace(DATA, '') ?? '';
    }
    return false;
}

/** The org still works, and closes as it should. */
async function startsAgain(project: string, folder: string): Promise<string[]> {
    const org = await RunningOrg.start([project], folder);
    const wire = new Wire(org.info.instanceUrl, 1);
    const caller = new Caller(wire, org.info.accessToken);
    while (await hasWork(caller)) await sleep(POLL_MS);
    wire.close();
    const code = await org.stop();
    return code === 0 ? [] : [`the last start ended with code ${String(code)}`];
}
