/** Rules that an org has for some of its own objects. */
import { derivedFrom } from '../schema/derived.ts';
import type { ObjectType } from '../schema/model.ts';
import { takeIds } from '../store/sequences.ts';
import type { Store } from '../store/store.ts';
import { checkChannels, checkTopics } from './push-topics.ts';
import { alive, fail, type DmlContext, type Work } from './context.ts';
import { textIn } from './values.ts';

/** Checks records of users, permission set assignments and shares. */
export function checkSetup(context: DmlContext, object: ObjectType, works: readonly Work[]): void {
    if (object.name === 'PermissionSetAssignment') checkAssignments(context, alive(works));
    else if (object.kind === 'share') checkShares(context, object, alive(works));
    else if (object.name === 'PushTopic') checkTopics(context, works);
    else if (object.name === 'StreamingChannel') checkChannels(works);
}

/** A user has a permission set, or a group of them, at most once. */
function checkAssignments({ store }: DmlContext, works: readonly Work[]): void {
    const given = new Set<string>();
    for (const work of works) {
        nameBoth(store, work.record);
        const [assignee, set, group] = ['AssigneeId', 'PermissionSetId', 'PermissionSetGroupId'].map(
            (name) => work.record[name] ?? null,
        );
        if (set === null && group === null) {
            const missing = ['PermissionSetId'];
            fail(work, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [PermissionSetId]', missing);
            continue;
        }
        const [column, value] = group === null ? ['PermissionSetId', set] : ['PermissionSetGroupId', group];
        const key = JSON.stringify([assignee, column, value]);
        const known = store.get(
            `SELECT 1 FROM "PermissionSetAssignment" WHERE AssigneeId IS ? AND ${column} IS ? AND IsDeleted = 0`,
            [assignee ?? null, value ?? null],
        );
        if (known || given.has(key)) {
            const what = textIn(work.record, column);
            const message = `Duplicate PermissionSetAssignment. Assignee: ${textIn(work.record, 'AssigneeId')}; Permission Set: ${what}`;
            fail(work, 'DUPLICATE_VALUE', message, []);
        }
        given.add(key);
        checkLicence(store, work);
    }
}

/** A group stands for the permission set that is kept for it, and that for the group: an assignment names both. */
function nameBoth(store: Store, record: Work['record']): void {
    const column = (record['PermissionSetGroupId'] ?? null) === null ? 'Id' : 'PermissionSetGroupId';
    const own = store.get<{ Id: string; PermissionSetGroupId: string }>(
        `SELECT Id, PermissionSetGroupId FROM "PermissionSet" WHERE Type = 'Group' AND ${column} IS ?`,
        [record[column === 'Id' ? 'PermissionSetId' : column] ?? null],
    );
    if (!own) return;
    record['PermissionSetId'] = own.Id;
    record['PermissionSetGroupId'] = own.PermissionSetGroupId;
}

/**
 * A permission set for one user licence is for users with that licence only, and so is a group that holds it (Object
 * reference, "PermissionSetAssignment": its UserLicenseId and the Profile UserLicenseId must match).
 */
function checkLicence(store: Store, work: Work): void {
    const [assignee, set, group] = ['AssigneeId', 'PermissionSetId', 'PermissionSetGroupId'].map(
        (name) => work.record[name] ?? null,
    );
    const wrong = store.get<{ Label: string; user: string }>(
        `SELECT s.Label, u.Name AS user FROM "PermissionSet" s
         JOIN "UserLicense" l ON l.Id = s.LicenseId
         JOIN "User" u ON u.Id = ?
         JOIN "Profile" p ON p.Id = u.ProfileId
         WHERE p.UserLicenseId IS NOT l.Id AND (s.Id IS ? OR s.Id IN (
             SELECT c.PermissionSetId FROM "PermissionSetGroupComponent" c
             WHERE c.PermissionSetGroupId IS ? AND c.IsDeleted = 0))`,
        [assignee ?? null, set ?? null, group ?? null],
    );
    if (!wrong) return;
    const message = `Can't assign permission set ${wrong.Label} to user ${wrong.user}. The user license doesn't match the license of the permission set.`;
    fail(work, 'FIELD_INTEGRITY_EXCEPTION', message, ['PermissionSetId']);
}

/** A share that gives no more than everybody has is refused. */
function checkShares({ schema }: DmlContext, object: ObjectType, works: readonly Work[]): void {
    if (schema.object(derivedFrom(object) ?? '')?.sharingModel !== 'Read') return;
    for (const work of works) {
        if (work.record['AccessLevel'] !== 'Read') continue;
        const reason = 'trivial share level Read, for organization with default level Read';
        const message = `field integrity exception: AccessLevel (${reason})`;
        fail(work, 'FIELD_INTEGRITY_EXCEPTION', message, ['AccessLevel']);
    }
}

/** Gives all users that have none the record by which they are frozen (Object Reference, "UserLogin"). */
export function giveLogins(store: Store, { userId, now }: { readonly userId: string; readonly now: number }): void {
    const users = store.all<{ Id: string }>(
        'SELECT Id FROM "User" WHERE Id NOT IN (SELECT UserId FROM "UserLogin" WHERE UserId IS NOT NULL)',
    );
    const ids = takeIds(store, '0Yw', users.length);
    store.runMany(
        'INSERT INTO "UserLogin" (Id, UserId, LastModifiedDate, LastModifiedById) VALUES (?, ?, ?, ?)',
        users.map(({ Id }, index) => [ids[index] ?? null, Id, now, userId]),
    );
}
