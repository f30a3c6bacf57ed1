/** Quick actions outside of the user interface (REST API developer guide, "Quick Actions"). */
import { OrgError } from '../schema/errors.ts';
import type { ObjectType } from '../schema/model.ts';
import type { InputRecord } from '../dml/input.ts';
import { mayReach } from './reach.ts';
import { allOrNothing, insertRecords, updateRecords, type SaveResult } from './records.ts';
import { actionDefaults, findQuickAction, type QuickAction } from './ui/quick-actions.ts';
import { noResource, type UiContext } from './ui/ui-context.ts';

/** The actions of an object that the user may run; without an object, those that are there everywhere. */
export function quickActions(ui: UiContext, object?: ObjectType): QuickAction[] {
    const names = [...ui.org.metadata.all('quickAction').keys()];
    const own = names.filter((name) =>
        object ? name.split('.')[0] === object.name && name.includes('.') : !name.includes('.'),
    );
    return own.sort().flatMap((name) => findQuickAction(ui, name) ?? []);
}

/** An action of an object, or one of everywhere. @throws OrgError NOT_FOUND (404) when the user may run none of that name */
export function quickAction(ui: UiContext, name: string, object?: ObjectType): QuickAction {
    const full = object && !name.includes('.') ? `${object.name}.${name}` : name;
    const found = findQuickAction(ui, full);
    const owner = found?.apiName.split('.')[0];
    if (!found || owner !== (object?.name ?? 'Global')) throw noResource();
    return found;
}

/** The values with which the form of an action begins. @throws OrgError NOT_FOUND (404) for an action without a form */
export function defaultValues(ui: UiContext, action: QuickAction, contextId?: string): Record<string, unknown> {
    if (!action.target) throw noResource();
    const asked = { parentRecordId: contextId };
    const { fields } = actionDefaults(ui, action.apiName, asked) as { fields: Record<string, { value: unknown }> };
    const values = Object.entries(fields).map(([name, { value }]) => [name, value] as const);
    return { attributes: { type: action.target.name }, ...Object.fromEntries(values) };
}

/**
 * Runs an action: makes a record, or changes the one that it is run on.
 * @param contextId the record on which it is run
 * @throws OrgError NOT_FOUND (404), INVALID_TYPE_FOR_OPERATION for actions that are no saves
 */
export function performQuickAction(
    ui: UiContext,
    action: QuickAction,
    record: InputRecord,
    contextId: string | undefined,
): SaveResult {
    const { org, session } = ui;
    const { target, type, xml } = action;
    if (!target || !['Create', 'LogACall', 'Update'].includes(type))
        throw new OrgError('INVALID_TYPE_FOR_OPERATION', `The action ${action.apiName} cannot be performed by the API`);
    const context = org.dmlContext(session);
    if (contextId !== undefined && !mayReach(context, contextId, 'read')) throw noResource();
    if (type === 'Update') {
        if (contextId === undefined) throw new OrgError('MISSING_ARGUMENT', 'contextId must be given');
        return first(allOrNothing(context, true, () => updateRecords(context, target, [{ ...record, Id: contextId }])));
    }
    const parent = xml.value('targetParentField');
    const linked = parent !== undefined && contextId !== undefined ? { [parent]: contextId } : {};
    const preset = Object.fromEntries(presets(ui, action, contextId));
    return first(
        allOrNothing(context, true, () => insertRecords(context, target, [{ ...preset, ...linked, ...record }])),
    );
}

/** What the action itself sets, where the client names nothing else. */
function presets(ui: UiContext, action: QuickAction, contextId: string | undefined): [string, unknown][] {
    const fixed = new Set(action.xml.all('fieldOverrides').map((one) => one.value('field')));
    if (fixed.size === 0) return [];
    return Object.entries(defaultValues(ui, action, contextId)).filter(([name]) => fixed.has(name));
}

function first(results: readonly SaveResult[]): SaveResult {
    return results[0] ?? { success: false, created: false, errors: [] };
}
