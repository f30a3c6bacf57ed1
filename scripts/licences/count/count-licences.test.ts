/** Licences are counted in a fixed number of calls, stored once for each day, and held against the contract. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { JobError } from '../../salesforce/org-error.ts';
import { OrgClient } from '../../salesforce/org-client.ts';
import { makeUsers, type RoleUser } from '../../testing/role-users.ts';
import { TestOrg, VERSION } from '../../testing/test-org.ts';
import { countLicences, type CountResult } from './count-licences.ts';
import { dayInFlanders } from './count-users.ts';

/** The most calls that a count of some hundred users may take. */
const MOST_CALLS = 12;

const officer = (at: number): RoleUser => ({
    username: `officer${String(at)}@hvt.test`,
    name: `Medewerker ${String(at)}`,
    profile: 'HVT Restricted',
    role: 'Municipal_Officer',
    group: at % 2 === 0 ? 'Municipality_71016' : 'Municipality_71072',
});

describe('counting licences', () => {
    let org: TestOrg;
    const now = new Date();
    const today = dayInFlanders(now);
    const year = Number(today.slice(0, 4)) - (today.slice(5) < '04-01' ? 1 : 0);

    before(async () => {
        org = await TestOrg.start();
        await org.loadMunicipalities(['limburg']);
        await makeUsers(org, [
            ...Array.from({ length: 36 }, (_, at) => officer(at)),
            {
                username: 'full@hvt.test',
                name: 'Els Te Hoog',
                profile: 'HVT Full',
                role: 'Governor',
                group: 'Province_Limburg',
            },
            {
                username: 'coordinator@hvt.test',
                name: 'Co Ordinator',
                profile: 'HVT Full',
                role: 'Subsidy_Coordinator',
            },
            { username: 'nobody@hvt.test', name: 'Zonder Rol', profile: 'HVT Restricted' },
            {
                username: 'twice@hvt.test',
                name: 'Ander Mens',
                email: 'OFFICER0@hvt.test',
                profile: 'HVT Restricted',
                role: 'Municipal_Officer',
                group: 'Municipality_71016',
            },
            {
                username: 'accent@hvt.test',
                name: '1 Médewerker',
                profile: 'HVT Restricted',
                role: 'Municipal_Officer',
                group: 'Municipality_71072',
            },
        ]);
        await org.admin.create('Licence_Contract__c', [
            {
                First_Day__c: `${String(year)}-04-01`,
                Last_Day__c: `${String(year + 1)}-03-31`,
                Tier__c: 'Restricted',
                Number_Contracted__c: 30,
            },
            {
                First_Day__c: `${String(year)}-04-01`,
                Last_Day__c: `${String(year + 1)}-03-31`,
                Number_Contracted__c: 60,
            },
        ]);
    });
    after(() => org.remove());

    async function count(on?: string, dryRun = false): Promise<CountResult & { calls: number }> {
        const { instanceUrl, accessToken } = org.running.info;
        const client = new OrgClient({ instanceUrl, accessToken, version: VERSION });
        const result = await countLicences(client, { on, dryRun, now });
        return { ...result, calls: client.calls };
    }
    const usernames = (users: readonly { username: string }[] = []): string[] => users.map(({ username }) => username);
    const stored = (): Promise<number> => org.count('Licence_Count__c');

    test('a dry run stores nothing', async () => {
        const { source, stored: written } = await count(undefined, true);
        assert.deepEqual([source, written, await stored()], ['counted', null, 0]);
    });

    test('users count by tier, role and place, beside the contract', async () => {
        const { rows, contract } = await count();
        const shown = rows.map(({ tier, role, municipality, province, active }) =>
            [tier, role ?? '-', municipality?.nis ?? '-', province ?? '-', active].join(' '),
        );
        assert.ok(shown.includes('Restricted Municipal_Officer 71016 Limburg 19'), shown.join('\n'));
        assert.ok(shown.includes('Restricted Municipal_Officer 71072 Limburg 19'));
        assert.ok(shown.includes('Restricted - - - 1'));
        assert.ok(shown.includes('Full Governor - Limburg 1'));
        const [restricted, full, all] = contract.use;
        assert.deepEqual([restricted?.active, restricted?.contracted, restricted?.free], [39, 30, -9]);
        assert.equal(full?.contracted, undefined);
        assert.deepEqual([all?.active, all?.contracted], [39 + (full?.active ?? 0), 60]);
        assert.equal(contract.isInForce, true);
        assert.equal(await stored(), rows.length);
    });

    test('who can have a lower tier, who needs the full one and why, who is there twice, and who has no role', async () => {
        const { users } = await count();
        assert.ok(users);
        assert.deepEqual(usernames(users.higher), ['full@hvt.test']);
        const coordinator = users.keepFull.find(({ username }) => username === 'coordinator@hvt.test');
        assert.match(coordinator?.because.join('; ') ?? '', /Subsidies berekenen \(Subsidy_Run__c\) door /);
        assert.deepEqual(users.lower, []);
        assert.deepEqual(
            users.doubles.map(({ reason, users: both }) => [reason, ...usernames(both)]),
            [
                ['email', 'officer0@hvt.test', 'twice@hvt.test'],
                ['name', 'accent@hvt.test', 'officer1@hvt.test'],
            ],
        );
        assert.ok(usernames(users.withoutRole).includes('nobody@hvt.test'));
        assert.deepEqual(users.unused, []);
    });

    test('the same day again leaves the same set; what is gone is removed, what differs is changed', async () => {
        const before = await count();
        assert.deepEqual(before.stored, { inserted: 0, updated: 0, unchanged: before.rows.length, removed: 0 });
        const { records } = await org.admin.query<{ Id: string }>(
            "SELECT Id FROM User WHERE Username IN ('full@hvt.test', 'officer2@hvt.test') ORDER BY Username",
        );
        const active = (IsActive: boolean): Promise<unknown> =>
            org.admin.update(
                'User',
                records.map(({ Id }) => ({ Id, IsActive })),
            );
        await active(false);
        const fewer = await count();
        assert.deepEqual(fewer.stored, { inserted: 0, updated: 1, unchanged: before.rows.length - 2, removed: 1 });
        await active(true);
        assert.deepEqual((await count()).stored, {
            inserted: 1,
            updated: 1,
            unchanged: before.rows.length - 2,
            removed: 0,
        });
    });

    test('a past day comes from what was stored; one that was never counted names the nearest', async () => {
        await org.admin.create('Licence_Count__c', [
            { Counted_On__c: '2025-03-31', Tier__c: 'Full', Role__c: 'Governor', Active_Users__c: 27 },
            { Counted_On__c: '2025-06-30', Tier__c: 'Full', Active_Users__c: 20 },
        ]);
        const past = await count('2025-03-31');
        assert.deepEqual([past.source, past.rows.map(({ active }) => active), past.users], ['stored', [27], null]);
        assert.equal(past.calls, 1);
        await assert.rejects(count('2025-05-01'), (error: unknown) => {
            assert.ok(error instanceof JobError);
            assert.equal(error.name, 'NeverCounted');
            assert.match(error.actions.join(), /31-03-2025 .* en 30-06-2025/);
            return true;
        });
        await assert.rejects(count('2999-01-01'), /moet nog komen/);
        await assert.rejects(count('2025-02-30'), /geen dag/);
    });

    test('400 users take as many calls as 40', async () => {
        const few = await count(undefined, true);
        const fewStored = await count();
        await makeUsers(
            org,
            Array.from({ length: 360 }, (_, at) => officer(at + 100)),
        );
        const many = await count(undefined, true);
        const manyStored = await count();
        const active = (result: CountResult): number => result.contract.use.at(-1)?.active ?? 0;
        assert.equal(active(many) - active(few), 360);
        assert.ok(active(many) >= 400);
        assert.equal(many.calls, few.calls);
        assert.ok(manyStored.calls <= fewStored.calls + 1 && manyStored.calls <= MOST_CALLS, String(manyStored.calls));
    });
});
