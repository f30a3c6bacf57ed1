/** Users who seem to be one person: the same e-mail address, or the same name at the same municipality. */
import type { LicensedUser } from '../org/users.ts';

export interface Double {
    readonly reason: 'email' | 'name';
    readonly users: readonly LicensedUser[];
}

/** @returns each group of users once; one with the same address and the same name counts by its address */
export function doublesAmong(users: readonly LicensedUser[]): Double[] {
    const groups = [
        ...groupsBy('email', users, ({ email }) => email.trim().toLowerCase()),
        ...groupsBy('name', users, ({ name, municipality, province }) =>
            [...wordsOf(name), '|', municipality?.nis ?? province ?? ''].join(' '),
        ),
    ];
    const seen = new Set<string>();
    return groups.filter(({ users: members }) => {
        const key = members
            .map(({ id }) => id)
            .sort()
            .join();
        return !seen.has(key) && seen.add(key);
    });
}

function groupsBy(
    reason: Double['reason'],
    users: readonly LicensedUser[],
    key: (user: LicensedUser) => string,
): Double[] {
    return [...Map.groupBy(users, key)]
        .filter(([text, members]) => text !== '' && members.length > 1)
        .map(([, members]) => ({ reason, users: members }));
}

/** The words of a name in any order, without accents and capitals. */
function wordsOf(name: string): string[] {
    const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
    return plain
        .split(/[^\p{L}\p{N}]+/u)
        .filter((word) => word !== '')
        .sort();
}
