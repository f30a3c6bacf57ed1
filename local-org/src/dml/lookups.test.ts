import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { Actor, codes, makeUser, openLibrary, outcome, undone } from '../org/suite/library.ts';

const org = openLibrary();
const admin = new Actor(org);
after(() => {
    org.close();
});

const READ_ONLY = 'INSUFFICIENT_ACCESS_OR_READONLY';

function groupId(name: string, type: string): string {
    return String(org.store.get('SELECT Id FROM "Group" WHERE DeveloperName = ? AND Type = ?', [name, type])?.['Id']);
}

function book(actor: Actor): { library: string; shelf: string; book: string } {
    const library = actor.make('Library__c', { Name: 'L' });
    const shelf = actor.make('Rack__c', { Library__c: library });
    return { library, shelf, book: actor.make('Volume__c', { Name: 'B', Rack__c: shelf }) };
}

describe('owners', () => {
    it(
        'are active users who may read the object, and queues that serve it',
        undone(org, () => {
            const gone = makeUser(org, 'Gone', { sets: ['Librarian'] });
            admin.update('User', { Id: gone.userId, IsActive: false });
            const nobody = makeUser(org, 'Nobody');
            const owners = [gone.userId, nobody.userId, groupId('Intake', 'Queue'), groupId('Readers', 'Regular')];
            const results = admin.insert('Library__c', ...owners.map((OwnerId) => ({ OwnerId })));
            assert.deepEqual(outcome(results), [
                `INACTIVE_OWNER_OR_USER [OwnerId] operation performed with inactive user [${gone.userId}] as owner of library__c`,
                'TRANSFER_REQUIRES_READ [OwnerId] The new owner must have read permission',
                '',
                `FIELD_INTEGRITY_EXCEPTION [OwnerId] Owner ID: id value of incorrect type: ${groupId('Readers', 'Regular')}`,
            ]);
            assert.deepEqual(outcome(admin.insert('Member__c', { OwnerId: groupId('Intake', 'Queue') })), [
                'INVALID_OPERATION [OwnerId] Queue not associated with this SObject type',
            ]);
        }),
    );

    it(
        'cannot be none',
        undone(org, () => {
            const id = admin.make('Library__c');
            assert.deepEqual(codes(admin.update('Library__c', { Id: id, OwnerId: null })), ['REQUIRED_FIELD_MISSING']);
        }),
    );

    it(
        'who give a record away take their manual shares along; other shares stay',
        undone(org, () => {
            const [one, two] = ['One', 'Two'].map((name) => makeUser(org, name, { sets: ['Librarian'] }));
            assert.ok(one && two);
            const id = one.make('Library__c');
            const share = { ParentId: id, UserOrGroupId: two.userId, AccessLevel: 'Read' };
            one.make('Library__Share', share);
            admin.make('Library__Share', { ...share, RowCause: 'Partner__c' });
            one.update('Library__c', { Id: id, City__c: 'x' });
            assert.equal(admin.count('Library__Share'), 2);
            one.update('Library__c', { Id: id, OwnerId: two.userId });
            assert.deepEqual(
                org.store.all('SELECT RowCause FROM "Library__Share"').map((row) => row['RowCause']),
                ['Partner__c'],
            );
            assert.deepEqual(codes(one.update('Library__c', { Id: id })), [READ_ONLY]);
        }),
    );

    it(
        'that have become inactive do not keep a record from being changed',
        undone(org, () => {
            const gone = makeUser(org, 'Gone', { sets: ['Librarian'] });
            const id = gone.make('Library__c');
            admin.update('User', { Id: gone.userId, IsActive: false });
            assert.deepEqual(codes(admin.update('Library__c', { Id: id, City__c: 'x' })), ['ok']);
        }),
    );
});

describe('lookups', () => {
    it(
        'to a deleted record are refused',
        undone(org, () => {
            const id = admin.make('Library__c');
            admin.delete(id);
            assert.deepEqual(outcome(admin.insert('Member__c', { Library__c: id })), [
                'ENTITY_IS_DELETED [] entity is deleted',
            ]);
        }),
    );

    const filtered: [what: string, library: Record<string, unknown>, region: string | null, expected: string][] = [
        ['all conditions hold', { Region__c: 'North' }, 'North', 'ok'],
        ['the first does not', { Region__c: 'North', Open__c: false }, 'North', 'FIELD_FILTER_VALIDATION_EXCEPTION'],
        ['the second of two alternatives does', { Region__c: 'South' }, 'North', 'ok'],
        [
            'neither alternative does',
            { Region__c: 'South', OwnerId: 'other' },
            'North',
            'FIELD_FILTER_VALIDATION_EXCEPTION',
        ],
        ['both are blank', { OwnerId: 'other' }, null, 'ok'],
    ];
    for (const [what, library, region, expected] of filtered)
        it(
            `pass a filter when ${what}: ${expected}`,
            undone(org, () => {
                const other = makeUser(org, 'Other', { sets: ['Librarian'] });
                const owner = library['OwnerId'] === 'other' ? { OwnerId: other.userId } : {};
                const id = admin.make('Library__c', { ...library, ...owner });
                const results = admin.insert('Lending__c', {
                    Volume__c: book(admin).book,
                    Library__c: id,
                    Region__c: region,
                });
                assert.deepEqual(codes(results), [expected]);
                if (expected !== 'ok')
                    assert.equal(results[0]?.errors[0]?.message, 'Choose an open library of the region.');
            }),
        );

    it(
        'are looked at again when the record’s side of the filter changes',
        undone(org, () => {
            const other = makeUser(org, 'Other', { sets: ['Librarian'] });
            const library = admin.make('Library__c', { Region__c: 'North', OwnerId: other.userId });
            const id = admin.make('Lending__c', {
                Volume__c: book(admin).book,
                Library__c: library,
                Region__c: 'North',
            });
            assert.deepEqual(codes(admin.update('Lending__c', { Id: id, Region__c: 'South' })), [
                'FIELD_FILTER_VALIDATION_EXCEPTION',
            ]);
        }),
    );

    it(
        'with an optional filter refuse nothing',
        undone(org, () => {
            const library = admin.make('Library__c', { City__c: 'Bruges' });
            assert.deepEqual(codes(admin.insert('Lending__c', { Volume__c: book(admin).book, Hint__c: library })), [
                'ok',
            ]);
        }),
    );
});
