/** What was recorded is loaded into a real org in bulk, and read back as of a day in the past. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { join } from 'node:path';
import { bulkLoad } from '../../salesforce/bulk-load.ts';
import { readMunicipalities } from '../../seed/demo/municipalities.ts';
import { generate, municipalitiesOf, settingOf } from '../../seed/demo/generate.ts';
import { drawRegistry } from '../../seed/demo/registry.ts';
import { requestFor, temporaryFolder } from '../../seed/testing/data-set.ts';
import { TestOrg, type TestUser } from '../../testing/test-org.ts';
import { isoDay } from '../engine/day.ts';
import { readFacts, type KnownFacts } from './read-facts.ts';

/** Everything recorded until then counts (R7: the payment of 31-12-2022). */
const SNAPSHOT = new Date('2022-08-31T22:00:00Z');
const NOW = new Date('2026-03-01T10:00:00Z');
const MUNICIPALITIES = 4;

describe('recorded facts', () => {
    let org: TestOrg;
    let loader: TestUser;
    let coordinator: TestUser;
    let rows = 0;
    const folder = temporaryFolder();
    const request = requestFor(join(folder.path, 'data'), { municipalities: MUNICIPALITIES, history: true });
    const all = readMunicipalities();
    const registries = municipalitiesOf('small', all)
        .slice(0, MUNICIPALITIES)
        .map((one) => drawRegistry(settingOf('small', request.seed, all), one));

    before(async () => {
        const facts = generate(request).find(({ object }) => object === 'Recorded_Fact__c');
        assert.ok(facts);
        rows = facts.rows;
        org = await TestOrg.start();
        await org.loadMunicipalities();
        [loader, coordinator] = [await org.user('Integration'), await org.user('Subsidy_Coordinator')];
        await bulkLoad(loader.client, { ...facts, file: join(request.out, facts.file) });
    });
    after(async () => {
        await org.remove();
        folder.remove();
    });

    async function known(snapshot = SNAPSHOT): Promise<KnownFacts> {
        return readFacts(coordinator.client, snapshot, NOW);
    }

    test('all are there, and a second load changes nothing', async () => {
        assert.equal(await org.count('Recorded_Fact__c'), rows);
        const path = join(request.out, generate({ ...request, force: true }).at(-1)?.file ?? '');
        await bulkLoad(loader.client, {
            object: 'Recorded_Fact__c',
            file: path,
            externalIdFieldName: 'External_Key__c',
        });
        assert.equal(await org.count('Recorded_Fact__c'), rows);
    });

    test('each location comes with what was recorded in it by the snapshot, as it was drawn', async () => {
        const facts = await known();
        const read = [...facts.locations()];
        facts.close();
        // the generator counts in minutes
        const until = SNAPSHOT.getTime() / 60_000;
        const drawn = registries.flatMap(({ locations, beds, assignments, unavailabilities, places }) => {
            const placesOf = new Map(places.map((one) => [one.key, one.versions[0].state.locationKey]));
            const bedsOf = new Map(beds.map((one) => [one.key, placesOf.get(one.versions[0].state.placeKey)]));
            const versions = (list: readonly { versions: readonly { recordedFrom: number }[] }[]): number =>
                list.reduce(
                    (sum, one) => sum + one.versions.filter(({ recordedFrom }) => recordedFrom <= until).length,
                    0,
                );
            return locations
                .filter(({ versions: [first] }) => first.recordedFrom <= until)
                .map(({ key }) => ({
                    key,
                    beds: versions(beds.filter((one) => bedsOf.get(one.key) === key)),
                    stays: versions(assignments.filter((one) => bedsOf.get(one.versions[0].state.bedKey) === key)),
                    gaps: versions(unavailabilities.filter((one) => bedsOf.get(one.versions[0].state.bedKey) === key)),
                }));
        });
        const count = (list: readonly { versions: readonly unknown[] }[]): number =>
            list.reduce((sum, { versions }) => sum + versions.length, 0);
        const seen = read.map(({ key, beds, assignments, unavailabilities }) => ({
            key,
            beds: count(beds),
            stays: count(assignments),
            gaps: count(unavailabilities),
        }));
        const byKey = (one: { key: string }, other: { key: string }): number => (one.key < other.key ? -1 : 1);
        assert.ok(seen.some(({ stays }) => stays > 0));
        assert.deepEqual(seen.toSorted(byKey), drawn.toSorted(byKey));
        assert.equal(facts.orphans, 0);
    });

    test('locations come in the order of their keys, their beds in the order of their keys', async () => {
        const facts = await known();
        const read = [...facts.locations()];
        facts.close();
        const order = read.map(({ key }) => key);
        assert.deepEqual(order, order.toSorted());
        for (const { beds } of read)
            assert.deepEqual(
                beds.map(({ key }) => key),
                beds.map(({ key }) => key).toSorted(),
            );
    });

    test('a state is what was drawn, with its days', async () => {
        const facts = await known();
        const [first] = facts.locations();
        facts.close();
        const drawn = registries.flatMap(({ beds }) => beds).find(({ key }) => key === first?.beds[0]?.key)
            ?.versions[0];
        const read = first?.beds[0]?.versions[0];
        assert.ok(read && drawn);
        assert.equal(isoDay(read.state.firstDay), isoDay(drawn.state.firstDay));
        assert.deepEqual([read.state.placeKey, read.state.bookable], [drawn.state.placeKey, drawn.state.bookable]);
    });

    test('parameters and counts are those that were known then', async () => {
        const early = await known();
        const late = await known(new Date('2025-06-01T00:00:00Z'));
        for (const facts of [early, late]) facts.close();
        assert.ok(early.registerCounts.length < late.registerCounts.length);
        const rate = early.parameters.find(
            ({ code, confidence }) => code === 'tranche_factor' && confidence === 'Quoted',
        );
        assert.deepEqual([rate?.number, rate?.approved], ['0.45', true]);
        assert.ok(early.parameters.some(({ confidence, approved }) => confidence === 'Unknown' && !approved));
    });

    test('reading costs a handful of calls', async () => {
        const before = coordinator.client.calls;
        (await known()).close();
        assert.ok(coordinator.client.calls - before <= 8, String(coordinator.client.calls - before));
    });

    test('a snapshot younger than 15 minutes is refused', async () => {
        await assert.rejects(known(new Date(NOW.getTime() - 14 * 60_000)), /jonger dan een kwartier/);
    });

    test('nobody but the loader records the past, and nobody edits it', async () => {
        const fact = { Record_Type__c: 'Bed__c', Record_Key__c: 'B', Recorded_From__c: '2022-05-01T00:00:00Z' };
        await assert.rejects(org.admin.create('Recorded_Fact__c', fact), /Alleen wie het verleden mag laden/);
        const now = { ...fact, Recorded_From__c: new Date().toISOString() };
        assert.equal((await org.admin.create('Recorded_Fact__c', now)).success, true);
        const { records } = await org.admin.query<{ Id: string }>(
            "SELECT Id FROM Recorded_Fact__c WHERE Recorded_To__c = null AND Record_Type__c = 'Bed__c' LIMIT 1",
        );
        const path = `/sobjects/Recorded_Fact__c/${records[0]?.Id ?? ''}`;
        await assert.rejects(loader.client.json('PATCH', path, { Facts__c: '{}' }), /nooit gewijzigd/);
    });

    test('who may not read facts is told so', async () => {
        const support = await org.user('Support_Team');
        await assert.rejects(readFacts(support.client, SNAPSHOT, NOW), /geen Recorded_Fact__c/);
    });
});
