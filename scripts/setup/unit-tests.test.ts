import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';

const FOLDER = mkdtempSync(join(tmpdir(), 'unit-tests-'));
after(() => {
    rmSync(FOLDER, { recursive: true });
});

const IMPORT = `import { describe, test } from 'node:test';\n`;

/** Runs these test files in a process of their own: a test runner does not run inside another one. */
function runTests(files: Record<string, string>): { output: string; result: unknown } {
    const folder = mkdtempSync(join(FOLDER, 'run-'));
    for (const [name, source] of Object.entries(files)) writeFileSync(join(folder, name), IMPORT + source);
    const module = pathToFileURL(join(import.meta.dirname, 'unit-tests.ts')).href;
    writeFileSync(
        join(folder, 'run.mjs'),
        `import { runUnitTests } from '${module}';\nconsole.log(JSON.stringify(await runUnitTests(['*.test.ts'])));`,
    );
    const { stdout, stderr } = spawnSync(process.execPath, ['run.mjs'], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    });
    const lines = stdout.trimEnd().split('\n');
    return { output: stdout + stderr, result: JSON.parse(lines.at(-1) ?? '') };
}

test('counts what passed', () => {
    const { result } = runTests({ 'a.test.ts': `test('x', () => {}); describe('d', () => { test('y', () => {}); });` });
    assert.deepEqual(result, { passed: 2, failed: 0, note: '' });
});

test('counts and shows what failed, and counts what was left out', () => {
    const { output, result } = runTests({
        'a.test.ts': `test('good', () => {}); test('bad', () => { throw new Error('boom'); }); test.skip('later');`,
    });
    assert.deepEqual(result, { passed: 1, failed: 1, note: '1 skipped or to do' });
    assert.match(output, /boom/);
});

test('a file that cannot be loaded is a failed test, and its message is shown', () => {
    const { output, result } = runTests({ 'a.test.ts': `import './absent.ts';` });
    assert.deepEqual(result, { passed: 0, failed: 1, note: '' });
    assert.match(output, /absent\.ts/);
});
