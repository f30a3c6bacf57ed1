import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { runCommand } from './command.ts';
import { readDataSet, temporaryFolder } from '../testing/data-set.ts';

const folder = temporaryFolder();
after(folder.remove);

function command(...args: string[]): { status: number; stdout: string; stderr: string } {
    let [stdout, stderr] = ['', ''];
    const status = runCommand(args, {
        print: (line) => {
            stdout += `${line}\n`;
        },
        report: (line) => {
            stderr += `${line}\n`;
        },
    });
    return { status, stdout, stderr };
}

const TWO = ['--size', 'small', '--municipalities', '2'];

/** The names in the folder, so that a test can see that nothing was left behind. */
function left(): string[] {
    return readdirSync(folder.path).sort();
}

for (const [what, args, message] of [
    ['a size is missing', [], /--size is missing/],
    ['a size is unknown', ['--size', 'huge'], /--size huge is unknown/],
    ['there are not so many municipalities', ['--size', 'small', '--municipalities', '39'], /from 0 to 38/],
    ['a municipality is unknown', ['--size', 'small', '--also', '44021,71022'], /71022 is not the NIS code/],
    ['there are to be no municipalities', ['--size', 'small', '--municipalities', '0'], /from 1 to 38/],
    ['a number is none', ['--size', 'full', '--municipalities', 'ten'], /--municipalities ten/],
    ['a day does not exist', [...TWO, '--as-of', '2026-02-30'], /2026-02-30 is not a day/],
    ['a day is before the framework', [...TWO, '--as-of', '2022-01-01'], /outside 2022-03-14 to 2026-03-31/],
    ['a seed is no number', [...TWO, '--seed', '-1x'], /seed/],
    ['an option is unknown', [...TWO, '--colour', 'red'], /--colour/],
] as const) {
    test(`says in one line that ${what}, and writes nothing`, () => {
        const before = left();
        const { status, stderr, stdout } = command(...args, '--out', join(folder.path, 'wrong'));
        assert.equal(status, 2);
        assert.match(stderr.split('\n')[0] ?? '', message);
        assert.doesNotMatch(stderr, /\n {4}at /);
        assert.equal(stdout, '');
        assert.deepEqual(left(), before);
    });
}

test('says that the folder is missing', () => {
    const { status, stderr } = command(...TWO);
    assert.equal(status, 2);
    assert.match(stderr, /--out is missing/);
});

test('writes the plan and its files, and prints how many rows each has', () => {
    const out = join(folder.path, 'new', 'set');
    const { status, stdout, stderr } = command(...TWO, '--out', out);
    assert.equal(status, 0, stderr);
    const files = readDataSet(out);
    assert.deepEqual(readdirSync(out).sort(), [...files.map(({ file }) => file), 'plan.json'].sort());
    for (const { file, operation, externalIdFieldName } of files) {
        assert.match(stdout, new RegExp(file));
        assert.deepEqual([operation, externalIdFieldName], ['upsert', 'External_Key__c']);
    }
    assert.match(stderr, /2 of 2 municipalities/);
});

test('prints one line of JSON when asked', () => {
    const { stdout, stderr } = command(...TWO, '--out', join(folder.path, 'json'), '--json');
    assert.equal(stderr, '');
    assert.equal(stdout.trim().split('\n').length, 1);
    const { Bed__c: beds = 0 } = JSON.parse(stdout) as Record<string, number>;
    assert.ok(beds > 0);
});

test('replaces an earlier data set only when asked, and nothing else ever', () => {
    const out = join(folder.path, 'again');
    command(...TWO, '--out', out);
    const refused = command(...TWO, '--out', out);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /not empty/);
    assert.equal(command(...TWO, '--out', out, '--force', '--as-of', '2023-05-05').status, 0);

    writeFileSync(join(out, 'letter.txt'), 'keep me');
    const foreign = command(...TWO, '--out', out, '--force');
    assert.equal(foreign.status, 1);
    assert.match(foreign.stderr, /holds other files/);
    assert.ok(existsSync(join(out, 'letter.txt')));
});

test('leaves nothing behind where it cannot write', () => {
    const file = join(folder.path, 'file');
    writeFileSync(file, '');
    const before = left();
    for (const out of [file, join(file, 'below')]) {
        const { status, stderr } = command(...TWO, '--out', out);
        assert.equal(status, 1);
        assert.match(stderr, /^generate-demo: cannot /);
        assert.equal(stderr.trim().split('\n').length, 1);
    }
    assert.deepEqual(left(), before);
    mkdirSync(join(folder.path, 'empty'));
    assert.equal(command(...TWO, '--out', join(folder.path, 'empty')).status, 0);
});

test('the program prints and ends as the command says', () => {
    const program = join(import.meta.dirname, '..', 'generate-demo.ts');
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, '--size', 'huge', '--out', 'x'], {
        encoding: 'utf8',
    });
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /^generate-demo: --size huge is unknown/);
});
