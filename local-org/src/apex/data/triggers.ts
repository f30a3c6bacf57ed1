/** Runs the triggers of an object in the order of execution, for whoever writes. */
import { toColumn } from '../../computed/formulas.ts';
import { fail, type DmlContext, type TriggerEvent, type Work } from '../../dml/context.ts';
import { RecordValues } from '../../dml/record-values.ts';
import type { StoredRecord } from '../../dml/values.ts';
import type { ObjectType } from '../../schema/model.ts';
import { MapValue } from '../run/collections.ts';
import { CompileError } from '../errors.ts';
import { NotSupported, Thrown, exception } from '../run/exceptions.ts';
import { exceptionText } from '../run/text.ts';
import { SObjectValue } from '../run/sobject.ts';
import { ListValue, type Value } from '../run/values.ts';
import { transaction, vm } from '../run/vm.ts';
import { exceptionType } from '../types/exceptions.ts';
import { ID, listOf, mapOf, sobjectOf } from '../types/type.ts';
import type { TriggerContext } from './trigger-context.ts';
import { fromStored, toStored } from './wire.ts';

/** A trigger that is ready to run. */
export interface Trigger {
    readonly name: string;
    readonly run: () => void;
}

/** Deepest stack of triggers (Apex developer guide, "Execution governors and limits"). */
const MAX_DEPTH = 16;

/** The records of a turn, with the works that they stand for. */
interface Turn {
    readonly event: TriggerEvent;
    readonly works: readonly Work[];
    readonly newRecords: readonly SObjectValue[] | undefined;
    readonly oldRecords: readonly SObjectValue[] | undefined;
    /** What the new records held before a before-trigger ran. */
    readonly originals: readonly Record<string, Value>[];
}

/**
 * Runs triggers for the works of a turn, in the transaction that is running: errors go into the works, and what
 * before-triggers changed into their records.
 */
export function runTriggers(
    context: DmlContext,
    triggers: readonly Trigger[],
    event: TriggerEvent,
    object: ObjectType,
    works: readonly Work[],
): void {
    const turn = turnOf(context, event, object, works);
    const running = transaction();
    const before = running.trigger;
    if (running.triggerDepth >= MAX_DEPTH) throw exception('LimitException', 'Maximum trigger depth exceeded');
    running.trigger = contextOf(turn, object);
    running.triggerDepth += 1;
    const { depth } = vm;
    try {
        for (const trigger of triggers) runOne(trigger, turn);
    } finally {
        vm.depth = depth;
        running.trigger = before;
        running.triggerDepth -= 1;
    }
    takeErrors(turn);
    if (event === 'beforeInsert' || event === 'beforeUpdate') takeChanges(turn, object);
}

function runOne({ name, run }: Trigger, { event, works }: Turn): void {
    try {
        run();
    } catch (error) {
        const when = event.charAt(0).toUpperCase() + event.slice(1);
        const message = `${name}: execution of ${when}\n\ncaused by: ${causeOf(error)}`;
        for (const work of works) fail(work, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message);
    }
}

/** What went wrong in a trigger. @throws what is no fault of the trigger alone */
function causeOf(error: unknown): string {
    if (error instanceof CompileError)
        return `${error.message} (${error.unit}: line ${String(error.line)}, column ${String(error.column)})`;
    if (error instanceof NotSupported) return error.message;
    if (!(error instanceof Thrown) || error.exception.type === exceptionType('LimitException')) throw error;
    const { exception: thrown } = error;
    return `${exceptionText(thrown)}\n\n${thrown.trace ?? ''}`;
}

function turnOf(context: DmlContext, event: TriggerEvent, object: ObjectType, works: readonly Work[]): Turn {
    const hasNew = event !== 'beforeDelete' && event !== 'afterDelete';
    const hasOld = event !== 'beforeInsert' && event !== 'afterInsert' && event !== 'afterUndelete';
    const isBefore = event === 'beforeInsert' || event === 'beforeUpdate';
    const values = new RecordValues(context);
    const read = (record: StoredRecord, isReadOnly: boolean): SObjectValue => {
        const made = stored(object, record, isReadOnly);
        made.formula = (field) => fromStored(field, toColumn(values.reader(object, record)(field.name)));
        return made;
    };
    const newRecords = hasNew ? works.map(({ record }) => read(record, !isBefore)) : undefined;
    const oldRecords = hasOld ? works.map(({ before, record }) => read(before ?? record, true)) : undefined;
    const originals = isBefore ? (newRecords ?? []).map(({ fields }) => ({ ...fields })) : [];
    return { event, works, newRecords, oldRecords, originals };
}

function stored(object: ObjectType, record: StoredRecord, isReadOnly: boolean): SObjectValue {
    const made = new SObjectValue(object);
    for (const name in record) {
        const field = object.fields.get(name);
        const value = record[name];
        if (field && value !== null && value !== undefined) made.fields[name] = fromStored(field, value);
    }
    made.isReadOnly = isReadOnly;
    return made;
}

function contextOf({ event, works, newRecords, oldRecords }: Turn, object: ObjectType): TriggerContext {
    const type = sobjectOf(object);
    const [, moment = '', what = ''] = /^(before|after)(\w+)$/.exec(event) ?? [];
    const list = (records: readonly SObjectValue[] | undefined): ListValue | null =>
        records ? new ListValue(listOf(type), [...records]) : null;
    const map = (records: readonly SObjectValue[] | undefined): MapValue | null => {
        if (!records) return null;
        const made = new MapValue(mapOf(ID, type));
        for (const record of records) made.put(record.fields['Id'] ?? null, record);
        return made;
    };
    return {
        isBefore: moment === 'before',
        isInsert: what === 'Insert',
        isUpdate: what === 'Update',
        isDelete: what === 'Delete',
        isUndelete: what === 'Undelete',
        size: works.length,
        newList: list(newRecords),
        oldList: list(oldRecords),
        newMap: event === 'beforeInsert' ? null : map(newRecords),
        oldMap: map(oldRecords),
        operation: `${moment}_${what}`.toUpperCase(),
    };
}

function takeErrors({ works, newRecords, oldRecords }: Turn): void {
    for (const [at, work] of works.entries())
        for (const { message, field } of (newRecords ?? oldRecords)?.[at]?.errors ?? [])
            fail(work, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message, field === undefined ? [] : [field]);
}

/** What a before-trigger put into the records, or took out of them. */
function takeChanges({ works, newRecords, originals }: Turn, object: ObjectType): void {
    for (const [at, { record }] of works.entries()) {
        const fields = newRecords?.[at]?.fields ?? {};
        const original = originals[at] ?? {};
        for (const name in fields)
            if (fields[name] !== original[name] && object.fields.has(name))
                record[name] = toStored(fields[name] ?? null);
    }
}
