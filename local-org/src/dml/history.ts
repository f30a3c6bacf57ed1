/** Field history: one row for each tracked field that changed, two for a reference. */
import { historyName } from '../schema/derived.ts';
import { isLongText } from '../schema/field.ts';
import type { Field, ObjectType } from '../schema/model.ts';
import { takeIds } from '../store/sequences.ts';
import { quoted, type Value } from '../store/store.ts';
import type { DmlContext, Work } from './context.ts';
import { planOf } from './plan.ts';
import { toWire } from './values.ts';

/** What a history row calls a type (Object reference, "StandardObjectNameHistory", DataType). */
const DATA_TYPES: Readonly<Record<string, string>> = {
    boolean: 'Boolean',
    currency: 'Currency',
    date: 'DateOnly',
    datetime: 'DateTime',
    double: 'Double',
    percent: 'Percent',
    picklist: 'DynamicEnum',
    reference: 'EntityId',
};

type HistoryRow = [parent: Value, field: string, dataType: string, oldValue: Value, newValue: Value];

/** Records what an insert or update did to tracked fields. An insert leaves one row, `created`. */
export function recordHistory(context: DmlContext, object: ObjectType, works: readonly Work[]): void {
    const history = object.historyEnabled ? context.schema.object(historyName(object)) : undefined;
    if (!history?.keyPrefix) return;
    const rows = works.flatMap((work) => changesOf(context, object, work));
    if (rows.length === 0) return;
    const ids = takeIds(context.store, history.keyPrefix, rows.length);
    const parent = quoted(object.custom ? 'ParentId' : `${object.name}Id`);
    context.store.runMany(
        `INSERT INTO ${quoted(history.name)} (Id, ${parent}, Field, DataType, OldValue, NewValue, CreatedById, CreatedDate, IsDeleted)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)`,
        rows.map((row, index) => [ids[index] ?? '', ...row, context.userId, context.now]),
    );
}

function changesOf(context: DmlContext, object: ObjectType, { before, record }: Work): HistoryRow[] {
    const id = record['Id'] ?? null;
    if (!before) return [[id, 'created', 'Text', null, null]];
    return planOf(object)
        .tracked.filter(({ name }) => (before[name] ?? null) !== (record[name] ?? null))
        .flatMap((field): HistoryRow[] => {
            const [old, now] = [before[field.name] ?? null, record[field.name] ?? null];
            const row: HistoryRow = [
                id,
                field.name,
                DATA_TYPES[field.type] ?? 'Text',
                shown(field, old),
                shown(field, now),
            ];
            if (!field.reference) return [row];
            // a reference leaves its names as well as its ids
            return [[id, field.name, 'Text', nameOf(context, old), nameOf(context, now)], row];
        });
}

/** Long texts are recorded as changed, without what they said. */
function shown(field: Field, value: Value): Value {
    if (value === null || isLongText(field)) return null;
    return field.type === 'boolean' || field.type === 'datetime' || field.type === 'time'
        ? String(toWire(field, value))
        : value;
}

function nameOf({ schema, store }: DmlContext, id: Value): Value {
    const object = typeof id === 'string' ? schema.objectOfId(id) : undefined;
    const name = object && [...object.fields.values()].find((field) => field.nameField);
    if (!object || !name || name.formula) return id;
    const row = store.get(`SELECT ${quoted(name.name)} AS name FROM ${quoted(object.name)} WHERE Id = ?`, [id]);
    return (row?.['name'] as Value | undefined) ?? null;
}
