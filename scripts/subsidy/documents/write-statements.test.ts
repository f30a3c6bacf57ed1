/** Letters and lists of a run in a real org: whole or not there, the same bytes each time. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { exampleLines, QUARTER } from '../../testing/example-lines.ts';
import { RunWriter } from '../../testing/stored-run.ts';
import { TestOrg, type TestUser } from '../../testing/test-org.ts';
import { writeStatements, type StatementRequest, type WrittenStatement } from './write-statements.ts';

describe('statements', () => {
    let org: TestOrg;
    let coordinator: TestUser;
    const folder = mkdtempSync(join(tmpdir(), 'hvt-statements-'));

    before(async () => {
        org = await TestOrg.start();
        await org.loadMunicipalities(['limburg']);
        coordinator = await org.user('Subsidy_Coordinator');
        const lines = await exampleLines();
        const writer = new RunWriter(org, coordinator);
        await writer.store({ key: 'run-1', ...QUARTER, lines, approved: true });
        const { records } = await org.admin.query<{ Id: string }>(
            "SELECT Id FROM Location__c WHERE External_Key__c = 'LG1'",
        );
        await org.admin.update('Location__c', { Id: records[0]?.Id ?? '', Site_Name__c: '=HYPERLINK("https://x")' });
        await coordinator.client.json('POST', '/sobjects/Subsidy_Run__c', {
            First_Day__c: '2022-10-01',
            Last_Day__c: '2022-12-31',
            Snapshot_At__c: '2023-01-10T22:00:00.000Z',
            Status__c: 'Calculating',
        });
    });
    after(async () => {
        await org.remove();
        rmSync(folder, { recursive: true });
    });

    function write(to: string, request: Partial<StatementRequest> = {}): Promise<WrittenStatement[]> {
        return writeStatements(coordinator.client, { run: 'RUN-00001', folder: join(folder, to), ...request });
    }

    test('each municipality gets a letter and a list, named after it and its period', async () => {
        const written = await write('all');
        assert.deepEqual(readdirSync(join(folder, 'all')), [
            'AFR-000001_71004_Beringen_2022-Q4.csv',
            'AFR-000001_71004_Beringen_2022-Q4.pdf',
            'AFR-000002_71016_Genk_2022-Q4.csv',
            'AFR-000002_71016_Genk_2022-Q4.pdf',
        ]);
        assert.deepEqual(
            written.map(({ nis }) => nis),
            ['71004', '71016'],
        );
    });

    test('a letter is a tagged PDF in Dutch, and the same bytes when it is written again', async () => {
        const [{ files } = { files: [] }] = await write('twice', { municipalities: ['71016'] });
        const [pdf = ''] = files;
        const first = readFileSync(pdf);
        writeFileSync(pdf, 'half of an older one');
        await write('twice', { municipalities: ['71016'] });
        assert.ok(readFileSync(pdf).equals(first));
        const text = first.toString('latin1');
        assert.match(text, /^%PDF-1\.7/);
        for (const part of ['/Lang (nl-BE)', '/Marked true', '/DisplayDocTitle true', '<pdfuaid:part>1'])
            assert.ok(text.includes(part), part);
        assert.deepEqual(readdirSync(join(folder, 'twice')).length, 2);
    });

    test('a list has every line, its amounts add up, and nothing in it is a formula', async () => {
        const [{ files, cents, lines } = { files: [], cents: 0, lines: 0 }] = await write('lists', {
            municipalities: ['71016'],
        });
        const bytes = readFileSync(files[1] ?? '');
        assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
        const rows = parse(bytes, { bom: true, delimiter: ';', columns: true });
        assert.equal(rows.length, lines);
        const amounts = rows.map((row) => (row as { bedrag: string }).bedrag).filter((amount) => amount !== '');
        for (const amount of amounts) assert.match(amount, /^-?\d+,\d\d$/);
        assert.equal(
            amounts.reduce((sum, amount) => sum + Number(amount.replace(',', '')), 0),
            cents,
        );
        for (const row of rows)
            for (const cell of Object.values(row as Record<string, string>)) assert.doesNotMatch(cell, /^[=+@]/);
        assert.ok(rows.some((row) => (row as { benaming: string }).benaming === '\'=HYPERLINK("https://x")'));
    });

    test('what cannot be done is told in one sentence, and nothing is written', async () => {
        writeFileSync(join(folder, 'a-file'), '');
        const refusals: [Partial<StatementRequest>, RegExp][] = [
            [{ run: 'RUN-00009' }, /^Er is geen berekening RUN-00009/],
            [{ run: 'RUN-00002' }, /^RUN-00002 wordt nog berekend/],
            [{ municipalities: ['71016', '99999'] }, /^RUN-00001 heeft geen afrekening voor NIS-code 99999\.$/],
            [{ folder: join(folder, 'a-file', 'deeper') }, /a-file.deeper kan niet geschreven worden: .*geen map/],
        ];
        for (const [request, message] of refusals) await assert.rejects(write('refused', request), { message });
        assert.equal(existsSync(join(folder, 'refused')), false);
    });

    test('who may not see runs gets no letters', async () => {
        const officer = await org.user('Municipal_Officer');
        const request = { run: 'RUN-00001', folder: join(folder, 'officer') };
        await assert.rejects(writeStatements(officer.client, request), /Subsidy_Run__c/);
        assert.equal(existsSync(request.folder), false);
    });
});
