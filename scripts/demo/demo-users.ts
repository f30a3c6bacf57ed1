/** The users of the demonstration: for every role one in each of two provinces, as `users.csv` says. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { Connection } from 'jsforce';
import { syncUsers } from '../access/sync/sync-users.ts';
import type { OrgClient } from '../salesforce/org-client.ts';

const FILE = fileURLToPath(new URL('users.csv', import.meta.url));

/** A line of the file. */
interface Line {
    readonly username: string;
    readonly role: string;
}

/** A user of the demonstration. */
export interface DemoUser {
    readonly username: string;
    readonly name: string;
    /** in Dutch */
    readonly role: string;
}

/**
 * Brings the demonstration's users in step with the file, as `hvt access sync` does.
 * @param client of an administrator
 * @param roles developer names; the users of other roles come later. Undefined: of all
 * @throws JobError, OrgError
 */
export async function seedUsers(client: OrgClient, roles?: readonly string[]): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'demo-users-'));
    try {
        const file = join(folder, 'users.csv');
        const lines = readUsers().filter(({ role }) => roles?.includes(role) ?? true);
        writeFileSync(file, stringify(lines, { header: true }));
        await syncUsers(client, file, {
            dryRun: false,
            allowMany: false,
            now: new Date(),
            confirm: () => Promise.resolve(true),
        });
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

/** The users that there are to be. */
export function readUsers(): Line[] {
    return parse<Line>(readFileSync(FILE), { columns: true });
}

/** The demonstration's users that the org has, by role. */
export async function listDemoUsers(connection: Connection): Promise<DemoUser[]> {
    const { records } = await connection.query<Assigned>(
        `SELECT Assignee.Username, Assignee.Name, PermissionSetGroup.MasterLabel FROM PermissionSetAssignment
         WHERE Assignee.Username LIKE '%@hvt.demo' AND Assignee.IsActive = TRUE AND PermissionSetGroupId != NULL
         ORDER BY PermissionSetGroup.MasterLabel, Assignee.Username`,
    );
    return records.map(
        ({ Assignee: { Username: username, Name: name }, PermissionSetGroup: { MasterLabel: role } }) => ({
            username,
            name,
            role,
        }),
    );
}

interface Assigned {
    readonly Assignee: { readonly Username: string; readonly Name: string };
    readonly PermissionSetGroup: { readonly MasterLabel: string };
}
