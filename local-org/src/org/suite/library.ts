/** The org that the tests of the data floors work in: a library, with users of every kind. */
import assert from 'node:assert/strict';
import { ADMINISTRATOR_ID } from '../first-records.ts';
import { Org } from '../org.ts';
import {
    deleteByIds,
    insertRecords,
    undeleteByIds,
    updateRecords,
    upsertRecords,
    type SaveResult,
} from '../records.ts';
import type { DmlContext } from '../../dml/context.ts';
import type { InputRecord } from '../../dml/input.ts';
import type { ObjectType } from '../../schema/model.ts';
import type { Row } from '../../store/store.ts';

export const LIBRARY_PROJECT = new URL('../../../test/library-project', import.meta.url).pathname;

export const LOCALE = { language: 'en_US', locale: 'en_GB', timeZone: 'Europe/Brussels' };

/** A Friday; in Brussels it is noon. */
export const NOW = Date.UTC(2024, 4, 17, 10, 0, 0);

/** How an org of the tests is opened: in memory without a folder, with the library's project unless others are named. */
export interface LibrarySettings {
    readonly dataFolder?: string;
    readonly projects?: readonly string[];
    readonly now?: () => number;
}

/** Opens the library's org. */
export function openLibrary(settings: LibrarySettings = {}): Org {
    return new Org({ projects: [LIBRARY_PROJECT], locale: LOCALE, now: () => NOW, ...settings });
}

const UNDO = new Error('undo');

/** A test that leaves the org as it found it. */
export function undone(org: Org, test: () => void): () => void {
    return () => {
        try {
            org.store.transaction(() => {
                test();
                throw UNDO;
            });
        } catch (error) {
            if (error !== UNDO) throw error;
        } finally {
            org.accessChanged();
        }
    };
}

/** A user at work; every call is a request of its own. */
export class Actor {
    readonly org: Org;
    readonly userId: string;

    constructor(org: Org, userId: string = ADMINISTRATOR_ID) {
        this.org = org;
        this.userId = userId;
    }

    get context(): DmlContext {
        return this.org.dmlContext(this.org.session(this.userId));
    }

    object(name: string): ObjectType {
        const object = this.org.schema.object(name);
        assert.ok(object, `no object ${name}`);
        return object;
    }

    insert(object: string, ...records: InputRecord[]): SaveResult[] {
        return insertRecords(this.context, this.object(object), records);
    }

    update(object: string, ...records: InputRecord[]): SaveResult[] {
        return updateRecords(this.context, this.object(object), records);
    }

    upsert(object: string, key: string, ...records: InputRecord[]): SaveResult[] {
        const type = this.object(object);
        const field = this.org.schema.field(type, key);
        assert.ok(field, `no field ${key}`);
        return upsertRecords(this.context, type, field, records);
    }

    delete(...ids: string[]): SaveResult[] {
        return deleteByIds(this.context, ids);
    }

    undelete(...ids: string[]): SaveResult[] {
        return undeleteByIds(this.context, ids);
    }

    /** Inserts a record that must succeed. @returns its id */
    make(object: string, record: InputRecord = {}): string {
        const [result] = this.insert(object, record);
        const id = result?.id ?? '';
        assert.deepEqual(result?.errors, []);
        return id;
    }

    /** A record's columns. */
    row(object: string, id: string): Row {
        return { ...this.org.store.get(`SELECT * FROM "${object}" WHERE Id = ?`, [id]) };
    }

    /** Chosen columns of a record. */
    values(object: string, id: string, ...columns: string[]): unknown[] {
        const row = this.row(object, id);
        return columns.map((column) => row[column]);
    }

    /** How many rows a table has. */
    count(object: string, where = 'IsDeleted = 0'): number {
        return Number(this.org.store.get(`SELECT count(*) AS n FROM "${object}" WHERE ${where}`)?.['n']);
    }
}

/** Errors in one line each: `CODE [fields] message`; successes are empty. */
export function outcome(results: readonly SaveResult[]): string[] {
    return results.map(({ errors }) =>
        errors.map(({ statusCode, fields, message }) => `${statusCode} [${fields.join()}] ${message}`).join(' | '),
    );
}

/** Codes only; successes are `ok`. */
export function codes(results: readonly SaveResult[]): string[] {
    return results.map(({ success, errors }) => (success ? 'ok' : errors.map(({ statusCode }) => statusCode).join()));
}

/** What a user of the tests has. */
export interface UserSettings {
    readonly profile?: string;
    readonly role?: string;
    readonly sets?: readonly string[];
    /** Permission set groups. */
    readonly setGroups?: readonly string[];
    /** Public groups. */
    readonly groups?: readonly string[];
    readonly language?: string;
}

/** Makes a user; whatever he is not given, he does not have. */
export function makeUser(org: Org, name: string, settings: UserSettings = {}): Actor {
    const admin = new Actor(org);
    const idOf = (table: string, column: string, value: string): string => {
        const row = org.store.get<{ Id: string }>(`SELECT Id FROM "${table}" WHERE "${column}" = ?`, [value]);
        assert.ok(row, `no ${table} named ${value}`);
        return row.Id;
    };
    const userId = admin.make('User', {
        LastName: name,
        Alias: name.slice(0, 8),
        Username: `${name}@library.test`.toLowerCase(),
        Email: `${name}@library.test`.toLowerCase(),
        ProfileId: idOf('Profile', 'Name', settings.profile ?? 'Minimum Access - Salesforce'),
        ...(settings.role === undefined ? {} : { UserRoleId: idOf('UserRole', 'DeveloperName', settings.role) }),
        ...(settings.language === undefined ? {} : { LanguageLocaleKey: settings.language }),
    });
    for (const set of settings.sets ?? [])
        admin.make('PermissionSetAssignment', {
            AssigneeId: userId,
            PermissionSetId: idOf('PermissionSet', 'Name', set),
        });
    for (const group of settings.setGroups ?? [])
        admin.make('PermissionSetAssignment', {
            AssigneeId: userId,
            PermissionSetGroupId: idOf('PermissionSetGroup', 'DeveloperName', group),
        });
    for (const group of settings.groups ?? [])
        admin.make('GroupMember', { UserOrGroupId: userId, GroupId: idOf('Group', 'DeveloperName', group) });
    return new Actor(org, userId);
}
