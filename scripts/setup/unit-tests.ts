/** The unit tests of everything that Node runs, on node's own test runner. */
import { availableParallelism } from 'node:os';
import { run } from 'node:test';
import { dot } from 'node:test/reporters';
import type { StageResult } from './stages.ts';

const UNIT_TESTS = ['scripts/**/*.test.ts', 'local-org/**/*.test.ts'];

/** A test that waits for what never comes would hold up the rest. */
const TIMEOUT_MS = 120_000;

/**
 * Runs unit tests in the folder of the process; prints a dot per test, what failed, and what tests wrote on stderr.
 * @param globPatterns which files
 * @returns how many tests passed and failed; a file that cannot be loaded counts as a failed test
 */
export async function runUnitTests(globPatterns = UNIT_TESTS): Promise<StageResult> {
    // the runner itself hardly works: left to itself it would keep a processor free
    const events = run({ globPatterns, concurrency: availableParallelism(), timeout: TIMEOUT_MS });
    let result: StageResult | undefined;
    events.on('test:summary', ({ file, counts }) => {
        // a summary without a file is that of the whole run
        if (file !== undefined) return;
        const left = counts.skipped + counts.todo;
        const failed = counts.tests - counts.passed - left;
        result = { passed: counts.passed, failed, note: left > 0 ? `${String(left)} skipped or to do` : '' };
    });
    events.on('test:stderr', ({ message }) => process.stderr.write(message));
    for await (const chunk of events.compose(dot)) process.stdout.write(String(chunk));
    if (!result) throw new Error('the test runner gave no summary');
    return result;
}
