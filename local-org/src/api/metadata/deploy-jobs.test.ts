/** Deploys as jobs: they wait, are told of, cancelled, and deployed as they were validated. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { outcomeOf } from '../suite/client.ts';
import { manifest, zipOf } from '../suite/metadata-client.ts';
import { CRATE, deployServer, objectFile, text } from './suite.ts';

const org = deployServer();
const { admin, metadata, server } = org;

describe('jobs', () => {
    const zip = zipOf({ 'package.xml': manifest({ CustomObject: ['Job__c'] }), ...objectFile('Job__c', CRATE) });
    const status = (id: string): Promise<string> =>
        metadata
            .results('checkDeployStatus', `<asyncProcessId>${id}</asyncProcessId>`)
            .then(([one]) => one?.value('status') ?? '');

    test('wait, run, and can be cancelled as long as they wait', async () => {
        const options = { userId: admin.userId, checkOnly: true };
        const [first, second] = [0, 1].map(() =>
            server.org.deployments.start(server.org.session(options.userId), zip, {
                checkOnly: true,
                rollbackOnError: true,
                ignoreWarnings: false,
                purgeOnDelete: false,
                testLevel: 'NoTestRun',
                runTests: [],
            }),
        );
        assert.equal(server.org.deployments.cancel(server.org.session(admin.userId), second ?? '').status, 'Canceled');
        assert.equal((await metadata.finished(first ?? '')).status, 'Succeeded');
        assert.equal(await status(second ?? ''), 'Canceled');
        assert.equal(await metadata.fault('cancelDeploy', `<String>${first ?? ''}</String>`), '500 INVALID_ID_FIELD');
    });

    test('wait while rows are read one by one', async () => {
        await org.makeObject('Read__c', text('Code__c'));
        for (const Name of ['a', 'b']) await admin.make('Read__c', { Name });
        const rows = server.org.store.iterateValues('SELECT * FROM "Read__c"');
        rows.next();
        const gone = {
            'package.xml': manifest({}),
            'destructiveChanges.xml': manifest({ CustomObject: ['Read__c'] }),
        };
        const id = await metadata.start(zipOf(gone));
        for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
        assert.equal(await status(id), 'Pending');
        assert.equal([...rows].length, 1);
        assert.equal((await metadata.finished(id)).status, 'Succeeded');
    });

    test('a validation with tests is deployed as it is; one without is not', async () => {
        const plain = await metadata.deployZip(zip, { checkOnly: 'true' });
        const content = (id: string): string => `<validationId>${id}</validationId>`;
        assert.equal(await metadata.fault('deployRecentValidation', content(plain.id)), '500 INVALID_ID_FIELD');
        const validation = await metadata.deployZip(zip, { checkOnly: 'true', testLevel: 'RunLocalTests' });
        const [result] = await metadata.results('deployRecentValidation', content(validation.id));
        const { status: done } = await metadata.finished(result?.text ?? '');
        assert.equal(done, 'Succeeded');
        assert.deepEqual(await org.fieldsOf('Job__c'), []);
        assert.equal((await admin.get('/sobjects/Job__c/describe')).status, 200);
        server.elapsed = 11 * 24 * 60 * 60 * 1000;
        assert.equal(await metadata.fault('deployRecentValidation', content(validation.id)), '500 INVALID_ID_FIELD');
        server.elapsed = 0;
    });

    test('test levels: there are no tests to run, and none may be named that does not exist', async () => {
        for (const testLevel of ['NoTestRun', 'RunLocalTests', 'RunAllTestsInOrg'])
            assert.equal((await metadata.deployZip(zip, { testLevel })).status, 'Succeeded');
        const { status: failed, result } = await metadata.deployZip(zip, {
            testLevel: 'RunSpecifiedTests',
            runTests: 'Nope_Test',
        });
        assert.equal(failed, 'Failed');
        assert.equal(result.value('numberTestErrors'), '1');
        for (const options of [
            '<testLevel>Nope</testLevel>',
            '<testLevel>RunSpecifiedTests</testLevel>',
            '<runTests>A</runTests>',
        ]) {
            const content = `<ZipFile>${Buffer.from(zip).toString('base64')}</ZipFile><DeployOptions>${options}</DeployOptions>`;
            assert.equal(await metadata.fault('deploy', content), '500 INVALID_OPERATION');
        }
    });

    test('REST starts, tells, refuses and cancels them', async () => {
        const body = {
            deployOptions: { checkOnly: true, rollbackOnError: true },
            file: Buffer.from(zip).toString('base64'),
        };
        const started = await admin.send('POST', '/metadata/deployRequest', body);
        assert.equal(started.status, 201);
        const { id } = started.body as { id: string };
        await metadata.finished(id);
        const { body: told } = await admin.get(`/metadata/deployRequest/${id}?includeDetails=true`);
        const { deployResult } = told as {
            deployResult: { status: string; details: { componentSuccesses: object[] } };
        };
        assert.equal(deployResult.status, 'Succeeded');
        assert.ok(deployResult.details.componentSuccesses.length > 0);
        const cancel = { deployResult: { status: 'Canceling' } };
        assert.equal(
            outcomeOf(await admin.send('PATCH', `/metadata/deployRequest/${id}`, cancel)),
            '400 INVALID_ID_FIELD',
        );
        assert.equal(outcomeOf(await admin.get('/metadata/deployRequest/0Af000000000999')), '404 INVALID_ID_FIELD');
        assert.equal(
            outcomeOf(await admin.send('POST', '/metadata/deployRequest', { file: 5 })),
            '400 JSON_PARSER_ERROR',
        );
        assert.equal(outcomeOf(await admin.get('/metadata/nope')), '404 NOT_FOUND');
    });
});
