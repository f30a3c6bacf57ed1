/** Who counts as unused or double, and where, by the day of the count in Flanders. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LicensedUser } from '../org/users.ts';
import { useOf } from './contract-use.ts';
import { countUsers, dayInFlanders } from './count-users.ts';
import { doublesAmong } from './doubles.ts';

const GENK = { id: 'a', nis: '71016', name: 'Genk', province: 'Limburg' };
const OFFICER = { name: 'Municipal_Officer', label: 'Medewerker', tier: 'Restricted' as const, groupId: 'g' };

function user(values: Partial<LicensedUser> = {}): LicensedUser {
    const username = values.username ?? 'an@genk.be';
    return {
        id: username,
        username,
        name: username,
        email: username,
        profileId: 'p',
        profile: 'HVT Restricted',
        licence: 'Salesforce Platform',
        tier: 'Restricted',
        roles: [OFFICER],
        municipality: GENK,
        province: 'Limburg',
        lastSeen: '2026-03-31T08:00:00Z',
        hasLoggedIn: true,
        assignments: [],
        causes: [],
        needs: 'Restricted',
        ...values,
    };
}

describe('users without login', () => {
    const unused = (lastSeen: string): number[] => {
        const [row] = countUsers([user({ lastSeen })], '2026-03-31').rows;
        return [row?.unused30, row?.unused60, row?.unused90].map(Number);
    };

    test('count after 30, 60 and 90 whole days, each in those before it', () => {
        assert.deepEqual(unused('2026-03-01T12:00:00Z'), [0, 0, 0]);
        assert.deepEqual(unused('2026-02-28T12:00:00Z'), [1, 0, 0]);
        assert.deepEqual(unused('2026-01-29T12:00:00Z'), [1, 1, 0]);
        assert.deepEqual(unused('2025-12-30T12:00:00Z'), [1, 1, 1]);
    });

    test('a day begins at midnight in Flanders', () => {
        assert.equal(dayInFlanders(new Date('2026-02-28T23:30:00Z')), '2026-03-01');
        assert.deepEqual(unused('2026-02-28T23:30:00Z'), [0, 0, 0]);
    });
});

describe('a count', () => {
    test('tells licences outside the tiers apart', () => {
        const program = user({ username: 'program', tier: undefined, licence: 'Salesforce Integration' });
        const { rows, outside, withoutRole } = countUsers([user(), program], '2026-03-31');
        assert.deepEqual([rows.length, rows[0]?.active, outside.length, withoutRole.length], [1, 1, 1, 0]);
    });

    test('adds up to the number of users, whatever their roles and places', () => {
        const people = [
            user(),
            user({ username: 'b', roles: [] }),
            user({ username: 'c', municipality: undefined }),
            user({ username: 'd', roles: [OFFICER, { ...OFFICER, name: 'Governor' }] }),
            user({ username: 'e', tier: 'Full' }),
        ];
        const { rows, higher } = countUsers(people, '2026-03-31');
        assert.equal(
            rows.reduce((sum, { active }) => sum + active, 0),
            5,
        );
        assert.equal(rows.find(({ role }) => role === 'Municipal_Officer + Governor')?.active, 1);
        assert.deepEqual(
            higher.map(({ username }) => username),
            ['e'],
        );
    });
});

describe('double accounts', () => {
    const found = (...people: LicensedUser[]): string[] =>
        doublesAmong(people).map(({ reason, users }) => [reason, ...users.map(({ username }) => username)].join(' '));

    test('share an address, or a name in any order at one municipality', () => {
        const one = user({ username: 'one', name: 'An Peeters', email: 'an@genk.be' });
        assert.deepEqual(found(one, user({ username: 'two', email: ' AN@genk.be ' })), ['email one two']);
        assert.deepEqual(found(one, user({ username: 'two', name: 'Peeters, Án' })), ['name one two']);
        assert.deepEqual(found(one, { ...one, id: '2', username: 'two' }), ['email one two']);
        const elsewhere = user({ username: 'two', name: 'An Peeters', municipality: { ...GENK, nis: '71072' } });
        assert.deepEqual(found(one, elsewhere), []);
    });
});

describe('the contract of a day', () => {
    const contract = (firstDay: string, lastDay: string, number: number): Parameters<typeof useOf>[0][number] => ({
        firstDay,
        lastDay,
        tier: undefined,
        number,
        estimatedCents: undefined,
        costCents: undefined,
        source: '',
    });
    const contracts = [contract('2024-04-01', '2025-03-31', 410), contract('2025-04-01', '2026-03-31', 217)];
    const useOn = (on: string): unknown[] => {
        const { period, isInForce, use } = useOf(contracts, { Full: 27, Restricted: 200 }, on);
        return [period.name, isInForce, use.at(-1)?.contracted, use.at(-1)?.free];
    };

    test('is that of its period, or the last one before it', () => {
        assert.deepEqual(useOn('2025-03-31'), ['2024-2025', true, 410, 183]);
        assert.deepEqual(useOn('2025-04-01'), ['2025-2026', true, 217, -10]);
        assert.deepEqual(useOn('2026-11-24'), ['2025-2026', false, 217, -10]);
        assert.deepEqual(useOn('2023-01-01'), ['2022-2023', false, undefined, undefined]);
    });
});
