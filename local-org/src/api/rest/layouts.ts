/** Layouts over REST: `/sobjects/X/describe/layouts` and its relatives, `/compactLayouts`. */
import {
    describeCompactLayouts,
    describeLayoutOf,
    describeLayouts,
    primaryCompactLayout,
} from '../../org/describe-layouts.ts';
import { UiContext } from '../../org/ui/ui-context.ts';
import type { ObjectType } from '../../schema/model.ts';
import { notFound } from '../http/errors.ts';
import { asText } from '../http/json.ts';
import { allow, objectOf, type RestAnswer, type RestRequest } from './context.ts';

/** Objects of one request for compact layouts (REST API developer guide, "Compact Layouts"). */
const MAX_OBJECTS = 100;

/** `/sobjects/X/describe/{kind}[/{which}]` @throws OrgError NOT_FOUND (404) for what the object does not have */
export function objectLayouts(
    request: RestRequest,
    object: ObjectType,
    kind: string,
    which: string | undefined,
): RestAnswer {
    allow(request, 'GET');
    const ui = new UiContext(request.org, request.session, request);
    switch (kind) {
        case 'layouts':
            return which === undefined
                ? { body: describeLayouts(ui, object, request.base) }
                : { body: describeLayoutOf(ui, object, which) };
        case 'compactLayouts':
            if (which === undefined) return { body: describeCompactLayouts(ui, object, request.base) };
            return { body: primaryCompactLayout(ui, object, which === 'primary' ? undefined : which) };
        case 'approvalLayouts':
            // approval processes are what has them
            if (which !== undefined) throw notFound();
            return { body: { approvalLayouts: [] } };
        default:
            throw notFound();
    }
}

/** `/compactLayouts?q=Account,Contact`: the primary one of each object */
export function compactLayouts(request: RestRequest): RestAnswer {
    if (request.path.length > 1) throw notFound();
    const names = asText(request.query['q'], 'q')
        .split(',')
        .map((name) => name.trim())
        .slice(0, MAX_OBJECTS);
    const ui = new UiContext(request.org, request.session, request);
    const entries = names.map((name) => {
        const object = objectOf(request, name);
        return [object.name, primaryCompactLayout(ui, object)] as const;
    });
    return { body: Object.fromEntries(entries) };
}
