import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { InputRecord } from '../dml/input.ts';
import { Actor, makeUser, openLibrary, undone, type UserSettings } from '../org/suite/library.ts';
import { groupId, mayDo } from './suite/sharing.ts';

const org = openLibrary();
const admin = new Actor(org);
after(() => {
    org.close();
});

function librarian(name: string, settings: UserSettings = {}): Actor {
    return makeUser(org, name, { sets: ['Librarian'], ...settings });
}

const WATCHER: UserSettings = { groups: ['Watchers'] };

describe('an owner rule opens what members of a group own', () => {
    const cases: [rule: string, owner: UserSettings, looker: UserSettings, expected: string][] = [
        ['group to group', { groups: ['Sharers'] }, WATCHER, 'r'],
        ['group to group: not to strangers', { groups: ['Sharers'] }, {}, ''],
        ['group to group: not what others own', {}, WATCHER, ''],
        ['group to group: not back', { groups: ['Watchers'] }, { groups: ['Sharers'] }, ''],
        ['group to group: a group in the group', { groups: ['Inner_Sharers'] }, WATCHER, 'r'],
        ['group to group: a role in the group', { role: 'Archive' }, WATCHER, 'r'],
        ['role to role', { role: 'Branch' }, { role: 'Council' }, 'r'],
        ['role to role: not what those below own', { role: 'Branch_Desk' }, { role: 'Council' }, ''],
        ['role to role: not to those below', { role: 'Branch' }, { role: 'Council_Aide' }, ''],
        ['role with subordinates to group', { role: 'Branch' }, WATCHER, 're'],
        ['role with subordinates to group: those below', { role: 'Branch_Desk' }, WATCHER, 're'],
        ['all internal users to group', {}, { groups: ['Overseers'] }, 'r'],
        ['two rules: the higher level', { role: 'Branch', groups: ['Sharers'] }, WATCHER, 're'],
        ['a queue’s rule: not what its members own', { groups: ['Sorting'] }, WATCHER, ''],
    ];
    for (const [rule, owner, looker, expected] of cases)
        it(
            `${rule}: ${expected || '-'}`,
            undone(org, () => {
                for (const inner of [groupId(admin, 'Inner_Sharers'), groupId(admin, 'Archive', 'Role')])
                    admin.make('GroupMember', { GroupId: groupId(admin, 'Sharers'), UserOrGroupId: inner });
                const id = librarian('Owner', owner).make('Library__c', { Name: 'L' });
                assert.equal(mayDo(librarian('Looker', looker), 'Library__c', id), expected);
            }),
        );

    it(
        'of a queue: what the queue owns',
        undone(org, () => {
            const id = admin.make('Library__c', { Name: 'L', OwnerId: groupId(admin, 'Sorting', 'Queue') });
            assert.equal(mayDo(librarian('Looker', WATCHER), 'Library__c', id), 're');
        }),
    );

    it(
        'of an owner who is deactivated, and no more when he leaves the group or gives the record away',
        undone(org, () => {
            const looker = librarian('Looker', WATCHER);
            const owner = librarian('Owner', { groups: ['Sharers'] });
            const [kept, given] = [owner.make('Library__c', { Name: 'A' }), owner.make('Library__c', { Name: 'B' })];
            owner.update('Library__c', { Id: given, OwnerId: librarian('Other').userId });
            admin.update('User', { Id: owner.userId, IsActive: false });
            assert.deepEqual(
                [kept, given].map((id) => mayDo(looker, 'Library__c', id)),
                ['r', ''],
            );
            const member = org.store.get('SELECT Id FROM "GroupMember" WHERE UserOrGroupId = ?', [owner.userId]);
            admin.delete(String(member?.['Id']));
            assert.equal(mayDo(looker, 'Library__c', kept), '');
        }),
    );
});

describe('a rule opens records to those above the users that it names', () => {
    it(
        'a superior of a member; nobody once the member has left',
        undone(org, () => {
            const id = librarian('Owner', { groups: ['Sharers'] }).make('Library__c', { Name: 'L' });
            const member = librarian('Looker', { ...WATCHER, role: 'Desk' });
            const boss = librarian('Boss', { role: 'Director' });
            assert.equal(mayDo(boss, 'Library__c', id), 'r');
            const row = org.store.get('SELECT Id FROM "GroupMember" WHERE UserOrGroupId = ?', [member.userId]);
            admin.delete(String(row?.['Id']));
            assert.deepEqual([mayDo(member, 'Library__c', id), mayDo(boss, 'Library__c', id)], ['', '']);
        }),
    );
});

describe('a criteria rule opens the records that meet it', () => {
    const council: UserSettings = { role: 'Council' };
    const cases: [rule: string, record: InputRecord, looker: UserSettings, expected: string][] = [
        ['one of the values of a list', { City__c: 'Sharetown' }, WATCHER, 'r'],
        ['another value', { City__c: 'Ghent' }, WATCHER, ''],
        ['no value', {}, WATCHER, ''],
        ['not to strangers', { City__c: 'Sharetown' }, {}, ''],
        ['text in another case', { City__c: 'SHARETOWN' }, WATCHER, ''],
        ['logic: 1 and 2', { Region__c: 'North', Budget__c: 1001 }, council, 're'],
        ['logic: 1 and not 3', { Region__c: 'North', Open__c: false }, council, 're'],
        ['logic: 1 alone', { Region__c: 'North', Budget__c: 1000 }, council, ''],
        ['logic: 2 without 1', { Region__c: 'South', Budget__c: 1001 }, council, ''],
        ['subordinates', { Region__c: 'North', Budget__c: 1001 }, { role: 'Council_Aide' }, 're'],
        ['everybody; marks in the value', { City__c: 'Who\u0027s? Here' }, {}, 'r'],
        ['everybody; marks are compared too', { City__c: 'Who\u0027s! Here' }, {}, ''],
    ];
    for (const [rule, record, looker, expected] of cases)
        it(
            `${rule}: ${expected || '-'}`,
            undone(org, () => {
                const id = admin.make('Library__c', { Name: 'L', ...record });
                assert.equal(mayDo(librarian('Looker', looker), 'Library__c', id), expected);
            }),
        );

    it(
        'by record type, which is named; other types not',
        undone(org, () => {
            const types = org.recordTypeIds(admin.object('Library__c'));
            const looker = librarian('Looker', { groups: ['Sorting'] });
            const found = ['School', 'Public'].map((type) => {
                const id = admin.make('Library__c', { Name: type, RecordTypeId: types.get(type) });
                return mayDo(looker, 'Library__c', id);
            });
            assert.deepEqual(found, ['r', '']);
        }),
    );

    it(
        'no more when the record does not meet it any more',
        undone(org, () => {
            const looker = librarian('Looker', WATCHER);
            const id = admin.make('Library__c', { Name: 'L', City__c: 'Watchville' });
            assert.equal(mayDo(looker, 'Library__c', id), 'r');
            admin.update('Library__c', { Id: id, City__c: 'Ghent' });
            assert.equal(mayDo(looker, 'Library__c', id), '');
        }),
    );

    it(
        'without those of owners who cannot have a role, when it says so',
        undone(org, () => {
            const looker = librarian('Looker', WATCHER);
            const owner = librarian('Owner');
            const ids = ['People only', 'Watchville'].map((City__c) =>
                owner.make('Library__c', { Name: 'L', City__c }),
            );
            const found = (): string[] => ids.map((id) => mayDo(looker, 'Library__c', id));
            assert.deepEqual(found(), ['r', 'r']);
            org.store.run(`UPDATE "User" SET UserType = 'AutomatedProcess' WHERE Id = ?`, [owner.userId]);
            assert.deepEqual(found(), ['', 'r']);
        }),
    );

    it(
        'beyond what everybody may do: editing what all may read',
        undone(org, () => {
            const looker = librarian('Looker', WATCHER);
            const found = ['W1', 'X1'].map((Card__c) =>
                mayDo(looker, 'Member__c', admin.make('Member__c', { Name: 'Ann', Card__c })),
            );
            assert.deepEqual(found, ['re', 'r']);
        }),
    );
});

describe('what follows a record follows its rules', () => {
    it(
        'children at every level, and queries',
        undone(org, () => {
            const looker = librarian('Looker', { role: 'Council' });
            const watcher = librarian('Watcher', WATCHER);
            const make = (record: InputRecord): string[] => {
                const library = admin.make('Library__c', { Name: 'L', ...record });
                const shelf = admin.make('Rack__c', { Library__c: library });
                return [shelf, admin.make('Volume__c', { Name: 'B', Rack__c: shelf })];
            };
            const [shelf = '', book = ''] = make({ Region__c: 'North', Open__c: false, City__c: 'Watchville' });
            make({});
            const found = [looker, watcher].map((user) => [
                mayDo(user, 'Rack__c', shelf).slice(0, 2),
                mayDo(user, 'Volume__c', book).slice(0, 2),
            ]);
            assert.deepEqual(found, [
                ['re', 're'],
                ['r', 'r'],
            ]);
            const query = org.query(org.session(watcher.userId), 'SELECT Id FROM Volume__c', { base: '/v66.0' });
            assert.deepEqual(
                query.records.map((record) => record['Id']),
                [book],
            );
        }),
    );
});
