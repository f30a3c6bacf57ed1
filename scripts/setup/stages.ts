/** Runs the stages of `npm test` and tells how each ended. */
import { spawn } from 'node:child_process';

export type StageResult = { passed: number; failed: number; note?: string };

export type Stage = { name: string; run: () => Promise<StageResult> };

type Command = { status: number; output: string };

/**
 * A stage that is one npm script: passed when it ends well, and its output is shown only when it does not.
 * @param name name of the script in package.json
 */
export function npmScript(name: string): Stage {
    return {
        name,
        run: async () => {
            const { status, output } = await runNpmScript(name);
            if (status !== 0) process.stdout.write(`\n${output.trimEnd()}\n`);
            return status === 0
                ? { passed: 1, failed: 0 }
                : { passed: 0, failed: 1, note: `exit code ${String(status)}` };
        },
    };
}

async function runNpmScript(name: string): Promise<Command> {
    return await new Promise((resolve, reject) => {
        const child = spawn('npm', ['run', '--silent', name], {
            shell: process.platform === 'win32',
            stdio: ['ignore', 'pipe', 'pipe'],
        });
        let output = '';
        for (const stream of [child.stdout, child.stderr]) {
            stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
        }
        child.on('error', reject);
        child.on('close', (status) => {
            resolve({ status: status ?? 1, output });
        });
    });
}

/**
 * Runs all stages, one after the other: also those after a stage that failed.
 * @param stages in their order
 * @param print takes one line per stage
 * @returns the sum of their results; a stage that throws counts as one failure
 */
export async function runStages(stages: Stage[], print: (line: string) => void): Promise<StageResult> {
    const total = { passed: 0, failed: 0 };
    for (const stage of stages) {
        const start = performance.now();
        const { passed, failed, note } = await resultOf(stage);
        const seconds = ((performance.now() - start) / 1000).toFixed(1);
        print(
            `${failed === 0 ? 'ok  ' : 'FAIL'} ${stage.name.padEnd(16)} ${seconds.padStart(6)} s${note ? `  ${note}` : ''}`,
        );
        total.passed += passed;
        total.failed += failed;
    }
    return total;
}

async function resultOf(stage: Stage): Promise<StageResult> {
    try {
        return await stage.run();
    } catch (error) {
        return { passed: 0, failed: 1, note: error instanceof Error ? error.message : String(error) };
    }
}
