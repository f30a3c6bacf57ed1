/** What clients change in the org's setup leaves a trail (Object reference, "SetupAuditTrail"). */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TestServer, type Client } from '../suite/client.ts';

let server: TestServer;
let reader: Client;

before(() => {
    server = new TestServer();
    reader = server.user('Reader', { profile: 'Standard User' });
});
after(() => server.close());

async function rows(soql: string, client = server.admin): Promise<Record<string, unknown>[]> {
    const { status, text, body } = await client.get(`/query?q=${encodeURIComponent(soql)}`);
    assert.equal(status, 200, text);
    return (body as { records: Record<string, unknown>[] }).records;
}

async function idOf(object: string, condition: string): Promise<string> {
    const [row] = await rows(`SELECT Id FROM ${object} WHERE ${condition}`);
    return String(row?.['Id']);
}

/** What an action adds to the trail: its action and what it says. */
async function added(action: () => Promise<unknown>): Promise<string[]> {
    const trail = 'SELECT Id, Action, Display, CreatedBy.Username FROM SetupAuditTrail ORDER BY Id';
    const known = new Set((await rows(trail)).map(({ Id }) => Id));
    await action();
    return (await rows(trail))
        .filter(({ Id }) => !known.has(Id))
        .map(({ Action, Display }) => `${String(Action)}: ${String(Display)}`);
}

async function create(object: string, values: object): Promise<string> {
    const { status, text, body } = await server.admin.send('POST', `/sobjects/${object}`, values);
    assert.equal(status, 201, text);
    return (body as { id: string }).id;
}

async function change(object: string, id: string, values: object): Promise<void> {
    const { status, text } = await server.admin.send('PATCH', `/sobjects/${object}/${id}`, values);
    assert.equal(status, 204, text);
}

async function remove(object: string, id: string): Promise<void> {
    const { status, text } = await server.admin.send('DELETE', `/sobjects/${object}/${id}`);
    assert.equal(status, 204, text);
}

describe('the trail of the setup', () => {
    test('tells users who come, change profile, go and come back', async () => {
        const profile = await idOf('Profile', "Name = 'Standard User'");
        const administrator = await idOf('Profile', "Name = 'System Administrator'");
        let user = '';
        const told = await added(async () => {
            user = await create('User', {
                Username: 'new@shelves.test',
                LastName: 'New',
                FirstName: 'Nora',
                Alias: 'nora',
                Email: 'new@shelves.test',
                ProfileId: profile,
                TimeZoneSidKey: 'Europe/Brussels',
                LocaleSidKey: 'nl_BE',
                LanguageLocaleKey: 'nl_NL',
                EmailEncodingKey: 'UTF-8',
            });
            await change('User', user, { ProfileId: administrator });
            await change('User', user, { IsActive: false, Title: 'x' });
            await change('User', user, { IsActive: true });
            await change('User', user, { Title: 'no setup' });
        });
        assert.deepEqual(told, [
            'createduser: Created new user Nora New',
            'changedprofileforuser: Changed profile for user Nora New from Standard User to System Administrator',
            'deactivateduser: Deactivated user Nora New',
            'activateduser: Activated user Nora New',
        ]);
    });

    test('tells permission sets that are assigned and taken away, and members of groups', async () => {
        const [{ Id: setId, Label: label } = {}] = await rows(
            "SELECT Id, Label FROM PermissionSet WHERE IsOwnedByProfile = FALSE AND Type = 'Regular' LIMIT 1",
        );
        const user = reader.userId;
        const told = await added(async () => {
            const given = { AssigneeId: user, PermissionSetId: setId };
            await remove('PermissionSetAssignment', await create('PermissionSetAssignment', given));
            const group = await create('Group', {
                Name: 'Night readers',
                DeveloperName: 'Night_Readers',
                Type: 'Regular',
            });
            await remove('GroupMember', await create('GroupMember', { GroupId: group, UserOrGroupId: user }));
        });
        const reading = String((await rows(`SELECT Name FROM User WHERE Id = '${user}'`))[0]?.['Name']);
        assert.deepEqual(told, [
            `PermSetAssign: Permission set ${String(label)}: assigned to user ${reading} (UserID: [${user}])`,
            `PermSetUnassign: Permission set ${String(label)}: unassigned from user ${reading} (UserID: [${user}])`,
            `groupMembership: Added ${reading} to public group Night readers`,
            `groupMembership: Removed ${reading} from public group Night readers`,
        ]);
    });

    test('is read by those who see the setup only, and written by nobody', async () => {
        for (const object of ['SetupAuditTrail', 'PermissionSetAssignment']) {
            const refused = await reader.get(`/query?q=${encodeURIComponent(`SELECT Id FROM ${object}`)}`);
            assert.equal(refused.status, 400);
            assert.match(refused.text, /INVALID_TYPE/);
        }
        const written = await server.admin.send('POST', '/sobjects/SetupAuditTrail', { Action: 'x' });
        assert.ok(written.status >= 400 && written.status < 500, written.text);
    });
});
