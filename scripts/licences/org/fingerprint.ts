/** What a decision on a user's tier rests on, in a few letters: other letters, and the decision is out of date. */
import { createHash } from 'node:crypto';
import { keysOf } from './full-rights.ts';
import type { LicensedUser } from './users.ts';

const LETTERS = 'abcdefghijklmnop';
const LENGTH = 16;

/**
 * Of a user's profile, assignments, roles with their tier, and rights of the full licence; not of his name or logins.
 * @returns letters only: a spreadsheet would take digits for a number
 */
export function fingerprintOf({ id, profileId, tier, assignments, roles, causes }: LicensedUser): string {
    const state = [
        id,
        profileId,
        tier ?? '',
        assignments.map(({ setId, groupId }) => groupId ?? setId ?? '').sort(),
        roles.map((role) => `${role.name}:${role.tier ?? ''}`).sort(),
        causes.flatMap(({ right, assigned }) => keysOf(right).map((key) => `${key}:${assigned ?? ''}`)).sort(),
    ];
    const digest = createHash('sha256').update(JSON.stringify(state)).digest();
    const letters = [...digest].map((byte) => (LETTERS[byte >> 4] ?? '') + (LETTERS[byte & 15] ?? ''));
    return letters.join('').slice(0, LENGTH);
}
