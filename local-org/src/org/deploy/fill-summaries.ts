/** Roll-up summaries that are new or defined otherwise get their values from the records that there are. */
import type { DmlContext } from '../../dml/context.ts';
import { recalculate } from '../../dml/rollups.ts';
import type { Component } from '../../metadata/component.ts';

/** Roll-ups may add up roll-ups: master-detail relationships go three levels deep. */
const MAX_LEVELS = 3;

/** @param components that are deployed; all but roll-up summaries are passed over */
export function fillSummaries(context: DmlContext, components: readonly Component[]): void {
    const fields = components.flatMap(({ type, fullName, xml }) => {
        if (type !== 'CustomField' || xml?.value('type') !== 'Summary') return [];
        const [objectName = '', fieldName = ''] = fullName.split('.');
        const object = context.schema.object(objectName);
        const field = object && context.schema.field(object, fieldName);
        return object && field ? [{ object, field }] : [];
    });
    for (let level = 0; level < MAX_LEVELS; level++) {
        const changed = fields.filter(({ object, field }) => recalculate(context, object, field));
        if (changed.length === 0) return;
    }
}
