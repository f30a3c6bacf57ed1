/** What a user is to sharing: his groups in groups, his roles, and the users below him. */
import type { GroupName } from '../schema/model.ts';
import type { Store } from '../store/store.ts';

/** What a user is to sharing: himself, his groups, and the users below him. */
export class SharingIdentity {
    /** The user, his groups and queues at any depth, those of his role, and all these of the users below him. */
    readonly grantees: string;
    /** Whose records are as good as his own: himself, users below him, and the queues of all of them. */
    readonly owners: string;
    readonly userId: string;

    /** The groups among his grantees, as metadata names them. */
    readonly #groups: ReadonlySet<string>;

    constructor(userId: string, grantees: readonly string[], owners: readonly string[], groups: readonly GroupName[]) {
        this.userId = userId;
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
    const groups = groupsOf(store, userId);
    const below = ids(`${BELOW} SELECT Id AS id FROM "User" WHERE UserRoleId IN (SELECT role FROM below)`, [userId]);
    // what is shared with users or owned by their queues is their superiors' too, unless the group says otherwise
    const groupsBelow = ids(GROUPS_BELOW, [userId]);
    const all = [userId, ...groups, ...below, ...groupsBelow];
    const named = store.all<{ type: GroupName['type']; developerName: string }>(NAMED_GROUPS, [JSON.stringify(all)]);
    return new SharingIdentity(userId, all, all, named);
}

/** The ids of the groups and queues that a user is in himself, at any depth. */
export function groupsOf(store: Store, userId: string): string[] {
    return store.all<{ id: string }>(GROUPS, [userId, userId, userId]).map(({ id }) => id);
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
