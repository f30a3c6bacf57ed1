/** The records that tell how far an approval has come. */
import type { DmlContext } from '../../dml/context.ts';
import { takeIds } from '../../store/sequences.ts';
import { quoted, type Value } from '../../store/store.ts';

export interface Instance extends Record<string, Value> {
    readonly Id: string;
    readonly ProcessDefinitionId: string;
    readonly TargetObjectId: string;
    readonly Status: string;
    readonly SubmittedById: string;
}

export interface Workitem extends Record<string, Value> {
    readonly Id: string;
    readonly ProcessInstanceId: string;
    readonly OriginalActorId: string;
    readonly ActorId: string;
}

export interface Node extends Record<string, Value> {
    readonly Id: string;
    readonly ProcessNodeId: string;
    readonly NodeStatus: string;
}

/** Writes a record of an object that no client writes. @returns its id */
export function insertTrace(context: DmlContext, objectName: string, row: Readonly<Record<string, Value>>): string {
    const { schema, store, userId, now } = context;
    const object = schema.object(objectName);
    const [id = ''] = takeIds(store, object?.keyPrefix ?? '000', 1);
    const audit = {
        IsDeleted: 0,
        CreatedDate: now,
        CreatedById: userId,
        LastModifiedDate: now,
        LastModifiedById: userId,
        SystemModstamp: now,
    };
    const full: Record<string, Value> = { Id: id, ...audit, ...row };
    const columns = Object.keys(full).filter((name) => object?.fields.has(name));
    store.run(
        `INSERT INTO ${quoted(objectName)} (${columns.map(quoted).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
        columns.map((name) => full[name] ?? null),
    );
    return id;
}

/** Changes a record of such an object. */
export function updateTrace(
    { schema, store, userId, now }: DmlContext,
    objectName: string,
    id: string,
    row: Readonly<Record<string, Value>>,
): void {
    const object = schema.object(objectName);
    const full: Record<string, Value> = {
        ...row,
        LastModifiedDate: now,
        LastModifiedById: userId,
        SystemModstamp: now,
    };
    const columns = Object.keys(full).filter((name) => object?.fields.has(name));
    store.run(
        `UPDATE ${quoted(objectName)} SET ${columns.map((name) => `${quoted(name)} = ?`).join(', ')} WHERE Id = ?`,
        [...columns.map((name) => full[name] ?? null), id],
    );
}

export function readWorkitem({ store }: DmlContext, id: string): Workitem | undefined {
    return store.get('SELECT * FROM "ProcessInstanceWorkitem" WHERE Id = ? AND IsDeleted = 0', [id]) as
        Workitem | undefined;
}

export function readInstance({ store }: DmlContext, id: string): Instance | undefined {
    return store.get('SELECT * FROM "ProcessInstance" WHERE Id = ? AND IsDeleted = 0', [id]) as Instance | undefined;
}

/** The work items that still wait. */
export function openWorkitems({ store }: DmlContext, instanceId: string): Workitem[] {
    const sql = 'SELECT * FROM "ProcessInstanceWorkitem" WHERE ProcessInstanceId = ? AND IsDeleted = 0 ORDER BY Id';
    return store.all(sql, [instanceId]) as unknown as Workitem[];
}

/** A work item that is done is gone. */
export function dropWorkitem({ store }: DmlContext, id: string): void {
    store.run('DELETE FROM "ProcessInstanceWorkitem" WHERE Id = ?', [id]);
}

/** The steps that were asked, in order. */
export function nodesOf({ store }: DmlContext, instanceId: string): Node[] {
    const sql = 'SELECT * FROM "ProcessInstanceNode" WHERE ProcessInstanceId = ? AND IsDeleted = 0 ORDER BY Id';
    return store.all(sql, [instanceId]) as unknown as Node[];
}
