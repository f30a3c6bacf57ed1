/** Deletes and undeletes: what goes along, and what the parents make of it. */
import { sharingCondition } from '../access/sharing.ts';
import type { ObjectType } from '../schema/model.ts';
import { quoted } from '../store/store.ts';
import { attempt } from './attempt.ts';
import { leaveTrail } from './audit-trail.ts';
import { Refusal, Removal, restore } from './cascade.ts';
import { tellMoved } from './changes.ts';
import { alive, fail, runTriggers, tellAccess, type DmlContext, type Work } from './context.ts';
import { checkLocks } from './locks.ts';
import { updateParents, type ChangedChildren } from './parents.ts';
import { planOf } from './plan.ts';
import { summariesOver } from './rollups.ts';
import { textIn, type StoredRecord } from './values.ts';

export { RECYCLE_BIN } from './cascade.ts';

/**
 * Deletes records of one object: each succeeds or fails by itself.
 * @returns the works, in order; those with errors are not deleted
 */
export function deleteRecords(context: DmlContext, object: ObjectType, ids: readonly string[]): Work[] {
    const rows = readRows(context, object, ids);
    const works = attempt(
        context,
        ids.length,
        (at) => makeWork(ids, at, rows),
        (tried) => {
            refuseUnknown(tried, (record) => record['IsDeleted'] === 1);
            checkAccess(context, object, tried);
            checkLocks(context, object, tried);
            runTriggers(context, 'beforeDelete', object, tried);
            const removed = new Map<ObjectType, Map<string, Work>>();
            for (const work of alive(tried)) removeOne(context, object, work, removed);
            const deleted = alive(tried);
            runTriggers(context, 'afterDelete', object, deleted);
            updateParents(context, changesOf(context, removed));
            leaveTrail(context, object, deleted, true);
            tellMoved(context, 'DELETE', removed);
            return deleted;
        },
    );
    tellAccess(context, object);
    return works;
}

/**
 * Takes records out of the recycle bin, with what was deleted with them.
 * @returns the works, in order
 */
export function undeleteRecords(context: DmlContext, object: ObjectType, ids: readonly string[]): Work[] {
    const rows = readRows(context, object, ids);
    return attempt(
        context,
        ids.length,
        (at) => makeWork(ids, at, rows),
        (tried) => {
            refuseUnknown(tried, () => false);
            for (const work of alive(tried)) checkBin(context, object, work);
            checkAccess(context, object, tried);
            const restored = new Map<ObjectType, Map<string, Work>>();
            for (const work of alive(tried)) restoreOne(context, work, restored);
            const done = alive(tried);
            for (const { record } of done) record['IsDeleted'] = 0;
            runTriggers(context, 'afterUndelete', object, done);
            updateParents(context, changesOf(context, restored));
            tellMoved(context, 'UNDELETE', restored);
            return done;
        },
    );
}

function readRows(context: DmlContext, object: ObjectType, ids: readonly string[]): Map<string, StoredRecord> {
    const sql = `SELECT * FROM ${quoted(object.name)} WHERE Id IN (SELECT value FROM json_each(?))`;
    const rows = context.store.all(sql, [JSON.stringify(ids)]);
    return new Map(rows.map((row) => [textIn(row as StoredRecord, 'Id'), row as StoredRecord]));
}

function makeWork(ids: readonly string[], index: number, rows: ReadonlyMap<string, StoredRecord>): Work {
    const id = ids[index] ?? '';
    const before = rows.get(id);
    const record = before ? { ...before } : { Id: id };
    return { index, record, ...(before ? { before } : {}), named: new Set(), errors: [] };
}

function refuseUnknown(works: readonly Work[], isGone: (record: StoredRecord) => boolean): void {
    const seen = new Set<string>();
    for (const work of works) {
        const id = idOf(work);
        if (!work.before) fail(work, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
        else if (isGone(work.before)) fail(work, 'ENTITY_IS_DELETED', 'entity is deleted');
        else if (seen.has(id)) fail(work, 'DUPLICATE_VALUE', `Duplicate id specified: ${id}`);
        seen.add(id);
    }
}

function idOf(work: Work): string {
    return textIn(work.record, 'Id');
}

/** Deleting, and taking back, is for the owner, those above him, and whoever may modify all. */
function checkAccess(context: DmlContext, object: ObjectType, works: readonly Work[]): void {
    const { sharing, schema, store } = context;
    const permissions = context.permissions ?? context.recordRights;
    if (!permissions || !sharing) return;
    const mayDelete = context.permissions?.object(object).delete ?? true;
    const condition = mayDelete
        ? sharingCondition({ schema, permissions, sharing }, object, 'delete', { few: true })
        : undefined;
    if (mayDelete && !condition) return;
    const sql = `SELECT t.Id FROM ${quoted(object.name)} t WHERE t.Id IN (SELECT value FROM json_each(?)) AND ${condition?.sql ?? '0'}`;
    const ids = JSON.stringify(alive(works).map(idOf));
    const allowed = new Set(store.all(sql, [ids, ...(condition?.params ?? [])]).map((row) => row['Id']));
    for (const work of alive(works))
        if (!allowed.has(idOf(work)))
            fail(work, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
}

function removeOne(
    context: DmlContext,
    object: ObjectType,
    work: Work,
    removed: Map<ObjectType, Map<string, Work>>,
): void {
    const removal = new Removal(context, object, idOf(work));
    try {
        context.store.transaction(() => {
            removal.remove(object, [idOf(work)]);
        });
        note(removal.removed, work, removed);
    } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const name = textIn(work.record, 'Name') || idOf(work);
        const message = `Your attempt to delete ${name} could not be completed because ${error.message}`;
        fail(work, 'DELETE_FAILED', message);
    }
}

/** A record comes back when it is the one that was deleted, and what it belongs to is there. */
function checkBin({ store, schema }: DmlContext, object: ObjectType, work: Work): void {
    const id = idOf(work);
    const isRoot = store.get('SELECT 1 FROM "_recycle_bin" WHERE id = ? AND root = ?', [id, id]) !== undefined;
    if (!isRoot || work.record['IsDeleted'] !== 1) {
        fail(work, 'UNDELETE_FAILED', 'Entity is not in the recycle bin');
        return;
    }
    for (const { name, reference } of planOf(object).references) {
        const parent = typeof work.record[name] === 'string' ? schema.objectOfId(work.record[name]) : undefined;
        if (reference?.onDelete !== 'Cascade' || !parent?.fields.has('IsDeleted')) continue;
        const row = store.get(`SELECT IsDeleted FROM ${quoted(parent.name)} WHERE Id = ?`, [work.record[name] ?? null]);
        if (row?.['IsDeleted'] !== 0) fail(work, 'ENTITY_IS_DELETED', 'entity is deleted');
    }
}

function restoreOne(context: DmlContext, work: Work, restored: Map<ObjectType, Map<string, Work>>): void {
    try {
        const back = context.store.transaction(() => restore(context, idOf(work)));
        note(back, work, restored);
    } catch (error) {
        // while the record was in the bin, another one has taken its unique value
        if (!(error instanceof Error) || !error.message.startsWith('UNIQUE constraint failed')) throw error;
        const field = error.message.split('.').at(-1) ?? '';
        fail(work, 'DUPLICATE_VALUE', `duplicate value found: ${field} duplicates value on record with id: <unknown>`);
    }
}

function note(
    ids: ReadonlyMap<ObjectType, ReadonlySet<string>>,
    cause: Work,
    all: Map<ObjectType, Map<string, Work>>,
): void {
    for (const [object, set] of ids) {
        const known = all.get(object) ?? new Map<string, Work>();
        all.set(object, known);
        for (const id of set) known.set(id, cause);
    }
}

/** All records that came or went, for the roll-ups over them. */
function changesOf(context: DmlContext, all: ReadonlyMap<ObjectType, ReadonlyMap<string, Work>>): ChangedChildren[] {
    return [...all]
        .filter(([child]) => summariesOver(context, child).length > 0)
        .map(([child, causes]) => {
            const masters = planOf(child).masters.map((field) => quoted(field.name));
            const rows = context.store.all(
                `SELECT Id, ${masters.join(', ')} FROM ${quoted(child.name)} WHERE Id IN (SELECT value FROM json_each(?))`,
                [JSON.stringify([...causes.keys()])],
            );
            const works = rows.map((row, index): Work => {
                return { index, record: row, named: new Set(), errors: [] };
            });
            return { child, works, causes: new Map([...causes].map(([id, work]) => [id, [work]])) };
        });
}
