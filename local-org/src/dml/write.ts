/** The write itself: ids, auto numbers, names, audit fields, then the rows. */
import { localDate } from '../computed/formulas.ts';
import type { ObjectType } from '../schema/model.ts';
import { takeIds, takeNumbers } from '../store/sequences.ts';
import { quoted } from '../store/store.ts';
import type { DmlContext, Work } from './context.ts';
import { planOf, type SavePlan } from './plan.ts';
import type { StoredRecord } from './values.ts';

/** Writes new records, and gives them their ids and numbers. */
export function insertRows(context: DmlContext, object: ObjectType, works: readonly Work[]): void {
    const { now, userId } = context;
    const { columns, insertSql } = planOf(object);
    numberRecords(context, object, works);
    for (const { record } of works) {
        record['CreatedDate'] = now;
        record['CreatedById'] = userId;
        record['IsDeleted'] = 0;
        touch(context, record);
        // a record without a name bears its id
        if (object.fields.has('Name')) record['Name'] ??= record['Id'] ?? null;
    }
    context.store.runMany(
        insertSql,
        works.map(({ record }) => columns.map((column) => record[column] ?? null)),
    );
}

/** Writes what has changed of known records. */
export function updateRows(context: DmlContext, object: ObjectType, works: readonly Work[]): void {
    const plan = planOf(object);
    for (const { record } of works) touch(context, record);
    giveUpUniqueValues(context, object, plan, works);
    const changed = plan.columns.filter((column) =>
        works.some(({ record, before }) => (record[column] ?? null) !== (before?.[column] ?? null)),
    );
    if (changed.length === 0) return;
    const set = changed.map((column) => `${quoted(column)} = ?`).join(', ');
    context.store.runMany(
        `UPDATE ${quoted(object.name)} SET ${set} WHERE Id = ?`,
        works.map(({ record }) => [...changed.map((column) => record[column] ?? null), record['Id'] ?? null]),
    );
}

function touch({ now, userId }: DmlContext, record: StoredRecord): void {
    record['LastModifiedDate'] = now;
    record['LastModifiedById'] = userId;
    record['SystemModstamp'] = now;
}

/** Records may exchange their unique values in one request; the index looks at one row after the other. */
function giveUpUniqueValues(context: DmlContext, object: ObjectType, plan: SavePlan, works: readonly Work[]): void {
    for (const { name } of plan.unique) {
        const giving = works.filter(
            ({ record, before }) => (before?.[name] ?? null) !== null && before?.[name] !== record[name],
        );
        if (giving.length < 2) continue;
        context.store.run(
            `UPDATE ${quoted(object.name)} SET ${quoted(name)} = NULL WHERE Id IN (SELECT value FROM json_each(?))`,
            [JSON.stringify(giving.map(({ record }) => record['Id']))],
        );
    }
}

function numberRecords(context: DmlContext, object: ObjectType, works: readonly Work[]): void {
    const ids = takeIds(context.store, object.keyPrefix ?? '000', works.length);
    works.forEach((work, index) => {
        work.record['Id'] = ids[index] ?? null;
    });
    for (const { name, autoNumber } of planOf(object).autoNumbers) {
        if (!autoNumber) continue;
        const first = takeNumbers(context.store, `number ${object.name}.${name}`, works.length, autoNumber.start);
        const today = autoNumber.format.includes('{') ? localDate(context) : '';
        works.forEach((work, index) => {
            work.record[name] = formatNumber(autoNumber.format, first + index, today);
        });
    }
}

/**
 * Writes a number in the format of its field: `LOC-{000000}` → `LOC-000042`; `{YYYY}`, `{MM}` … stand for the day.
 * Source: Salesforce help, "Auto number fields".
 * @param today `YYYY-MM-DD`
 */
function formatNumber(format: string, number: number, today: string): string {
    const [year = '', month = '', day = ''] = today.split('-');
    const parts: Record<string, string> = { YYYY: year, YY: year.slice(-2), MM: month, DD: day };
    return format.replace(
        /\{(0+|YYYY|YY|MM|DD)\}/g,
        (_, part: string) => parts[part] ?? String(number).padStart(part.length, '0'),
    );
}
