/** Field updates that run at the moments of an approval. */
import { toColumn } from '../../computed/formulas.ts';
import type { DmlContext, Work } from '../../dml/context.ts';
import { RecordValues } from '../../dml/record-values.ts';
import { saveRecords } from '../../dml/save.ts';
import { textIn, toStored, ValueError, type StoredRecord } from '../../dml/values.ts';
import { FormulaRuntimeError } from '../../formula/index.ts';
import type { FieldUpdate } from '../../schema/approval-process.ts';
import type { ObjectType } from '../../schema/model.ts';
import { quoted, type Value } from '../../store/store.ts';
import { RecordRefusal } from './refusals.ts';
import { userNamed } from './submitters.ts';

/** A record as it is now. */
export function readRecord({ store }: DmlContext, object: ObjectType, id: string): StoredRecord {
    return store.get(`SELECT * FROM ${quoted(object.name)} WHERE Id = ?`, [id]) ?? {};
}

/**
 * Changes fields of a record, in system mode and without validation rules, as workflow field updates do.
 * @throws RecordRefusal when the record does not take the values
 */
export function runUpdates(
    context: DmlContext,
    object: ObjectType,
    recordId: string,
    updates: readonly FieldUpdate[],
): void {
    if (updates.length === 0) return;
    const before = readRecord(context, object, recordId);
    const record = { ...before };
    for (const update of updates) record[update.field.name] = valueFor(context, object, record, update);
    const { permissions: _, sharing: __, ...rest } = context;
    const named = new Set(updates.map(({ field }) => field.name));
    const make = (index: number): Work => ({ index, record: { ...record }, before, named, errors: [] });
    const [work] = saveRecords({ ...rest, skipsRules: true }, object, 1, make);
    if (work && work.errors.length > 0) throw new RecordRefusal(work.errors);
}

function valueFor(context: DmlContext, object: ObjectType, record: StoredRecord, update: FieldUpdate): Value {
    const { field, operation, value } = update;
    try {
        switch (operation) {
            case 'Null':
                return toStored(field, null);
            case 'Literal':
                return toStored(field, value);
            case 'Formula': {
                const made = formulaValue(context, object, record, update);
                // a moment is kept as formulas give it
                return typeof made === 'number' && ['datetime', 'time'].includes(field.type)
                    ? made
                    : toStored(field, made);
            }
            case 'LookupValue':
                return lookup(context, object, update);
            case 'NextValue':
                return neighbour(update, textIn(record, field.name), 1);
            case 'PreviousValue':
                return neighbour(update, textIn(record, field.name), -1);
        }
    } catch (error) {
        if (error instanceof ValueError) throw new RecordRefusal([error.recordError]);
        if (!(error instanceof FormulaRuntimeError)) throw error;
        const message = `The formula in the "${update.name}" field update is invalid: ${error.message}`;
        throw new RecordRefusal([{ statusCode: 'FIELD_INTEGRITY_EXCEPTION', message, fields: [field.name] }]);
    }
}

function formulaValue(context: DmlContext, object: ObjectType, record: StoredRecord, update: FieldUpdate): Value {
    const values = new RecordValues(context);
    const formula = context.formulas.fieldUpdate(object, update);
    return toColumn(formula.evaluate(values.reader(object, record), { ...values.moment(), isNew: false }));
}

function lookup({ store }: DmlContext, object: ObjectType, { field, lookupType, value }: FieldUpdate): string {
    const found = ((): string | undefined => {
        if (lookupType === 'User') return userNamed(store, value);
        const [sql, scope] =
            lookupType === 'Queue'
                ? [`SELECT Id FROM "Group" WHERE DeveloperName = ? AND Type = ?`, 'Queue']
                : [`SELECT Id FROM "RecordType" WHERE DeveloperName = ? AND SobjectType = ?`, object.name];
        return store.get<{ Id: string }>(sql, [value, scope])?.Id;
    })();
    if (found !== undefined) return found;
    const message = `no ${lookupType ?? 'record'} named ${value}`;
    throw new RecordRefusal([{ statusCode: 'INVALID_CROSS_REFERENCE_KEY', message, fields: [field.name] }]);
}

/** The value before or behind another one in its picklist; the first and the last stay as they are. */
function neighbour({ field }: FieldUpdate, value: string, step: 1 | -1): Value {
    const values = (field.picklist?.values ?? []).filter(({ active }) => active).map((one) => one.value);
    return values[values.indexOf(value) + step] ?? (value === '' ? null : value);
}
