import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Org } from './org.ts';
import { Actor, codes, makeUser, NOW, openLibrary, outcome } from './suite/library.ts';

/** An org whose clock the test sets. */
function orgWithClock(): { org: Org; clock: { now: number } } {
    const clock = { now: NOW };
    return { org: openLibrary({ now: () => clock.now }), clock };
}

const MINUTE = 60_000;

describe('an assignment that expires ends in sessions that are there already', () => {
    const reads = (user: Actor): boolean => {
        const { permissions } = user.org.session(user.userId);
        return permissions.object(user.object('Library__c')).read;
    };

    it('at the moment of its expiration, and not before', () => {
        const { org, clock } = orgWithClock();
        const user = makeUser(org, 'Temp');
        const set = org.store.get<{ Id: string }>(`SELECT Id FROM "PermissionSet" WHERE Name = 'Librarian'`)?.Id ?? '';
        const ExpirationDate = new Date(NOW + 10 * MINUTE).toISOString();
        new Actor(org).make('PermissionSetAssignment', {
            AssigneeId: user.userId,
            PermissionSetId: set,
            ExpirationDate,
        });
        const seen = [0, 10 * MINUTE - 1, 10 * MINUTE, 11 * MINUTE].map((after) => {
            clock.now = NOW + after;
            return reads(user);
        });
        assert.deepEqual(seen, [true, true, false, false]);
        org.close();
    });

    it('one after the other; without any, the session stays the same', () => {
        const { org, clock } = orgWithClock();
        const [user, other] = [makeUser(org, 'Temp'), makeUser(org, 'Lasting', { sets: ['Librarian'] })];
        const expiring = { Reader: 5, Librarian: 10 };
        for (const [name, minutes] of Object.entries(expiring))
            new Actor(org).make('PermissionSetAssignment', {
                AssigneeId: user.userId,
                PermissionSetId: String(org.store.get('SELECT Id FROM "PermissionSet" WHERE Name = ?', [name])?.['Id']),
                ExpirationDate: new Date(NOW + minutes * MINUTE).toISOString(),
            });
        const lasting = org.session(other.userId);
        const sessions = [0, 4, 5, 9, 10, 20].map((after) => {
            clock.now = NOW + after * MINUTE;
            return org.session(user.userId);
        });
        assert.deepEqual(
            sessions.map((session) => sessions.indexOf(session)),
            [0, 0, 2, 2, 4, 4],
        );
        assert.equal(reads(user), false);
        assert.equal(org.session(other.userId), lasting);
        org.close();
    });
});

describe('a user who may not work has no session, even if he had one', () => {
    const frozen = (org: Org, user: Actor, IsFrozen: boolean): string[] => {
        const login = org.store.get('SELECT Id FROM "UserLogin" WHERE UserId = ?', [user.userId]);
        return outcome(new Actor(org).update('UserLogin', { Id: String(login?.['Id']), IsFrozen }));
    };
    const cases: [what: string, act: (org: Org, user: Actor) => void, back: (org: Org, user: Actor) => void][] = [
        [
            'deactivated',
            (org, { userId }) => new Actor(org).update('User', { Id: userId, IsActive: false }),
            (org, { userId }) => new Actor(org).update('User', { Id: userId, IsActive: true }),
        ],
        [
            'frozen',
            (org, user) => {
                assert.deepEqual(frozen(org, user, true), ['']);
            },
            (org, user) => frozen(org, user, false),
        ],
        [
            'deactivated by what does not tell of it',
            (org, { userId }) => org.store.run('UPDATE "User" SET IsActive = 0 WHERE Id = ?', [userId]),
            (org, { userId }) => org.store.run('UPDATE "User" SET IsActive = 1 WHERE Id = ?', [userId]),
        ],
    ];
    for (const [what, act, back] of cases)
        it(`${what}: INVALID_SESSION_ID, until he may again`, () => {
            const { org } = orgWithClock();
            const user = makeUser(org, 'User');
            org.session(user.userId);
            act(org, user);
            assert.throws(() => org.session(user.userId), { code: 'INVALID_SESSION_ID', httpStatus: 401 });
            org.session(new Actor(org).userId);
            back(org, user);
            assert.equal(org.session(user.userId).userId, user.userId);
            org.close();
        });

    it('every user has one login, which administrators freeze and others do not', () => {
        const { org } = orgWithClock();
        const user = makeUser(org, 'User');
        assert.equal(org.store.get('SELECT count(*) AS n FROM "UserLogin"')?.['n'], 2);
        const login = org.store.get('SELECT Id FROM "UserLogin" WHERE UserId = ?', [user.userId]);
        assert.deepEqual(codes(user.update('UserLogin', { Id: String(login?.['Id']), IsFrozen: true })), [
            'INSUFFICIENT_ACCESS_OR_READONLY',
        ]);
        org.close();
    });
});
