/** Whom a step asks. */
import { readPermissions } from '../../access/permissions.ts';
import { readSharingIdentity } from '../../access/sharing-identity.ts';
import type { DmlContext } from '../../dml/context.ts';
import { textIn, type StoredRecord } from '../../dml/values.ts';
import type { ApprovalProcess, ApprovalStep, Approver } from '../../schema/approval-process.ts';
import { OrgError } from '../../schema/errors.ts';
import { toId18 } from '../../schema/ids.ts';
import { quoted } from '../../store/store.ts';
import { mayReach } from '../reach.ts';
import { noAccess, noManager, noSuchRecord } from './refusals.ts';
import { userNamed } from './submitters.ts';

/** What decides who is asked, besides the step. */
export interface Asking {
    readonly process: ApprovalProcess;
    readonly record: StoredRecord;
    readonly submitterId: string;
    /** Who approved the step before; absent for the first one that is asked. */
    readonly previousActorId?: string;
    readonly nextApproverIds: readonly string[];
}

/**
 * The users and queues that a step asks, each once.
 * @throws OrgError MANAGER_NOT_DEFINED, REQUIRED_FIELD_MISSING, INVALID_CROSS_REFERENCE_KEY when there is none,
 *   INACTIVE_OWNER_OR_USER or INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY when he could not answer
 */
export function approversOf(context: DmlContext, step: ApprovalStep, asking: Asking): string[] {
    const ids = step.approvers.flatMap((approver) => actorsOf(context, approver, asking));
    const actors = [...new Set(ids)];
    for (const id of actors) checkActor(context, id, textIn(asking.record, 'Id'));
    return actors;
}

function actorsOf(context: DmlContext, { type, name }: Approver, asking: Asking): string[] {
    const { store } = context;
    switch (type) {
        case 'adhoc':
            return chosen(asking.nextApproverIds);
        case 'user':
            return [known(userNamed(store, name))];
        case 'queue': {
            const sql = `SELECT Id FROM "Group" WHERE Type = 'Queue' AND DeveloperName = ?`;
            return [known(store.get<{ Id: string }>(sql, [name])?.Id)];
        }
        case 'relatedUserField': {
            const id = textIn(asking.record, name);
            if (id === '') throw noManager();
            return [id];
        }
        case 'userHierarchyField':
            return [managerOf(context, asking)];
        case 'PreviousApprover':
            return [known(asking.previousActorId)];
    }
}

function known(id: string | undefined): string {
    if (id === undefined) throw noSuchRecord();
    return id;
}

/** An org asks one of those that it is given. */
function chosen(nextApproverIds: readonly string[]): string[] {
    const [first] = nextApproverIds;
    if (first === undefined)
        throw new OrgError('REQUIRED_FIELD_MISSING', 'missing required field: [nextApproverIds]', {
            fields: ['nextApproverIds'],
        });
    return [known(toId18(first))];
}

/** The first step asks whom the submitter's, or the owner's, field names; later ones go on from who approved before. */
function managerOf({ store }: DmlContext, { process, record, submitterId, previousActorId }: Asking): string {
    const { hierarchy } = process;
    if (!hierarchy) throw noManager();
    const first = hierarchy.ofOwner ? textIn(record, 'OwnerId') : submitterId;
    const sql = `SELECT ${quoted(hierarchy.field.name)} AS id FROM "User" WHERE Id = ?`;
    const manager = store.get<{ id: string | null }>(sql, [previousActorId ?? first])?.id ?? null;
    if (manager === null) throw noManager();
    return manager;
}

/** Who is asked must be there, and read the record; members of a queue come and go. */
function checkActor(context: DmlContext, id: string, recordId: string): void {
    const { store, now } = context;
    const user = store.get<{ IsActive: number }>('SELECT IsActive FROM "User" WHERE Id = ?', [id]);
    if (!user) {
        if (store.get(`SELECT 1 FROM "Group" WHERE Id = ? AND Type = 'Queue'`, [id])) return;
        throw noSuchRecord();
    }
    if (user.IsActive === 0)
        throw new OrgError('INACTIVE_OWNER_OR_USER', `operation performed with inactive user [${id}] as approver`);
    const theirs = {
        ...context,
        userId: id,
        permissions: readPermissions(store, id, now),
        sharing: readSharingIdentity(store, id),
    };
    if (!mayReach(theirs, recordId, 'read')) throw noAccess();
}
