/** Who reads what an org keeps of logins and of changes to its setup. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { OrgError } from '../salesforce/org-error.ts';
import { TestOrg, type TestUser } from '../testing/test-org.ts';

describe('logs of an org', { timeout: 120_000 }, () => {
    let org: TestOrg;
    let officer: TestUser;

    before(async () => {
        org = await TestOrg.start();
        officer = await org.user('Municipal_Officer');
    });
    after(async () => {
        await org.remove();
    });

    async function rows({ client }: TestUser, soql: string): Promise<Record<string, unknown>[]> {
        const found: Record<string, unknown>[] = [];
        for await (const row of client.query(soql)) found.push(row);
        return found;
    }

    const LOGINS = 'SELECT UserId FROM LoginHistory';
    const TRAIL = 'SELECT Action, Display, CreatedBy.Username FROM SetupAuditTrail ORDER BY CreatedDate, Id';

    test('the data protection officer sees who logged in, and who gave whom which role', async () => {
        const dpo = await org.user('Data_Protection_Officer');
        const users = new Set((await rows(dpo, LOGINS)).map((row) => row['UserId']));
        assert.ok(users.has(officer.id));
        const given = (await rows(dpo, TRAIL)).filter(
            (row) => row['Action'] === 'PermSetAssign' && String(row['Display']).includes(officer.id),
        );
        assert.equal(given.length, 1);
        assert.match(String(given[0]?.['Display']), /Permission set group Gemeentelijk medewerker: assigned to/);
    });

    test('a municipal officer sees his own logins only, and no changes of the setup', async () => {
        const users = new Set((await rows(officer, LOGINS)).map((row) => row['UserId']));
        assert.deepEqual([...users], [officer.id]);
        await assert.rejects(
            () => rows(officer, TRAIL),
            (error) => error instanceof OrgError && error.code === 'INVALID_TYPE',
        );
    });
});
