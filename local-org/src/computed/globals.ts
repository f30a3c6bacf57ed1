/** Global variables of formulas: `$User.Id`, `$Permission.X`, `$CustomMetadata.Type__mdt.Record.Field__c` … */
import type { FieldInfo } from '../formula/index.ts';
import type { Schema } from '../schema/schema.ts';
import { quoted, type Store } from '../store/store.ts';
import { isStored } from '../store/tables.ts';
import { infoOf } from './field-info.ts';

/** On whose behalf formulas are evaluated, and what is known beside the records. */
export interface FormulaUser {
    readonly userId: string;
    /** A custom permission, by developer name in any case. */
    hasCustomPermission(name: string): boolean;
    /** A custom label in the user's language. */
    label(name: string): string | undefined;
}

/** Objects whose records global variables read, and how they are found from the user. */
const RECORDS: Readonly<Record<string, { object: string; sql: string }>> = {
    $user: { object: 'User', sql: `SELECT * FROM "User" WHERE Id = ?` },
    $profile: {
        object: 'Profile',
        sql: `SELECT p.* FROM "Profile" p JOIN "User" u ON u.ProfileId = p.Id WHERE u.Id = ?`,
    },
    $userrole: {
        object: 'UserRole',
        sql: `SELECT r.* FROM "UserRole" r JOIN "User" u ON u.UserRoleId = r.Id WHERE u.Id = ?`,
    },
    $organization: { object: 'Organization', sql: `SELECT * FROM "Organization" WHERE ? IS NOT NULL` },
};

/**
 * The type of a global variable.
 * @param path such as `['$User', 'Id']`
 * @returns undefined when there is no such variable
 */
export function globalInfo(schema: Schema, path: readonly string[]): FieldInfo | undefined {
    const [root = '', second = '', , fourth = ''] = path;
    const whole = path.join('.');
    const records = RECORDS[root.toLowerCase()];
    if (records) {
        const object = schema.object(records.object);
        const field = object && schema.field(object, second);
        return field && isStored(field) ? infoOf(field, `${root}.${field.name}`) : undefined;
    }
    switch (root.toLowerCase()) {
        case '$permission':
            return { type: 'Checkbox', path: whole };
        case '$label':
            return { type: 'Text', path: whole };
        case '$custommetadata': {
            const object = schema.object(second);
            const field = object && schema.field(object, fourth);
            return field && isStored(field) ? infoOf(field, whole) : undefined;
        }
        default:
            return undefined;
    }
}

/** The value of a global variable. @param path as `globalInfo` gives it */
export function globalValue(store: Store, schema: Schema, user: FormulaUser, path: string): unknown {
    const [root = '', second = '', third = '', fourth = ''] = path.split('.');
    const records = RECORDS[root.toLowerCase()];
    if (records) return store.get(records.sql, [user.userId])?.[second] ?? null;
    switch (root.toLowerCase()) {
        case '$permission':
            return user.hasCustomPermission(second);
        case '$label':
            return user.label(second) ?? null;
        default: {
            const object = schema.object(second);
            const field = object && schema.field(object, fourth);
            if (!object || !field) return null;
            return (
                store.get(`SELECT ${quoted(field.name)} AS value FROM ${quoted(object.name)} WHERE DeveloperName = ?`, [
                    third,
                ])?.['value'] ?? null
            );
        }
    }
}
