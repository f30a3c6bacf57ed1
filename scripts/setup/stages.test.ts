import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runStages, type Stage, type StageResult } from './stages.ts';

function stage(name: string, result: StageResult): Stage {
    return { name, run: () => Promise.resolve(result) };
}

async function run(stages: Stage[]): Promise<{ total: StageResult; lines: string[] }> {
    const lines: string[] = [];
    const total = await runStages(stages, (line) => lines.push(line.replace(/ +[\d.]+ s/, ' TIME')));
    return { total, lines };
}

test('adds up the results, and says of each stage how it ended', async () => {
    const { total, lines } = await run([
        stage('one', { passed: 1, failed: 0 }),
        stage('many', { passed: 8, failed: 2, note: '1 skipped' }),
    ]);
    assert.deepEqual(total, { passed: 9, failed: 2 });
    assert.deepEqual(lines, ['ok   one TIME', 'FAIL many TIME  1 skipped']);
});

test('goes on after a stage that fails, or that throws', async () => {
    const { total, lines } = await run([
        stage('bad', { passed: 0, failed: 1 }),
        { name: 'worse', run: () => Promise.reject(new Error('no such tool')) },
        stage('good', { passed: 1, failed: 0 }),
    ]);
    assert.deepEqual(total, { passed: 1, failed: 2 });
    assert.deepEqual(
        lines.map((line) => line.split(/ +/).slice(0, 2).join(' ')),
        ['FAIL bad', 'FAIL worse', 'ok good'],
    );
    assert.match(lines[1] ?? '', /no such tool/);
});
