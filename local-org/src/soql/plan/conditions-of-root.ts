/** Which records of an object a query sees at all: those that are not deleted, and shared with the user. */
import type { Query } from '../ast.ts';
import type { PlanContext } from './context.ts';
import type { Frame } from './frame.ts';

/** The conditions that a query has without its WHERE. */
export function rootConditions(context: PlanContext, frame: Frame, query: Pick<Query, 'allRows'>): string[] {
    const { object, alias, few } = frame;
    const conditions: string[] = [];
    const withDeleted = context.scope.includeDeleted === true || query.allRows;
    if (!withDeleted && object.fields.has('IsDeleted')) conditions.push(`${alias}.IsDeleted = 0`);
    const sharing = context.sharing(object, alias, few);
    if (sharing !== undefined) conditions.push(`(${sharing})`);
    return conditions;
}
