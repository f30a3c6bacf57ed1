import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { Actor, codes, makeUser, NOW, openLibrary, undone } from '../org/suite/library.ts';
import { readPermissions, type ObjectRights, type Permissions } from './permissions.ts';

const org = openLibrary();
const admin = new Actor(org);
after(() => {
    org.close();
});

function permissionsOf(actor: Actor): Permissions {
    return org.session(actor.userId).permissions;
}

/** `cred` for create, read, edit, delete; `V` and `M` for all records, `F` for all fields. */
function rights(permissions: Permissions, object: string): string {
    const granted = permissions.object(admin.object(object));
    const letters: [keyof ObjectRights, string][] = [
        ['create', 'c'],
        ['read', 'r'],
        ['edit', 'e'],
        ['delete', 'd'],
        ['viewAll', 'V'],
        ['modifyAll', 'M'],
        ['viewAllFields', 'F'],
    ];
    return letters.map(([name, letter]) => (granted[name] ? letter : '')).join('');
}

function fieldRights(permissions: Permissions, path: string): string {
    const [object = '', name = ''] = path.split('.');
    const field = admin.object(object).fields.get(name);
    assert.ok(field, path);
    const { read, edit } = permissions.field(admin.object(object), field);
    return (read ? 'r' : '') + (edit ? 'e' : '');
}

function assignGroup(user: Actor, group: string, more: Record<string, unknown> = {}): void {
    const { Id } = org.store.get('SELECT Id FROM "PermissionSetGroup" WHERE DeveloperName = ?', [group]) ?? {};
    admin.make('PermissionSetAssignment', { AssigneeId: user.userId, PermissionSetGroupId: Id, ...more });
}

describe('rights with objects add up', () => {
    const cases: [sets: string[], object: string, expected: string][] = [
        [[], 'Library__c', ''],
        [['Reader'], 'Library__c', 'r'],
        [['Librarian'], 'Library__c', 'cred'],
        [['Reader', 'Librarian'], 'Volume__c', 'cred'],
        [['Auditor'], 'Library__c', 'rV'],
        [['Reader', 'Auditor'], 'Volume__c', 'r'],
        [['Manager'], 'Library__c', 'credVM'],
        [['Reader'], 'Library__Share', 'r'],
        [['Librarian'], 'Library__Share', 'cred'],
        [['Reader'], 'Library__History', 'r'],
        [[], 'Library__Share', ''],
        [['Librarian'], 'Account', ''],
        [[], 'User', 'rV'],
        [[], 'Limit__mdt', 'rV'],
    ];
    for (const [sets, object, expected] of cases)
        it(
            `${sets.join(' + ') || 'nothing'}: ${object} ${expected || '-'}`,
            undone(org, () => {
                assert.equal(rights(permissionsOf(makeUser(org, 'User', { sets })), object), expected);
            }),
        );

    it('the administrator has them all', () => {
        assert.equal(rights(permissionsOf(admin), 'Library__c'), 'credVMF');
        assert.equal(rights(permissionsOf(admin), 'User'), 'credVMF');
    });

    it(
        'a profile grants as a permission set does',
        undone(org, () => {
            const clerk = makeUser(org, 'Clerk', { profile: 'Clerk' });
            assert.equal(rights(permissionsOf(clerk), 'Everything__c'), 'cred');
            assert.equal(permissionsOf(clerk).has('ApiEnabled'), true);
            assert.equal(permissionsOf(clerk).has('SomethingElse'), false);
            assert.equal(permissionsOf(clerk).profileName, 'Clerk');
        }),
    );

    it(
        'viewing all fields opens them for reading',
        undone(org, () => {
            const user = makeUser(org, 'User', { sets: ['Reader'] });
            assert.equal(fieldRights(permissionsOf(user), 'Library__c.Secret__c'), '');
            org.store.run(
                `UPDATE "ObjectPermissions" SET PermissionsViewAllFields = 1 WHERE SobjectType = 'Library__c'`,
            );
            org.accessChanged();
            assert.equal(fieldRights(permissionsOf(user), 'Library__c.Secret__c'), 'r');
        }),
    );
});

describe('rights with fields', () => {
    const cases: [sets: string[], field: string, expected: string][] = [
        [['Reader'], 'Library__c.City__c', 'r'],
        [['Librarian'], 'Library__c.City__c', 're'],
        [['Librarian'], 'Library__c.Books__c', 'r'],
        [['Librarian'], 'Library__c.Secret__c', ''],
        [['Librarian', 'Auditor'], 'Library__c.Secret__c', 'r'],
        // fields that take no permissions follow their object
        [['Reader'], 'Library__c.Name', 'r'],
        [['Librarian'], 'Library__c.Name', 're'],
        [['Librarian'], 'Rack__c.Library__c', 're'],
        [[], 'Library__c.Name', ''],
        // the parts of a geolocation follow the whole
        [['Librarian'], 'Library__c.Place__Latitude__s', 're'],
        [['Auditor'], 'Library__c.Place__Latitude__s', ''],
    ];
    for (const [sets, field, expected] of cases)
        it(
            `${sets.join(' + ') || 'nothing'}: ${field} ${expected || '-'}`,
            undone(org, () => {
                assert.equal(fieldRights(permissionsOf(makeUser(org, 'User', { sets })), field), expected);
            }),
        );
});

describe('a group grants what its sets do, less what it mutes', () => {
    it(
        'objects, fields and custom permissions',
        undone(org, () => {
            const user = makeUser(org, 'User');
            assignGroup(user, 'Staff');
            const permissions = permissionsOf(user);
            assert.equal(rights(permissions, 'Volume__c'), 'cre');
            assert.equal(rights(permissions, 'Library__c'), 'cred');
            assert.equal(fieldRights(permissions, 'Library__c.Budget__c'), 'r');
            assert.equal(fieldRights(permissions, 'Library__c.City__c'), 're');
            assert.deepEqual([permissions.hasCustom('Approve'), permissions.hasCustom('skip_rules')], [false, true]);
        }),
    );

    it(
        'what is muted in it may be granted elsewhere',
        undone(org, () => {
            const user = makeUser(org, 'User', { sets: ['Librarian'] });
            assignGroup(user, 'Staff');
            assert.equal(rights(permissionsOf(user), 'Volume__c'), 'cred');
            assert.equal(permissionsOf(user).hasCustom('APPROVE'), true);
        }),
    );
});

describe('the permission set that is kept for a group', () => {
    const setOf = (group: string): Record<string, unknown> =>
        org.store.get(`SELECT * FROM "PermissionSet" WHERE Type = 'Group' AND Name = ?`, [group]) ?? {};

    it('holds what is granted after muting', () => {
        const { Id } = setOf('Staff');
        const granted = org.store.all(
            `SELECT SobjectType, PermissionsEdit, PermissionsDelete FROM "ObjectPermissions"
             WHERE ParentId = ? AND SobjectType IN ('Library__c', 'Volume__c') ORDER BY SobjectType`,
            [String(Id)],
        );
        assert.deepEqual(
            granted.map((row) => ({ ...row })),
            [
                { SobjectType: 'Library__c', PermissionsEdit: 1, PermissionsDelete: 1 },
                { SobjectType: 'Volume__c', PermissionsEdit: 1, PermissionsDelete: 0 },
            ],
        );
        const budget = org.store.get(
            `SELECT PermissionsRead, PermissionsEdit FROM "FieldPermissions" WHERE ParentId = ? AND Field = 'Library__c.Budget__c'`,
            [String(Id)],
        );
        assert.deepEqual({ ...budget }, { PermissionsRead: 1, PermissionsEdit: 0 });
        const custom = org.store.all(
            `SELECT p.DeveloperName FROM "SetupEntityAccess" a JOIN "CustomPermission" p ON p.Id = a.SetupEntityId WHERE a.ParentId = ?`,
            [String(Id)],
        );
        assert.deepEqual(
            custom.map((row) => row['DeveloperName']),
            ['Skip_Rules'],
        );
    });

    it(
        'is assigned with the group, and the group with it',
        undone(org, () => {
            const user = makeUser(org, 'User');
            admin.make('PermissionSetAssignment', {
                AssigneeId: user.userId,
                PermissionSetId: String(setOf('Staff')['Id']),
            });
            assert.equal(rights(permissionsOf(user), 'Volume__c'), 'cre');
            const again = {
                AssigneeId: user.userId,
                PermissionSetGroupId: String(setOf('Staff')['PermissionSetGroupId']),
            };
            assert.deepEqual(codes(admin.insert('PermissionSetAssignment', again)), ['DUPLICATE_VALUE']);
        }),
    );
});

describe('a permission set for one licence', () => {
    const licenceOf = (name: string): string =>
        String(org.store.get('SELECT Id FROM "UserLicense" WHERE Name = ?', [name])?.['Id']);

    it(
        'is for users with that licence only, and so are its groups',
        undone(org, () => {
            const user = makeUser(org, 'User');
            const other = licenceOf('Salesforce Platform');
            org.store.run(`UPDATE "PermissionSet" SET LicenseId = ? WHERE Name = 'Librarian'`, [other]);
            const idOf = (table: string, column: string, name: string): string =>
                String(org.store.get(`SELECT Id FROM "${table}" WHERE "${column}" = ?`, [name])?.['Id']);
            const refused = ['FIELD_INTEGRITY_EXCEPTION'];
            const set = { PermissionSetId: idOf('PermissionSet', 'Name', 'Librarian') };
            const group = { PermissionSetGroupId: idOf('PermissionSetGroup', 'DeveloperName', 'Staff') };
            for (const what of [set, group])
                assert.deepEqual(
                    codes(admin.insert('PermissionSetAssignment', { AssigneeId: user.userId, ...what })),
                    refused,
                );
            org.store.run(`UPDATE "PermissionSet" SET LicenseId = ? WHERE Name = 'Librarian'`, [
                licenceOf('Salesforce'),
            ]);
            assert.deepEqual(codes(admin.insert('PermissionSetAssignment', { AssigneeId: user.userId, ...group })), [
                'ok',
            ]);
        }),
    );
});

describe('assignments', () => {
    const cases: [what: string, expires: number | undefined, expected: string][] = [
        ['without an end count', undefined, 'cre'],
        ['that end later count', NOW + 1000, 'cre'],
        ['that have ended do not', NOW - 1000, ''],
    ];
    for (const [what, expires, expected] of cases)
        it(
            what,
            undone(org, () => {
                const user = makeUser(org, 'User');
                const end = expires === undefined ? {} : { ExpirationDate: new Date(expires).toISOString() };
                assignGroup(user, 'Staff', end);
                assert.equal(rights(permissionsOf(user), 'Volume__c'), expected);
            }),
        );

    it(
        'that are deleted do not count from then on',
        undone(org, () => {
            const user = makeUser(org, 'User', { sets: ['Reader'] });
            assert.equal(rights(permissionsOf(user), 'Volume__c'), 'r');
            const { Id } =
                org.store.get('SELECT Id FROM "PermissionSetAssignment" WHERE AssigneeId = ?', [user.userId]) ?? {};
            admin.delete(String(Id));
            assert.equal(rights(permissionsOf(user), 'Volume__c'), '');
        }),
    );

    it('of a user who is not there are an error', () => {
        assert.throws(() => readPermissions(org.store, '005000000000999AAA', NOW), /no user/);
    });
});
