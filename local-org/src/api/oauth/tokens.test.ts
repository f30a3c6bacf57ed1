/** Tokens in the data file. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ADMINISTRATOR_ID } from '../../org/first-records.ts';
import { TestServer } from '../suite/client.ts';

test('tokens outlive a restart', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'local-org-'));
    try {
        const first = new TestServer({ dataFolder });
        const { token } = first.admin;
        const standing = first.tokens.standing(ADMINISTRATOR_ID);
        await first.close();
        const second = new TestServer({ dataFolder });
        assert.equal(second.tokens.userOf(token, 'access'), ADMINISTRATOR_ID);
        assert.equal(second.tokens.standing(ADMINISTRATOR_ID), standing);
        await second.close();
    } finally {
        rmSync(dataFolder, { recursive: true });
    }
});
