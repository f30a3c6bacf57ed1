/** `hvt subsidy` for readers, as people type it: tables and files, and one Dutch sentence for every mistake. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Sf } from '../../local-org/test/clients/sf.ts';
import { exampleLines, exampleLocations, QUARTER } from '../testing/example-lines.ts';
import { RunWriter } from '../testing/stored-run.ts';
import { PROJECT, TestOrg } from '../testing/test-org.ts';

const PROGRAM = join(PROJECT, 'scripts', 'hvt', 'bin', 'hvt.mjs');

interface Outcome {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

describe('hvt subsidy', { timeout: 300_000 }, () => {
    let org: TestOrg;
    const sf = new Sf();
    const folder = mkdtempSync(join(tmpdir(), 'hvt-subsidy-'));

    before(async () => {
        org = await TestOrg.start();
        await org.loadMunicipalities(['limburg']);
        const coordinator = await org.user('Subsidy_Coordinator');
        const writer = new RunWriter(org, coordinator);
        await writer.store({ key: 'run-1', ...QUARTER, lines: await exampleLines(), approved: true });
        const fewer = await exampleLines(exampleLocations(10));
        await writer.store({
            key: 'run-2',
            ...QUARTER,
            lines: fewer,
            assumptions: 'grote locatie vanaf 15 slaapplekken',
        });
        const args = ['--instance-url', org.instanceUrl, '--alias', 'hvt', '--no-prompt'];
        const env = { SF_ACCESS_TOKEN: coordinator.accessToken };
        assert.equal((await sf.json(['org', 'login', 'access-token', ...args], env)).status, 0);
    });
    after(async () => {
        await org.remove();
        sf.remove();
        rmSync(folder, { recursive: true });
    });

    function hvt(...args: string[]): Promise<Outcome> {
        const env = {
            ...process.env,
            HOME: sf.home,
            NO_COLOR: '1',
            SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
            COLUMNS: '200',
        };
        return new Promise((resolve) => {
            execFile(
                process.execPath,
                [PROGRAM, 'subsidy', ...args, '-o', 'hvt'],
                { cwd: folder, env },
                (error, stdout, stderr) => {
                    resolve({ code: error ? (typeof error.code === 'number' ? error.code : 1) : 0, stdout, stderr });
                },
            );
        });
    }

    test('status shows all runs, and one with its totals and what is not in it', async () => {
        const all = await hvt('status');
        assert.equal(all.code, 0, all.stderr);
        assert.match(all.stdout, /RUN-00001[^\n]*goedgekeurd[\s\S]*RUN-00002[^\n]*SCENARIO[\s\S]*API-aanroepen: \d/);
        const one = await hvt('status', '--run', 'RUN-00001');
        assert.match(one.stdout, /Begeleiding[\s\S]*Limburg[\s\S]*Nog geen goedgekeurde waarde voor/);
    });

    test('explain tells a line step by step, in JSON too', async () => {
        const told = await hvt('explain', 'LIJN-00000001');
        assert.match(told.stdout, /Lijn LIJN-00000001[\s\S]* 1\. Begeleiding/);
        const json = JSON.parse((await hvt('explain', 'LIJN-00000001', '--json')).stdout) as {
            result: { steps: string[] };
        };
        assert.ok(json.result.steps.length > 3);
    });

    test('statement writes letters and lists', async () => {
        const { code, stdout } = await hvt(
            'statement',
            '--run',
            'RUN-00001',
            '--out',
            'brieven',
            '--municipality',
            '71016',
        );
        assert.equal(code, 0);
        assert.match(stdout, /1 afrekening in brieven, samen [\d.]+,\d\d euro/);
        assert.deepEqual(readdirSync(join(folder, 'brieven')).length, 2);
    });

    test('compare shows what differs, and writes it', async () => {
        const { code, stdout, stderr } = await hvt('compare', 'RUN-00001', 'RUN-00002', '--csv', 'verschillen.csv');
        assert.equal(code, 0, stderr);
        assert.match(stdout, /B: RUN-00002[^\n]*SCENARIO[\s\S]*enkel in A[\s\S]*-6\.440,00/);
        assert.ok(existsSync(join(folder, 'verschillen.csv')));
    });

    test('export writes lines and payments', async () => {
        assert.match(
            (await hvt('export', '-r', 'RUN-00001', '--format', 'xlsx', '--out', 'r.xlsx')).stdout,
            /lijnen in r\.xlsx/,
        );
        const iban = 'BE68539007547034';
        writeFileSync(
            join(folder, 'rekeningen.csv'),
            `nis_code,name,iban\n71016,Genk,${iban}\n71004,Beringen,${iban}\n`,
        );
        const pay = ['--debtor-name', 'Agentschap', '--debtor-iban', iban, '--execution-date', '2099-01-05'];
        const asked = ['--format', 'pain001', '--out', 'betalingen.xml', '--accounts', 'rekeningen.csv', ...pay];
        const paid = await hvt('export', '-r', 'RUN-00001', ...asked);
        assert.match(paid.stdout, /2 overschrijvingen in betalingen\.xml/);
        assert.ok(!`${paid.stdout}${paid.stderr}`.includes(iban));
        const scenario = await hvt('export', '-r', 'RUN-00002', ...asked);
        assert.deepEqual([scenario.code, scenario.stderr.includes('RUN-00002 is een scenario')], [1, true]);
    });

    test('mistakes are one sentence and an exit code', async () => {
        const mistakes: [string[], number, RegExp][] = [
            [['status', '--run', 'RUN-00009'], 1, /Er is geen berekening RUN-00009/],
            [['explain', 'LIJN-99999999'], 1, /Er is geen lijn LIJN-99999999/],
            [['compare', 'RUN-00001', 'RUN-00001'], 2, /met zichzelf vergeleken/],
            [
                ['statement', '-r', 'RUN-00001', '--out', 'geen', '-m', '99999'],
                1,
                /geen afrekening voor NIS-code 99999/,
            ],
            [['export', '-r', 'RUN-00001', '--format', 'pain001', '--out', 'x.xml'], 2, /heeft ook nodig: --accounts/],
        ];
        for (const [args, code, message] of mistakes) {
            const outcome = await hvt(...args);
            assert.match(outcome.stderr, message);
            assert.equal(outcome.code, code, args.join(' '));
        }
        assert.deepEqual([existsSync(join(folder, 'geen')), existsSync(join(folder, 'x.xml'))], [false, false]);
    });
});
