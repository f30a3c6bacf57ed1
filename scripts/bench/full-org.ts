/** An org with the demonstration data of all Flanders, made once and kept for all benchmarks. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RunningOrg } from '../../local-org/test/clients/running-org.ts';
import { demoClient, demoConnection } from '../demo/demo-client.ts';
import { seedUsers } from '../demo/demo-users.ts';
import { loadDemoData } from '../demo/load-demo-data.ts';
import { loadReferenceData } from '../demo/load-reference-data.ts';
import { OrgClient } from '../salesforce/org-client.ts';

export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
/** Who loads, and may load the past. */
export const LOADER = 'integration@hvt.demo';
/** Who calculates. */
export const COORDINATOR = 'subsidy.coordinator@hvt.demo';

const FOLDER = join(PROJECT, 'tmp', 'bench');
const DATA = join(FOLDER, 'data');
const DONE = join(FOLDER, 'org', 'complete');

/**
 * The folder of its data.
 * @throws Error with the org's message when a row is refused
 */
export async function fullOrg(): Promise<string> {
    const folder = join(FOLDER, 'org');
    if (existsSync(DONE)) return folder;
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    console.log('Making the data of all Flanders, once (some minutes).');
    generateFull(DATA);
    const org = await RunningOrg.start([PROJECT], folder);
    try {
        await load(org);
    } finally {
        await org.stop();
    }
    rmSync(DATA, { recursive: true, force: true });
    writeFileSync(DONE, '');
    return folder;
}

/** Generates the data of all Flanders. @param more arguments of the generator @throws Error when it fails */
export function generateFull(folder: string, ...more: readonly string[]): void {
    const generator = join(PROJECT, 'scripts', 'seed', 'generate-demo.ts');
    const { status } = spawnSync(process.execPath, [generator, '--size', 'full', '--out', folder, ...more], {
        stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (status !== 0) throw new Error('the generator failed');
}

async function load({ info: { instanceUrl, accessToken } }: RunningOrg): Promise<void> {
    await seedUsers(new OrgClient({ instanceUrl, accessToken, version: '66.0' }), [
        'Integration',
        'Subsidy_Coordinator',
    ]);
    const loading = await demoConnection(instanceUrl, LOADER);
    await loadReferenceData(loading, join(PROJECT, 'scripts', 'seed', 'reference'), () => undefined);
    let start = performance.now();
    await loadDemoData(await demoClient(instanceUrl, LOADER), DATA, (object, done, all) => {
        if (done < all) return;
        const seconds = (performance.now() - start) / 1000;
        start = performance.now();
        console.log(
            `  ${object.padEnd(24)} ${String(all).padStart(7)} rows, ${String(Math.round(all / seconds))} rows/s`,
        );
    });
}
