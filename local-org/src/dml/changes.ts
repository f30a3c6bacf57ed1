/** What a save tells of the records that it changed, in its own transaction: for events that others listen to. */
import type { ObjectType } from '../schema/model.ts';
import type { DmlContext, Work } from './context.ts';
import { textIn, type StoredRecord } from './values.ts';

export type ChangeKind = 'CREATE' | 'UPDATE' | 'DELETE' | 'UNDELETE';

/** One record that changed. */
export interface RecordChange {
    readonly id: string;
    /** As it is now; of a delete, and of what came back with another record, only the id. */
    readonly record: StoredRecord;
    /** As it was, of an update. */
    readonly before?: StoredRecord;
}

/** Is told of changes of one object; what it writes is part of the save. */
export type ChangeListener = (kind: ChangeKind, object: ObjectType, changes: readonly RecordChange[]) => void;

/** Tells of an insert or update. */
export function tellSaved(context: DmlContext, object: ObjectType, works: readonly Work[]): void {
    if (!context.recordChanges || works.length === 0) return;
    const kind = works[0]?.before === undefined ? 'CREATE' : 'UPDATE';
    const changes = works.map(({ record, before }): RecordChange => {
        return { id: textIn(record, 'Id'), record, ...(before ? { before } : {}) };
    });
    context.recordChanges(kind, object, changes);
}

/** Tells of deletes and undeletes, with all that went along. */
export function tellMoved(
    context: DmlContext,
    kind: 'DELETE' | 'UNDELETE',
    moved: ReadonlyMap<ObjectType, ReadonlyMap<string, Work>>,
): void {
    if (!context.recordChanges) return;
    for (const [object, records] of moved)
        context.recordChanges(
            kind,
            object,
            [...records.keys()].map((id) => ({ id, record: { Id: id } })),
        );
}
