/** `hvt` as people type it, with a home of its own: exit codes, JSON, and one Dutch sentence for every mistake. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { SAMPLE_PROJECT } from '../../local-org/test/clients/running-org.ts';
import { Hvt } from '../testing/hvt.ts';
import { PROJECT, TestOrg } from '../testing/test-org.ts';

describe('hvt', { timeout: 300_000 }, () => {
    let org: TestOrg;
    let other: TestOrg;
    const home = new Hvt();
    const { folder } = home;
    const counts = join(folder, 'tellingen.csv');
    const hvt = home.run.bind(home);

    before(async () => {
        [org, other] = await Promise.all([TestOrg.start(), TestOrg.start([SAMPLE_PROJECT])]);
        await org.loadMunicipalities(['limburg']);
        const users = {
            coordinator: await org.user('Subsidy_Coordinator'),
            support: await org.user('Support_Team'),
        };
        await home.login('coordinator', org, users.coordinator.accessToken);
        await home.login('support', org, users.support.accessToken);
        await home.login('other', other, other.running.info.accessToken);
        writeFileSync(counts, 'nis_code,reference_date,all_displaced\n71016,2024-06-30,120\n');
    });
    after(async () => {
        await org.remove();
        await other.remove();
        home.remove();
    });

    test('help is Dutch and names every job', async () => {
        const { code, stdout } = await hvt('--help');
        assert.equal(code, 0);
        assert.match(stdout, /parameters +Bedragen, datums en drempels/);
        assert.match(stdout, /register +Tellingen/);
        const one = await hvt('register', 'import', '--help');
        assert.match(one.stdout, /GEBRUIK[^]*ARGUMENTEN[^]*OPTIES[^]*\(verplicht\)[^]*BESCHRIJVING[^]*VOORBEELDEN/);
        for (const page of [stdout, one.stdout, (await hvt('register', '--help')).stdout])
            assert.doesNotMatch(page, /USAGE|FLAGS|COMMANDS|required|Format output|Import flag/);
    });

    test('an import tells its stages, its result and its calls; with --json only JSON', async () => {
        const { code, stdout } = await hvt('register', 'import', counts, '-o', 'coordinator');
        assert.equal(code, 0);
        assert.match(stdout, /Geschreven: 1 van 1[\s\S]*Toegevoegd: 1[\s\S]*API-aanroepen: \d/);
        const again = await hvt('register', 'import', counts, '-o', 'coordinator', '--json');
        assert.deepEqual((JSON.parse(again.stdout) as { result: unknown }).result, {
            inserted: 0,
            updated: 0,
            unchanged: 1,
            merged: [],
        });
    });

    test('mistakes in a file are told line by line, in JSON too', async () => {
        const bad = join(folder, 'fout.csv');
        writeFileSync(bad, 'nis_code,reference_date,all_displaced\n99999,2024-06-30,1\n71016,2024-09-30,-1\n');
        const { code, stderr } = await hvt('register', 'import', bad, '-o', 'coordinator');
        assert.equal(code, 1);
        assert.match(stderr, /regel 2, nis_code: NIS-code 99999 is onbekend|regel 3, all_displaced/);
        assert.match(stderr, /fout\.csv bevat .*er is niets geschreven/);
        const json = await hvt('register', 'import', bad, '-o', 'coordinator', '--json');
        const error = JSON.parse(json.stdout) as { status: number; name: string; data: { issues: unknown[] } };
        assert.deepEqual([error.status, error.name], [1, 'FileRefused']);
        assert.ok(error.data.issues.length > 0);
    });

    test('another org and a user without rights are told so', async () => {
        const wrong = await hvt('register', 'import', counts, '-o', 'other');
        assert.equal(wrong.code, 1);
        assert.match(wrong.stderr, /Deze org heeft geen Register_Count__c/);
        const support = await hvt('register', 'import', counts, '-o', 'support');
        assert.equal(support.code, 1);
        assert.match(support.stderr, /U mag Registertelling/);
        assert.notEqual((await hvt('parameters', 'list', '-o', 'nobody')).code, 0);
    });

    test('approve wants to know what, and an empty list is fine', async () => {
        assert.equal((await hvt('parameters', 'approve', '-o', 'coordinator')).code, 2);
        const list = await hvt('parameters', 'list', '-o', 'coordinator', '--json');
        assert.deepEqual((JSON.parse(list.stdout) as { result: unknown }).result, []);
    });

    test('it is a plugin of sf too', async () => {
        await home.sf.run(['plugins', 'link', '--no-install', join(PROJECT, 'scripts')]);
        const list = await home.sf.json(['parameters', 'list', '-o', 'coordinator']);
        assert.deepEqual([list.status, list.result], [0, []]);
    });

    test('an org that is gone is told in one sentence', async () => {
        await other.running.stop();
        const { code, stderr } = await hvt('parameters', 'list', '-o', 'other', '--api-version', '66.0');
        assert.equal(code, 1);
        assert.match(stderr, /De org antwoordt niet/);
    });
});
