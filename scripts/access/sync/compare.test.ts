/** What a file of users changes: nothing twice, nothing of who is not ours, and who changes jobs keeps nothing. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { comparePlan, type SyncPlan, type UserChange } from './compare.ts';
import type { OrgUser } from './org-users.ts';
import type { WantedUser } from './user-file.ts';
import {
    ADMINISTRATOR,
    COORDINATOR,
    existing,
    FULL,
    held,
    INTEGRATION,
    orgWith,
    RESTRICTED,
    ROLES,
    STRANGER,
    wanted,
} from './suite.ts';

function plan(file: readonly WantedUser[], ...users: readonly OrgUser[]): SyncPlan {
    return comparePlan(file, orgWith(...users), ROLES, 'id of me');
}

function only({ changes }: SyncPlan): UserChange {
    const [change, another] = changes;
    assert.ok(change && !another);
    return change;
}

describe('a user in the file', () => {
    test('who is as it says does not change', () => {
        assert.deepEqual(plan([wanted()], existing()).changes, []);
        assert.deepEqual(plan([wanted({ email: 'An@Genk.be' })], existing()).changes, []);
    });

    test('is made with the profile of his role, its group and the group of his municipality', () => {
        const change = only(plan([wanted()]));
        assert.equal(change.kind, 'create');
        assert.equal(change.values['ProfileId'], RESTRICTED.id);
        assert.deepEqual([change.gets?.name, change.joins], ['Municipal_Officer', ['Municipality_71016']]);
    });

    test('who changes jobs keeps nothing of the old one', () => {
        const change = only(plan([wanted({ role: COORDINATOR, groups: [] })], existing()));
        assert.deepEqual(change.loses, [held('Municipal_Officer')]);
        assert.deepEqual(change.leaves, [held('Municipality_71016')]);
        assert.equal(change.gets, COORDINATOR);
        assert.deepEqual(change.values, { ProfileId: FULL.id });
        assert.deepEqual(change.licence, { from: 'Salesforce Platform', to: 'Salesforce' });
    });

    test('who moves to another municipality joins its group and leaves the old one', () => {
        const change = only(plan([wanted({ groups: ['Municipality_71022'] })], existing()));
        assert.deepEqual([change.leaves, change.joins], [[held('Municipality_71016')], ['Municipality_71022']]);
        assert.deepEqual([change.loses, change.gets, change.values], [[], undefined, {}]);
    });

    test('who comes back is active again and takes a licence', () => {
        const gone = existing({ isActive: false, memberships: [], assignments: [] });
        const change = only(plan([wanted()], gone));
        assert.deepEqual([change.kind, change.values], ['reactivate', { IsActive: true }]);
        assert.deepEqual(change.licence, { from: undefined, to: 'Salesforce Platform' });
    });

    test('keeps his language when the file names none, and loses a first name that it leaves empty', () => {
        const change = only(plan([wanted({ firstName: '' })], existing({ language: 'en_US' })));
        assert.deepEqual(change.values, { FirstName: null });
    });
});

describe('who is not in the file', () => {
    test('is deactivated and keeps neither groups nor role', () => {
        const change = only(plan([], existing()));
        assert.deepEqual([change.kind, change.values], ['deactivate', { IsActive: false }]);
        assert.deepEqual([change.leaves.length, change.loses.length], [1, 1]);
    });

    test('is of the application by his role too, whatever his profile', () => {
        assert.equal(plan([], existing({ profileId: STRANGER.id })).changes.length, 1);
        assert.equal(plan([], existing({ profileId: STRANGER.id, assignments: [] })).changes.length, 0);
    });

    test('stays, when he gives the command, administers the org, or is a program', () => {
        const users = [
            existing({ username: 'me', id: 'id of me' }),
            existing({ username: 'admin', profileId: ADMINISTRATOR.id }),
            existing({ username: 'loader', profileId: INTEGRATION.id, assignments: [] }),
            existing({ username: 'other loader', assignments: [held('Integration')] }),
        ];
        const { changes, leftAlone, active } = plan([], ...users);
        assert.deepEqual(changes, []);
        assert.deepEqual(
            leftAlone.map(({ reason }) => reason),
            ['self', 'administrator', 'integration', 'integration'],
        );
        assert.equal(active, 0);
    });

    test('and is inactive already loses what he was left with, once', () => {
        const left = existing({ isActive: false });
        const change = only(plan([], left));
        assert.deepEqual([change.values, change.leaves.length, change.loses.length], [{}, 1, 1]);
        assert.deepEqual(plan([], { ...left, memberships: [], assignments: [] }).changes, []);
    });
});
