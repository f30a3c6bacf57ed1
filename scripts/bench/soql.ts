/**
 * The facade against the same hand-written SQL on the same file, with the data of all Flanders: as administrator, and as
 * a user who sees what is shared with him. Goal as administrator: at most 1.5 for what takes over 5 ms.
 */
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { ADMINISTRATOR_ID } from '../../local-org/src/org/first-records.ts';
import { projectLocale } from '../../local-org/src/org/locale.ts';
import { Org } from '../../local-org/src/org/org.ts';
import { insertRecords } from '../../local-org/src/org/records.ts';
import type { Session } from '../../local-org/src/org/session.ts';
import { fullOrg, PROJECT } from './full-org.ts';
import { median } from './figures.ts';

const BASE = '/services/data/v66.0';
const RUNS = 15;
const STAYS = 200_000;

interface Case {
    readonly name: string;
    readonly soql: string;
    readonly sql: string;
}

/** The queries; the point look-up takes microseconds, the others milliseconds. */
function cases(bed: string): Case[] {
    return [
        {
            name: 'point look-up',
            soql: `SELECT Id, Name, Bed_Number__c FROM Bed__c WHERE Id = '${bed}'`,
            sql: `SELECT Id, Name, Bed_Number__c FROM Bed__c WHERE Id = '${bed}' AND IsDeleted = 0`,
        },
        {
            name: 'range overlap',
            soql: `SELECT Id, Bed__c, Arrival_Date__c, Departure_Date__c FROM Assignment__c
                WHERE Arrival_Date__c < 2023-02-01 AND (Departure_Date__c = NULL OR Departure_Date__c > 2023-01-01)`,
            sql: `SELECT Id, Bed__c, Arrival_Date__c, Departure_Date__c FROM Assignment__c
                WHERE Arrival_Date__c < '2023-02-01' AND (Departure_Date__c IS NULL OR Departure_Date__c > '2023-01-01')
                AND IsDeleted = 0`,
        },
        {
            name: 'parent join',
            soql: `SELECT Id, Name, Place__r.Name, Place__r.Location__r.Name, Place__r.Location__r.Municipality__r.Name FROM Bed__c WHERE Place__r.Location__r.Category__c = 'Specific'`,
            sql: `SELECT b.Id, b.Name, p.Name AS place, l.Name AS location, m.Name AS municipality FROM Bed__c b
                JOIN Place__c p ON p.Id = b.Place__c JOIN Location__c l ON l.Id = p.Location__c LEFT JOIN Municipality__c m ON m.Id = l.Municipality__c
                WHERE l.Category__c = 'Specific' AND b.IsDeleted = 0`,
        },
        {
            name: 'child subquery',
            soql: `SELECT Id, Name, (SELECT Id, Name, Number_Of_Beds__c FROM Places__r) FROM Location__c`,
            sql: `SELECT l.Id, l.Name, (SELECT json_group_array(json_array(p.Id, p.Name, p.Number_Of_Beds__c)) FROM Place__c p WHERE p.Location__c = l.Id AND p.IsDeleted = 0) AS places
                FROM Location__c l WHERE l.IsDeleted = 0`,
        },
        {
            name: 'aggregate',
            soql: `SELECT Status__c, COUNT(Id) number, MIN(Arrival_Date__c) earliest FROM Assignment__c GROUP BY Status__c`,
            sql: `SELECT Status__c, count(Id) AS number, min(Arrival_Date__c) AS earliest FROM Assignment__c WHERE IsDeleted = 0 GROUP BY Status__c`,
        },
    ];
}

/** Runs the comparison and prints a row for each query. */
export async function benchSoql(): Promise<void> {
    const folder = await fullOrg();
    const org = new Org({ projects: [PROJECT], locale: projectLocale([PROJECT]), dataFolder: folder });
    fillStays(org);
    const hand = new DatabaseSync(join(folder, 'org.db'), { readOnly: true });
    const bed = org.store.get<{ Id: string }>('SELECT Id FROM Bed__c LIMIT 1 OFFSET 30000')?.Id ?? '';
    const sessions: [string, Session][] = [
        ['administrator', org.session(ADMINISTRATOR_ID)],
        ['user with sharing', org.session(sharedUser(org))],
    ];
    console.log('query            as                      facade ms   by hand ms   ratio');
    for (const one of cases(bed)) {
        const statement = hand.prepare(one.sql);
        for (const [as, session] of sessions) {
            const facade: number[] = [];
            const byHand: number[] = [];
            for (let run = 0; run <= RUNS; run++) {
                // the first of each warms up; they take turns, so that both meet the same machine
                const [a, b] = [
                    timed(() => org.query(session, one.soql, { base: BASE, pageSize: 1_000_000 })),
                    timed(() => statement.all()),
                ];
                if (run > 0) [facade, byHand].forEach((list, index) => list.push(index === 0 ? a : b));
            }
            const ratio = median(facade.map((time, index) => time / (byHand[index] ?? 1)));
            console.log(
                `${one.name.padEnd(16)} ${as.padEnd(20)} ${median(facade).toFixed(2).padStart(12)} ${median(byHand).toFixed(2).padStart(12)} ${ratio.toFixed(2).padStart(7)}`,
            );
        }
    }
    hand.close();
    org.close();
}

/** Cancelled stays beside those of the demonstration data, until there are as many as the goal is set for. */
function fillStays({ store }: Org): void {
    const missing = STAYS - (store.get<{ n: number }>('SELECT count(*) AS n FROM Assignment__c')?.n ?? 0);
    if (missing <= 0) return;
    const table = store.all<{ name: string }>('SELECT name FROM pragma_table_info(?)', ['Assignment__c']);
    const values = table.map(({ name }) => COPIED[name] ?? `"${name}"`);
    const columns = table.map(({ name }) => `"${name}"`).join(', ');
    store.run(
        `INSERT INTO Assignment__c (${columns}) SELECT ${values.join(', ')} FROM Assignment__c ORDER BY rowid LIMIT ?`,
        [missing],
    );
}

/** What a copy of a stay has otherwise. */
const COPIED: Readonly<Record<string, string>> = {
    Id: `substr(Id, 1, 8) || 'z' || substr(Id, 10)`,
    Status__c: `'Cancelled'`,
    External_Key__c: 'NULL',
};

function timed(action: () => unknown): number {
    const start = performance.now();
    action();
    return performance.now() - start;
}

/** A user with a role's permission set, with whom half of the locations and stays are shared through a group. */
function sharedUser(org: Org): string {
    const known = org.store.get<{ Id: string }>(`SELECT Id FROM "User" WHERE Username = 'bench@hvt.demo'`)?.Id;
    if (known !== undefined) return known;
    return makeSharedUser(org);
}

function makeSharedUser(org: Org): string {
    const { store } = org;
    const idOf = (sql: string): string => store.get<{ Id: string }>(sql)?.Id ?? '';
    const context = org.dmlContext(org.session(ADMINISTRATOR_ID));
    const save = (name: string, values: Record<string, unknown>): string => {
        const object = org.schema.object(name);
        const [result] = object ? insertRecords(context, object, [values]) : [];
        if (!result?.success) throw new Error(`${name}: ${result?.errors[0]?.message ?? 'not saved'}`);
        return result.id ?? '';
    };
    const user = save('User', {
        Username: 'bench@hvt.demo',
        LastName: 'Bench',
        Alias: 'bench',
        Email: 'bench@hvt.invalid',
        ProfileId: idOf(`SELECT Id FROM Profile WHERE Name = 'HVT Restricted'`),
        TimeZoneSidKey: 'Europe/Brussels',
        LocaleSidKey: 'nl_BE',
        LanguageLocaleKey: 'nl_NL',
        EmailEncodingKey: 'UTF-8',
    });
    save('PermissionSetAssignment', {
        AssigneeId: user,
        PermissionSetGroupId: idOf(`SELECT Id FROM PermissionSetGroup WHERE DeveloperName = 'Municipal_Officer'`),
    });
    const group = save('Group', { Name: 'Bench', DeveloperName: 'Bench', Type: 'Regular' });
    save('GroupMember', { GroupId: group, UserOrGroupId: user });
    for (const object of ['Location__c', 'Assignment__c']) {
        const share = object.replace('__c', '__Share');
        for (const { Id } of store.all<{ Id: string }>(`SELECT Id FROM ${object} WHERE rowid % 2 = 0`))
            store.run(
                `INSERT INTO ${share} (Id, ParentId, UserOrGroupId, AccessLevel, RowCause, IsDeleted) VALUES (?, ?, ?, 'Read', 'Manual', 0)`,
                [`02c${Id.slice(3)}`, Id, group],
            );
    }
    org.accessChanged();
    return user;
}
