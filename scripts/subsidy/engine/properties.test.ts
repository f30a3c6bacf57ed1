/** What holds for every register, and a second opinion on thousands of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { differences } from './differences.ts';
import { day, isoDay } from './day.ts';
import { explain } from './explain.ts';
import type { LocationFacts, Municipality } from './facts.ts';
import { choices, lawWith, periods, registers } from './testing/arbitraries.ts';
import { naiveTotal } from './testing/naive.ts';
import { run, site, total, type Site } from './testing/register.ts';

const question = fc.record({ sites: registers, period: periods, choice: choices });

async function holds(runs: number, check: (sites: Site[], from: string, to: string, choice: Choice) => Promise<void>) {
    await fc.assert(
        fc.asyncProperty(question, ({ sites, period: [from, to], choice }) => check(sites, from, to, choice)),
        { numRuns: runs },
    );
}
type Choice = Parameters<typeof naiveTotal>[3];

test('a naive calculation, day by day, agrees to the cent', async () => {
    await holds(2000, async (sites, from, to, choice) => {
        const lines = await run({ from, to, locations: sites.map(site), parameters: lawWith(choice) });
        assert.equal(total(lines), naiveTotal(sites, from, to, choice));
    });
});

test('a period split in two gives the same total, by every rule', async () => {
    await holds(300, async (sites, from, to, choice) => {
        const middle = isoDay(Math.floor((day(from) + day(to)) / 2));
        const after = isoDay(day(middle) + 1);
        const ask = (first: string, last: string) =>
            run({ from: first, to: last, locations: sites.map(site), parameters: lawWith(choice) });
        const parts = [...(await ask(from, middle)), ...(middle === to ? [] : await ask(after, to))];
        const whole = await ask(from, to);
        for (const rule of new Set(whole.map((line) => line.rule)))
            assert.equal(total(parts, rule), total(whole, rule));
        assert.equal(total(parts), total(whole));
    });
});

test('a bed that is not eligible changes nothing about the others', async () => {
    await holds(300, async (sites, from, to, choice) => {
        const ask = (locations: Site[]) =>
            run({ from, to, locations: locations.map(site), parameters: lawWith(choice) });
        const ineligible = sites.map((one) => {
            const rooms = [...(one.rooms ?? []), 1];
            const last = rooms.reduce((sum, size) => sum + size, 0) - 1;
            return { ...one, rooms, beds: { ...one.beds, [last]: { from: '2022-03-14', bookable: false } } };
        });
        const amounts = (lines: Awaited<ReturnType<typeof run>>) => lines.filter(({ kind }) => kind === 'Regular');
        assert.deepEqual(amounts(await ask(ineligible)), amounts(await ask(sites)));
    });
});

test('the order of the facts is irrelevant: the same lines, byte for byte', async () => {
    await holds(200, async (sites, from, to, choice) => {
        const locations = sites.map(site);
        const parameters = lawWith(choice);
        const reversed = locations.map((facts): LocationFacts => ({
            ...facts,
            places: facts.places.toReversed(),
            beds: facts.beds.toReversed(),
            unavailabilities: facts.unavailabilities.toReversed(),
            assignments: facts.assignments.toReversed(),
            worksCosts: facts.worksCosts.toReversed(),
        }));
        const once = await run({ from, to, locations, parameters });
        const again = await run({ from, to, locations: reversed, parameters: parameters.toReversed() });
        assert.equal(JSON.stringify(again), JSON.stringify(once));
    });
});

const PARTS: Municipality[] = [
    { nis: '71022', name: 'Hasselt (tot 2024)', validTo: day('2024-12-31'), successor: '71072' },
    { nis: '73040', name: 'Kortessem', validTo: day('2024-12-31'), successor: '71072' },
    { nis: '71072', name: 'Hasselt', validFrom: day('2025-01-01') },
];

test('a fusion of municipalities preserves the total, and moves what is paid to the successor', async () => {
    await holds(200, async (sites, from, to, choice) => {
        const own = sites.map((one, index) => site({ ...one, nis: index % 2 === 0 ? '71022' : '73040' }));
        const merged = own.map((facts): LocationFacts => {
            const [version] = facts.location.versions;
            assert.ok(version);
            const fusion = Date.parse('2025-01-02T08:00:00Z');
            const versions = [
                { ...version, recordedTo: fusion },
                { recordedFrom: fusion, state: { ...version.state, nis: '71072' } },
            ];
            return { ...facts, location: { key: facts.key, versions } };
        });
        const ask = (locations: LocationFacts[], snapshot: string) =>
            run({ from, to, locations, snapshot, municipalities: PARTS, parameters: lawWith(choice) });
        const before = await ask(own, '2024-12-30T00:00:00Z');
        const after = await ask(merged, '2025-02-01T00:00:00Z');
        assert.equal(total(after), total(before));
        assert.ok(after.every(({ payee, municipality }) => payee === '71072' && municipality !== '71072'));
    });
});

test('differences between two runs add up to what changed; equal runs have none', async () => {
    await holds(200, async (sites, from, to, choice) => {
        const ask = (locations: Site[]) =>
            run({ from, to, locations: locations.map(site), parameters: lawWith(choice) });
        const before = await ask(sites);
        const after = await ask(sites.map((one) => ({ ...one, stays: [], gaps: [] })));
        const about = { firstDay: day(from), lastDay: day(to), scenario: false };
        assert.deepEqual(differences(before, before, about), []);
        const changes = differences(before, after, about);
        const change = changes.reduce((sum, { cents = 0 }) => sum + cents, 0);
        // nothing is taken back that waits for a parameter only since
        const waits = after.some(({ kind, rule }) => kind === 'Missing_Parameter' && rule === 'R5_Specific_Daily');
        if (!waits) assert.equal(change, total(after) - total(before));
        assert.ok(changes.every(({ cents }) => cents !== 0));
        assert.deepEqual(differences([...before, ...changes], after, about), []);
    });
});

test('every line is told in Dutch, ends with its amount, and has a key of its own', async () => {
    await holds(200, async (sites, from, to, choice) => {
        const parameters = lawWith(choice);
        const lines = await run({ from, to, locations: sites.map(site), parameters });
        for (const line of lines) {
            const told = explain(line, (key) => parameters.find((version) => version.key === key));
            assert.match(
                told.at(-1) ?? '',
                line.cents === undefined ? /geen bedrag/ : /^Bedrag: -?[\d.]+,\d\d euro\.$/,
            );
            assert.doesNotMatch(told.join('\n'), /undefined|NaN|\[object/);
        }
        assert.equal(new Set(lines.map(({ key }) => key)).size, lines.length);
    });
});
