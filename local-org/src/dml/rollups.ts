/** Roll-up summaries: what parents count and add up of their children, kept when children change. */
import { fieldOfFilter, filterSql, type FilterCondition } from '../schema/filters.ts';
import type { Field, ObjectType } from '../schema/model.ts';
import type { Schema } from '../schema/schema.ts';
import { quoted } from '../store/store.ts';
import type { DmlContext, Work } from './context.ts';
import { fieldSql, type FieldSql } from './formulas.ts';
import { planOf } from './plan.ts';
import { roundHalfUp, type StoredRecord } from './values.ts';

/** The roll-ups of a parent over one master-detail field. */
export interface Summaries {
    readonly parent: ObjectType;
    readonly foreignKey: string;
    readonly fields: readonly Field[];
}

const known = new WeakMap<Schema, Map<ObjectType, readonly Summaries[]>>();

/** The roll-ups that look at an object: by parent object and master-detail field. */
export function summariesOver({ schema }: DmlContext, child: ObjectType): readonly Summaries[] {
    const bySchema = known.get(schema) ?? new Map<ObjectType, readonly Summaries[]>();
    known.set(schema, bySchema);
    const found = bySchema.get(child);
    if (found) return found;
    const made = planOf(child).masters.flatMap((master) => {
        const parent = schema.object(master.reference?.to[0] ?? '');
        const fields = [...(parent?.fields.values() ?? [])].filter(
            ({ summary }) => summary?.childObject === child.name && summary.foreignKey === master.name,
        );
        return parent && fields.length > 0 ? [{ parent, foreignKey: master.name, fields }] : [];
    });
    bySchema.set(child, made);
    return made;
}

/**
 * Computes the roll-ups over an object for the parents of records that changed; parents in the recycle bin keep theirs.
 * @returns the parents whose values are now others, as they were and as they will be; nothing is written
 */
export function summarize(
    context: DmlContext,
    child: ObjectType,
    works: readonly Work[],
): { parent: ObjectType; works: Work[] }[] {
    const toSql = fieldSql(context);
    return summariesOver(context, child).flatMap(({ parent, foreignKey, fields }) => {
        const ids = new Set(works.flatMap((work) => [work.record[foreignKey], work.before?.[foreignKey]]));
        const values = fields.map((field) => summarySql(context, child, field, foreignKey, toSql));
        const columns = values.map(({ sql }, index) => `${sql} AS "+${String(index)}"`);
        const rows = context.store.all(
            `SELECT t.*, ${columns.join(', ')} FROM ${quoted(parent.name)} t
             WHERE t.Id IN (SELECT value FROM json_each(?)) AND t.IsDeleted = 0`,
            [
                ...values.flatMap(({ params }) => params),
                JSON.stringify([...ids].filter((id) => typeof id === 'string')),
            ],
        );
        const changed = rows.flatMap((row) => changedParent(row as StoredRecord, fields));
        return changed.length > 0 ? [{ parent, works: changed.map((work, index) => ({ ...work, index })) }] : [];
    });
}

/**
 * Computes a roll-up for all records of its object, as an org does when the field is new or defined otherwise; nothing
 * else happens to the records.
 * @returns whether any value is now another
 */
export function recalculate(context: DmlContext, parent: ObjectType, field: Field): boolean {
    const child = context.schema.object(field.summary?.childObject ?? '');
    if (!child) return false;
    const { sql, params } = summarySql(context, child, field, field.summary?.foreignKey ?? '', fieldSql(context));
    const column = quoted(field.name);
    const rows = context.store.all(
        `SELECT t.Id AS id, t.${column} AS former, ${sql} AS next FROM ${quoted(parent.name)} t WHERE t.IsDeleted = 0`,
        params,
    );
    const changed = rows.flatMap(({ id, former, next }) => {
        const value = typeof next === 'number' && isSum(field) ? roundHalfUp(next, field.scale) : (next ?? null);
        return value === former ? [] : [[value, id ?? null]];
    });
    context.store.runMany(`UPDATE ${quoted(parent.name)} SET ${column} = ? WHERE Id = ?`, changed);
    return changed.length > 0;
}

function changedParent(row: StoredRecord, fields: readonly Field[]): Work[] {
    const before: StoredRecord = { ...row };
    const summed: StoredRecord = {};
    fields.forEach((field, index) => {
        const value = row[`+${String(index)}`] ?? null;
        Reflect.deleteProperty(before, `+${String(index)}`);
        // sums of binary fractions stray from the decimal ones
        summed[field.name] = typeof value === 'number' && isSum(field) ? roundHalfUp(value, field.scale) : value;
    });
    if (fields.every(({ name }) => before[name] === summed[name])) return [];
    return [{ index: 0, record: { ...before, ...summed }, before, named: new Set(), errors: [] }];
}

function isSum(field: Field): boolean {
    return field.summary?.operation === 'sum';
}

function summarySql(
    context: DmlContext,
    child: ObjectType,
    field: Field,
    foreignKey: string,
    toSql: FieldSql,
): FilterCondition {
    const { operation, field: summarized, filters } = field.summary ?? { operation: 'count' as const, filters: [] };
    const target = summarized === undefined ? undefined : context.schema.field(child, summarized);
    const column = target ? toSql(child, target, 'c') : 'c.Id';
    // an empty sum is zero, an empty minimum is blank
    const value = operation === 'sum' ? `coalesce(sum(${column}), 0)` : `${operation}(${column})`;
    const conditions = filters.map((item) => {
        const filtered = context.schema.field(child, fieldOfFilter(item));
        if (!filtered) throw new Error(`${child.name}: a roll-up filters by ${item.field}, which does not exist`);
        return filterSql(filtered, item, toSql(child, filtered, 'c'));
    });
    const all = ['c.IsDeleted = 0', `c.${quoted(foreignKey)} = t.Id`, ...conditions.map(({ sql }) => sql)];
    return {
        sql: `(SELECT ${value} FROM ${quoted(child.name)} c WHERE ${all.join(' AND ')})`,
        params: conditions.flatMap(({ params }) => params),
    };
}
