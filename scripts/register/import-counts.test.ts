/** Counts of the National Register into a real org, as the subsidy coordinator. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { issuesOf } from '../csv/issues.ts';
import { JobError } from '../salesforce/org-error.ts';
import { OrgClient } from '../salesforce/org-client.ts';
import { TestOrg, VERSION, type TestUser } from '../testing/test-org.ts';
import { importCounts } from './import-counts.ts';

const NOW = new Date('2026-03-01T10:00:00Z');
const HEADER = 'nis_code,reference_date,adults_with_status,minor_ukrainians,all_displaced';

describe('register import', () => {
    let org: TestOrg;
    let coordinator: TestUser;
    const folder = mkdtempSync(join(tmpdir(), 'register-'));

    before(async () => {
        org = await TestOrg.start();
        await org.loadMunicipalities(['antwerpen', 'oost-vlaanderen', 'dissolved']);
        coordinator = await org.user('Subsidy_Coordinator');
    });
    after(async () => {
        await org.remove();
        rmSync(folder, { recursive: true });
    });

    function file(...lines: string[]): string {
        return fileOf([HEADER, ...lines, ''].join('\n'));
    }

    function fileOf(content: string | Buffer): string {
        const path = join(folder, 'tellingen.csv');
        writeFileSync(path, content);
        return path;
    }

    /** What an import is refused with; nothing may have been written. */
    async function refusal(path: string, client = coordinator.client): Promise<JobError> {
        const before = await org.count('Register_Count__c');
        try {
            await importCounts(client, path, NOW);
        } catch (error) {
            assert.ok(error instanceof JobError, String(error));
            assert.equal(await org.count('Register_Count__c'), before, 'something was written');
            return error;
        }
        throw new Error('the file was taken');
    }

    /** The mistakes of a file as texts. */
    async function mistakes(...lines: string[]): Promise<string[]> {
        const error = await refusal(file(...lines));
        return issuesOf(error)?.issues.map(({ line, message }) => `${String(line)}: ${message}`) ?? [error.message];
    }

    async function countOf(nis: string, date: string): Promise<Record<string, unknown> | undefined> {
        const { records } = await org.admin.query(
            `SELECT Id, Adults_With_Status__c, Minor_Ukrainians__c, All_Displaced__c, Unique_Key__c, External_Key__c, Source__c
             FROM Register_Count__c WHERE Municipality__r.NIS_Code__c = '${nis}' AND Reference_Date__c = ${date}`,
        );
        assert.ok(records.length <= 1, 'one count for a municipality and date');
        return records[0];
    }

    test('writes what is new, changes what is different, leaves the rest; repeating changes nothing', async () => {
        const lines = ['11001,2022-06-30,100,40,', '11002,30-06-2022,900,400,', '11001,2023-06-30,,,150'];
        assert.deepEqual(await importCounts(coordinator.client, file(...lines), NOW), {
            inserted: 3,
            updated: 0,
            unchanged: 0,
            merged: [],
        });
        const first = await countOf('11001', '2022-06-30');
        assert.equal(first?.['Adults_With_Status__c'], 100);
        assert.equal(first['Source__c'], 'tellingen.csv');

        const again = await importCounts(coordinator.client, file(...lines), NOW);
        assert.deepEqual([again.inserted, again.updated, again.unchanged], [0, 0, 3]);

        lines[0] = '11001,2022-06-30,101,40,';
        const colleague = await org.user('Subsidy_Coordinator');
        const corrected = await importCounts(colleague.client, file(...lines), NOW);
        assert.deepEqual([corrected.inserted, corrected.updated, corrected.unchanged], [0, 1, 2]);
        assert.equal((await countOf('11001', '2022-06-30'))?.['Adults_With_Status__c'], 101);
    });

    test('costs a handful of calls, however many lines', async () => {
        const client = new OrgClient({
            instanceUrl: org.instanceUrl,
            accessToken: coordinator.accessToken,
            version: VERSION,
        });
        const lines = Array.from(
            { length: 60 },
            (_, day) => `11001,${new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10)},,,${String(day)}`,
        );
        assert.equal((await importCounts(client, file(...lines), NOW)).inserted, 60);
        assert.equal(client.calls, 4);
    });

    test('old NIS codes of before a fusion stay with the old municipality', async () => {
        await importCounts(coordinator.client, file('11007,2024-12-31,,,30'), NOW);
        assert.equal((await countOf('11007', '2024-12-31'))?.['All_Displaced__c'], 30);
    });

    test('old NIS codes after a fusion are added up for the municipality that they became', async () => {
        const { merged } = await importCounts(
            coordinator.client,
            file('11002,2025-02-28,,,700', '11007,2025-02-28,,,30'),
            NOW,
        );
        assert.deepEqual(merged, [{ nis: '11002', date: '2025-02-28', sumOf: ['11002', '11007'] }]);
        assert.equal((await countOf('11002', '2025-02-28'))?.['All_Displaced__c'], 730);
    });

    test('part of the old codes does not pass for the whole', async () => {
        const [only] = await mistakes('11007,2025-03-31,,,30');
        assert.match(only ?? '', /ontbreken op 2025-03-31 nog de oude codes 11002/);
    });

    test('a new code is refused beside its old ones, and before it existed', async () => {
        const found = await mistakes('46030,2024-12-31,,,30', '46030,2025-02-28,,,90', '11056,2025-02-28,,,40');
        assert.equal(found.length, 2);
        assert.match(found[0] ?? '', /2: 46030 .* bestond nog niet op 2024-12-31; gebruik de codes van toen: .*11056/);
        assert.match(found[1] ?? '', /3: 46030 .* ook onder zijn nieuwe code/);
    });

    test('every mistake is told with its line, all at once', async () => {
        const found = await mistakes(
            '99999,2022-06-30,1,1,',
            '1100,2022-06-30,1,1,',
            '11001,2022-02-30,1,1,',
            '11001,2022-09-30,12x,-1,',
            '11001,2022-09-30,1.000,1,',
            '11001,2022-12-31,1,,',
            '11001,2023-09-30,1,1,',
            '11001,2030-01-01,,,1',
            '11001,2022-06-30,1,1',
            '11004,2022-06-30,1,1,',
            '11004,2022-06-30,2,2,',
        );
        const starts = found.map((text) => text.split(':')[0]);
        assert.deepEqual(starts, ['2', '3', '4', '5', '5', '6', '7', '8', '9', '10', '12']);
        assert.match(found[0] ?? '', /99999 is onbekend/);
        assert.match(found[10] ?? '', /staat ook op regel 11/);
    });

    test('a file that is no file of counts is refused in one sentence', async () => {
        const sentences = new Map<string | Buffer, RegExp>([
            ['', /bevat geen rijen/],
            [`${HEADER}\n`, /bevat geen rijen/],
            ['nis_code;reference_date;adults\n11001;2022-06-30;1\n', /onbekend: "adults"/],
            ['nis_code\n11001\n', /ontbreekt: reference_date/],
            [`${HEADER}\n11001,2022-06-30,1,1,\n11002,2022-06-30,9`, /half geschreven/],
            [`${HEADER}\n"11001,2022-06-30,1,1,\n11002,2022-06-30,9,1,\n`, /geen geldige CSV/],
            [Buffer.concat([Buffer.from(`${HEADER}\n11001,2022-06-30,1,1,`), Buffer.from([0xff, 0x0a])]), /geen UTF-8/],
        ]);
        for (const [content, sentence] of sentences) assert.match((await refusal(fileOf(content))).message, sentence);
        assert.match((await refusal(join(folder, 'weg.csv'))).message, /bestaat niet/);
        assert.match((await refusal(folder)).message, /geen bestand/);
    });

    test('a semicolon, a byte order mark and Windows line ends are fine', async () => {
        const path = fileOf('\uFEFFNIS_code;reference_date;all_displaced\r\n11001;30/09/2023;"12"\r\n');
        assert.equal((await importCounts(coordinator.client, path, NOW)).inserted, 1);
    });

    test('what the org refuses takes back what was written before it', async () => {
        const integration = await org.user('Integration');
        const days = Array.from({ length: 900 }, (_, day) =>
            new Date(Date.UTC(2023, 6, 3 + day)).toISOString().slice(0, 10),
        );
        // somebody else uses the key of the last one for another day
        const municipality = await org.admin.query<{ Id: string }>(
            "SELECT Id FROM Municipality__c WHERE NIS_Code__c = '11005'",
        );
        await org.admin.create('Register_Count__c', {
            Municipality__c: municipality.records[0]?.Id,
            Reference_Date__c: '2023-06-30',
            All_Displaced__c: 7,
            External_Key__c: `RR-11005-${(days[899] ?? '').replaceAll('-', '')}`,
        });
        const known = days[0] ?? '';
        await importCounts(integration.client, file(`11005,${known},,,5`), NOW);
        const long = days.map((day) => `11005,${day},,,6`);
        const error = await refusal(file(...long), integration.client);
        assert.deepEqual(
            issuesOf(error)?.issues.map(({ line }) => line),
            [901],
        );
        assert.equal((await countOf('11005', known))?.['All_Displaced__c'], 5, 'the changed one is as it was');
        assert.match((await refusal(file(...long))).message, /zonder wisrecht/);
        await importCounts(integration.client, file(...long.slice(1, 2)), NOW);
        const count = await countOf('11005', days[1] ?? '');
        assert.equal(count?.['Unique_Key__c'], `11005|${days[1] ?? ''}`, 'programs that load write the keys');
    });

    test('who may not write counts is told so before anything is read', async () => {
        const support = await org.user('Support_Team');
        assert.match(
            (await refusal(file('11001,2022-06-30,1,1,'), support.client)).message,
            /U mag Registertelling .* niet /,
        );
        const governor = await org.user('Governor');
        assert.match((await refusal(file('11001,2022-06-30,1,1,'), governor.client)).message, /geen Register_Count__c/);
    });
});
