/** Sharing rules as conditions for SQL: records of certain owners, and records that meet criteria. */
import { combineFilters, fieldOfFilter, filterSql, SQL_LOGIC, type FilterCondition } from '../schema/filters.ts';
import type { GroupName, ObjectType, OwnedRecords, RecordsThatMeet, SharingRule } from '../schema/model.ts';
import { quoted } from '../store/store.ts';
import type { Intent } from './sharing.ts';

/** A rule gives what its level says; an owner's rights only the highest. */
const LEVELS: Readonly<Record<Intent, readonly SharingRule['accessLevel'][]>> = {
    read: ['Read', 'Edit', 'All'],
    edit: ['Edit', 'All'],
    delete: ['All'],
    transfer: ['All'],
};

/**
 * The records that rules open to a user, a condition for each rule.
 * @param isIn tells whether the user is in a group, or above somebody who is
 * @param alias of the object's table in the statement
 */
export function ruleConditions(
    object: ObjectType,
    isIn: (group: GroupName) => boolean,
    intent: Intent,
    alias: string,
): FilterCondition[] {
    return object.sharingRules
        .filter((rule) => LEVELS[intent].includes(rule.accessLevel) && isIn(rule.sharedTo))
        .map(({ records }) => {
            return records.kind === 'owned'
                ? ownedCondition(records, alias)
                : criteriaCondition(object, records, alias);
        });
}

/** Groups in the group, roles and the roles below them, then the users of all these, active or not. */
const MEMBERS = `
    WITH RECURSIVE
    held(id) AS (
        SELECT Id FROM "Group" WHERE Type = ? AND DeveloperName = ?
        UNION SELECT m.UserOrGroupId FROM "GroupMember" m JOIN held ON m.GroupId = held.id WHERE m.IsDeleted = 0
    ),
    roles(id, below) AS (
        SELECT g.RelatedId, g.Type <> 'Role' FROM "Group" g JOIN held ON g.Id = held.id WHERE g.RelatedId IS NOT NULL
        UNION SELECT r.Id, 1 FROM "UserRole" r JOIN roles ON r.ParentRoleId = roles.id WHERE roles.below
    )
    SELECT id FROM held
    UNION SELECT Id FROM "User" WHERE UserRoleId IN (SELECT id FROM roles)`;

/** Members are looked up when the statement runs: who is in a group is data. */
function ownedCondition({ sharedFrom: { type, developerName } }: OwnedRecords, alias: string): FilterCondition {
    const owner = `${alias}.OwnerId`;
    if (type === 'Organization') return { sql: `${owner} IN (SELECT Id FROM "User")`, params: [] };
    // what members of a queue own themselves is not the queue's
    const owners = type === 'Queue' ? `SELECT Id FROM "Group" WHERE Type = ? AND DeveloperName = ?` : MEMBERS;
    return { sql: `${owner} IN (${owners})`, params: [type, developerName] };
}

/** Texts are compared letter by letter (security guide, "Criteria-Based Sharing Rules"). */
function criteriaCondition(
    object: ObjectType,
    { items, booleanFilter, includeRecordsOwnedByAll }: RecordsThatMeet,
    alias: string,
): FilterCondition {
    const conditions = items.map((item) => {
        const field = object.fields.get(fieldOfFilter(item));
        if (!field) throw new Error(`${object.name}: a sharing rule filters by ${item.field}, which does not exist`);
        return filterSql(field, item, `${alias}.${quoted(field.name)}`, { caseSensitive: true });
    });
    const all =
        booleanFilter === undefined
            ? conditions.reduce((left, right) => SQL_LOGIC.and(left, right))
            : combineFilters(booleanFilter, conditions, SQL_LOGIC);
    if (includeRecordsOwnedByAll) return all;
    return SQL_LOGIC.and(all, { sql: `${alias}.OwnerId NOT IN (${WITHOUT_ROLES})`, params: [] });
}

/** Users who cannot have a role. */
const WITHOUT_ROLES = `SELECT Id FROM "User" WHERE UserType <> 'Standard'`;
