/** Who sees what tells of approvals: whoever may read the record that is to be approved. */
import type { ObjectType } from '../schema/model.ts';
import type { Schema } from '../schema/schema.ts';
import { recordCondition, type ConditionOf } from './any-record.ts';
import type { Condition } from './sharing.ts';

/** The objects whose records tell of the approval of one record. */
export const APPROVAL_OBJECTS: ReadonlySet<string> = new Set([
    'ProcessInstance',
    'ProcessInstanceNode',
    'ProcessInstanceStep',
    'ProcessInstanceWorkitem',
]);

/**
 * The condition under which a row of one of {@link APPROVAL_OBJECTS} is within the user's reach.
 * @param conditionOf which records of an object the user may read
 */
export function approvalCondition(
    schema: Schema,
    object: ObjectType,
    alias: string,
    conditionOf: ConditionOf,
): Condition {
    const target = schema.object('ProcessInstance')?.fields.get('TargetObjectId');
    const objects = (target?.reference?.to ?? []).flatMap((name) => schema.object(name) ?? []);
    if (object.name === 'ProcessInstance')
        return recordCondition(objects, `${alias}.TargetObjectId`, 'read', conditionOf);
    const { sql, params } = recordCondition(objects, 'pi.TargetObjectId', 'read', conditionOf);
    const instance = `SELECT 1 FROM "ProcessInstance" pi WHERE pi.Id = ${alias}.ProcessInstanceId AND ${sql}`;
    return { sql: `EXISTS (${instance})`, params };
}
