/** Runs in an org as readers meet them: found by any name, read in order, told to those who may see them. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { exampleLines, QUARTER } from '../../testing/example-lines.ts';
import { RunWriter } from '../../testing/stored-run.ts';
import { TestOrg, type TestUser } from '../../testing/test-org.ts';
import type { Line } from '../engine/lines.ts';
import { total } from '../engine/testing/register.ts';
import { findLine } from './find-line.ts';
import { lineText } from './line-text.ts';
import { storeLines } from './read-lines.ts';
import { findRun, periodName } from './run.ts';
import { statusOfAll, statusOfOne } from './run-status.ts';
import { readStatements } from './statement.ts';

describe('stored runs', () => {
    let org: TestOrg;
    let coordinator: TestUser;
    let lines: Line[];
    let runId: string;

    before(async () => {
        org = await TestOrg.start();
        await org.loadMunicipalities(['limburg']);
        coordinator = await org.user('Subsidy_Coordinator');
        lines = await exampleLines();
        const writer = new RunWriter(org, coordinator);
        runId = await writer.store({ key: 'run-1', ...QUARTER, lines, approved: true });
        await writer.store({ key: 'run-2', ...QUARTER, lines: lines.slice(0, 3), assumptions: 'maandbedrag 55 euro' });
    });
    after(() => org.remove());

    test('a run is found by its reference, its id and its external key, and nothing else', async () => {
        const run = await findRun(coordinator.client, 'RUN-00001');
        assert.equal(run.id, runId);
        assert.equal((await findRun(coordinator.client, runId)).name, 'RUN-00001');
        assert.equal((await findRun(coordinator.client, run.key)).name, 'RUN-00001');
        assert.equal(run.cents, total(lines));
        for (const unknown of ['RUN-99999', "x' OR Name != '", 'a0000000000000000A'])
            await assert.rejects(findRun(coordinator.client, unknown), /Er is geen berekening/);
    });

    test('statements come by NIS code with exact totals', async () => {
        const statements = await readStatements(coordinator.client, runId);
        assert.deepEqual(
            statements.map(({ nis, municipality, cents }) => ({ nis, municipality, cents })),
            ['71004', '71016'].map((nis, index) => ({
                nis,
                municipality: ['Beringen', 'Genk'][index],
                cents: total(lines.filter(({ payee }) => payee === nis)),
            })),
        );
    });

    test('lines come by location, rule, day and key, as the engine gave them', async () => {
        const [, genk] = await readStatements(coordinator.client, runId);
        const store = await storeLines(coordinator.client, { runId, explanation: true });
        const read = [...store.ofStatement(genk?.id ?? '')];
        store.close();
        const own = lines.filter(({ payee }) => payee === '71016');
        assert.equal(read.length, own.length);
        const order = read.map(({ location, rule, firstDay }) => `${location?.name ?? ''}\t${rule}\t${firstDay}`);
        assert.deepEqual(order, order.toSorted());
        const given = new Map(own.map((line) => [line.key, line]));
        for (const { inputs, cents, quantity, explanation, inputHash } of read) {
            const line = given.get(inputs.key);
            assert.deepEqual([cents, quantity, inputHash], [line?.cents, String(line?.quantity), line?.inputHash]);
            assert.ok(explanation.length > 2);
        }
    });

    test('reading a run costs a handful of calls', async () => {
        const before = coordinator.client.calls;
        const { totals } = await statusOfOne(coordinator.client, 'RUN-00001');
        assert.ok(coordinator.client.calls - before <= 12, String(coordinator.client.calls - before));
        assert.equal(totals?.cents, total(lines));
        assert.deepEqual(
            totals.byProvince.map(({ name }) => name),
            ['Limburg'],
        );
        const missing = lines.filter(({ kind }) => kind !== 'Regular').length;
        assert.equal(
            totals.leftOut.reduce((sum, { findings }) => sum + findings, 0),
            missing,
        );
        assert.ok(totals.leftOut.some(({ reason }) => reason.includes('vanaf wanneer een locatie groot is')));
    });

    test('the list says in words what is approved and what is a scenario', async () => {
        const all = await statusOfAll(coordinator.client);
        assert.deepEqual(
            all.map(({ name, state, statements, lines: count }) => ({ name, state, statements, count })),
            [
                { name: 'RUN-00001', state: 'goedgekeurd', statements: 2, count: lines.length },
                { name: 'RUN-00002', state: 'SCENARIO (geen recht op betaling), berekend', statements: 2, count: 3 },
            ],
        );
    });

    test('a line is explained step by step, a scenario is said first', async () => {
        const text = lineText(await findLine(coordinator.client, 'LIJN-00000001')).join('\n');
        assert.match(text, /^Lijn LIJN-00000001 – Begeleiding \(gewoon\)/);
        assert.match(text, /1\. Begeleiding: aantal personen[\s\S]*Geteld: 180 volwassenen/);
        assert.match(text, /Parameter PAR-\d+: factor van de peildatum[\s\S]*Bron +https:/);
        const scenario = await org.admin.query<{ Name: string }>(
            'SELECT Name FROM Subsidy_Line__c WHERE Statement__r.Run__r.Scenario__c = true LIMIT 1',
        );
        const told = lineText(await findLine(coordinator.client, scenario.records[0]?.Name ?? ''));
        assert.match(told[0] ?? '', /^SCENARIO/);
        await assert.rejects(findLine(coordinator.client, 'LIJN-99999999'), /Er is geen lijn LIJN-99999999/);
    });

    test('an officer sees what is shared: the line and its explanation, not the run', async () => {
        const officer = await org.user('Municipal_Officer');
        await assert.rejects(findLine(officer.client, 'LIJN-00000001'), /Er is geen lijn LIJN-00000001/);
        const [beringen] = await readStatements(coordinator.client, runId);
        const shared = await org.admin.create('Subsidy_Statement__Share', {
            ParentId: beringen?.id,
            UserOrGroupId: officer.id,
            AccessLevel: 'Read',
        });
        assert.equal(shared.success, true);
        const line = await findLine(officer.client, 'LIJN-00000001');
        assert.deepEqual([line.municipality.name, line.run, line.parameter], ['Beringen', undefined, undefined]);
        assert.ok(line.steps.length > 2);
        await assert.rejects(statusOfAll(officer.client), /Subsidy_Run__c/);
    });

    test('who has no part in subsidies is told so', async () => {
        const support = await org.user('Support_Team');
        await assert.rejects(statusOfAll(support.client), /Subsidy_Run__c/);
        await assert.rejects(findLine(support.client, 'LIJN-00000001'), /Subsidy_Line__c/);
    });
});

describe('the name of a period', () => {
    test('is its quarter, its month, or its days', () => {
        assert.equal(periodName({ firstDay: '2022-10-01', lastDay: '2022-12-31' }), '2022-Q4');
        assert.equal(periodName({ firstDay: '2024-02-01', lastDay: '2024-02-29' }), '2024-02');
        assert.equal(periodName({ firstDay: '2022-10-01', lastDay: '2022-12-30' }), '2022-10-01_2022-12-30');
        assert.equal(periodName({ firstDay: '2022-11-01', lastDay: '2023-01-31' }), '2022-11-01_2023-01-31');
    });
});
