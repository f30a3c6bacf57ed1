/** The org of the tests: the objects of the sample project, with records. */
import { readPermissions } from '../../access/permissions.ts';
import { readSharingIdentity } from '../../access/sharing-identity.ts';
import { syncAccess } from '../../metadata/access-records.ts';
import { buildSchema } from '../../metadata/build-schema.ts';
import { readProjects } from '../../metadata/project.ts';
import { SetupRows } from '../../metadata/setup-rows.ts';
import { ADMINISTRATOR_ID, createFirstRecords } from '../../org/first-records.ts';
import { makeId } from '../../schema/ids.ts';
import type { Schema } from '../../schema/schema.ts';
import { createSequences, keyPrefixOf } from '../../store/sequences.ts';
import { quoted, Store, type Value } from '../../store/store.ts';
import { syncTables } from '../../store/tables.ts';
import { RECORDS, type Sample } from './records.ts';
import type { FormulaSource, QueryScope } from '../index.ts';

/** Wednesday, 11:30 in Brussels; summer time begins eleven days later. */
export const NOW = Date.parse('2026-03-18T10:30:00Z');
const SAMPLE_PROJECT = new URL('../../../test/sample-project', import.meta.url).pathname;

/** What the tests need of the formula floor: three formulas, written in SQL. */
const formulas: FormulaSource = {
    expression(_, field, site) {
        const column = (path: string[]): string => site.column(path);
        switch (field.name) {
            case 'Cost__c':
                return `${column(['Price__c'])} * (1 - coalesce(${column(['Discount__c'])}, 0) / 100)`;
            case 'Caption__c':
                return `${column(['Name'])} || ' / ' || ${column(['Shelf__r', 'Branch__r', 'Name'])}`;
            default:
                return column(['Shelf__r', 'Branch__r', 'Region__r', 'Name']);
        }
    },
};

/** The org of the tests, with the ids of its records by the names above. */
export interface Library {
    readonly store: Store;
    readonly schema: Schema;
    readonly ids: ReadonlyMap<string, string>;
    /** The administrator in system mode: all fields, all records. */
    readonly scope: QueryScope;
    /** A user with his rights and what is shared with him. */
    scopeOf(user: string): QueryScope;
}

/** Makes the org of the tests, in memory. */
export function openLibrary(): Library {
    const locale = { language: 'en_US', locale: 'nl_BE', timeZone: 'Europe/Brussels' };
    const org = openOrg(locale);
    const ids = new Map<string, string>();
    for (const [object, records] of Object.entries(RECORDS))
        for (const name of Object.keys(records))
            if (name !== 'One') ids.set(name, makeId(org.schema.object(object)?.keyPrefix ?? '', ids.size + 1001));
    for (const [object, records] of Object.entries(RECORDS))
        for (const [name, record] of Object.entries(records)) insert(org, ids, object, name, record);
    grant(org, ids, 'Lies', 'Librarian');
    grant(org, ids, 'Vic', 'Visitor');
    const scope: QueryScope = {
        schema: org.schema,
        store: org.store,
        formulas,
        userId: ADMINISTRATOR_ID,
        ...locale,
        now: NOW,
        fiscalYearStartMonth: 4,
    };
    return { ...org, ids, scope, scopeOf: (user) => ({ ...scope, ...rightsOf(org, ids.get(user) ?? user) }) };
}

type Parts = Pick<Library, 'store' | 'schema'>;

/** An org with the metadata of the sample project, without what DML and the protocols need. */
function openOrg(locale: Parameters<typeof createFirstRecords>[1]): Parts {
    const metadata = readProjects([SAMPLE_PROJECT]);
    const store = new Store(':memory:');
    createSequences(store);
    const schema = buildSchema(metadata, (name) => keyPrefixOf(store, name));
    syncTables(store, schema);
    const rows = new SetupRows(store, schema, { userId: ADMINISTRATOR_ID, now: NOW });
    syncAccess(rows, metadata, createFirstRecords(rows, locale));
    return { store, schema };
}

function rightsOf({ store }: Parts, userId: string): Pick<Required<QueryScope>, 'userId' | 'permissions' | 'sharing'> {
    return { userId, permissions: readPermissions(store, userId, NOW), sharing: readSharingIdentity(store, userId) };
}

function insert(org: Parts, ids: ReadonlyMap<string, string>, objectName: string, name: string, record: Sample): void {
    const object = org.schema.object(objectName);
    if (!object) throw new Error(`no object ${objectName}`);
    const id = ids.get(name) ?? makeId(object.keyPrefix ?? '', 1);
    const audit = {
        CreatedDate: NOW,
        CreatedById: ADMINISTRATOR_ID,
        LastModifiedDate: NOW,
        LastModifiedById: ADMINISTRATOR_ID,
        SystemModstamp: NOW,
    };
    const profile = org.store.get<{ Id: string }>(
        `SELECT Id FROM "Profile" WHERE Name = 'Minimum Access - Salesforce'`,
    );
    const defaults = { OwnerId: ADMINISTRATOR_ID, ProfileId: profile?.Id ?? null, IsActive: 1 };
    const row = Object.entries({ Id: id, ...audit, ...defaults, ...record })
        .filter(([field]) => object.fields.has(field))
        .map(([field, value]): [string, Value] => [field, resolve(ids, value)]);
    org.store.run(
        `INSERT INTO ${quoted(objectName)} (${row.map(([field]) => quoted(field)).join(', ')}) VALUES (${row.map(() => '?').join(', ')})`,
        row.map(([, value]) => value),
    );
}

function resolve(ids: ReadonlyMap<string, string>, value: Value): Value {
    if (typeof value !== 'string' || !value.startsWith('#')) return value;
    return ids.get(value.slice(1)) ?? value;
}

function grant({ store }: Parts, ids: ReadonlyMap<string, string>, user: string, permissionSet: string): void {
    store.run(
        `INSERT INTO "PermissionSetAssignment" (Id, PermissionSetId, AssigneeId, IsActive)
         SELECT '0Pa' || substr(Id, 4), Id, ?, 1 FROM "PermissionSet" WHERE Name = ?`,
        [ids.get(user) ?? null, permissionSet],
    );
}
