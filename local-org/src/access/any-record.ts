/** Access to the record that a reference names, when it may be of many objects. */
import type { ObjectType } from '../schema/model.ts';
import { quoted } from '../store/store.ts';
import type { Condition } from './sharing.ts';

export type Needed = 'read' | 'edit';

/** Which records of an object the user may read or change. */
export type ConditionOf = (object: ObjectType, needed: Needed, alias: string) => Condition | 'all' | 'none';

/**
 * The condition under which a reference leads to a record within the user's reach. Of all objects, only that whose record
 * is named is looked at.
 * @param objects those that the reference may lead to
 * @param column the reference in SQL
 */
export function recordCondition(
    objects: readonly ObjectType[],
    column: string,
    needed: Needed,
    conditionOf: ConditionOf,
): Condition {
    const cases: Condition[] = [];
    for (const object of objects) {
        if (object.keyPrefix === undefined || !object.fields.has('IsDeleted')) continue;
        const condition = conditionOf(object, needed, 'e');
        if (condition === 'none') continue;
        const { sql, params } = condition === 'all' ? { sql: '1', params: [] } : condition;
        const row = `SELECT 1 FROM ${quoted(object.name)} e WHERE e.Id = ${column} AND e.IsDeleted = 0 AND ${sql}`;
        cases.push({ sql: `WHEN '${object.keyPrefix}' THEN EXISTS (${row})`, params });
    }
    if (cases.length === 0) return { sql: '0', params: [] };
    return {
        sql: `CASE substr(${column}, 1, 3) ${cases.map(({ sql }) => sql).join(' ')} ELSE 0 END`,
        params: cases.flatMap(({ params }) => params),
    };
}
