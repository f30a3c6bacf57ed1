/** Files for spreadsheets and for the bank, from runs in a real org. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Workbook } from '@cj-tech-master/excelts';
import { parse } from 'csv-parse/sync';
import { XMLParser } from 'fast-xml-parser';
import { exampleLines, exampleLocations, QUARTER } from '../../testing/example-lines.ts';
import { RunWriter } from '../../testing/stored-run.ts';
import { TestOrg, type TestUser } from '../../testing/test-org.ts';
import { day } from '../engine/day.ts';
import { differences } from '../engine/differences.ts';
import type { Line } from '../engine/lines.ts';
import { euros } from '../engine/money.ts';
import { total } from '../engine/testing/register.ts';
import { exportLines } from './lines-file.ts';
import { exportPayments, type PaymentRequest, type PaymentResult } from './pain001.ts';

const NOW = new Date('2023-01-20T10:00:00Z');
/** Numbers that banks print in their examples. */
const IBANS = { debtor: 'BE68539007547034', genk: 'BE71096123456769', beringen: 'BE43068999999501' };

describe('exports', () => {
    let org: TestOrg;
    let coordinator: TestUser;
    let lines: Line[];
    const folder = mkdtempSync(join(tmpdir(), 'hvt-exports-'));
    const accounts = join(folder, 'rekeningen.csv');

    before(async () => {
        org = await TestOrg.start();
        await org.loadMunicipalities(['limburg']);
        coordinator = await org.user('Subsidy_Coordinator');
        lines = await exampleLines();
        const writer = new RunWriter(org, coordinator);
        const corrects = await writer.store({ key: 'run-1', ...QUARTER, lines, approved: true });
        await writer.store({ key: 'run-2', ...QUARTER, lines: lines.slice(0, 2), assumptions: 'dagbedrag 40 euro' });
        const period = { firstDay: day(QUARTER.firstDay), lastDay: day(QUARTER.lastDay), scenario: false };
        const changed = differences(lines, await exampleLines(exampleLocations(10)), period);
        await writer.store({ key: 'run-3', ...QUARTER, lines: changed, corrects, approved: true });
        await writer.store({ key: 'run-4', ...QUARTER, lines: lines.slice(0, 2) });
        await writer.store({ key: 'run-5', ...QUARTER, lines: lines.slice(0, 2), cents: 1, approved: true });
        writeFileSync(
            accounts,
            `nis_code;name;iban;bic\n71016;Stad Genk – financiën;${IBANS.genk};GKCCBEBB\n71004;Beringen;BE43 0689 9999 9501;\n`,
        );
    });
    after(async () => {
        await org.remove();
        rmSync(folder, { recursive: true });
    });

    function pay(request: Partial<PaymentRequest> = {}): Promise<PaymentResult> {
        const asked = {
            run: 'RUN-00001',
            out: join(folder, 'betalingen.xml'),
            accounts,
            debtor: { name: 'Agentschap Binnenlands Bestuur', iban: IBANS.debtor },
            executionDate: '2023-01-31',
        };
        return exportPayments(coordinator.client, { ...asked, ...request }, NOW);
    }

    test('a CSV has every line by municipality, and its amounts add up', async () => {
        const out = join(folder, 'lines.csv');
        const { cents } = await exportLines(coordinator.client, { run: 'RUN-00001', format: 'csv', out });
        const rows = parse<Record<string, string>>(readFileSync(out), { bom: true, delimiter: ';', columns: true });
        assert.equal(rows.length, lines.length);
        const order = rows.map(({ nis_code, locatie }) => `${nis_code ?? ''}\t${locatie ?? ''}`);
        assert.deepEqual(order, order.toSorted());
        const sum = rows.reduce((all, { bedrag = '' }) => all + Number(bedrag.replace(',', '')), 0);
        assert.deepEqual([sum, cents], [total(lines), total(lines)]);
    });

    test('a scenario says so on every line', async () => {
        const out = join(folder, 'scenario.csv');
        await exportLines(coordinator.client, { run: 'RUN-00002', format: 'csv', out });
        const rows = parse<Record<string, string>>(readFileSync(out), { bom: true, delimiter: ';', columns: true });
        for (const { stand } of rows) assert.match(stand ?? '', /^SCENARIO/);
    });

    test('a workbook has numbers for numbers, days for days, and a header that stays', async () => {
        const out = join(folder, 'lines.xlsx');
        await exportLines(coordinator.client, { run: 'RUN-00001', format: 'xlsx', out });
        const book = new Workbook();
        await book.xlsx.readFile(out);
        const [totals, sheet] = book.worksheets;
        assert.deepEqual([totals?.name, sheet?.name], ['Totalen per bestuur', 'Lijnen']);
        assert.equal(totals?.getCell('G3').value, Number(euros(total(lines.filter(({ payee }) => payee === '71016')))));
        assert.equal(sheet?.rowCount, lines.length + 1);
        const header = sheet.getRow(1).values as string[];
        const first = (name: string): unknown => sheet.getRow(2).getCell(header.indexOf(name)).value;
        assert.equal(first('bedrag'), Number(euros(lines.find(({ payee }) => payee === '71004')?.cents ?? 0)));
        assert.deepEqual(first('eerste_dag'), new Date('2022-12-31T00:00:00Z'));
        assert.equal(sheet.views[0]?.state, 'frozen');
    });

    test('a payment file has one transfer for each payee, in SEPA characters, with control sums', async () => {
        const result = await pay();
        const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false });
        const { Document } = parser.parse(readFileSync(result.file)) as { Document: Pain };
        const { GrpHdr, PmtInf } = Document.CstmrCdtTrfInitn;
        const sum = euros(total(lines));
        assert.deepEqual([GrpHdr.NbOfTxs, GrpHdr.CtrlSum, PmtInf.NbOfTxs, PmtInf.CtrlSum], ['2', sum, '2', sum]);
        const genk = PmtInf.CdtTrfTxInf[1];
        assert.deepEqual(
            [genk?.PmtId.EndToEndId, genk?.Amt.InstdAmt['#text'], genk?.Cdtr.Nm, genk?.RmtInf.Ustrd],
            [
                'AFR-000002',
                euros(total(lines.filter(({ payee }) => payee === '71016'))),
                'Stad Genk - financien',
                'Subsidie opvang tijdelijk ontheemden 01-10-2022 t.e.m. 31-12-2022, kenmerk AFR-000002',
            ],
        );
        assert.equal(PmtInf.CdtTrfTxInf[0]?.CdtrAcct.Id.IBAN, IBANS.beringen);
    });

    test('a total below zero is told and not paid', async () => {
        // the correction of the example only takes back
        await assert.rejects(pay({ run: 'RUN-00003' }), /RUN-00003 heeft geen enkele afrekening met een positief/);
    });

    test('only approved runs that are no scenario, with all that was approved, are paid', async () => {
        const out = join(folder, 'refused.xml');
        await assert.rejects(pay({ out, run: 'RUN-00002' }), /RUN-00002 is een scenario/);
        await assert.rejects(pay({ out, run: 'RUN-00004' }), /RUN-00004 is niet goedgekeurd/);
        await assert.rejects(
            pay({ out, run: 'RUN-00005' }),
            /komen samen op 67\.320,00 euro; goedgekeurd is 0,01 euro/,
        );
        await assert.rejects(pay({ out, run: 'RUN-00099' }), /Er is geen berekening RUN-00099/);
        assert.equal(existsSync(out), false);
    });

    test('an account that is missing or wrong refuses all, and no message repeats one', async () => {
        const out = join(folder, 'refused.xml');
        const one = join(folder, 'one.csv');
        writeFileSync(one, `nis_code,name,iban\n71016,Genk,${IBANS.genk}\n`);
        await assert.rejects(pay({ out, accounts: one }), /geen rekening voor 1 bestuur: 71004 Beringen; er is niets/);
        const wrong = join(folder, 'wrong.csv');
        const bad = 'BE71096123456760';
        writeFileSync(
            wrong,
            `nis_code,name,iban,bic\n7101,Genk,${bad},x\n71004,,${IBANS.genk},\n71004,B,${IBANS.genk},\n`,
        );
        await assert.rejects(pay({ out, accounts: wrong }), (error: Error & { data?: unknown }) => {
            assert.match(error.message, /wrong\.csv bevat 5 fouten; er is niets geschreven/);
            const { issues } = error.data as { issues: { line: number; column: string }[] };
            assert.deepEqual(
                issues.map(({ line, column }) => `${line} ${column}`),
                ['2 nis_code', '2 iban', '2 bic', '3 name', '4 nis_code'],
            );
            const told = JSON.stringify(error.data);
            assert.ok(!told.includes(bad) && !told.includes(IBANS.genk));
            return true;
        });
        await assert.rejects(pay({ out, accounts: join(folder, 'none.csv') }), /none\.csv bestaat niet/);
        assert.equal(existsSync(out), false);
    });

    test('who pays, and when, is checked first', async () => {
        const out = join(folder, 'refused.xml');
        await assert.rejects(pay({ out, debtor: { name: 'ABB', iban: 'BE00' } }), /--debtor-iban is geen geldig/);
        await assert.rejects(pay({ out, executionDate: '2023-01-19' }), /ligt in het verleden/);
        await assert.rejects(pay({ out, executionDate: '31 januari' }), /is geen datum/);
        assert.equal(existsSync(out), false);
    });

    test('a folder that is not there refuses, and no half of a file stays', async () => {
        const out = join(folder, 'none', 'lines.xlsx');
        for (const format of ['csv', 'xlsx'] as const)
            await assert.rejects(
                exportLines(coordinator.client, { run: 'RUN-00001', format, out }),
                /de map bestaat niet/,
            );
        assert.deepEqual(
            readdirSync(folder).filter((name) => name.endsWith('.part')),
            [],
        );
    });
});

interface Pain {
    readonly CstmrCdtTrfInitn: {
        readonly GrpHdr: { readonly NbOfTxs: string; readonly CtrlSum: string };
        readonly PmtInf: {
            readonly NbOfTxs: string;
            readonly CtrlSum: string;
            readonly CdtTrfTxInf: readonly {
                readonly PmtId: { readonly EndToEndId: string };
                readonly Amt: { readonly InstdAmt: { readonly '#text': string } };
                readonly Cdtr: { readonly Nm: string };
                readonly CdtrAcct: { readonly Id: { readonly IBAN: string } };
                readonly RmtInf: { readonly Ustrd: string };
            }[];
        };
    };
}
