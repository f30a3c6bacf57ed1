/** From the second start to listening, with the data of all Flanders. Goal: 2 s. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fullOrg, PROJECT } from './full-org.ts';
import { median } from './figures.ts';

const RUNS = 5;

export async function benchStart(): Promise<void> {
    const folder = await fullOrg();
    const program = join(PROJECT, 'local-org', 'bin', 'local-org.mjs');
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) {
        const start = performance.now();
        const args = [program, 'start', '--port', '0', '--data', folder, '--project', PROJECT, '--json'];
        const org = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
        await once(org.stdout, 'data');
        times.push(performance.now() - start);
        org.kill('SIGTERM');
        await once(org, 'exit');
    }
    const shown = times.map((time) => (time / 1000).toFixed(2)).join(', ');
    console.log(
        `start: second start to listening, 60,000 beds: median ${(median(times) / 1000).toFixed(2)} s of ${shown} (goal 2 s)`,
    );
}
