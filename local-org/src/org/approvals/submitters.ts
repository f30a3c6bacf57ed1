/** Who may submit a record to a process. */
import { groupsOf } from '../../access/sharing-identity.ts';
import { textIn, type StoredRecord } from '../../dml/values.ts';
import type { ApprovalProcess, ApprovalSubmitter } from '../../schema/approval-process.ts';
import type { GroupName } from '../../schema/model.ts';
import type { Store } from '../../store/store.ts';

/** Whether a user is among those whom the process allows. */
export function maySubmit(store: Store, process: ApprovalProcess, record: StoredRecord, userId: string): boolean {
    let groups: readonly string[] | undefined;
    const isIn = (group: GroupName): boolean => isAmong(store, (groups ??= groupsOf(store, userId)), group);
    return process.submitters.some((one) => qualifies(store, one, record, userId, isIn));
}

function qualifies(
    store: Store,
    submitter: ApprovalSubmitter,
    record: StoredRecord,
    userId: string,
    isIn: (group: GroupName) => boolean,
): boolean {
    switch (submitter.type) {
        case 'owner':
            return textIn(record, 'OwnerId') === userId;
        case 'creator':
            return textIn(record, 'CreatedById') === userId;
        case 'ownerDelegate':
            return delegateOf(store, textIn(record, 'OwnerId')) === userId;
        case 'creatorDelegate':
            return delegateOf(store, textIn(record, 'CreatedById')) === userId;
        case 'user':
            return userNamed(store, submitter.username) === userId;
        case 'group':
            return isIn(submitter.group);
    }
}

/** The user who may approve in another one's place. */
export function delegateOf(store: Store, userId: string): string | undefined {
    const sql = 'SELECT DelegatedApproverId AS id FROM "User" WHERE Id = ?';
    return store.get<{ id: string | null }>(sql, [userId])?.id ?? undefined;
}

/** A user's id by his username. */
export function userNamed(store: Store, username: string): string | undefined {
    return store.get<{ Id: string }>('SELECT Id FROM "User" WHERE Username = ?', [username])?.Id;
}

function isAmong(store: Store, groups: readonly string[], { type, developerName }: GroupName): boolean {
    const byName = type === 'Organization' ? '' : ' AND DeveloperName = ?';
    const sql = `SELECT 1 FROM "Group" WHERE Type = ?${byName} AND Id IN (SELECT value FROM json_each(?))`;
    const name = type === 'Organization' ? [] : [developerName];
    return store.get(sql, [type, ...name, JSON.stringify(groups)]) !== undefined;
}
