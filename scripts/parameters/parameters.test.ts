/** Versions of amounts are added by one person and approved by another. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { issuesOf } from '../csv/issues.ts';
import { JobError } from '../salesforce/org-error.ts';
import { TestOrg, type TestUser } from '../testing/test-org.ts';
import { addParameters } from './add-parameters.ts';
import { approveParameters } from './approve-parameters.ts';
import { readParameters } from './parameter.ts';

const NOW = new Date('2026-03-01T10:00:00Z');
const HEADER = 'rule;code;category;accommodation_type;first_day;last_day;unit;value;confidence;source';
const HOTEL =
    'R5_Specific_Daily;daily_rate;Specific;Hotel_BnB;2022-09-01;2022-12-31;EUR_Per_Bed_Day;35,00;Quoted;https://sector.tov.be/';
const FACTOR = 'R1_Guidance;tranche_factor;;;2022-06-30;2022-06-30;Factor;0,45;Quoted;https://www.vlaanderen.be/';
const UNKNOWN = 'R5_Specific_Daily;daily_rate;Specific;Assisted_Living;2022-09-01;;EUR_Per_Bed_Day;;Unknown;';

describe('parameters', () => {
    let org: TestOrg;
    let adder: TestUser;
    let approver: TestUser;
    const folder = mkdtempSync(join(tmpdir(), 'parameters-'));

    before(async () => {
        org = await TestOrg.start();
        [adder, approver] = [await org.user('Subsidy_Coordinator'), await org.user('Subsidy_Coordinator')];
    });
    after(async () => {
        await org.remove();
        rmSync(folder, { recursive: true });
    });

    function file(...lines: string[]): string {
        const path = join(folder, 'parameters.csv');
        writeFileSync(path, [HEADER, ...lines, ''].join('\n'));
        return path;
    }

    async function refusal(work: Promise<unknown>): Promise<JobError> {
        try {
            await work;
        } catch (error) {
            assert.ok(error instanceof JobError, String(error));
            return error;
        }
        throw new Error('it was taken');
    }

    test('a file is added as version 1, its value in the field of its unit; a repeat adds nothing', async () => {
        const { added } = await addParameters(adder.client, file(HOTEL, FACTOR, UNKNOWN), NOW);
        assert.deepEqual(
            added.map(({ version }) => version),
            [1, 1, 1],
        );
        assert.deepEqual(await addParameters(adder.client, file(HOTEL, FACTOR, UNKNOWN), NOW), {
            added: [],
            unchanged: 3,
        });
        const all = await readParameters(adder.client);
        assert.deepEqual(
            all.map((one) => [one.Amount__c, one.Number_Value__c, one.Version__c, one.Approved_At__c]),
            [
                [null, 0.45, 1, null],
                [35, null, 1, null],
                [null, null, 1, null],
            ],
        );
    });

    test('another value is a next version, and the earlier one stays', async () => {
        const { added } = await addParameters(adder.client, file(HOTEL.replace('35,00', '36.5')), NOW);
        assert.deepEqual(
            added.map(({ version }) => version),
            [2],
        );
        assert.deepEqual(
            (await readParameters(adder.client)).map((one) => one.Amount__c),
            [null, 35, null, 36.5],
        );
    });

    test('every mistake is told with its line, and nothing is added', async () => {
        const count = await org.count('Subsidy_Parameter__c');
        const path = file(
            HOTEL.replace('R5_Specific_Daily', 'R99'),
            HOTEL.replace('35,00', '€ 35'),
            HOTEL.replace('35,00', '1.000,00'),
            HOTEL.replace('2022-12-31', '2022-08-31'),
            HOTEL.replace('https://sector.tov.be/', ''),
            UNKNOWN.replace(';;Unknown', ';12;Unknown'),
            FACTOR.replace('0,45', ''),
            FACTOR.replace('2022-06-30;', '30 juni;'),
            HOTEL.replace('daily_rate', 'Daily rate'),
            FACTOR,
            FACTOR,
        );
        const issues = issuesOf(await refusal(addParameters(adder.client, path, NOW)))?.issues ?? [];
        assert.deepEqual(
            issues.map(({ line }) => line),
            [2, 3, 4, 5, 6, 7, 8, 9, 10, 12],
        );
        assert.match(issues[0]?.message ?? '', /"R99" is onbekend; kies uit R1_Guidance/);
        assert.equal(await org.count('Subsidy_Parameter__c'), count);
    });

    test('who added a version cannot approve it', async () => {
        const error = await refusal(approveParameters(adder.client, undefined, NOW));
        assert.match(error.message, /een tweede persoon keurt ze goed/);
        const [first] = await readParameters(adder.client);
        assert.match((await refusal(approveParameters(adder.client, [first?.Name ?? ''], NOW))).message, /zelf toe/);
        assert.equal((await readParameters(adder.client)).filter((one) => one.Approved_At__c !== null).length, 0);
    });

    test('nor by going round the command: not with a colleague’s name, not in the same save', async () => {
        const [first] = await readParameters(adder.client);
        const path = `/sobjects/Subsidy_Parameter__c/${first?.Id ?? ''}`;
        const sign = (by: string): Promise<unknown> =>
            adder.client.json('PATCH', path, { Approved_By__c: by, Approved_At__c: NOW.toISOString() });
        await assert.rejects(sign(adder.id), /tweede persoon/);
        await assert.rejects(sign(approver.id), /onder uw eigen naam/);
        const ready = {
            Rule__c: 'R8_Framework_End',
            Parameter_Code__c: 'last_day',
            First_Day__c: '2022-03-14',
            Unit__c: 'Date',
            Date_Value__c: '2026-03-31',
            Confidence__c: 'Assumed',
            Version__c: 1,
            Recorded_At__c: NOW.toISOString(),
        };
        const signed = { ...ready, Approved_By__c: approver.id, Approved_At__c: NOW.toISOString() };
        await assert.rejects(adder.client.json('POST', '/sobjects/Subsidy_Parameter__c', signed), /bestaande versie/);
    });

    test('a second person approves all that has a value; a repeat changes nothing', async () => {
        const result = await approveParameters(approver.client, undefined, NOW);
        assert.equal(result.approved.length, 3);
        const again = await approveParameters(approver.client, result.approved, new Date(NOW.getTime() + 1000));
        assert.deepEqual([again.approved, again.unchanged.length], [[], 3]);
        const all = await readParameters(approver.client);
        assert.deepEqual(
            all.map((one) => one.Approved_At__c !== null),
            [true, true, false, true],
            'an unknown value waits',
        );
    });

    test('versions that do not exist are named', async () => {
        assert.match(
            (await refusal(approveParameters(approver.client, ['PAR-99999'], NOW))).message,
            /bestaan niet: PAR-99999/,
        );
    });

    test('who has no part in it is told so', async () => {
        const support = await org.user('Support_Team');
        assert.match(
            (await refusal(addParameters(support.client, file(HOTEL), NOW))).message,
            /geen Subsidy_Parameter__c|U mag/,
        );
    });
});
