/**
 * Which records a user may see or change, as conditions for SQL: owner, organisation-wide default, role hierarchy,
 * groups in groups, shares, sharing rules, and the parent of a child. Managed sharing is rows of the share objects.
 */
import { isShared, parentFieldOf, shareName } from '../schema/derived.ts';
import type { Field, GroupName, ObjectType } from '../schema/model.ts';
import type { Schema } from '../schema/schema.ts';
import { quoted, type Store, type Value } from '../store/store.ts';
import type { Permissions } from './permissions.ts';
import { ruleConditions } from './sharing-rules.ts';

/** A condition with the values of its question marks, in order. */
export interface Condition {
    readonly sql: string;
    readonly params: readonly Value[];
}

/** What somebody wants to do with a record; `delete` and `transfer` are the owner's. */
export type Intent = 'read' | 'edit' | 'delete' | 'transfer';

const NEVER: Condition = { sql: '0', params: [] };

/** What a user is to sharing: himself, his groups, and the users below him. */
export class SharingIdentity {
    /** The user, his groups and queues at any depth, those of his role, and all these of the users below him. */
    readonly grantees: string;
    /** Whose records are as good as his own: himself, users below him, and the queues of all of them. */
    readonly owners: string;

    /** The groups among his grantees, as metadata names them. */
    readonly #groups: ReadonlySet<string>;

    constructor(grantees: readonly string[], owners: readonly string[], groups: readonly GroupName[]) {
        this.grantees = JSON.stringify(grantees);
        this.owners = JSON.stringify(owners);
        this.#groups = new Set(groups.map(keyOf));
    }

    /** Whether what is shared with a group is shared with the user. */
    isIn(group: GroupName): boolean {
        return this.#groups.has(keyOf(group));
    }
}

function keyOf({ type, developerName }: GroupName): string {
    return `${type}.${developerName.toLowerCase()}`;
}

/** Reads the groups and subordinates of a user. */
export function readSharingIdentity(store: Store, userId: string): SharingIdentity {
    const ids = (sql: string, params: readonly string[]): string[] =>
        store.all<{ id: string }>(sql, params).map((row) => row.id);
    const groups = ids(GROUPS, [userId, userId, userId]);
    const below = ids(`${BELOW} SELECT Id AS id FROM "User" WHERE UserRoleId IN (SELECT role FROM below)`, [userId]);
    // what is shared with users or owned by their queues is their superiors' too, unless the group says otherwise
    const groupsBelow = ids(GROUPS_BELOW, [userId]);
    const all = [userId, ...groups, ...below, ...groupsBelow];
    const named = store.all<{ type: GroupName['type']; developerName: string }>(NAMED_GROUPS, [JSON.stringify(all)]);
    return new SharingIdentity(all, all, named);
}

const NAMED_GROUPS = `
    SELECT Type AS type, DeveloperName AS developerName FROM "Group"
    WHERE Id IN (SELECT value FROM json_each(?)) AND Type IS NOT NULL AND DeveloperName IS NOT NULL`;

/** Groups of the user's own, of his role, of the roles above it, then groups that hold these, and so on. */
const GROUPS = `
    WITH RECURSIVE
    above(role) AS (
        SELECT UserRoleId FROM "User" WHERE Id = ? AND UserRoleId IS NOT NULL
        UNION SELECT r.ParentRoleId FROM "UserRole" r JOIN above ON r.Id = above.role WHERE r.ParentRoleId IS NOT NULL
    ),
    mine(id) AS (
        SELECT GroupId FROM "GroupMember" WHERE UserOrGroupId = ? AND IsDeleted = 0
        UNION SELECT g.Id FROM "Group" g JOIN "User" u ON g.RelatedId = u.UserRoleId WHERE u.Id = ? AND g.Type = 'Role'
        UNION SELECT g.Id FROM "Group" g JOIN above ON g.RelatedId = above.role
              WHERE g.Type IN ('RoleAndSubordinates', 'RoleAndSubordinatesInternal')
        UNION SELECT Id FROM "Group" WHERE Type = 'Organization'
        UNION SELECT m.GroupId FROM "GroupMember" m JOIN mine ON m.UserOrGroupId = mine.id WHERE m.IsDeleted = 0
    )
    SELECT id FROM mine`;

/** The roles below the user's. */
const BELOW = `
    WITH RECURSIVE below(role) AS (
        SELECT r.Id FROM "UserRole" r JOIN "User" u ON r.ParentRoleId = u.UserRoleId WHERE u.Id = ?
        UNION SELECT r.Id FROM "UserRole" r JOIN below ON r.ParentRoleId = below.role
    )`;

/** Groups of users below that count for their superiors ("Grant access using hierarchies"). */
const GROUPS_BELOW = `${BELOW},
    theirs(id) AS (
        SELECT m.GroupId FROM "GroupMember" m
               JOIN "User" u ON u.Id = m.UserOrGroupId
               JOIN "Group" g ON g.Id = m.GroupId
               WHERE u.UserRoleId IN (SELECT role FROM below) AND m.IsDeleted = 0 AND g.DoesIncludeBosses = 1
        UNION SELECT Id FROM "Group" WHERE RelatedId IN (SELECT role FROM below)
        UNION SELECT m.GroupId FROM "GroupMember" m
              JOIN theirs ON m.UserOrGroupId = theirs.id
              JOIN "Group" g ON g.Id = m.GroupId
              WHERE m.IsDeleted = 0 AND g.DoesIncludeBosses = 1
    )
    SELECT id FROM theirs`;

/**
 * The condition under which a user may do something with a record.
 * @param alias of the object's table in the statement
 * @returns undefined when every record qualifies
 */
export function sharingCondition(
    schema: Schema,
    object: ObjectType,
    permissions: Permissions,
    identity: SharingIdentity,
    intent: Intent,
    alias: string,
): Condition | undefined {
    // who may be given access to a record is for those who could give it away
    if (parentFieldOf(object))
        return childCondition(schema, object, permissions, identity, intent === 'read' ? 'read' : 'transfer', alias);
    const rights = permissions.object(object);
    if (object.setup || rights.modifyAll || (intent === 'read' && rights.viewAll)) return undefined;
    const { sharingModel: model } = object;
    if (model === 'ControlledByParent') return childCondition(schema, object, permissions, identity, intent, alias);
    if (isOpen(model, intent)) return undefined;
    return ownedOrShared(object, identity, intent, alias);
}

/** What the organisation-wide default opens to everybody. */
function isOpen(model: ObjectType['sharingModel'], intent: Intent): boolean {
    if (model === 'FullAccess') return true;
    if (intent === 'read') return model === 'Read' || model === 'ReadWrite';
    return intent === 'edit' && model === 'ReadWrite';
}

/** The levels of access that a share must give. */
const LEVELS: Readonly<Record<Intent, string>> = {
    read: '',
    edit: ` AND AccessLevel IN ('Edit', 'All')`,
    delete: ` AND AccessLevel = 'All'`,
    transfer: ` AND AccessLevel = 'All'`,
};

function ownedOrShared(object: ObjectType, identity: SharingIdentity, intent: Intent, alias: string): Condition {
    const owned = `${alias}.OwnerId IN (SELECT value FROM json_each(?))`;
    if (!isShared(object)) return { sql: owned, params: [identity.owners] };
    const parent = object.custom ? 'ParentId' : `${object.name}Id`;
    const shared = `${alias}.Id IN (SELECT ${quoted(parent)} FROM ${quoted(shareName(object))}
        WHERE UserOrGroupId IN (SELECT value FROM json_each(?)) AND IsDeleted = 0${LEVELS[intent]})`;
    const rules = ruleConditions(object, (group) => identity.isIn(group), intent, alias);
    return {
        sql: `(${[owned, shared, ...rules.map(({ sql }) => sql)].join(' OR ')})`,
        params: [identity.owners, identity.grantees, ...rules.flatMap(({ params }) => params)],
    };
}

/** A child is shared as its parent is: reading needs read, writing needs edit unless the relationship asks for less. */
function childCondition(
    schema: Schema,
    object: ObjectType,
    permissions: Permissions,
    identity: SharingIdentity,
    intent: Intent,
    alias: string,
): Condition | undefined {
    const own = parentFieldOf(object);
    const parents = own ? [own] : mastersOf(object);
    const conditions: Condition[] = [];
    for (const field of parents) {
        const parent = schema.object(field.reference?.to[0] ?? '');
        if (!parent || !permissions.object(parent).read) return NEVER;
        const needed = own === undefined ? neededOfMaster(field, intent) : intent;
        const condition = sharingCondition(schema, parent, permissions, identity, needed, 'p');
        if (!condition) continue;
        const sql = `${alias}.${quoted(field.name)} IN (SELECT p.Id FROM ${quoted(parent.name)} p WHERE ${condition.sql})`;
        conditions.push({ sql, params: condition.params });
    }
    if (conditions.length === 0) return undefined;
    return { sql: conditions.map(({ sql }) => sql).join(' AND '), params: conditions.flatMap(({ params }) => params) };
}

/** Reading needs read, writing needs edit unless the relationship asks for less. */
function neededOfMaster(field: Field, intent: Intent): Intent {
    return intent === 'read' || field.reference?.writeRequiresMasterRead ? 'read' : 'edit';
}

function mastersOf(object: ObjectType): Field[] {
    return [...object.fields.values()].filter((field) => field.reference?.isMasterDetail);
}
