/** Records that an approval has locked (Salesforce help, "Considerations for Approvals"; "ApprovalProcess", recordEditability). */
import { groupsOf } from '../access/sharing-identity.ts';
import type { ObjectType } from '../schema/model.ts';
import type { Store } from '../store/store.ts';
import { alive, fail, type DmlContext, type Work } from './context.ts';
import { textIn } from './values.ts';

/** The table of locks; whoever has the work item may be let in as well as administrators. */
export const RECORD_LOCKS = `
    CREATE TABLE IF NOT EXISTS "_record_lock" (
        record TEXT PRIMARY KEY, lets_approver INTEGER NOT NULL) WITHOUT ROWID;`;

/** Locks a record, or changes its lock. @param letsApprover whether who has a work item for it may change it */
export function lockRecord(store: Store, id: string, letsApprover: boolean): void {
    const sql = 'INSERT OR REPLACE INTO "_record_lock" (record, lets_approver) VALUES (?, ?)';
    store.run(sql, [id, letsApprover ? 1 : 0]);
}

export function unlockRecord(store: Store, id: string): void {
    store.run('DELETE FROM "_record_lock" WHERE record = ?', [id]);
}

/** Refuses to change or delete what is locked; administrators and the system itself may. */
export function checkLocks(context: DmlContext, object: ObjectType, works: readonly Work[]): void {
    const { permissions, store, userId } = context;
    if (!permissions || object.setup || permissions.object(object).modifyAll) return;
    const ids = JSON.stringify(alive(works).map(({ record }) => textIn(record, 'Id')));
    const locks = store.all<{ record: string; lets_approver: number }>(
        'SELECT record, lets_approver FROM "_record_lock" WHERE record IN (SELECT value FROM json_each(?))',
        [ids],
    );
    if (locks.length === 0) return;
    const open = locks.filter((lock) => lock.lets_approver === 1).map(({ record }) => record);
    const approvable = approvableBy(store, userId, open);
    const locked = new Set(locks.map(({ record }) => record).filter((id) => !approvable.has(id)));
    for (const work of alive(works))
        if (locked.has(textIn(work.record, 'Id'))) fail(work, 'ENTITY_IS_LOCKED', 'the entity is locked for editing');
}

/** The records for which a user, or a queue that he is in, has a work item. */
function approvableBy(store: Store, userId: string, records: readonly string[]): ReadonlySet<string> {
    if (records.length === 0) return new Set();
    const sql = `
        SELECT i.TargetObjectId AS id FROM "ProcessInstance" i
        JOIN "ProcessInstanceWorkitem" w ON w.ProcessInstanceId = i.Id AND w.IsDeleted = 0
        WHERE i.Status = 'Pending' AND i.IsDeleted = 0
        AND i.TargetObjectId IN (SELECT value FROM json_each(?)) AND w.ActorId IN (SELECT value FROM json_each(?))`;
    const actors = [userId, ...groupsOf(store, userId)];
    const rows = store.all<{ id: string }>(sql, [JSON.stringify(records), JSON.stringify(actors)]);
    return new Set(rows.map(({ id }) => id));
}
