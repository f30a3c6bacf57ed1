/** What a deploy would refuse: names that lead nowhere. */
import { fieldOfFilter } from '../schema/filters.ts';
import { ComponentFault } from './component.ts';
import type { Field, ObjectType } from '../schema/model.ts';

/**
 * Checks the fields of all objects against each other.
 * @throws Error that names the object, the field, and what is wrong with it
 */
export function checkObjects(objects: readonly ObjectType[]): void {
    const byName = new Map(objects.map((object) => [object.name, object]));
    for (const object of objects)
        for (const field of object.fields.values()) {
            const fault = field.custom ? faultOf(object, field, byName) : undefined;
            if (fault !== undefined) throw new ComponentFault('CustomField', `${object.name}.${field.name}`, fault);
        }
}

function faultOf(object: ObjectType, field: Field, objects: ReadonlyMap<string, ObjectType>): string | undefined {
    const { reference, picklist } = field;
    const unknown = reference?.to.find((name) => !objects.has(name));
    if (unknown !== undefined) return `referenceTo value of '${unknown}' does not resolve to a valid sObject type`;
    if (reference?.to.length === 0) return 'Must specify referenceTo for a relationship';
    const controlling = picklist?.controllingField;
    if (controlling !== undefined && !object.fields.has(controlling))
        return `In field: controllingField - no CustomField named ${object.name}.${controlling} found`;
    return field.summary ? summaryFault(object, field, objects) : undefined;
}

function summaryFault(
    object: ObjectType,
    { summary }: Field,
    objects: ReadonlyMap<string, ObjectType>,
): string | undefined {
    const child = objects.get(summary?.childObject ?? '');
    const master = child?.fields.get(summary?.foreignKey ?? '')?.reference;
    if (!summary || !master?.isMasterDetail || master.to[0] !== object.name)
        return `summaryForeignKey '${summary?.childObject ?? ''}.${summary?.foreignKey ?? ''}' is no master-detail relationship to ${object.name}`;
    if (!['count', 'sum', 'min', 'max'].includes(summary.operation))
        return `'${summary.operation}' is not a valid value for the enum 'SummaryOperations'`;
    const named = [...(summary.field === undefined ? [] : [summary.field]), ...summary.filters.map(fieldOfFilter)];
    const missing = named.find((name) => !child?.fields.has(name));
    if (missing !== undefined) return `no CustomField named ${summary.childObject}.${missing} found`;
    return summary.operation !== 'count' && summary.field === undefined ? 'Must specify summarizedField' : undefined;
}
