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
        const [assignee, set, group] = ['AssigneeId', 'PermissionSetId', 'PermissionSetGroupId'].map(
            (name) => work.record[name] ?? null,
        );
        if (set === null && group === null) {
            const missing = ['PermissionSetId'];
            fail(work, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [PermissionSetId]', missing);
            continue;
        }
        const key = JSON.stringify([assignee, set, group]);
        const known = store.get(
            `SELECT 1 FROM "PermissionSetAssignment"
             WHERE AssigneeId IS ? AND PermissionSetId IS ? AND PermissionSetGroupId IS ? AND IsDeleted = 0`,
            [assignee ?? null, set ?? null, group ?? null],
        );
        if (known || given.has(key)) {
            const what = textIn(work.record, set === null ? 'PermissionSetGroupId' : 'PermissionSetId');
            const message = `Duplicate PermissionSetAssignment. Assignee: ${textIn(work.record, 'AssigneeId')}; Permission Set: ${what}`;
            fail(work, 'DUPLICATE_VALUE', message, []);
        }
        given.add(key);
    }
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
