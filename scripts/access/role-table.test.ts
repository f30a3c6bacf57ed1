/** The table of who may do what is the one of the metadata. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { formattedRoleTable, ROLE_TABLE } from './write-role-table.ts';

test('docs/access-roles.md tells what the metadata grants', async () => {
    assert.equal(readFileSync(ROLE_TABLE, 'utf8'), await formattedRoleTable(), 'write it again: npm run docs:access');
});
