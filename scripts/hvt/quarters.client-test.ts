/** Four quarters as a coordinator does them: counts in, calculated, approved, data corrected, calculated again. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startDemoOrg, type DemoOrg } from '../testing/demo-org.ts';
import { Hvt } from '../testing/hvt.ts';
import { lastFact, recordChange, recordFirst } from '../testing/recorded-change.ts';
import type { RunResult } from '../subsidy/runs/run-subsidy.ts';

const QUARTERS = [
    { quarter: '2022-Q3', snapshot: '2022-11-15' },
    { quarter: '2022-Q4', snapshot: '2023-02-15' },
    { quarter: '2023-Q1', snapshot: '2023-05-15' },
    { quarter: '2023-Q2', snapshot: '2023-08-15' },
];
/** Later than all that the demonstration data record. */
const LATER = '2026-03-01';
const CHANGED = '2026-02-20T08:00:00Z';

describe('four quarters', { timeout: 600_000 }, () => {
    let demo: DemoOrg;
    const hvt = new Hvt();
    const approved = new Map<string, RunResult>();

    before(async () => {
        demo = await startDemoOrg(12);
        await hvt.login('coordinator', demo.org, demo.coordinator.accessToken);
        const support = await demo.org.user('Support_Team');
        await hvt.login('support', demo.org, support.accessToken);
    });
    after(async () => {
        await demo.remove();
        hvt.remove();
    });

    const subsidy = (verb: string, ...args: string[]): ReturnType<Hvt['run']> =>
        hvt.run('subsidy', verb, ...args, '-o', 'coordinator');
    const calculate = (quarter: string, snapshot: string): Promise<RunResult> =>
        hvt.result('subsidy', 'run', '--quarter', quarter, '--snapshot', snapshot, '-o', 'coordinator');
    const ruleCents = ({ totals }: RunResult, rule: string): number =>
        totals.byRule.find(({ name }) => name === rule)?.cents ?? 0;

    test('counts of the National Register are imported, and count in runs of later snapshots', async () => {
        const before = await calculate('2022-Q4', '2023-01-05');
        const file = join(hvt.folder, 'tellingen.csv');
        writeFileSync(file, 'nis_code,reference_date,adults_with_status,minor_ukrainians\n11002,2022-12-31,97,40\n');
        await hvt.result('register', 'import', file, '-o', 'coordinator');
        const values = {
            NIS_Code__c: '11002',
            Reference_Date__c: '2022-12-31',
            Adults_With_Status__c: 97,
            Minor_Ukrainians__c: 40,
        };
        await recordFirst(demo.loader.client, 'Register_Count__c', values, '2023-01-10T08:00:00Z');
        const after = await calculate('2022-Q4', '2023-01-11');
        const earned = ruleCents(after, 'R1_Guidance') - ruleCents(before, 'R1_Guidance');
        assert.ok(earned >= 16_440_00, 'example b of R1, beside what others recorded that week');
    });

    for (const { quarter, snapshot } of QUARTERS) {
        test(`${quarter} is calculated from what was held on ${snapshot}, and approved`, async () => {
            const run = await calculate(quarter, snapshot);
            assert.ok(run.totals.cents > 0);
            const again = await calculate(quarter, snapshot);
            assert.deepEqual([again.unchanged, again.hash], [true, run.hash]);
            const { code, stdout } = await subsidy('approve', run.run ?? '');
            assert.equal(code, 0);
            assert.match(stdout, /Goedgekeurd\. RUN-\d+: [\d.,]+ euro in \d+ afrekeningen/);
            approved.set(quarter, run);
        });
    }

    test('after a correction each quarter gives difference lines only, and then none', async () => {
        const client = demo.coordinator.client;
        const paid = await Array.fromAsync(
            client.query(
                "SELECT Bed__r.External_Key__c FROM Subsidy_Line__c WHERE Rule__c = 'R5_Specific_Daily' AND Line_Kind__c = 'Regular' AND Days__c = 92",
            ),
        );
        const beds = paid.map((line) => (line['Bed__r'] as { External_Key__c: string }).External_Key__c);
        const fact = await lastFact(client, 'Bed__c', beds, CHANGED);
        await recordChange(demo.loader.client, fact, { Last_Day__c: '2022-12-21' }, CHANGED);
        for (const [quarter, before] of approved) {
            const correction = await calculate(quarter, LATER);
            assert.equal(correction.corrects, before.run);
            const kinds = await Array.fromAsync(
                client.query(
                    `SELECT Line_Kind__c FROM Subsidy_Line__c WHERE Statement__r.Run__r.Name = '${correction.run ?? ''}' GROUP BY Line_Kind__c`,
                ),
            );
            assert.deepEqual(
                kinds.map((kind) => kind['Line_Kind__c']),
                correction.totals.lines === 0 ? [] : ['Difference'],
            );
            if (quarter === '2022-Q4') assert.ok(correction.totals.lines > 0, 'the bed was there all quarter');
            assert.equal((await subsidy('approve', correction.run ?? '')).code, 0);
            const next = await calculate(quarter, '2026-03-02');
            assert.deepEqual([next.corrects, next.totals.lines], [correction.run, 0]);
        }
        const compared = await subsidy('compare', 'RUN-00001', approved.get('2022-Q4')?.run ?? '');
        assert.equal(compared.code, 0);
    });

    const MISTAKES: readonly [why: string, args: readonly string[], code: number, told: RegExp][] = [
        ['an unknown quarter', ['run', '--quarter', '2022-Q7'], 2, /"2022-Q7" is geen kwartaal/],
        ['no period', ['run'], 2, /Noem de periode/],
        [
            'an unknown municipality',
            ['run', '--quarter', '2024-Q1', '-s', '2024-05-01', '-m', '99999'],
            2,
            /Onbekende NIS-code: 99999/,
        ],
        ['an approved period', ['run', '--quarter', '2022-Q4', '-s', '2023-02-15'], 1, /al goedgekeurd in RUN-/],
        [
            'days that are paid already',
            ['run', '--from', '2022-12-01', '--to', '2022-12-31', '-s', '2026-03-01'],
            1,
            /twee keer betaald/,
        ],
        [
            'a snapshot of today that is not over',
            ['run', '--quarter', '2024-Q1', '-s', new Date().toISOString()],
            1,
            /jonger dan een kwartier/,
        ],
        ['a wrong instant', ['run', '--quarter', '2024-Q1', '-s', 'gisteren'], 2, /"gisteren" is geen ogenblik/],
        ['no payment calendar', ['run', '--quarter', '2024-Q1'], 1, /betaalkalender zegt niet/],
        ['an unknown run', ['approve', 'RUN-99999'], 1, /geen berekening RUN-99999/],
    ];
    for (const [why, args, code, told] of MISTAKES) {
        test(`a mistake is one sentence, an exit code, and nothing written: ${why}`, async () => {
            const runs = await demo.org.count('Subsidy_Run__c');
            const [verb = '', ...rest] = args;
            const outcome = await subsidy(verb, ...rest);
            assert.match(outcome.stderr, told);
            assert.equal(outcome.code, code);
            assert.equal(await demo.org.count('Subsidy_Run__c'), runs);
        });
    }

    test('a file of assumptions with mistakes is refused line by line; a user without rights is told so', async () => {
        const file = join(hvt.folder, 'aannames.csv');
        writeFileSync(file, 'rule,code,first_day,unit,value,confidence,source\nR99,x,2022-13-01,Beds,vijf,Assumed,\n');
        const wrong = await subsidy('run', '--quarter', '2024-Q1', '-s', '2024-05-01', '--assume', file);
        assert.equal(wrong.code, 1);
        assert.match(wrong.stderr, /regel 2, rule: "R99" is onbekend/);
        const support = await hvt.run('subsidy', 'run', '--quarter', '2024-Q1', '-s', '2024-05-01', '-o', 'support');
        assert.equal(support.code, 1);
        assert.match(support.stderr, /geen Subsidy_Run__c|U mag/);
    });
});
