/** jsforce's SOAP and tooling APIs against a local org. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import jsforce, { type Connection } from 'jsforce';
import { RunningOrg, SAMPLE_PROJECT } from './running-org.ts';

describe('jsforce', { timeout: 120_000 }, () => {
    let org: RunningOrg;
    let connection: Connection;

    before(async () => {
        org = await RunningOrg.start([SAMPLE_PROJECT]);
        const { instanceUrl, accessToken } = org.info;
        connection = new jsforce.Connection({ instanceUrl, accessToken, version: '66.0' });
    });
    after(async () => {
        assert.equal(org.errors, '');
        await org.remove();
    });

    /** Creates an account. @returns its id */
    async function account(name: string): Promise<string> {
        const { id } = await connection.soap.create({ type: 'Account', Name: name });
        assert.ok(id);
        return id;
    }

    test('writes records by SOAP', async () => {
        const one = await connection.soap.create({ type: 'Account', Name: 'A <&> "b"', Phone: '1' });
        assert.deepEqual([one.success, one.errors], [true, []]);
        const [good, bad] = await connection.soap.create([{ type: 'Account', Name: 'x' }, { type: 'Account' }]);
        assert.deepEqual([good?.success, bad?.success, bad?.id], [true, false, null]);
        assert.equal(bad?.errors[0]?.statusCode, 'REQUIRED_FIELD_MISSING');
        const changed = await connection.soap.update({ type: 'Account', Id: one.id ?? '', Phone: null });
        assert.equal(changed.success, true);
        const read = await connection.sobject('Account').retrieve(one.id ?? '');
        assert.deepEqual([read['Name'], read['Phone']], ['A <&> "b"', null]);
        const put = await connection.soap.upsert('Id', { type: 'Account', Id: one.id ?? '', Phone: '2' });
        assert.deepEqual([put.success, put.created], [true, false]);
        const ids = [one.id ?? ''];
        // jsforce declares the results of some of these calls as one where they are many, and the other way round
        for (const results of [
            await connection.soap.delete(ids),
            await connection.soap.undelete(ids),
            await connection.soap.delete(ids),
            await connection.soap.emptyRecycleBin(ids),
        ] as unknown as { success: boolean }[][])
            assert.deepEqual(
                results.map(({ success }) => success),
                [true],
            );
        await assert.rejects(connection.soap.create({ type: 'Account', Nope__c: 'x' }), /INVALID_FIELD/);
    });

    test('merges', async () => {
        const [master, other] = [await account('Master'), await account('Other')];
        const contact = await connection.soap.create({ type: 'Contact', LastName: 'x', AccountId: other });
        const merged = (await connection.soap.merge({
            masterRecord: { type: 'Account', Id: master },
            recordToMergeIds: [other],
        } as never)) as unknown as { success: boolean; mergedRecordIds: string[]; updatedRelatedIds: string[] };
        assert.equal(merged.success, true);
        assert.deepEqual([merged.mergedRecordIds, merged.updatedRelatedIds], [[other], [contact.id]]);
    });

    test('asks for the time, the user and the tabs', async () => {
        const { timestamp } = await connection.soap.getServerTimestamp();
        assert.ok(Math.abs(Date.parse(timestamp) - Date.now()) < 60_000);
        assert.equal((await connection.soap.getUserInfo()).userName, org.info.username);
        assert.ok(Array.isArray(await connection.soap.describeTabs()));
        await assert.rejects(connection.soap.convertLead({ leadId: 'x' } as never), /FUNCTIONALITY_NOT_ENABLED/);
    });

    test('sets passwords that log in', async () => {
        const profile = await connection.sobject('Profile').findOne({ Name: 'Standard User' }, ['Id']);
        const username = 'password@local.invalid';
        const { id = '' } = await connection.sobject('User').create({
            Username: username,
            LastName: 'Password',
            Email: username,
            Alias: 'pass',
            ProfileId: profile?.Id ?? '',
            TimeZoneSidKey: 'Europe/Brussels',
            LocaleSidKey: 'nl_BE',
            LanguageLocaleKey: 'en_US',
            EmailEncodingKey: 'UTF-8',
        });
        const logIn = async (password: string): Promise<string> =>
            (await new jsforce.Connection({ loginUrl: org.info.instanceUrl }).login(username, password)).id;
        await connection.soap.setPassword(id, 's3cret-enough');
        assert.equal(await logIn('s3cret-enough'), id);
        const { password } = await connection.soap.resetPassword(id);
        assert.equal(await logIn(password), id);
        await assert.rejects(logIn('s3cret-enough'), /INVALID_LOGIN/);
        await assert.rejects(connection.soap.setPassword(id, 'short'), /INVALID_NEW_PASSWORD/);
    });

    test('works with tooling', async () => {
        const { tooling } = connection;
        const fields = await tooling.query('SELECT Id, DeveloperName FROM CustomField LIMIT 3');
        assert.ok(fields.records.length > 0);
        assert.ok((await tooling.describeGlobal()).sobjects.some(({ name }) => name === 'TraceFlag'));
        assert.equal((await tooling.describe('DebugLevel')).name, 'DebugLevel');
        const { id: level = '' } = await tooling.create('DebugLevel', { DeveloperName: 'Log', MasterLabel: 'Log' });
        const { userId } = await connection.soap.getUserInfo();
        const flag = await tooling.sobject('TraceFlag').create({
            TracedEntityId: userId,
            DebugLevelId: level,
            LogType: 'USER_DEBUG',
        });
        assert.equal(flag.success, true);
        const moment = new Date(Date.now() + 3_600_000).toISOString();
        await tooling.update('TraceFlag', { Id: flag.id, ExpirationDate: moment });
        assert.equal((await tooling.sobject('TraceFlag').retrieve(flag.id))['LogType'], 'USER_DEBUG');
        await tooling.destroy('TraceFlag', flag.id);
        assert.equal((await tooling.query('SELECT Id FROM TraceFlag')).totalSize, 0);
        assert.equal((await tooling.executeAnonymous('System.debug(1);')).success, true);
        await assert.rejects(async () => await tooling.query('SELECT Id FROM SandboxProcess'), {
            errorCode: 'INVALID_TYPE',
        });
    });

    test('asks for layouts, quick actions and processes', async () => {
        const contacts = connection.sobject('Contact');
        assert.ok((await contacts.layouts()).layouts.length > 0);
        assert.ok((await contacts.compactLayouts()).compactLayouts.length > 0);
        assert.deepEqual((await contacts.approvalLayouts()).approvalLayouts, []);
        assert.deepEqual(await connection.quickActions(), []);
        assert.deepEqual(await connection.process.rule.list(), {});
        assert.deepEqual(await connection.process.approval.list(), {});
        const id = await account('Approve');
        await assert.rejects(
            async () => await connection.process.approval.submit(id, 'please'),
            /No applicable approval process/,
        );
    });
});
