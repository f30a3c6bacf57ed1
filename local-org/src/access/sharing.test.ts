import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { Actor, codes, makeUser, openLibrary, undone, type UserSettings } from '../org/suite/library.ts';
import { groupId, mayDo } from './suite/sharing.ts';

const org = openLibrary();
const admin = new Actor(org);
after(() => {
    org.close();
});

const LIBRARIAN: UserSettings = { sets: ['Librarian'] };

/** A private record of an owner at the desk, and somebody who looks at it. */
function scene(looker: UserSettings, owner: UserSettings = {}): { owner: Actor; looker: Actor; id: string } {
    const made = makeUser(org, 'Owner', { ...LIBRARIAN, role: 'Desk', ...owner });
    const id = made.make('Library__c', { Name: 'Private' });
    return { owner: made, looker: makeUser(org, 'Looker', { ...LIBRARIAN, ...looker }), id };
}

describe('a private record is its owner’s, and of those above him', () => {
    const cases: [what: string, looker: UserSettings, expected: string][] = [
        ['a stranger', {}, ''],
        ['a colleague of the same role', { role: 'Desk' }, ''],
        ['the head', { role: 'Head' }, 'redt'],
        ['the director, two levels up', { role: 'Director' }, 'redt'],
        ['somebody of another branch', { role: 'Archive' }, ''],
        ['an auditor who views all', { sets: ['Librarian', 'Auditor'] }, 'r'],
        ['a manager who modifies all', { sets: ['Librarian', 'Manager'] }, 'redt'],
    ];
    for (const [what, looker, expected] of cases)
        it(
            `${what}: ${expected || '-'}`,
            undone(org, () => {
                const { looker: user, id, owner } = scene(looker);
                assert.equal(mayDo(user, 'Library__c', id), expected);
                assert.equal(mayDo(owner, 'Library__c', id), 'redt');
            }),
        );

    it(
        'those above keep it when the owner is deactivated',
        undone(org, () => {
            const { looker, owner, id } = scene({ role: 'Head' });
            admin.update('User', { Id: owner.userId, IsActive: false });
            assert.equal(mayDo(looker, 'Library__c', id), 'redt');
            assert.throws(() => org.session(owner.userId), /Session expired or invalid/);
        }),
    );
});

describe('a share opens a record', () => {
    const share = (id: string, grantee: string, level = 'Read'): void => {
        admin.make('Library__Share', { ParentId: id, UserOrGroupId: grantee, AccessLevel: level });
    };
    it(
        'for a reason that its object has, and for no other',
        undone(org, () => {
            const { looker, id } = scene({});
            const row = { ParentId: id, UserOrGroupId: looker.userId, AccessLevel: 'Read', RowCause: 'Nonsense__c' };
            assert.deepEqual(codes(admin.insert('Library__Share', row)), ['INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST']);
            assert.equal(mayDo(looker, 'Library__c', id), '');
        }),
    );

    const cases: [
        what: string,
        looker: UserSettings,
        grantee: (looker: Actor) => string,
        level: string,
        expected: string,
    ][] = [
        ['to the user, for reading', {}, ({ userId }) => userId, 'Read', 'r'],
        ['to the user, for editing', {}, ({ userId }) => userId, 'Edit', 're'],
        ['to the user, for all', {}, ({ userId }) => userId, 'All', 'redt'],
        ['to a group of his', { groups: ['Readers'] }, () => groupId(admin, 'Readers', 'Regular'), 'Edit', 're'],
        ['to a group not of his', { groups: ['Quiet'] }, () => groupId(admin, 'Readers', 'Regular'), 'Edit', ''],
        [
            'to a group that holds a group of his',
            { groups: ['Readers'] },
            () => groupId(admin, 'Intake', 'Queue'),
            'Read',
            'r',
        ],
        ['to his role', { role: 'Archive' }, () => groupId(admin, 'Archive', 'Role'), 'Read', 'r'],
        ['to a role above his', { role: 'Archive' }, () => groupId(admin, 'Director', 'Role'), 'Read', ''],
        [
            'to a role above his, with subordinates',
            { role: 'Archive' },
            () => groupId(admin, 'Director', 'RoleAndSubordinates'),
            'Read',
            'r',
        ],
        ['to a role below his', { role: 'Director' }, () => groupId(admin, 'Archive', 'Role'), 'Read', 'r'],
        ['to everybody', {}, () => groupId(admin, 'AllInternalUsers', 'Organization'), 'Read', 'r'],
    ];
    for (const [what, looker, grantee, level, expected] of cases)
        it(
            `${what}: ${expected || '-'}`,
            undone(org, () => {
                const { looker: user, id } = scene(looker, { role: 'Desk' });
                // whoever stands above the owner sees the record anyway
                if (looker.role === 'Director') admin.update('Library__c', { Id: id, OwnerId: admin.userId });
                share(id, grantee(user), level);
                assert.equal(mayDo(user, 'Library__c', id), expected);
            }),
        );

    it(
        'to a user opens it to those above him; through a group only when the group says so',
        undone(org, () => {
            const boss = makeUser(org, 'Boss', { ...LIBRARIAN, role: 'Director' });
            const inReaders = makeUser(org, 'One', { ...LIBRARIAN, role: 'Archive', groups: ['Readers'] });
            makeUser(org, 'Two', { ...LIBRARIAN, role: 'Archive', groups: ['Quiet'] });
            const library = (): string => admin.make('Library__c', { Name: 'Shared' });
            const [byUser, byOpen, byQuiet] = [library(), library(), library()];
            share(byUser, inReaders.userId);
            share(byOpen, groupId(admin, 'Readers', 'Regular'));
            share(byQuiet, groupId(admin, 'Quiet', 'Regular'));
            assert.deepEqual(
                [byUser, byOpen, byQuiet].map((id) => mayDo(boss, 'Library__c', id)),
                ['r', 'r', ''],
            );
        }),
    );

    it(
        'ends when it is deleted, and when the user leaves the group',
        undone(org, () => {
            const { looker, id } = scene({ groups: ['Readers'] });
            share(id, groupId(admin, 'Readers', 'Regular'));
            assert.equal(mayDo(looker, 'Library__c', id), 'r');
            const member = org.store.get('SELECT Id FROM "GroupMember" WHERE UserOrGroupId = ?', [looker.userId]);
            admin.delete(String(member?.['Id']));
            assert.equal(mayDo(looker, 'Library__c', id), '');
            share(id, looker.userId);
            const row = org.store.get('SELECT Id FROM "Library__Share" WHERE UserOrGroupId = ?', [looker.userId]);
            admin.delete(String(row?.['Id']));
            assert.equal(mayDo(looker, 'Library__c', id), '');
        }),
    );

    it(
        'is given by whoever could give the record away, not by whom it was shared with',
        undone(org, () => {
            const { owner, looker, id } = scene({});
            const given = { ParentId: id, UserOrGroupId: looker.userId, AccessLevel: 'Edit' };
            assert.deepEqual(codes(looker.insert('Library__Share', given)), [
                'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
            ]);
            const shareId = owner.make('Library__Share', given);
            const other = { ...given, UserOrGroupId: groupId(admin, 'Readers', 'Regular') };
            assert.deepEqual(codes(looker.insert('Library__Share', other)), [
                'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
            ]);
            assert.deepEqual(codes(looker.delete(shareId)), ['INSUFFICIENT_ACCESS_OR_READONLY']);
            assert.deepEqual(codes(owner.delete(shareId)), ['ok']);
        }),
    );

    it(
        'that gives no more than everybody has is refused',
        undone(org, () => {
            const id = admin.make('Member__c', { Name: 'Ann' });
            const user = makeUser(org, 'User', LIBRARIAN);
            const results = ['Read', 'Edit'].map((AccessLevel) =>
                admin.insert('Member__Share', { ParentId: id, UserOrGroupId: user.userId, AccessLevel }),
            );
            assert.deepEqual(results.flatMap(codes), ['FIELD_INTEGRITY_EXCEPTION', 'ok']);
        }),
    );
});

describe('queues own records for their members', () => {
    it(
        'a member, those above a member, nobody else',
        undone(org, () => {
            const member = makeUser(org, 'Member', { ...LIBRARIAN, role: 'Desk', groups: ['Intake'] });
            const boss = makeUser(org, 'Boss', { ...LIBRARIAN, role: 'Head' });
            const stranger = makeUser(org, 'Stranger', LIBRARIAN);
            const id = admin.make('Library__c', { Name: 'Queued', OwnerId: groupId(admin, 'Intake', 'Queue') });
            assert.deepEqual(
                [member, boss, stranger].map((user) => mayDo(user, 'Library__c', id)),
                ['redt', 'redt', ''],
            );
        }),
    );
});

describe('organisation-wide defaults', () => {
    const cases: [object: string, record: (a: Actor) => Record<string, unknown>, expected: string][] = [
        ['Library__c', () => ({ Name: 'x' }), ''],
        ['Member__c', () => ({ Name: 'x' }), 'r'],
        ['Lending__c', (a) => ({ Volume__c: bookOf(a).book }), 're'],
    ];
    for (const [object, record, expected] of cases)
        it(
            `${object}: a stranger may ${expected || 'nothing'}`,
            undone(org, () => {
                const id = admin.make(object, record(admin));
                assert.equal(mayDo(makeUser(org, 'User', LIBRARIAN), object, id), expected);
            }),
        );
});

function bookOf(
    actor: Actor,
    library = actor.make('Library__c', { Name: 'L' }),
): { library: string; shelf: string; book: string } {
    const shelf = actor.make('Rack__c', { Library__c: library });
    return { library, shelf, book: actor.make('Volume__c', { Name: 'B', Rack__c: shelf }) };
}

describe('a child is shared as its master is, at every level', () => {
    const cases: [level: string | undefined, expected: string][] = [
        [undefined, ''],
        ['Read', 'r'],
        ['Edit', 'red'],
    ];
    for (const [level, expected] of cases)
        it(
            `library shared for ${level ?? 'nothing'}: ${expected || '-'}`,
            undone(org, () => {
                const { library, shelf, book } = bookOf(admin);
                const user = makeUser(org, 'User', LIBRARIAN);
                if (level !== undefined)
                    admin.make('Library__Share', { ParentId: library, UserOrGroupId: user.userId, AccessLevel: level });
                const found = [mayDo(user, 'Rack__c', shelf), mayDo(user, 'Volume__c', book)];
                assert.deepEqual(
                    found.map((one) => one.replace('t', '')),
                    [expected, expected],
                );
            }),
        );

    it(
        'one that asks only to read the master is written by whoever reads it',
        undone(org, () => {
            const user = makeUser(org, 'User', { sets: ['Linker'] });
            const library = admin.make('Library__c', { Name: 'L' });
            const partner = admin.make('Partner__c', { Name: 'P' });
            const record = { Library__c: library, Partner__c: partner };
            assert.deepEqual(codes(user.insert('Link__c', record)), ['INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY']);
            admin.make('Library__Share', { ParentId: library, UserOrGroupId: user.userId, AccessLevel: 'Read' });
            assert.deepEqual(codes(user.insert('Link__c', record)), ['ok']);
        }),
    );

    it(
        'the history of a record is read by whoever reads the record',
        undone(org, () => {
            const { library } = bookOf(admin);
            admin.update('Library__c', { Id: library, City__c: 'Ghent' });
            const user = makeUser(org, 'User', LIBRARIAN);
            const history = String(
                org.store.get('SELECT Id FROM "Library__History" WHERE ParentId = ?', [library])?.['Id'],
            );
            assert.equal(mayDo(user, 'Library__History', history).includes('r'), false);
            admin.make('Library__Share', { ParentId: library, UserOrGroupId: user.userId, AccessLevel: 'Read' });
            assert.equal(mayDo(user, 'Library__History', history).includes('r'), true);
        }),
    );
});
