/** A file is there whole or not at all. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    statSync,
    writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { ensureFolder, writeAtomically } from './atomic-file.ts';

describe('a file that is written atomically', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hvt-files-'));
    after(() => {
        rmSync(folder, { recursive: true });
    });

    test('replaces the one that was there', async () => {
        const path = join(folder, 'a.txt');
        await writeAtomically(path, ['one']);
        await writeAtomically(path, ['an', 'other']);
        assert.equal(readFileSync(path, 'utf8'), 'another');
    });

    test('leaves the old one, and no half, when its source fails', async () => {
        const path = join(folder, 'b.txt');
        writeFileSync(path, 'old');
        const failing = function* (): Generator<string> {
            yield 'half';
            throw new Error('the source failed');
        };
        await assert.rejects(writeAtomically(path, failing()), /the source failed/);
        assert.equal(readFileSync(path, 'utf8'), 'old');
        assert.deepEqual(
            readdirSync(folder).filter((name) => name.endsWith('.part')),
            [],
        );
    });

    test('leaves no half when its program is interrupted', async () => {
        const path = join(folder, 'c.txt');
        const writer = new URL('atomic-file.ts', import.meta.url).href;
        const program = `
            import { writeAtomically } from '${writer}';
            process.on('SIGTERM', () => process.exit(130));
            async function* endless() {
                for (;;) {
                    yield 'half';
                    await new Promise((resolve) => setTimeout(resolve, 5));
                    console.log('writing');
                }
            }
            await writeAtomically(${JSON.stringify(path)}, endless());`;
        const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', program]);
        await once(child.stdout, 'data');
        assert.ok(existsSync(`${path}.part`));
        child.kill('SIGTERM');
        await once(child, 'exit');
        assert.deepEqual([existsSync(path), existsSync(`${path}.part`)], [false, false]);
    });

    test('may be for its owner only', async () => {
        const path = join(folder, 'd.txt');
        await writeAtomically(path, ['secret'], 0o600);
        assert.equal(statSync(path).mode & 0o777, 0o600);
    });

    test('says why it cannot be written', async () => {
        mkdirSync(join(folder, 'taken'));
        await assert.rejects(writeAtomically(join(folder, 'none', 'e.txt'), ['x']), /e\.txt .*de map bestaat niet/);
        await assert.rejects(writeAtomically(join(folder, 'taken'), ['x']), /taken kan niet geschreven worden/);
        await assert.rejects(ensureFolder(join(folder, 'a.txt', 'deeper')), /een deel van het pad is geen map/);
    });
});
