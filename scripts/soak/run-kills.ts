/**
 * Kills subsidy runs at any point, the script or the server, and gives the command again until it succeeds: the records
 * must be those of a run that nobody disturbed, no line twice and none missing.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SoakSettings } from '../../local-org/test/soak/fuzz.ts';
import { Random } from '../../local-org/test/soak/random.ts';
import { PROJECT, RunningOrg } from '../../local-org/test/clients/running-org.ts';
import { OrgClient } from '../salesforce/org-client.ts';
import { startDemoOrg } from '../testing/demo-org.ts';

const SCRIPT = join(import.meta.dirname, 'run-once.ts');
const MUNICIPALITIES = 12;
/** What a run tells while it goes; the kill comes after one of them. */
const STAGES = ['start', 'facts', 'calculate', 'statements', 'lines', 'check'];
/** Milliseconds after the stage. */
const LATEST_KILL = 150;
const ATTEMPTS = 10;
const REPORT_EVERY = 5;

/** Runs it. @returns what was found wrong, a line each */
export async function runKills({ times, seed, report }: SoakSettings): Promise<string[]> {
    const random = new Random(seed);
    const prepared = mkdtempSync(join(tmpdir(), 'run-kills-'));
    const findings: string[] = [];
    try {
        const token = await prepare(prepared);
        const expected = await inCopy(prepared, async (folder) => {
            const org = await RunningOrg.start([PROJECT], folder);
            const { code, errors } = await attempt(org, token);
            if (code !== 0) throw new Error(`the undisturbed run failed: ${errors}`);
            return finished(org, token);
        });
        report(`${String(expected.length)} records of an undisturbed run`);
        const told = new Map<string, number>();
        const tell = (stage: string): void => void told.set(stage, (told.get(stage) ?? 0) + 1);
        for (let round = 1; round <= times; round++) {
            const found = await inCopy(prepared, (folder) => disturbed(folder, { token, random, expected, tell }));
            findings.push(...found.map((text) => `round ${String(round)}: ${text}`));
            if (round % REPORT_EVERY === 0) report(`${String(round)} of ${String(times)} runs`);
        }
        report(`kills after: ${[...told].map(([stage, count]) => `${stage} ${String(count)}`).join(', ')}`);
    } finally {
        rmSync(prepared, { recursive: true, force: true });
    }
    return findings;
}

/** Makes the data once. @returns the session of a coordinator in it */
async function prepare(folder: string): Promise<string> {
    const demo = await startDemoOrg(MUNICIPALITIES);
    await demo.org.running.stop();
    cpSync(demo.org.running.folder, folder, { recursive: true });
    await demo.remove();
    return demo.coordinator.accessToken;
}

async function inCopy<T>(from: string, work: (folder: string) => Promise<T>): Promise<T> {
    const folder = mkdtempSync(join(tmpdir(), 'run-kill-'));
    try {
        cpSync(from, folder, { recursive: true });
        return await work(folder);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

interface Disturbance {
    readonly token: string;
    readonly random: Random;
    /** records of an undisturbed run */
    readonly expected: readonly string[];
    readonly tell: Kill['tell'];
}

/** One run with one to three kills in it. @returns what is wrong with its records */
async function disturbed(folder: string, { token, random, expected, tell }: Disturbance): Promise<string[]> {
    let org = await RunningOrg.start([PROJECT], folder);
    const kills = 1 + random.below(3);
    for (let kill = 0; kill < kills; kill++) {
        const stage = STAGES[random.below(STAGES.length)] ?? 'start';
        const victim = random.below(2) === 0 ? 'script' : 'server';
        await attempt(org, token, { stage, delay: random.below(LATEST_KILL), victim, tell });
        if (victim === 'script') continue;
        await org.stop('SIGKILL');
        org = await RunningOrg.start([PROJECT], folder);
    }
    let last = await attempt(org, token);
    for (let tries = 1; last.code !== 0 && tries < ATTEMPTS; tries++) last = await attempt(org, token);
    if (last.code !== 0) {
        await org.stop();
        return [`the run was never finished: ${last.errors}`];
    }
    return compare(expected, await finished(org, token));
}

interface Kill {
    readonly stage: string;
    readonly delay: number;
    readonly victim: 'script' | 'server';
    /** is told after which stage it came */
    readonly tell: (stage: string) => void;
}

/** Gives the command once. */
async function attempt(org: RunningOrg, token: string, kill?: Kill): Promise<{ code: number | null; errors: string }> {
    const child = spawn(process.execPath, [SCRIPT, org.info.instanceUrl, token], { stdio: ['ignore', 'pipe', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const ended = once(child, 'exit') as Promise<[number | null]>;
    let killed: Promise<void> | undefined;
    for await (const line of createInterface({ input: child.stdout })) {
        if (line !== kill?.stage || killed) continue;
        killed = sleep(kill.delay).then(async () => {
            kill.tell(child.exitCode === null ? kill.stage : 'too late');
            if (kill.victim === 'script') child.kill('SIGKILL');
            else await org.stop('SIGKILL');
        });
    }
    await killed;
    const [code] = await ended;
    return { code, errors };
}

/** All that a run wrote, one text for each record, without what the org numbers and dates itself. The org ends. */
async function finished(org: RunningOrg, token: string): Promise<string[]> {
    const client = new OrgClient({ instanceUrl: org.info.instanceUrl, accessToken: token, version: '66.0' });
    const records: string[] = [];
    for (const soql of [
        'SELECT External_Key__c, First_Day__c, Last_Day__c, Snapshot_At__c, Status__c, Scenario__c, Total__c, Input_Hash__c, Engine_Version__c FROM Subsidy_Run__c',
        'SELECT External_Key__c, Run__r.External_Key__c, Municipality__r.NIS_Code__c, Total__c, Number_Of_Lines__c FROM Subsidy_Statement__c',
        'SELECT External_Key__c, Statement__r.External_Key__c, Rule__c, Line_Kind__c, Category__c, Accommodation_Type__c, Size_Class__c, ' +
            'Location__r.External_Key__c, Bed__r.External_Key__c, Municipality_At_Time__r.NIS_Code__c, Parameter__c, First_Day__c, Last_Day__c, ' +
            'Days__c, Quantity__c, Unit_Amount__c, Amount__c, Inputs__c, Input_Hash__c, Explanation__c FROM Subsidy_Line__c',
    ]) {
        for await (const record of client.query(soql)) records.push(withoutAttributes(record));
    }
    await org.stop();
    return records.sort();
}

function withoutAttributes(record: object): string {
    return JSON.stringify(record, (name, value: unknown) => (name === 'attributes' ? undefined : value));
}

function compare(expected: readonly string[], found: readonly string[]): string[] {
    const [known, seen] = [new Set(expected), new Set(found)];
    const missing = expected.filter((record) => !seen.has(record));
    const added = found.filter((record) => !known.has(record));
    const twice = found.length - seen.size;
    if (missing.length + added.length + twice === 0) return [];
    return [
        `${String(missing.length)} records missing, ${String(added.length)} other ones, ${String(twice)} twice; for example ${missing[0] ?? added[0] ?? ''}`,
    ];
}
