/**
 * Which records a user may see or change, as conditions for SQL: owner, organisation-wide default, role hierarchy,
 * groups in groups, shares, sharing rules, and the parent of a child. Managed sharing is rows of the share objects.
 */
import { isShared, parentFieldOf, shareName } from '../schema/derived.ts';
import type { Field, ObjectType } from '../schema/model.ts';
import type { Schema } from '../schema/schema.ts';
import { quoted, type Value } from '../store/store.ts';
import { APPROVAL_OBJECTS, approvalCondition } from './approval-sharing.ts';
import { documentCondition, FILE_OBJECTS } from './file-sharing.ts';
import type { Permissions } from './permissions.ts';
import type { SharingIdentity } from './sharing-identity.ts';
import { ruleConditions } from './sharing-rules.ts';

/** A condition with the values of its question marks, in order. */
export interface Condition {
    readonly sql: string;
    readonly params: readonly Value[];
}

/** What somebody wants to do with a record; `delete` and `transfer` are the owner's. */
export type Intent = 'read' | 'edit' | 'delete' | 'transfer';

/** The user who asks. */
export interface Viewer {
    readonly schema: Schema;
    readonly permissions: Permissions;
    readonly sharing: SharingIdentity;
}

/** The table of which records are asked for. */
export interface Table {
    /** Of the object's table in the statement; `t` unless told. */
    readonly alias?: string;
    /**
     * Whether the statement looks at few records, found by a key. Then each is looked up in the shares; otherwise the
     * shares are collected first, which is many times faster for a whole table and slower for one record.
     */
    readonly few?: boolean;
}

/**
 * The condition under which a user may do something with a record.
 * @returns undefined when every record qualifies
 */
export function sharingCondition(
    viewer: Viewer,
    object: ObjectType,
    intent: Intent,
    { alias = 't', few = false }: Table = {},
): Condition | undefined {
    return new RecordAccess(viewer, few).condition(object, intent, alias);
}

const NEVER: Condition = { sql: '0', params: [] };

/** The levels of access that a share must give. */
const LEVELS: Readonly<Record<Intent, string>> = {
    read: '',
    edit: ` AND s.AccessLevel IN ('Edit', 'All')`,
    delete: ` AND s.AccessLevel = 'All'`,
    transfer: ` AND s.AccessLevel = 'All'`,
};

class RecordAccess {
    readonly #viewer: Viewer;
    readonly #few: boolean;
    /** Tables inside the condition need names of their own. */
    #depth = 0;

    constructor(viewer: Viewer, few: boolean) {
        this.#viewer = viewer;
        this.#few = few;
    }

    condition(object: ObjectType, intent: Intent, alias: string): Condition | undefined {
        const { permissions } = this.#viewer;
        // who may be given access to a record is for those who could give it away
        if (parentFieldOf(object)) return this.#ofChild(object, intent === 'read' ? 'read' : 'transfer', alias);
        if (object.name === 'LoginHistory') return this.#ofLogin(alias);
        if (APPROVAL_OBJECTS.has(object.name)) return this.#ofApproval(object, alias);
        const rights = permissions.object(object);
        if (object.setup || rights.modifyAll || (intent === 'read' && rights.viewAll)) return undefined;
        if (FILE_OBJECTS.has(object.name)) return this.#ofFile(object, intent, alias);
        if (object.sharingModel === 'ControlledByParent') return this.#ofChild(object, intent, alias);
        if (isOpen(object.sharingModel, intent)) return undefined;
        return this.#ownedOrShared(object, intent, alias);
    }

    /** Everybody sees his own logins (Object Reference, "LoginHistory", special access rules). */
    #ofLogin(alias: string): Condition | undefined {
        const { permissions, sharing } = this.#viewer;
        const seesAll = ['ManageUsers', 'MonitorLoginHistory', 'ModifyAllData'].some((name) => permissions.has(name));
        return seesAll ? undefined : { sql: `${alias}.UserId = ?`, params: [sharing.userId] };
    }

    /** What tells of an approval is for whoever may read the record that it is about. */
    #ofApproval(object: ObjectType, alias: string): Condition | undefined {
        const { permissions, schema } = this.#viewer;
        if (permissions.has('ViewAllData') || permissions.has('ModifyAllData')) return undefined;
        return approvalCondition(schema, object, alias, (target, needed, name) =>
            permissions.object(target)[needed] ? (this.condition(target, needed, name) ?? 'all') : 'none',
        );
    }

    #ownedOrShared(object: ObjectType, intent: Intent, alias: string): Condition {
        const { sharing } = this.#viewer;
        const owned = `${alias}.OwnerId IN (SELECT value FROM json_each(?))`;
        if (!isShared(object)) return { sql: owned, params: [sharing.owners] };
        const parent = `s.${quoted(object.custom ? 'ParentId' : `${object.name}Id`)}`;
        const shared = this.#isAmong(
            `${alias}.Id`,
            parent,
            `${quoted(shareName(object))} s`,
            `s.UserOrGroupId IN (SELECT value FROM json_each(?)) AND s.IsDeleted = 0${LEVELS[intent]}`,
        );
        const rules = ruleConditions(object, (group) => sharing.isIn(group), intent, alias);
        return {
            sql: `(${[owned, shared, ...rules.map(({ sql }) => sql)].join(' OR ')})`,
            params: [sharing.owners, sharing.grantees, ...rules.flatMap(({ params }) => params)],
        };
    }

    /** A child is shared as its parent is. */
    #ofChild(object: ObjectType, intent: Intent, alias: string): Condition | undefined {
        const { schema, permissions } = this.#viewer;
        const own = parentFieldOf(object);
        const conditions: Condition[] = [];
        for (const field of own ? [own] : mastersOf(object)) {
            const parent = schema.object(field.reference?.to[0] ?? '');
            if (!parent || !permissions.object(parent).read) return NEVER;
            const needed = own === undefined ? neededOfMaster(field, intent) : intent;
            const name = this.#alias();
            const condition = this.condition(parent, needed, name);
            if (!condition) continue;
            const table = `${quoted(parent.name)} ${name}`;
            const sql = this.#isAmong(`${alias}.${quoted(field.name)}`, `${name}.Id`, table, condition.sql);
            conditions.push({ sql, params: condition.params });
        }
        if (conditions.length === 0) return undefined;
        return {
            sql: conditions.map(({ sql }) => sql).join(' AND '),
            params: conditions.flatMap(({ params }) => params),
        };
    }

    #ofFile(object: ObjectType, intent: Intent, alias: string): Condition | undefined {
        const { permissions, schema, sharing } = this.#viewer;
        if (permissions.has('ModifyAllData') || (intent === 'read' && permissions.has('ViewAllData'))) return undefined;
        const condition = documentCondition(schema, sharing, intent, (target, needed, name) =>
            permissions.object(target)[needed] ? (this.condition(target, needed, name) ?? 'all') : 'none',
        );
        const document = `${alias}.${object.name === 'ContentDocument' ? 'Id' : 'ContentDocumentId'}`;
        const sql = this.#isAmong(document, 'd.Id', '"ContentDocument" d', condition.sql);
        return { sql, params: condition.params };
    }

    /** Whether a value is among those of a column, in rows that meet a condition. */
    #isAmong(value: string, column: string, table: string, condition: string): string {
        return this.#few
            ? `EXISTS (SELECT 1 FROM ${table} WHERE ${column} = ${value} AND ${condition})`
            : `${value} IN (SELECT ${column} FROM ${table} WHERE ${condition})`;
    }

    #alias(): string {
        this.#depth += 1;
        return `p${String(this.#depth)}`;
    }
}

/** What the organisation-wide default opens to everybody. */
function isOpen(model: ObjectType['sharingModel'], intent: Intent): boolean {
    if (model === 'FullAccess') return true;
    if (intent === 'read') return model === 'Read' || model === 'ReadWrite';
    return intent === 'edit' && model === 'ReadWrite';
}

/** Reading needs read, writing needs edit unless the relationship asks for less. */
function neededOfMaster(field: Field, intent: Intent): Intent {
    return intent === 'read' || field.reference?.writeRequiresMasterRead ? 'read' : 'edit';
}

function mastersOf(object: ObjectType): Field[] {
    return [...object.fields.values()].filter((field) => field.reference?.isMasterDetail);
}
