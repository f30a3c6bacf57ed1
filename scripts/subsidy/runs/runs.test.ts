/** Runs on a real org over HTTP, as a coordinator: written, found again, approved, corrected. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../seed/testing/data-set.ts';
import { startDemoOrg, type DemoOrg } from '../../testing/demo-org.ts';
import { lastFact, recordChange } from '../../testing/recorded-change.ts';
import type { OrgClient, OrgRecord } from '../../salesforce/org-client.ts';
import { approveRun } from './approve-run.ts';
import { readAssumptions } from './assumptions.ts';
import { paymentSnapshot } from './payment-snapshot.ts';
import { periodOf, quarter, snapshotOf, type RunRequest } from './run-request.ts';
import { runSubsidy, type RunResult } from './run-subsidy.ts';

const NOW = new Date('2026-03-01T10:00:00Z');
const Q4 = quarter('2022-Q4');
const FIRST = snapshotOf('2023-01-31');
/** Later than all that the demonstration data record. */
const LATER = snapshotOf('2026-02-20');

/** The key of the bed that a line is about; empty: none. */
function bedOf(line: OrgRecord): string {
    return ((line['Bed__r'] as OrgRecord | null)?.['External_Key__c'] ?? '') as string;
}

describe('runs of subsidies', () => {
    let demo: DemoOrg;
    let client: OrgClient;
    const folder = temporaryFolder();

    before(async () => {
        demo = await startDemoOrg(12);
        client = demo.coordinator.client;
    });
    after(async () => {
        await demo.remove();
        folder.remove();
    });

    function run(
        changes: Partial<RunRequest> = {},
        settings: { dryRun?: boolean; as?: OrgClient } = {},
    ): Promise<RunResult> {
        const request = { period: Q4, snapshot: FIRST, only: undefined, assumptions: undefined, ...changes };
        const { dryRun = false, as = client } = settings;
        const onProgress = (): void => undefined;
        return runSubsidy(as, { request, dryRun, now: NOW, assumptionsText: 'aannames', onProgress });
    }

    async function all(soql: string): Promise<OrgRecord[]> {
        return Array.fromAsync(client.query(soql));
    }

    const countRuns = async (): Promise<number> => (await all('SELECT Id FROM Subsidy_Run__c')).length;

    test('a dry run tells the totals and writes nothing', async () => {
        const result = await run({}, { dryRun: true });
        assert.equal(result.run, undefined);
        assert.ok(result.totals.cents > 0);
        assert.equal(await countRuns(), 0);
    });

    test('a run has a statement for each municipality with lines, which add up to its total', async () => {
        const { run: name, totals, hash } = await run();
        const [record] = await all(
            `SELECT Status__c, Total__c, Input_Hash__c, Snapshot_At__c FROM Subsidy_Run__c WHERE Name = '${name ?? ''}'`,
        );
        assert.deepEqual(
            [record?.['Status__c'], record?.['Total__c'], record?.['Input_Hash__c']],
            ['Calculated', totals.cents / 100, hash],
        );
        const statements = await all('SELECT Total__c, Number_Of_Lines__c FROM Subsidy_Statement__c');
        const sum = (field: string): number => statements.reduce((total, one) => total + Number(one[field]), 0);
        assert.equal(Math.round(sum('Total__c') * 100), totals.cents);
        assert.equal(sum('Number_Of_Lines__c'), totals.lines);
    });

    test('a line says what it is about: bed, parameter, days, amount, explanation and fingerprint', async () => {
        const [line] = await all(
            'SELECT Bed__r.External_Key__c, Location__r.External_Key__c, Parameter__c, Days__c, Unit_Amount__c, Amount__c, ' +
                "Explanation__c, Inputs__c, Input_Hash__c, Scenario__c FROM Subsidy_Line__c WHERE Rule__c = 'R5_Specific_Daily' AND Line_Kind__c = 'Regular' LIMIT 1",
        );
        assert.ok(line);
        const inputs = JSON.parse(String(line['Inputs__c'])) as { bed: string; parameters: string[]; cents: number };
        assert.equal((line['Bed__r'] as OrgRecord)['External_Key__c'], inputs.bed);
        assert.equal(inputs.cents, Math.round(Number(line['Amount__c']) * 100));
        assert.match(String(line['Explanation__c']), /Categorie 2: dagbedrag[\s\S]*Parameter R5-daily_rate/);
        assert.match(String(line['Input_Hash__c']), /^[0-9a-f]{64}$/);
        assert.equal(line['Scenario__c'], false);
    });

    test('the same request finds the same run, with the same lines', async () => {
        const before = client.calls;
        const again = await run();
        assert.equal(again.unchanged, true);
        assert.equal(await countRuns(), 1);
        assert.ok(client.calls - before <= 25, `${String(client.calls - before)} calls`);
    });

    test('a run limited to a municipality gives what the whole run gives it', async () => {
        const [statement] = await all(
            'SELECT Municipality__r.NIS_Code__c, Total__c FROM Subsidy_Statement__c ORDER BY Total__c DESC LIMIT 1',
        );
        const nis = (statement?.['Municipality__r'] as OrgRecord)['NIS_Code__c'] as string;
        const limited = await run({ only: [nis] }, { dryRun: true });
        assert.equal(limited.totals.cents, Math.round(Number(statement?.['Total__c']) * 100));
    });

    test('a scenario counts assumed values, says so on every line, and is never approved', async () => {
        const file = join(folder.path, 'aannames.csv');
        writeFileSync(
            file,
            'rule,code,first_day,last_day,unit,value,confidence,source\n' +
                'R6_Public_Monthly,large_from_beds,2022-08-01,2022-12-31,Beds,15,Assumed,\n',
        );
        const assumed = await readAssumptions(client, file);
        const plain = await run({}, { dryRun: true });
        const scenario = await run({ assumptions: assumed.versions });
        assert.ok(scenario.totals.cents > plain.totals.cents);
        const lines = await all(
            `SELECT Scenario__c, Explanation__c FROM Subsidy_Line__c WHERE Statement__r.Run__r.Name = '${scenario.run ?? ''}'`,
        );
        assert.ok(lines.every((line) => line['Scenario__c'] === true));
        assert.ok(lines.every((line) => String(line['Explanation__c']).startsWith('Dit is een scenario')));
        await assert.rejects(approveRun(client, scenario.run ?? '', NOW), /is een scenario/);
    });

    test('approving freezes: nobody changes the run, its statements or its lines', async () => {
        const { run: name = '' } = await run();
        const result = await approveRun(client, name, NOW);
        assert.equal(result.unchanged, false);
        assert.equal((await approveRun(client, name, NOW)).unchanged, true);
        const [record] = await all(`SELECT Id FROM Subsidy_Run__c WHERE Name = '${name}'`);
        const [line] = await all(
            `SELECT Id, Statement__c FROM Subsidy_Line__c WHERE Statement__r.Run__r.Name = '${name}' LIMIT 1`,
        );
        const paths = [
            ['Subsidy_Run__c', String(record?.['Id']), { Total__c: 1 }],
            ['Subsidy_Statement__c', String(line?.['Statement__c']), { External_Key__c: 'x' }],
            ['Subsidy_Line__c', String(line?.['Id']), { Amount__c: 1 }],
        ] as const;
        for (const [object, id, values] of paths) {
            for (const who of [demo.coordinator, demo.loader]) {
                const path = `/sobjects/${object}/${id}`;
                await assert.rejects(
                    who.client.json('PATCH', path, values),
                    /ligt vast|liggen vast|access|insufficient/i,
                );
                await assert.rejects(who.client.json('DELETE', path), /access|insufficient/i);
            }
        }
        const added = { Statement__c: line?.['Statement__c'], Rule__c: 'Village', Line_Kind__c: 'Excluded' };
        await assert.rejects(client.json('POST', '/sobjects/Subsidy_Line__c', added), /liggen vast/);
    });

    test('the same snapshot of an approved period is refused, and an earlier one', async () => {
        await assert.rejects(run(), /is al goedgekeurd in RUN-/);
        await assert.rejects(run({ snapshot: FIRST - 86_400_000 }), /is al goedgekeurd in RUN-/);
    });

    test('a period that shares days with an approved one is refused: it would pay them twice', async () => {
        await assert.rejects(
            run({ period: periodOf('2022-12-01', '2023-02-28'), snapshot: LATER }),
            /twee keer betaald/,
        );
    });

    test('a correction of an approved period gives difference lines only, to the cent', async () => {
        const known = await run({ snapshot: LATER }, { dryRun: true });
        const paid = await all(
            'SELECT Bed__r.External_Key__c, Unit_Amount__c FROM Subsidy_Line__c ' +
                "WHERE Rule__c = 'R5_Specific_Daily' AND Line_Kind__c = 'Regular' AND Days__c = 92",
        );
        const at = '2026-02-19T08:00:00Z';
        const fact = await lastFact(client, 'Bed__c', paid.map(bedOf), at);
        const line = paid.find((one) => bedOf(one) === fact.key);
        await recordChange(demo.loader.client, fact, { Last_Day__c: '2022-12-21' }, at);
        const corrected = await run({ snapshot: LATER });
        assert.ok(corrected.corrects);
        const lines = await all(
            'SELECT Line_Kind__c, Bed__r.External_Key__c, Amount__c, Difference_From__c, Explanation__c FROM Subsidy_Line__c ' +
                `WHERE Statement__r.Run__r.Name = '${corrected.run ?? ''}'`,
        );
        assert.deepEqual([...new Set(lines.map((one) => one['Line_Kind__c']))], ['Difference']);
        const ofBed = lines.find((one) => bedOf(one) === fact.key);
        assert.ok(ofBed?.['Difference_From__c']);
        assert.match(String(ofBed['Explanation__c']), /Eerder goedgekeurd: .* Nu berekend: /);
        // ten days less, at the rate or at the rate less the reduction of an allocated day
        const lost = corrected.totals.cents - known.totals.cents;
        assert.equal(lost, Math.round(Number(ofBed['Amount__c']) * 100));
        assert.ok(lost < 0 && lost >= -10 * Math.round(Number(line?.['Unit_Amount__c']) * 100), String(lost));
    });

    test('two corrections of one approved run: the second is refused once the first is approved', async () => {
        const first = await run({ snapshot: LATER });
        const second = await run({ snapshot: LATER + 86_400_000 });
        await approveRun(client, first.run ?? '', new Date(NOW.getTime() + 1000));
        await assert.rejects(approveRun(client, second.run ?? '', NOW), /is RUN-\d+ goedgekeurd/);
        const after = await run({ snapshot: LATER + 86_400_000 });
        assert.equal(after.corrects, first.run);
        assert.deepEqual([after.totals.lines, after.totals.cents], [0, 0], 'nothing changed since');
    });

    test('facts that come before an old snapshot are noticed: the run is not what it was', async () => {
        const asked = { period: quarter('2023-Q1'), snapshot: snapshotOf('2023-04-15') };
        const before = await run(asked);
        const lines = await all(
            `SELECT Bed__r.External_Key__c FROM Subsidy_Line__c WHERE Statement__r.Run__r.Name = '${before.run ?? ''}' AND Bed__c != null`,
        );
        const at = '2023-04-01T08:00:00Z';
        const fact = await lastFact(client, 'Bed__c', lines.map(bedOf), at);
        await recordChange(demo.loader.client, fact, { Last_Day__c: '2023-01-02' }, at);
        await assert.rejects(run(asked), /andere lijnen dan deze berekening/);
    });

    test('the payment calendar gives a quarter its snapshot, or says that it does not know', async () => {
        await assert.rejects(paymentSnapshot(client, quarter('2023-Q2')), /De betaalkalender zegt niet/);
    });

    test('bad requests are told in one sentence, and write nothing', async () => {
        const runs = await countRuns();
        await assert.rejects(run({ only: ['00000'] }), /Onbekende NIS-code: 00000/);
        await assert.rejects(run({ snapshot: NOW.getTime() - 60_000 }), /jonger dan een kwartier/);
        await assert.rejects(approveRun(client, 'RUN-99999', NOW), /Er is geen berekening RUN-99999/);
        const support = await demo.org.user('Support_Team');
        await assert.rejects(run({}, { as: support.client }), /geen Subsidy_Run__c|U mag/);
        const officer = await demo.org.user('Municipal_Officer');
        await assert.rejects(run({}, { as: officer.client }), /geen Subsidy_Run__c|U mag/);
        assert.equal(await countRuns(), runs);
    });
});
