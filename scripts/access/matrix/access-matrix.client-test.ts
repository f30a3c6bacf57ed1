/** The whole of `docs/access-matrix.csv`, tried over HTTP in every way that a client has. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { differences, untried } from './differences.ts';
import { DRAFTS } from './drafts.ts';
import { MatrixOrg } from './matrix-org.ts';
import { readMatrix } from './matrix-table.ts';
import { observeControllers, observeDescribe, observeObject, type Observation } from './observe.ts';

/** So many tries are the least that proves something. */
const ENOUGH = 5000;

describe('every role does what the table says, and nothing else', () => {
    const table = readMatrix();
    const all: Observation[] = [];
    let org: MatrixOrg;
    before(async () => {
        org = await MatrixOrg.start();
    });
    after(() => org.remove());

    for (const role of new Set(table.map((row) => row.role)))
        test(role, { timeout: 180_000 }, async () => {
            const user = org.users.find((one) => one.role.name === role);
            assert.ok(user, 'the org has no such role');
            const observations: Observation[] = [];
            for (const object of Object.keys(DRAFTS)) {
                observations.push(...(await observeObject(org, user, object)));
                observations.push(...(await observeDescribe(user, object)));
            }
            observations.push(...(await observeControllers(org, user)));
            all.push(...observations);
            assert.deepEqual(differences(table, observations), []);
        });

    test('the table is complete: all of it was tried, and all roles are in it', (context) => {
        assert.deepEqual(untried(table, all), []);
        assert.deepEqual(
            org.users.map(({ role }) => role.name).toSorted(),
            [...new Set(table.map(({ role }) => role))].toSorted(),
        );
        context.diagnostic(`${String(all.length)} tries`);
        assert.ok(all.length >= ENOUGH, String(all.length));
    });
});
