import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TestOrg } from '../testing/test-org.ts';
import { jobsDone } from './share-records.ts';
import { listDemoUsers, readUsers, seedUsers } from './demo-users.ts';

describe("the demonstration's users", { timeout: 120_000 }, () => {
    let org: TestOrg;

    before(async () => {
        org = await TestOrg.start();
    });
    after(async () => {
        await org.remove();
    });

    test('who loads comes first; then there are two for every role, in groups of two provinces', async () => {
        const { accessToken } = org.running.info;
        const admin = org.client(accessToken);
        await seedUsers(admin, ['Integration']);
        assert.deepEqual(
            (await listDemoUsers(org.admin)).map(({ username }) => username),
            ['integration@hvt.demo'],
        );
        await org.loadMunicipalities(['limburg', 'oost-vlaanderen']);
        await jobsDone(org.admin);
        await seedUsers(admin);
        const users = await listDemoUsers(org.admin);
        assert.equal(users.length, readUsers().length);

        const roles = await org.admin.query<{ MasterLabel: string }>('SELECT MasterLabel FROM PermissionSetGroup');
        for (const { MasterLabel: role } of roles.records) {
            const most = role === 'Integratie' ? 1 : 2;
            assert.equal(users.filter((user) => user.role === role).length, most, role);
        }
        const groups = await org.admin.query<{ Group: { DeveloperName: string } }>(
            "SELECT Group.DeveloperName FROM GroupMember WHERE Group.DeveloperName LIKE 'Municipality%' OR Group.DeveloperName LIKE 'Province%' ORDER BY Group.DeveloperName",
        );
        assert.deepEqual(
            groups.records.map(({ Group }) => Group.DeveloperName),
            ['Municipality_46021', 'Municipality_71016', 'Province_Limburg', 'Province_Oost_Vlaanderen'],
        );
    });
});
