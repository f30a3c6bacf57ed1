/** Quick actions: `/quickActions` and `/sobjects/X/quickActions` (REST API developer guide, "Quick Actions"). */
import { defaultValues, performQuickAction, quickAction, quickActions } from '../../org/quick-actions.ts';
import type { QuickAction } from '../../org/ui/quick-actions.ts';
import { actionLayout } from '../../org/ui/quick-actions.ts';
import { UiContext } from '../../org/ui/ui-context.ts';
import type { ObjectType } from '../../schema/model.ts';
import { notFound } from '../http/errors.ts';
import { asObject, asText } from '../http/json.ts';
import { allow, methodNotAllowed, type RestAnswer, type RestRequest } from './context.ts';

/** @param object whose actions they are; absent: those of everywhere @param path behind `quickActions` */
export function quickActionResource(
    request: RestRequest,
    object: ObjectType | undefined,
    path: readonly string[],
): RestAnswer {
    const [name, what, contextId, more] = path;
    const ui = new UiContext(request.org, request.session, request);
    const folder = object ? `${request.base}/sobjects/${object.name}/quickActions` : `${request.base}/quickActions`;
    if (more !== undefined) throw notFound();
    if (name === undefined) {
        allow(request, 'GET');
        return { body: quickActions(ui, object).map((action) => listed(action, object, folder)) };
    }
    const action = quickAction(ui, name, object);
    if (what === undefined) return request.method === 'POST' ? perform(request, ui, action) : one(request, ui, action);
    allow(request, 'GET');
    if (what === 'defaultValues') return { body: defaultValues(ui, action, contextId) };
    if (what !== 'describe' || contextId !== undefined) throw notFound();
    return one(request, ui, action);
}

function listed(action: QuickAction, object: ObjectType | undefined, folder: string): object {
    const own = `${folder}/${encodeURIComponent(shortName(action, object))}`;
    return {
        actionEnumOrId: action.id,
        contextSobjectType: object?.name ?? null,
        label: action.label,
        name: shortName(action, object),
        type: action.type,
        urls: {
            quickAction: own,
            describe: `${own}/describe`,
            defaultValues: `${own}/defaultValues`,
            ...(object ? { defaultValuesTemplate: `${own}/defaultValues/{ID}` } : {}),
        },
    };
}

function shortName({ apiName }: QuickAction, object: ObjectType | undefined): string {
    return object ? apiName : apiName.replace(/^Global\./, '');
}

function one(request: RestRequest, ui: UiContext, action: QuickAction): RestAnswer {
    if (request.method !== 'GET') throw methodNotAllowed(request.method, ['GET', 'POST']);
    const { apiName, id, label, target, type, xml } = action;
    const number = (name: string): number | null => xml.number(name) ?? null;
    return {
        body: {
            accessLevelRequired: null,
            actionEnumOrId: id,
            contextSobjectType: apiName.startsWith('Global.') ? null : apiName.split('.')[0],
            height: number('height'),
            label,
            layout: target ? (actionLayout(ui, apiName) as { layout: unknown }).layout : null,
            name: apiName,
            targetParentField: xml.value('targetParentField') ?? null,
            targetRecordTypeId: null,
            targetSobjectType: target?.name ?? null,
            type,
            visualforcePageName: xml.value('page') ?? null,
            width: number('width'),
        },
    };
}

function perform(request: RestRequest, ui: UiContext, action: QuickAction): RestAnswer {
    const body = asObject(request.body);
    const contextId = body['contextId'] === undefined ? undefined : asText(body['contextId'], 'contextId');
    const record = asObject(body['record'] ?? {}, 'record');
    const { id, success, created, errors } = performQuickAction(ui, action, record, contextId);
    const result = {
        contextId: contextId ?? null,
        created,
        errors,
        feedItemIds: null,
        ids: id === undefined || !success ? [] : [id],
        success,
        successMessage: success ? (action.xml.value('successMessage') ?? null) : null,
    };
    return { status: success ? 201 : 400, body: result };
}
