/** `/ui-api/object-info`, `/ui-api/layout`, `/ui-api/lookups`, `/ui-api/duplicates`, `/ui-api/predupe`. */
import { duplicateConfiguration, duplicatesOf } from '../../org/ui/duplicates.ts';
import { askedLayout, asLayoutType, asMode } from '../../org/ui/layouts.ts';
import { lookupRecords, lookupResults } from '../../org/ui/lookups.ts';
import { objectDirectory, objectInfo } from '../../org/ui/object-info.ts';
import { allPicklistValues, fieldPicklistValues } from '../../org/ui/picklists.ts';
import { layoutUserState, setLayoutUserState } from '../../org/ui/record-ui.ts';
import { asObject, asText } from '../http/json.ts';
import { notFound } from '../http/errors.ts';
import type { RestAnswer } from '../rest/context.ts';
import { batchOf } from './batches.ts';
import type { UiRequest } from './ui-request.ts';

export function objectInfos(request: UiRequest): RestAnswer {
    request.allow('GET');
    const { ui, path } = request;
    const [name, what, recordTypeId, fieldName] = path;
    if (name === undefined) return { body: objectDirectory(ui) };
    if (name === 'batch') {
        request.length(2);
        return { body: batchOf(request.batch(1), (one) => objectInfo(ui, ui.object(one))) };
    }
    const object = ui.object(name);
    if (what === undefined) return { body: objectInfo(ui, object) };
    if (what !== 'picklist-values') throw notFound();
    request.length(3, 4);
    const type = recordTypeId ?? '';
    return fieldName === undefined
        ? { body: allPicklistValues(ui, object, type) }
        : { body: fieldPicklistValues(ui, object, type, fieldName) };
}

export function layouts(request: UiRequest): RestAnswer {
    request.length(1, 2);
    const { ui, path } = request;
    const layout = askedLayout(ui, ui.object(request.part(0)), {
        layoutType: asLayoutType(request.text('layoutType') ?? 'Full'),
        mode: asMode(request.text('mode') ?? 'View'),
        recordTypeId: request.text('recordTypeId'),
    });
    if (path.length === 1) {
        request.allow('GET');
        return { body: layout };
    }
    if (path[1] !== 'user-state') throw notFound();
    request.allow('GET', 'PATCH');
    if (request.method === 'GET') return { body: layoutUserState(ui, layout) };
    const states = asObject(request.body()['sectionUserStates'], 'sectionUserStates');
    return { body: setLayoutUserState(ui, layout, states) };
}

export function lookups(request: UiRequest): RestAnswer {
    request.allow('GET', 'POST');
    request.length(2, 3);
    const { ui, path } = request;
    const object = ui.object(request.part(0));
    const asked = {
        q: request.text('q'),
        searchType: request.text('searchType'),
        page: request.text('page'),
        pageSize: request.text('pageSize'),
        dependentFieldBindings: request.list('dependentFieldBindings'),
        sourceRecordId: request.text('sourceRecordId'),
    };
    const [, field = '', target] = path;
    return target === undefined
        ? { body: lookupResults(ui, object, field, asked) }
        : { body: lookupRecords(ui, object, field, target, asked) };
}

export function duplicates(request: UiRequest): RestAnswer {
    request.allow('GET');
    request.length(1);
    return { body: duplicateConfiguration(request.ui.object(request.part(0))) };
}

export function predupe(request: UiRequest): RestAnswer {
    request.allow('POST');
    request.length(0);
    request.ui.object(asText(request.body()['apiName'], 'apiName'));
    return { body: duplicatesOf() };
}
