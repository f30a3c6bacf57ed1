/** `npm run bench -- subsidy`: a quarter of all Flanders end to end, and the engine alone beside SQL by hand. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunningOrg } from '../../../local-org/test/clients/running-org.ts';
import { PROJECT } from '../full-org.ts';
import type { EngineFigures } from './engine-process.ts';
import { fullRegister } from './full-register.ts';
import type { RunFigures } from './run-process.ts';

const SIZES = [10_000, 100_000, 1_000_000];

/** Measures and prints. */
export async function benchSubsidy(): Promise<void> {
    await endToEnd();
    console.log('Engine alone, and one SQL statement by hand that gives the same totals, on the same SQLite file');
    for (const beds of SIZES) {
        const { lines, engine, sql, peak } = child('engine-process.ts', String(beds)) as EngineFigures;
        console.log(
            `  ${String(beds).padStart(9)} beds: ${engine.toFixed(1)} s, SQL ${sql.toFixed(1)} s, ` +
                `ratio ${(engine / sql).toFixed(1)} (goal 2), ${((engine / beds) * 1e6).toFixed(0)} µs a bed, ` +
                `peak ${peak.toFixed(0)} MB (goal 300 MB), ${String(lines)} lines`,
        );
    }
}

async function endToEnd(): Promise<void> {
    const register = await fullRegister();
    const folder = mkdtempSync(join(tmpdir(), 'bench-subsidy-'));
    cpSync(register, folder, { recursive: true });
    const org = await RunningOrg.start([PROJECT], folder);
    try {
        console.log('One quarter of all Flanders, end to end against local-org');
        const figures = child('run-process.ts', org.info.instanceUrl) as RunFigures;
        const { facts, lines, seconds, processor, peak, calls, stages } = figures;
        const goal = Math.ceil(facts / 5000) + Math.ceil((2 * lines) / 5000) + Math.ceil(lines / 10_000);
        console.log(
            `  ${String(facts)} facts read, ${String(lines)} lines written: ${seconds.toFixed(0)} s ` +
                `(script ${processor.toFixed(0)} s of processor, peak ${peak.toFixed(0)} MB), ` +
                `${String(calls)} calls (goal ${String(goal)} and a fixed handful)`,
        );
        const told = Object.entries(stages).map(([stage, at]) => `${stage} ${at.toFixed(0)} s`);
        console.log(`  stages over at: ${told.join(', ')}`);
    } finally {
        await org.stop();
        rmSync(folder, { recursive: true, force: true });
    }
}

function child(program: string, argument: string): unknown {
    const path = join(import.meta.dirname, program);
    return JSON.parse(execFileSync(process.execPath, [path, argument], { encoding: 'utf8' }));
}
