/** Roll-up summaries: what parents count and add up of their children, kept when children change. */
import type { Field, FilterItem, ObjectType } from '../schema/model.ts';
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
        const values = fields.map((field, index) => {
            return `${summarySql(context, child, field, foreignKey, toSql)} AS "+${String(index)}"`;
        });
        const rows = context.store.all(
            `SELECT t.*, ${values.join(', ')} FROM ${quoted(parent.name)} t
             WHERE t.Id IN (SELECT value FROM json_each(?)) AND t.IsDeleted = 0`,
            [JSON.stringify([...ids].filter((id) => typeof id === 'string'))],
        );
        const changed = rows.flatMap((row) => changedParent(row as StoredRecord, fields));
        return changed.length > 0 ? [{ parent, works: changed.map((work, index) => ({ ...work, index })) }] : [];
    });
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

function summarySql(context: DmlContext, child: ObjectType, field: Field, foreignKey: string, toSql: FieldSql): string {
    const { operation, field: summarized, filters } = field.summary ?? { operation: 'count' as const, filters: [] };
    const target = summarized === undefined ? undefined : context.schema.field(child, summarized);
    const column = target ? toSql(child, target, 'c') : 'c.Id';
    // an empty sum is zero, an empty minimum is blank
    const value = operation === 'sum' ? `coalesce(sum(${column}), 0)` : `${operation}(${column})`;
    const conditions = filters.map((item) => filterSql(context, child, item, toSql));
    return `(SELECT ${value} FROM ${quoted(child.name)} c
        WHERE ${['c.IsDeleted = 0', `c.${quoted(foreignKey)} = t.Id`, ...conditions].join(' AND ')})`;
}

const COMPARISONS: Readonly<Record<string, string>> = {
    lessThan: '<',
    greaterThan: '>',
    lessOrEqual: '<=',
    greaterOrEqual: '>=',
};

/** A condition of a summary's filter; a list of values with commas means any of them. */
function filterSql(context: DmlContext, child: ObjectType, item: FilterItem, toSql: FieldSql): string {
    const field = context.schema.field(child, item.field.split('.').at(-1) ?? '');
    if (!field) throw new Error(`${child.name}: a roll-up filters by ${item.field}, which does not exist`);
    const column = toSql(child, field, 'c');
    const isBlank = (item.value ?? '') === '';
    const values = (item.value ?? '').split(',').map((value) => literal(field, value.trim()));
    const any = (condition: (value: string) => string): string => `(${values.map(condition).join(' OR ')})`;
    const contains = (value: string): string => `instr(lower(${column}), lower(${value})) > 0`;
    const includes = (value: string): string =>
        `instr(';' || lower(${column}) || ';', ';' || lower(${value}) || ';') > 0`;
    const comparison = COMPARISONS[item.operation];
    if (comparison !== undefined) return any((value) => `${column} ${comparison} ${value}`);
    switch (item.operation) {
        case 'equals':
            return isBlank ? `${column} IS NULL` : `${column} IN (${values.join(', ')})`;
        case 'notEqual':
            return isBlank ? `${column} IS NOT NULL` : `(${column} IS NULL OR ${column} NOT IN (${values.join(', ')}))`;
        case 'contains':
            return any(contains);
        case 'notContain':
            return `(${column} IS NULL OR NOT ${any(contains)})`;
        case 'startsWith':
            return any((value) => `instr(lower(${column}), lower(${value})) = 1`);
        case 'includes':
            return any(includes);
        case 'excludes':
            return `(${column} IS NULL OR NOT ${any(includes)})`;
        default:
            throw new Error(`${child.name}: a roll-up filters with ${item.operation}, which a local org cannot`);
    }
}

function literal(field: Field, value: string): string {
    if (field.type === 'boolean') return value.toLowerCase() === 'true' || value === '1' ? '1' : '0';
    const isNumber = ['int', 'double', 'currency', 'percent'].includes(field.type);
    if (isNumber && value !== '' && !Number.isNaN(Number(value))) return String(Number(value));
    if (field.type === 'datetime') return String(Date.parse(value));
    return `'${value.replaceAll("'", "''")}'`;
}
