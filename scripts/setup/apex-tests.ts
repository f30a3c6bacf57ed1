/** The Apex tests of the application, on local-org. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { StageResult } from './stages.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'local-org', 'bin', 'local-org.mjs');
const SUMMARY = /^(\d+) passed, (\d+) failed$/m;
const COVERAGE = /^ *(\d+ %) .*all classes and triggers$/m;

/**
 * Runs them in the project of the process; prints what failed, with its stack.
 * @returns how many passed and failed, and as a note how much of the code they run
 * @throws Error when they did not come to an end
 */
export async function runApexTests(): Promise<StageResult> {
    const output = await printed([PROGRAM, 'test', '--project', '.', '--coverage']);
    const summary = SUMMARY.exec(output);
    if (!summary) throw new Error(`local-org test ended without a summary:\n${output}`);
    const [passed, failed] = [Number(summary[1]), Number(summary[2])];
    if (failed > 0) process.stdout.write(`\n${output.trimEnd()}\n`);
    return { passed, failed, note: `${COVERAGE.exec(output)?.[1] ?? '?'} of the lines run` };
}

async function printed(args: readonly string[]): Promise<string> {
    return new Promise((resolve, reject) => {
        const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
        let output = '';
        for (const stream of [child.stdout, child.stderr])
            stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
        child.on('error', reject);
        child.on('close', () => {
            resolve(output);
        });
    });
}
