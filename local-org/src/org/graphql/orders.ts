/** `orderBy` as SOQL (GraphQL API guide, "Order Results"). */
import { OrgError } from '../../schema/errors.ts';
import type { ObjectType } from '../../schema/model.ts';
import { noField, type UiContext } from '../ui/ui-context.ts';

const MAX_LEVELS = 5;

/**
 * The items of ORDER BY, in the order in which they are written.
 * @param orderBy such as `{ City__c: { order: DESC, nulls: LAST }, Owner: { Name: { order: ASC } } }`
 * @throws OrgError INVALID_FIELD for a field by which one cannot sort
 */
export function orderItems(ui: UiContext, object: ObjectType, orderBy: unknown, prefix = '', level = 0): string[] {
    if (typeof orderBy !== 'object' || orderBy === null) return [];
    return Object.entries(orderBy).flatMap(([name, clause]: [string, unknown]) => {
        if (typeof clause !== 'object' || clause === null) return [];
        const reference = ui.org.schema.parentRelationship(object, name);
        if (reference && ui.seesField(object, reference)) {
            const parent = ui.org.schema.object(reference.reference?.to[0] ?? '');
            if (!parent || level >= MAX_LEVELS) throw noField(object, name);
            return orderItems(ui, parent, clause, `${prefix}${name}.`, level + 1);
        }
        const field = ui.field(object, name);
        if (!field.sortable) throw noField(object, name);
        return [prefix + field.name + directionOf(clause)];
    });
}

/** ` DESC NULLS LAST` */
export function directionOf(clause: object): string {
    const { order, nulls } = clause as { order?: unknown; nulls?: unknown };
    if (
        ![undefined, null, 'ASC', 'DESC'].includes(order as string) ||
        ![undefined, null, 'FIRST', 'LAST'].includes(nulls as string)
    )
        throw new OrgError('INVALID_ORDER', 'order must be ASC or DESC, nulls FIRST or LAST');
    const direction = order === 'DESC' ? ' DESC' : '';
    return typeof nulls === 'string' ? `${direction} NULLS ${nulls}` : direction;
}
