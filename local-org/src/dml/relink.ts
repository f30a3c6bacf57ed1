/** Gives the children of records to another record, as a merge does (SOAP API developer guide, "merge()"). */
import type { ObjectType } from '../schema/model.ts';
import type { ChildRelationship } from '../schema/schema.ts';
import { quoted } from '../store/store.ts';
import { isStored } from '../store/tables.ts';
import type { DmlContext, Work } from './context.ts';
import { updateParents } from './parents.ts';
import { textIn, type StoredRecord } from './values.ts';

/** Tells which records a record was merged into; it stays as it is when that one is merged in its turn. */
const MASTER = 'MasterRecordId';

/**
 * Makes all records that refer to some records refer to another one. No triggers run for them, and the user needs no
 * rights on them, as the guide has it; roll-ups of their new parent follow.
 * @param cause gets the errors of parents that may not be as they then are
 * @returns the ids of the records that changed
 */
export function relinkChildren(
    context: DmlContext,
    object: ObjectType,
    from: readonly string[],
    to: string,
    cause: Work,
): string[] {
    const changed = context.schema
        .childRelationships(object)
        .filter((relationship) => isMoved(relationship))
        .flatMap((relationship) => moveChildren(context, relationship, from, to, cause));
    detachFromItself(context, object, to);
    return [...new Set(changed)];
}

function isMoved({ child, field }: ChildRelationship): boolean {
    const isOwn = child.kind === 'standard' || child.kind === 'custom';
    return isOwn && child.keyPrefix !== undefined && isStored(field) && field.name !== MASTER;
}

function moveChildren(
    context: DmlContext,
    { child, field }: ChildRelationship,
    from: readonly string[],
    to: string,
    cause: Work,
): string[] {
    const { store, now, userId } = context;
    const isAlive = child.fields.has('IsDeleted') ? ' AND IsDeleted = 0' : '';
    const where = `${quoted(field.name)} IN (SELECT value FROM json_each(?))${isAlive}`;
    const rows = store.all(`SELECT * FROM ${quoted(child.name)} WHERE ${where}`, [JSON.stringify(from)]);
    if (rows.length === 0) return [];
    const audit: Readonly<Record<string, string | number>> = {
        LastModifiedDate: now,
        LastModifiedById: userId,
        SystemModstamp: now,
    };
    const columns = Object.keys(audit).filter((name) => child.fields.has(name));
    const set = [field.name, ...columns].map((name) => `${quoted(name)} = ?`).join(', ');
    const params = [to, ...columns.map((name) => audit[name] ?? null), JSON.stringify(from)];
    store.run(`UPDATE ${quoted(child.name)} SET ${set} WHERE ${where}`, params);
    if (field.reference?.isMasterDetail) {
        const works = rows.map((row, index): Work => {
            const before = row as StoredRecord;
            return { index, record: { ...before, [field.name]: to }, before, named: new Set([field.name]), errors: [] };
        });
        const causes = new Map(works.map((work) => [textIn(work.record, 'Id'), [cause]]));
        updateParents(context, [{ child, works, causes }]);
    }
    return rows.map((row) => String(row['Id']));
}

/** What was the child of a merged record, and is now the merged record itself, is nobody's child. */
function detachFromItself({ store, schema }: DmlContext, object: ObjectType, id: string): void {
    for (const { child, field } of schema.childRelationships(object))
        if (child === object && isStored(field))
            store.run(
                `UPDATE ${quoted(object.name)} SET ${quoted(field.name)} = NULL WHERE Id = ? AND ${quoted(field.name)} = ?`,
                [id, id],
            );
}
