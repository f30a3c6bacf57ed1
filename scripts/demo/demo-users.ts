/** A user for each role, so that everybody can be tried. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'jsforce';
import { assignRole, profileOfRole } from '../access/assign-role.ts';

/** A user of the demonstration. */
export interface DemoUser {
    readonly username: string;
    readonly name: string;
    readonly role: string;
}

/** Milliseconds between two questions about a job. */
const POLL = 100;

/**
 * Makes one user per role, who has that one only.
 * @param roles developer names of permission set groups
 * @throws Error with the org's message when a user is refused
 */
export async function createDemoUsers(connection: Connection, roles: readonly string[]): Promise<DemoUser[]> {
    const groups = await connection.query<{ DeveloperName: string; MasterLabel: string }>(
        `SELECT DeveloperName, MasterLabel FROM PermissionSetGroup
         WHERE DeveloperName IN (${roles.map((name) => `'${name}'`).join(', ')}) ORDER BY DeveloperName`,
    );
    const users: DemoUser[] = [];
    for (const { DeveloperName: role, MasterLabel: label } of groups.records) {
        const key = role.toLowerCase().replaceAll('_', '.');
        const user = {
            Username: `${key}@hvt.demo`,
            LastName: label,
            FirstName: 'Demo',
            Alias: key.slice(0, 8),
            Email: `${key}@hvt.invalid`,
            ProfileId: await profileOfRole(connection, role),
            TimeZoneSidKey: 'Europe/Brussels',
            LocaleSidKey: 'nl_BE',
            LanguageLocaleKey: 'nl_NL',
            EmailEncodingKey: 'UTF-8',
        };
        const made = await connection.create('User', user);
        if (!made.success)
            throw new Error(`User ${user.Username}: ${made.errors.map(({ message }) => message).join(', ')}`);
        await assignRole(connection, made.id, role);
        users.push({ username: user.Username, name: `Demo ${label}`, role: label });
    }
    return users;
}

/** The demonstration users that the org has. */
export async function listDemoUsers(connection: Connection): Promise<DemoUser[]> {
    const { records } = await connection.query<{ Username: string; Name: string; LastName: string }>(
        `SELECT Username, Name, LastName FROM User WHERE Username LIKE '%@hvt.demo' ORDER BY Name`,
    );
    return records.map(({ Username, Name, LastName }) => ({ username: Username, name: Name, role: LastName }));
}

/**
 * Puts the users who work for a municipality, a province or the region into its group, so that they see its records.
 * Groups are made by a job of the org when municipalities come in.
 * @param nis the municipality of the officer, and of the governor's province
 */
export async function joinGroups(connection: Connection, nis: string): Promise<void> {
    const { records } = await connection.query<{ Province__c: string }>(
        `SELECT Province__c FROM Municipality__c WHERE NIS_Code__c = '${nis}'`,
    );
    const groupOf: Record<string, string> = {
        'municipal.officer': `Municipality_${nis}`,
        governor: `Province_${records[0]?.Province__c ?? ''}`,
        'regional.support': 'Region',
    };
    for (const [key, group] of Object.entries(groupOf)) {
        const users = await connection.query<{ Id: string }>(`SELECT Id FROM User WHERE Username = '${key}@hvt.demo'`);
        const groups = await connection.query<{ Id: string }>(`SELECT Id FROM Group WHERE DeveloperName = '${group}'`);
        const [member, joined] = [users.records[0]?.Id, groups.records[0]?.Id];
        if (member === undefined || joined === undefined) throw new Error(`geen gebruiker ${key} of groep ${group}`);
        await connection.create('GroupMember', { GroupId: joined, UserOrGroupId: member });
    }
}

/** Shares what was loaded of the past: who loads it leaves that for afterwards. Waits until it is done. */
export async function shareRecords(connection: Connection): Promise<void> {
    const started = await connection.tooling.executeAnonymous('Database.executeBatch(new SharingBatch());');
    if (!started.success) throw new Error(String(started.exceptionMessage ?? started.compileProblem));
    const open = `SELECT COUNT() FROM AsyncApexJob WHERE Status IN ('Holding', 'Queued', 'Preparing', 'Processing')`;
    while ((await connection.query(open)).totalSize > 0) await sleep(POLL);
    const { records } = await connection.query<{ ExtendedStatus: string | null }>(
        `SELECT ExtendedStatus FROM AsyncApexJob WHERE Status = 'Failed' OR NumberOfErrors > 0`,
    );
    if (records[0]) throw new Error(`records werden niet gedeeld: ${records[0].ExtendedStatus ?? ''}`);
}
