/**
 * What the permission sets of a group grant together, less what is muted in it (Salesforce help, "Permission Set Groups" and
 * "Muting Permission Sets"), as rows of setup objects.
 */
import type { SetupRow } from './setup-rows.ts';

/** What one permission set or profile grants: rows without the set that they are of; rights are 0 or 1. */
export interface Grants {
    /** `Permissions…` by name. */
    readonly userPermissions: SetupRow;
    readonly objects: readonly SetupRow[];
    readonly fields: readonly SetupRow[];
    readonly tabs: readonly SetupRow[];
    readonly customPermissions: readonly SetupRow[];
    readonly classes: readonly SetupRow[];
}

/** @param muting what takes away again what it names */
export function together(members: readonly Grants[], muting: readonly Grants[]): Grants {
    const rights = (of: (grants: Grants) => readonly SetupRow[], key: string): SetupRow[] =>
        subtract(members.flatMap(of), muting.flatMap(of), key).filter((row) => row['PermissionsRead'] === 1);
    const named = (of: (grants: Grants) => readonly SetupRow[], key: string): SetupRow[] => {
        const muted = new Set(muting.flatMap(of).map((row) => row[key]));
        return [...byKey(members.flatMap(of), key).values()].filter((row) => !muted.has(row[key] ?? null));
    };
    const users = (some: readonly Grants[]): SetupRow[] => some.map(({ userPermissions }) => userPermissions);
    return {
        userPermissions: subtract(users(members), users(muting), '')[0] ?? {},
        objects: rights(({ objects }) => objects, 'SobjectType'),
        fields: rights(({ fields }) => fields, 'Field'),
        tabs: named(({ tabs }) => tabs, 'Name'),
        customPermissions: named(({ customPermissions }) => customPermissions, 'SetupEntityId'),
        classes: named(({ classes }) => classes, 'SetupEntityId'),
    };
}

function subtract(granted: readonly SetupRow[], muted: readonly SetupRow[], key: string): SetupRow[] {
    const taken = byKey(muted, key);
    return [...byKey(granted, key)].map(([name, row]) => {
        const less = taken.get(name) ?? {};
        return Object.fromEntries(
            Object.entries(row).map(([column, value]) => [column, value === 1 && less[column] === 1 ? 0 : value]),
        );
    });
}

/** Rows of one key as one, with the rights of all; without a key, all are one. */
function byKey(rows: readonly SetupRow[], key: string): Map<string, SetupRow> {
    const all = new Map<string, SetupRow>();
    for (const row of rows) {
        const value = row[key];
        const name = typeof value === 'string' ? value.toLowerCase() : '';
        const known = all.get(name) ?? {};
        all.set(
            name,
            Object.fromEntries(Object.entries(row).map(([column, value]) => [column, known[column] === 1 ? 1 : value])),
        );
    }
    return all;
}
