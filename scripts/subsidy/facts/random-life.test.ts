/** Lives of a location, drawn by chance: a run from the history is the run from what was frozen at that instant. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../../../local-org/test/soak/random.ts';
import { TestOrg, type TestUser } from '../../testing/test-org.ts';
import type { LocationFacts } from '../engine/facts.ts';
import type { Line } from '../engine/lines.ts';
import { run } from '../engine/testing/register.ts';
import { frozenCopy } from './testing/frozen-copy.ts';
import { LocationLife } from './testing/location-life.ts';
import { readFacts } from './read-facts.ts';

const SEEDS = [11, 23];
const SNAPSHOTS = 4;
const STEPS_BETWEEN = 8;
/** A snapshot may be read a quarter of an hour later. */
const LATER_MS = 20 * 60_000;
const SECOND = 1000;
const QUARTER = { from: '2022-10-01', to: '2022-12-31' };

describe('the history of a location', () => {
    let org: TestOrg;
    let coordinator: TestUser;
    before(async () => {
        org = await TestOrg.start();
        await org.loadMunicipalities(['limburg']);
        coordinator = await org.user('Subsidy_Coordinator');
    });
    after(() => org.remove());

    async function linesOf(locations: LocationFacts[], snapshot: Date): Promise<Line[]> {
        return run({ ...QUARTER, locations, snapshot: snapshot.toISOString() });
    }

    /** Everything before lies in an earlier second, everything after in a later one. */
    async function nextInstant(): Promise<Date> {
        const instant = new Date(Math.ceil((Date.now() + 1) / SECOND) * SECOND);
        await sleep(instant.getTime() + SECOND - Date.now());
        return instant;
    }

    for (const seed of SEEDS)
        test(`gives the same run as frozen copies of it, life ${String(seed)}`, async () => {
            const life = await LocationLife.begin(org.admin, new Random(seed), `L${String(seed)}`);
            const frozen: { at: Date; copy: LocationFacts }[] = [];
            for (let part = 0; part < SNAPSHOTS; part++) {
                for (let step = 0; step < STEPS_BETWEEN; step++) await life.next();
                const copy = await frozenCopy(org.admin, life.key);
                frozen.push({ at: await nextInstant(), copy });
            }
            assert.ok(life.done > (SNAPSHOTS * STEPS_BETWEEN) / 2, `only ${String(life.done)} steps were taken`);
            const totals = new Set<string>();
            for (const { at, copy } of frozen) {
                const known = await readFacts(coordinator.client, at, new Date(Date.now() + LATER_MS));
                const history = [...known.locations()].filter(({ key }) => key === life.key);
                known.close();
                const lines = await linesOf(history, at);
                assert.deepEqual(lines, await linesOf([copy], at), `as of ${at.toISOString()}`);
                totals.add(JSON.stringify(lines));
            }
            assert.ok(totals.size > 1, 'the life changes what is paid');
        });
});
