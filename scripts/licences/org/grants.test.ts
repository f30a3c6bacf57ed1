/** Whether somebody needs the full licence is decided by the rights he has in effect, never by the name of his role. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { keyOf, type FullRight } from './full-rights.ts';
import { causeText, Grants, type GrantSet } from './grants.ts';

const right = (kind: FullRight['kind'], name: string, label: string): FullRight => ({
    kind,
    right: name,
    label,
    basis: 'Project',
    source: 'test',
});
const MANAGE_USERS = right('User_Permission', 'ManageUsers', 'Gebruikers beheren');
const WRITE_RUNS = right('Object_Write', 'Subsidy_Run__c', 'Subsidies berekenen');
const READ_LEADS = right('Object_Read', 'Lead', 'Leads');
const APPROVE = right('Custom_Permission', 'Approve_Run', 'Goedkeuren');

const set = (id: string, keys: readonly string[], more: Partial<GrantSet> = {}): GrantSet => ({
    id,
    label: `Set ${id}`,
    type: 'Regular',
    profileId: undefined,
    ofGroup: undefined,
    licence: undefined,
    grants: new Set(keys),
    ...more,
});
const manageUsers = keyOf('User_Permission', 'ManageUsers');
const createRuns = keyOf('Object_Write', 'Subsidy_Run__c', 'create');
const editRuns = keyOf('Object_Write', 'subsidy_run__c', 'edit');

const SETS = [
    set('users', [manageUsers], { licence: 'Salesforce' }),
    set('runs', [createRuns, editRuns]),
    set('mute all', [createRuns, editRuns], { type: 'Muting' }),
    set('mute edit', [editRuns], { type: 'Muting' }),
    set('admin', [manageUsers, keyOf('Object_Read', 'Lead')], { type: 'Profile', profileId: 'profile of admin' }),
    set('sum', [keyOf('Custom_Permission', 'Approve_Run')], { type: 'Group', ofGroup: 'added up' }),
];
const GROUPS = [
    { id: 'coordinator', label: 'Coördinator', members: ['runs'] },
    { id: 'muted', label: 'Gedempt', members: ['runs', 'mute all'] },
    { id: 'half muted', label: 'Half gedempt', members: ['runs', 'mute edit'] },
    { id: 'added up', label: 'Opgeteld', members: ['runs', 'users'] },
];
const grants = new Grants([MANAGE_USERS, WRITE_RUNS, READ_LEADS, APPROVE], SETS, GROUPS);

const bySet = (setId: string): { setId: string; groupId: undefined } => ({ setId, groupId: undefined });
const byGroup = (groupId: string): { setId: undefined; groupId: string } => ({ setId: undefined, groupId });
const rightsOf = (...assigned: Parameters<Grants['causes']>[1]): FullRight[] =>
    grants.causes('bare profile', assigned).map((cause) => cause.right);

describe('what needs the full licence', () => {
    test('nothing does for who has none of the listed rights', () => {
        assert.deepEqual(rightsOf(), []);
        assert.deepEqual(rightsOf(bySet('unknown'), byGroup('unknown')), []);
    });

    test('a right of a permission set or of a group does, each right once, with what it came through', () => {
        assert.deepEqual(rightsOf(bySet('users'), byGroup('coordinator')), [MANAGE_USERS, WRITE_RUNS]);
        const texts = grants.causes('bare profile', [byGroup('coordinator')]).map(causeText);
        assert.deepEqual(texts, ['Subsidies berekenen (Subsidy_Run__c) door Coördinator (Set runs)']);
    });

    test('a right of the profile does', () => {
        assert.deepEqual(
            grants.causes('profile of admin', []).map((cause) => cause.right),
            [MANAGE_USERS, READ_LEADS],
        );
    });

    test('what a group mutes does not, but inside that group only', () => {
        assert.deepEqual(rightsOf(byGroup('muted')), []);
        assert.deepEqual(rightsOf(byGroup('muted'), bySet('runs')), [WRITE_RUNS]);
    });

    test('writing an object is muted action by action', () => {
        assert.deepEqual(rightsOf(byGroup('half muted')), [WRITE_RUNS]);
    });

    test('a group fits only the licences that all of its sets fit', () => {
        assert.deepEqual(grants.licencesOf(bySet('users')), ['Salesforce']);
        assert.deepEqual(grants.licencesOf(byGroup('added up')), ['Salesforce']);
        assert.deepEqual(grants.licencesOf(byGroup('coordinator')), []);
    });

    test('what the org itself added up for a group stands above its parts', () => {
        assert.deepEqual(rightsOf(byGroup('added up')), [APPROVE]);
    });
});
