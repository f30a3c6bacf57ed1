/** Records that a record refers to: they exist, are of the right object, may be seen, and pass the lookup's filter. */
import { sharingCondition, type Intent } from '../access/sharing.ts';
import { parentFieldOf } from '../schema/derived.ts';
import type { Field, ObjectType } from '../schema/model.ts';
import { quoted } from '../store/store.ts';
import { alive, fail, type DmlContext, type Work } from './context.ts';
import { checkFilter, filterReads } from './lookup-filters.ts';
import { planOf } from './plan.ts';
import { RecordValues } from './record-values.ts';
import { textIn, type StoredRecord } from './values.ts';

/** Checks all references that an insert or update sets. */
export function checkLookups(context: DmlContext, object: ObjectType, works: readonly Work[]): void {
    for (const field of planOf(object).references) {
        const set = alive(works).filter((work) => isSet(field, work));
        if (set.length > 0) checkReference(context, object, field, set);
    }
}

/** A reference is looked at when it changes, or when what its filter reads of the record does. */
function isSet(field: Field, { record, before }: Work): boolean {
    const value = record[field.name] ?? null;
    if (value === null) return false;
    const isChanged = (name: string): boolean => record[name] !== before?.[name];
    return !before || isChanged(field.name) || filterReads(field).some(isChanged);
}

function idIn(field: Field, work: Work): string {
    return textIn(work.record, field.name);
}

function checkReference(context: DmlContext, object: ObjectType, field: Field, works: readonly Work[]): void {
    const byTarget = new Map<ObjectType, Work[]>();
    for (const work of works) {
        const target = context.schema.objectOfId(idIn(field, work));
        if (!target || !field.reference?.to.includes(target.name)) {
            const message = `${field.label}: id value of incorrect type: ${idIn(field, work)}`;
            fail(work, 'FIELD_INTEGRITY_EXCEPTION', message, [field.name]);
            continue;
        }
        const group = byTarget.get(target);
        if (group) group.push(work);
        else byTarget.set(target, [work]);
    }
    for (const [target, group] of byTarget) checkTarget(context, object, field, target, group);
}

function checkTarget(
    context: DmlContext,
    object: ObjectType,
    field: Field,
    target: ObjectType,
    works: readonly Work[],
): void {
    const ids = JSON.stringify([...new Set(works.map((work) => work.record[field.name]))]);
    const filter = field.reference?.filter;
    const columns = filter?.active ? '*' : target.fields.has('IsDeleted') ? 'Id, IsDeleted' : 'Id';
    const rows = context.store.all(
        `SELECT ${columns} FROM ${quoted(target.name)} WHERE Id IN (SELECT value FROM json_each(?))`,
        [ids],
    );
    const found = new Map(rows.map((row) => [row['Id'], row as StoredRecord]));
    const visible = visibleIds(context, object, field, target, ids);
    const values = filter?.active ? new RecordValues(context) : undefined;
    for (const work of works) {
        const id = idIn(field, work);
        const parent = found.get(id);
        if (!parent) fail(work, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
        else if (parent['IsDeleted'] === 1) fail(work, 'ENTITY_IS_DELETED', 'entity is deleted');
        else if (visible && !visible.has(id)) {
            const message = `insufficient access rights on cross-reference id: ${id.slice(0, 15)}`;
            fail(work, 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', message);
        } else if (values) checkFilter(context, values, { object, field, target }, work, parent);
    }
}

/** A master is written through its child, unless reading it suffices; other parents must be visible. */
function visibleIds(
    context: DmlContext,
    object: ObjectType,
    field: Field,
    target: ObjectType,
    ids: string,
): Set<string> | undefined {
    const { permissions, sharing, schema } = context;
    if (!permissions || !sharing || target.setup) return undefined;
    const intent = intentOf(object, field);
    const rights = permissions.object(target);
    if (!rights.read || (intent === 'edit' && !rights.edit)) return new Set();
    const condition = sharingCondition({ schema, permissions, sharing }, target, intent, { few: true });
    if (!condition) return undefined;
    const sql = `SELECT t.Id FROM ${quoted(target.name)} t WHERE t.Id IN (SELECT value FROM json_each(?)) AND ${condition.sql}`;
    return new Set(context.store.all<{ Id: string }>(sql, [ids, ...condition.params]).map((row) => row.Id));
}

/** Whoever shares a record must be able to give it away. */
function intentOf(object: ObjectType, field: Field): Intent {
    if (object.kind === 'share' && parentFieldOf(object) === field) return 'transfer';
    return field.reference?.isMasterDetail === true && field.reference.writeRequiresMasterRead !== true
        ? 'edit'
        : 'read';
}
