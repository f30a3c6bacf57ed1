/** A file is there whole or not at all. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

    test('says why it cannot be written', async () => {
        mkdirSync(join(folder, 'taken'));
        await assert.rejects(writeAtomically(join(folder, 'none', 'c.txt'), ['x']), /c\.txt .*de map bestaat niet/);
        await assert.rejects(writeAtomically(join(folder, 'taken'), ['x']), /taken kan niet geschreven worden/);
        await assert.rejects(ensureFolder(join(folder, 'a.txt', 'deeper')), /een deel van het pad is geen map/);
    });
});
