/** Runs side by side: what changed, what came and went, and nothing where they agree. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { exampleLines, exampleLocations, QUARTER } from '../../testing/example-lines.ts';
import { RunWriter } from '../../testing/stored-run.ts';
import { TestOrg, type TestUser } from '../../testing/test-org.ts';
import { day } from '../engine/day.ts';
import { differences } from '../engine/differences.ts';
import type { Line } from '../engine/lines.ts';
import { filledIn, LAW } from '../engine/testing/law.ts';
import { total } from '../engine/testing/register.ts';
import { compareRuns, type Comparison } from './compare-runs.ts';

/** With this the monthly amounts can be calculated. */
const DECIDED = [
    ...LAW,
    ...filledIn('large_from_beds', { number: '15' }),
    ...filledIn('sixty_days_consecutive', { choice: 'total' }),
    ...filledIn('availability_before_august', { choice: 'counts' }),
];

describe('comparing runs', () => {
    let org: TestOrg;
    let coordinator: TestUser;
    let first: Line[];
    let second: Line[];
    const folder = mkdtempSync(join(tmpdir(), 'hvt-compare-'));

    before(async () => {
        org = await TestOrg.start();
        await org.loadMunicipalities(['limburg']);
        coordinator = await org.user('Subsidy_Coordinator');
        first = await exampleLines();
        // two beds less in the hotel, and the amounts per month are known
        second = await exampleLines(exampleLocations(10), undefined, DECIDED);
        const writer = new RunWriter(org, coordinator);
        const corrects = await writer.store({ key: 'run-1', ...QUARTER, lines: first, approved: true });
        await writer.store({ key: 'run-2', ...QUARTER, lines: second });
        const period = { firstDay: day(QUARTER.firstDay), lastDay: day(QUARTER.lastDay), scenario: false };
        await writer.store({ key: 'run-3', ...QUARTER, lines: differences(first, second, period), corrects });
        await writer.store({ key: 'run-4', ...QUARTER, lines: first });
    });
    after(async () => {
        await org.remove();
        rmSync(folder, { recursive: true });
    });

    async function compared<Result>(
        a: string,
        b: string,
        read: (comparison: Comparison) => Result,
    ): Promise<Awaited<Result>> {
        const comparison = await compareRuns(coordinator.client, [a, b]);
        try {
            return await read(comparison);
        } finally {
            comparison.close();
        }
    }

    test('what changed is told by bed, with the amounts of both', async () => {
        const [rows, summary] = await compared('RUN-00001', 'RUN-00002', (one) => [
            [...one.differences()],
            one.summary(),
        ]);
        assert.deepEqual(
            rows
                .filter(({ rule }) => rule === 'R5_Specific_Daily')
                .map(({ change, centsA, cents }) => ({ change, centsA, cents })),
            [1, 2].map(() => ({ change: 'only_in_a', centsA: 322_000, cents: -322_000 })),
        );
        const monthly = rows.filter(({ rule, change }) => rule === 'R6_Public_Monthly' && change === 'only_in_b');
        assert.equal(monthly.length, 10);
        for (const { reasonsA, reasonsB, centsB } of monthly) {
            assert.match(reasonsA.join(), /Nog geen goedgekeurde waarde/);
            assert.deepEqual([reasonsB, centsB], [[], 16_500]);
        }
        assert.deepEqual([summary.centsA, summary.centsB], [total(first), total(second)]);
        assert.equal(
            rows.reduce((sum, { cents }) => sum + cents, 0),
            total(second) - total(first),
        );
    });

    test('a correction counts with what it corrects', async () => {
        const [forward, corrected] = [
            await compared('RUN-00001', 'RUN-00002', (one) => [...one.differences()]),
            await compared('RUN-00001', 'RUN-00003', (one) => [...one.differences()]),
        ];
        const amounts = (rows: typeof forward): unknown[] =>
            rows.filter(({ cents }) => cents !== 0).map(({ bed, rule, cents }) => ({ bed, rule, cents }));
        assert.deepEqual(amounts(corrected), amounts(forward));
        const totals = await compared('RUN-00003', 'RUN-00002', (one) => one.summary());
        assert.deepEqual([totals.centsA, totals.centsB], [total(second), total(second)]);
    });

    test('runs that agree have no differences', async () => {
        const { different, same } = await compared('RUN-00001', 'RUN-00004', (one) => one.summary());
        assert.equal(different, 0);
        assert.ok(same > 0);
    });

    test('findings that came and went are differences without an amount', async () => {
        const rows = await compared('RUN-00002', 'RUN-00001', (one) => [...one.differences()]);
        assert.ok(rows.every(({ change, cents }) => change.startsWith('finding') === (cents === 0)));
    });

    test('the file has all of them', async () => {
        const path = join(folder, 'verschillen.csv');
        const rows = await compared('RUN-00001', 'RUN-00002', async (one) => {
            await one.writeCsv(path);
            return [...one.differences()];
        });
        const read = parse<Record<string, string>>(readFileSync(path), { bom: true, delimiter: ';', columns: true });
        assert.equal(read.length, rows.length);
        assert.ok(read.some(({ wat, verschil }) => wat === 'enkel in A' && verschil === '-3220,00'));
        await assert.rejects(
            compared('RUN-00001', 'RUN-00002', (one) => one.writeCsv(join(folder, 'none', 'x.csv'))),
            /de map bestaat niet/,
        );
        assert.equal(existsSync(join(folder, 'none')), false);
    });

    test('a run is not compared with itself or with one that is not there', async () => {
        await assert.rejects(compareRuns(coordinator.client, ['RUN-00001', 'RUN-00001']), /met zichzelf vergeleken/);
        await assert.rejects(compareRuns(coordinator.client, ['RUN-00001', 'RUN-00009']), /geen berekening RUN-00009/);
    });
});
