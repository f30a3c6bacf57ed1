/** One try for each role and object of `docs/access-matrix.csv`; all of it is for `npm run test:clients`. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { PROJECT } from '../../testing/test-org.ts';
import { differences } from './differences.ts';
import { DRAFTS } from './drafts.ts';
import { MatrixOrg } from './matrix-org.ts';
import { readMatrix } from './matrix-table.ts';
import { observeObject } from './observe.ts';
import { SOQL } from './ways/rest.ts';

const table = readMatrix();

describe('every role reads of every object what the table says', () => {
    let org: MatrixOrg;
    before(async () => {
        org = await MatrixOrg.start();
    });
    after(() => org.remove());

    for (const role of new Set(table.map((row) => row.role)))
        test(role, { timeout: 60_000 }, async () => {
            const user = org.users.find((one) => one.role.name === role);
            assert.ok(user, 'the org has no such role');
            for (const object of Object.keys(DRAFTS))
                assert.deepEqual(differences(table, await observeObject(org, user, object, [SOQL], ['read'])), []);
        });
});

test('every object of the application is in the table', () => {
    const root = join(PROJECT, 'force-app', 'main');
    const objects = readdirSync(root)
        .flatMap((folder) => namesIn(join(root, folder, 'objects')))
        .filter((name) => name.endsWith('__c'));
    assert.deepEqual(
        [...new Set(table.map(({ object }) => object))].filter((name) => name.endsWith('__c')).toSorted(),
        objects.toSorted(),
    );
});

function namesIn(folder: string): string[] {
    try {
        return readdirSync(folder);
    } catch {
        return [];
    }
}
