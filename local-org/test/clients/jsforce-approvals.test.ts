/** jsforce's approvals against a local org with the library's processes. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import jsforce, { type Connection } from 'jsforce';
import { RunningOrg } from './running-org.ts';

const LIBRARY_PROJECT = fileURLToPath(new URL('../library-project', import.meta.url));

/** What REST tells; jsforce's own type writes `newWorkItemIds`. */
interface Result {
    readonly instanceStatus: string;
    readonly newWorkitemIds: string[];
}

describe('jsforce', { timeout: 120_000 }, () => {
    let org: RunningOrg;
    let connection: Connection;

    before(async () => {
        org = await RunningOrg.start([LIBRARY_PROJECT]);
        const { instanceUrl, accessToken } = org.info;
        connection = new jsforce.Connection({ instanceUrl, accessToken, version: '66.0' });
    });
    after(async () => {
        await org.remove();
    });

    test('lists, submits, rejects and approves', async () => {
        const { approval } = connection.process;
        assert.ok('Library__c' in (await approval.list()));
        const { user_id: me } = await connection.identity();
        const made = await connection.create('Library__c', { Name: 'Stacks', Budget__c: 2000, Keeper__c: me });
        const id = made.id ?? '';
        const submit = async (): Promise<string> => {
            const [result] = (await approval.request([approval.submit(id, 'please')])) as unknown as Result[];
            assert.equal(result?.instanceStatus, 'Pending');
            return result.newWorkitemIds[0] ?? '';
        };
        const rejected = (await approval.reject(await submit(), 'no')) as unknown as Result;
        assert.equal(rejected.instanceStatus, 'Rejected');
        const approved = (await approval.approve(await submit(), 'yes')) as unknown as Result;
        assert.equal(approved.instanceStatus, 'Approved');
        await assert.rejects(async () => await approval.approve(id), /INVALID_CROSS_REFERENCE_KEY/);
    });
});
