import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { Actor, codes, makeUser, openLibrary, outcome, undone } from '../org/suite/library.ts';
import { OrgError } from '../schema/errors.ts';

const org = openLibrary();
const admin = new Actor(org);
after(() => {
    org.close();
});

const READ_ONLY = 'INSUFFICIENT_ACCESS_OR_READONLY';
const CROSS = 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY';

function book(actor: Actor): { library: string; shelf: string; book: string } {
    const library = actor.make('Library__c', { Name: 'L' });
    const shelf = actor.make('Rack__c', { Library__c: library });
    return { library, shelf, book: actor.make('Volume__c', { Name: 'B', Rack__c: shelf }) };
}

describe('what a user may not do with an object', () => {
    it(
        'he may not create without the right to',
        undone(org, () => {
            const reader = makeUser(org, 'Reader', { sets: ['Reader'] });
            assert.deepEqual(outcome(reader.insert('Member__c', {}, {})), [
                'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY [] entity type cannot be inserted: Member',
                'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY [] entity type cannot be inserted: Member',
            ]);
        }),
    );

    it(
        'he may not edit or delete without the right to, though the record be his',
        undone(org, () => {
            const reader = makeUser(org, 'Reader', { sets: ['Reader'] });
            const id = admin.make('Member__c', { Name: 'M', OwnerId: reader.userId });
            assert.deepEqual(outcome(reader.update('Member__c', { Id: id })), [
                `${READ_ONLY} [] insufficient access rights on object id`,
            ]);
            assert.deepEqual(outcome(reader.delete(id)), [`${READ_ONLY} [] insufficient access rights on object id`]);
        }),
    );

    it(
        'nobody creates, changes or deletes what the org alone does',
        undone(org, () => {
            const history = (): unknown => admin.insert('Library__History', {});
            assert.throws(history, (error) => error instanceof OrgError && error.code === 'INVALID_TYPE_FOR_OPERATION');
            assert.throws(() => admin.delete(admin.userId), /entity type User does not support delete/);
            assert.throws(() => admin.update('Limit__mdt', {}), /entity type Limit__mdt does not support update/);
        }),
    );
});

describe('what a user may not do with a field', () => {
    it(
        'he does not know of fields that he may not read',
        undone(org, () => {
            const user = makeUser(org, 'User', { sets: ['Librarian'] });
            assert.throws(
                () => user.insert('Library__c', { Secret__c: 'x' }),
                /No such column 'Secret__c' on sobject of type Library__c/,
            );
        }),
    );

    it(
        'he may not write those that he may only read, and is told all of them',
        undone(org, () => {
            const clerk = makeUser(org, 'Clerk', { profile: 'Clerk' });
            assert.deepEqual(codes(clerk.insert('Everything__c', { Text__c: 'a' })), ['ok']);
            const [result] = clerk.insert('Everything__c', { Number__c: 1, CreatedDate: '2020-01-01' });
            assert.deepEqual(
                result?.errors.map(({ statusCode, fields }) => [statusCode, fields]),
                [['INVALID_FIELD_FOR_INSERT_UPDATE', ['Number__c', 'CreatedDate']]],
            );
        }),
    );

    it(
        'defaults and roll-ups are written whatever he may see',
        undone(org, () => {
            const user = makeUser(org, 'User', { sets: ['Librarian'] });
            const { library } = book(user);
            assert.deepEqual(user.values('Library__c', library, 'Books__c', 'Shelves__c'), [1, 1]);
        }),
    );
});

describe('records of others', () => {
    it(
        'are not changed or deleted without access',
        undone(org, () => {
            const [one, two] = ['One', 'Two'].map((name) => makeUser(org, name, { sets: ['Librarian'] }));
            assert.ok(one && two);
            const made = book(one);
            assert.deepEqual(codes(two.update('Library__c', { Id: made.library })), [READ_ONLY]);
            assert.deepEqual(codes(two.update('Volume__c', { Id: made.book })), [READ_ONLY]);
            assert.deepEqual(codes(two.delete(made.library, made.book)), [READ_ONLY, READ_ONLY]);
            assert.deepEqual(codes(one.delete(made.book)), ['ok']);
        }),
    );

    it(
        'are not referred to by those who do not see them; a master must be theirs to change',
        undone(org, () => {
            const [one, two] = ['One', 'Two'].map((name) => makeUser(org, name, { sets: ['Librarian'] }));
            assert.ok(one && two);
            const made = book(one);
            assert.deepEqual(outcome(two.insert('Member__c', { Library__c: made.library })), [
                `${CROSS} [] insufficient access rights on cross-reference id: ${made.library.slice(0, 15)}`,
            ]);
            const share = admin.make('Library__Share', {
                ParentId: made.library,
                UserOrGroupId: two.userId,
                AccessLevel: 'Read',
            });
            assert.deepEqual(codes(two.insert('Member__c', { Library__c: made.library })), ['ok']);
            assert.deepEqual(codes(two.insert('Rack__c', { Library__c: made.library })), [CROSS]);
            admin.update('Library__Share', { Id: share, AccessLevel: 'Edit' });
            assert.deepEqual(codes(two.insert('Rack__c', { Library__c: made.library })), ['ok']);
        }),
    );

    it(
        'that he may edit are not his to delete or to give away',
        undone(org, () => {
            const user = makeUser(org, 'User', { sets: ['Librarian'] });
            const { library } = book(admin);
            admin.make('Library__Share', { ParentId: library, UserOrGroupId: user.userId, AccessLevel: 'Edit' });
            assert.deepEqual(codes(user.update('Library__c', { Id: library, City__c: 'Ghent' })), ['ok']);
            assert.deepEqual(codes(user.update('Library__c', { Id: library, OwnerId: user.userId })), [READ_ONLY]);
            assert.deepEqual(codes(user.delete(library)), [READ_ONLY]);
        }),
    );
});

describe('users and their rights are data', () => {
    it(
        'what is changed of them counts at once',
        undone(org, () => {
            const user = makeUser(org, 'User');
            const may = (): boolean => org.session(user.userId).permissions.object(admin.object('Library__c')).create;
            assert.equal(may(), false);
            const set = String(org.store.get(`SELECT Id FROM "PermissionSet" WHERE Name = 'Librarian'`)?.['Id']);
            const id = admin.make('PermissionSetAssignment', { AssigneeId: user.userId, PermissionSetId: set });
            assert.equal(may(), true);
            admin.delete(id);
            assert.equal(may(), false);
            const administrators = org.store.get(`SELECT Id FROM "Profile" WHERE Name = 'System Administrator'`)?.[
                'Id'
            ];
            admin.update('User', { Id: user.userId, ProfileId: administrators });
            assert.equal(may(), true);
            admin.update('User', { Id: user.userId, IsActive: false });
            assert.throws(may, /Session expired or invalid/);
        }),
    );

    it(
        'an assignment is made once, and names what it assigns',
        undone(org, () => {
            const user = makeUser(org, 'User', { sets: ['Librarian'] });
            const set = String(org.store.get(`SELECT Id FROM "PermissionSet" WHERE Name = 'Librarian'`)?.['Id']);
            const again = { AssigneeId: user.userId, PermissionSetId: set };
            assert.deepEqual(outcome(admin.insert('PermissionSetAssignment', again, { AssigneeId: user.userId })), [
                `DUPLICATE_VALUE [] Duplicate PermissionSetAssignment. Assignee: ${user.userId}; Permission Set: ${set}`,
                'REQUIRED_FIELD_MISSING [PermissionSetId] Required fields are missing: [PermissionSetId]',
            ]);
        }),
    );

    it(
        'a user name is one user’s',
        undone(org, () => {
            makeUser(org, 'Ann');
            const profile = admin.values('User', admin.userId, 'ProfileId')[0];
            const record = {
                Username: 'ANN@library.test',
                LastName: 'x',
                Alias: 'x',
                Email: 'x@x.test',
                ProfileId: profile,
            };
            assert.deepEqual(codes(admin.insert('User', record)), ['DUPLICATE_USERNAME']);
        }),
    );

    it(
        'they are written by whoever may manage them',
        undone(org, () => {
            const user = makeUser(org, 'User', { sets: ['Librarian'] });
            assert.deepEqual(codes(user.update('User', { Id: user.userId, Title: 'x' })), [READ_ONLY]);
            assert.deepEqual(codes(user.insert('Group', { Name: 'x' })), ['CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY']);
        }),
    );

    it(
        'what is in use is not deleted',
        undone(org, () => {
            makeUser(org, 'User', { sets: ['Librarian'], role: 'Desk' });
            const role = org.store.get(`SELECT Id FROM "UserRole" WHERE DeveloperName = 'Desk'`)?.['Id'];
            const set = org.store.get(`SELECT Id FROM "PermissionSet" WHERE Name = 'Librarian'`)?.['Id'];
            assert.deepEqual(codes(admin.delete(String(role), String(set))), ['DELETE_FAILED', 'DELETE_FAILED']);
        }),
    );
});
