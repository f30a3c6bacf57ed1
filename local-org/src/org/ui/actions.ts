/** Buttons and quick actions, where the user finds them (guide, "Work with Actions"). */
import type { XmlElement } from '../../metadata/xml.ts';
import type { ObjectType } from '../../schema/model.ts';
import { ORGANIZATION_ID } from '../first-records.ts';
import { componentId, eTagOf } from './identity.ts';
import { layoutXml } from './layouts.ts';
import { findQuickAction } from './quick-actions.ts';
import { RecordFields } from './record-fields.ts';
import { RecordReader } from './record-reader.ts';
import { recordTypeOf } from './record-types.ts';
import { childList } from './child-records.ts';
import { noResource, type UiContext } from './ui-context.ts';
import { webLinkOf } from './web-links.ts';

/** An action (guide, "Platform Action"). */
export interface PlatformAction {
    readonly apiName: string;
    readonly section: string | null;
    readonly type: string;
    readonly [property: string]: unknown;
}

/** What is asked of the actions of a place. */
export interface AskedActions {
    readonly actionTypes?: readonly string[];
    readonly apiNames?: readonly string[];
    readonly sections?: readonly string[];
    readonly formFactor?: string | undefined;
}

/** Where actions stand: in what context, and on behalf of which object or record. */
interface Place {
    readonly context: string;
    readonly source: string;
    readonly object?: ObjectType;
    readonly relatedSource?: string;
    readonly relatedRecord?: string;
}

/** Buttons that every record has, in their order, with the right that each needs. */
const RECORD_BUTTONS = [
    ['Edit', 'edit'],
    ['Delete', 'delete'],
    ['Clone', 'create'],
    ['ChangeOwnerOne', 'edit'],
] as const;

const LABELS: Readonly<Record<string, string>> = {
    Edit: 'Edit',
    Delete: 'Delete',
    Clone: 'Clone',
    ChangeOwnerOne: 'Change Owner',
    New: 'New',
    Save: 'Save',
    SaveAndNew: 'Save & New',
    CancelEdit: 'Cancel',
};

/** The actions of records. @throws OrgError NOT_FOUND (404) for a record that the user does not see */
export function recordActions(ui: UiContext, ids: readonly string[], asked: AskedActions, path: string): object {
    const entries = ids.map((text) => {
        const { id, object } = ui.recordId(text);
        const record = new RecordReader(ui).byIds(new RecordFields(ui, object), [id]).get(id);
        if (!record) throw noResource();
        const place = { context: 'Record', source: id, object };
        const xml = layoutXml(ui, object, recordTypeOf(ui, object, record.recordTypeId ?? undefined)).xml;
        return [id, ofLayout(ui, place, xml)] as const;
    });
    return collection(ui, entries, asked, path);
}

/** The buttons of a form that changes a record, or makes one. @param sources ids of records, or names of objects */
export function formActions(
    ui: UiContext,
    sources: readonly string[],
    isNew: boolean,
    asked: AskedActions,
    path: string,
): object {
    const entries = sources.map((source) => {
        const object = isNew ? ui.object(source) : ui.recordId(source).object;
        const place = { context: isNew ? 'RecordCreate' : 'RecordEdit', source, object };
        const names = isNew ? ['CancelEdit', 'SaveAndNew', 'Save'] : ['CancelEdit', 'Save'];
        return [source, names.map((name) => button(ui, place, name))] as const;
    });
    return collection(ui, entries, asked, path);
}

/** The actions of lists and lookups of objects: to make a new one. @param context such as `MruList`, `ListView`, `Lookup` */
export function objectActions(
    ui: UiContext,
    names: readonly string[],
    context: string,
    asked: AskedActions,
    path: string,
): object {
    const entries = names.map((name) => {
        const object = ui.object(name);
        return [object.name, newButton(ui, { context, source: object.name, object })] as const;
    });
    return collection(ui, entries, asked, path);
}

/** The actions of related lists of a record: to add to it. @throws OrgError NOT_FOUND (404) */
export function relatedListActions(
    ui: UiContext,
    recordId: string,
    lists: readonly string[],
    asked: AskedActions,
    path: string,
): object {
    const { id, object } = ui.recordId(recordId);
    if (!new RecordReader(ui).byIds(new RecordFields(ui, object), [id]).has(id)) throw noResource();
    const actions = lists.flatMap((name) => {
        const { child } = childList(ui, object, name);
        return newButton(ui, { context: 'RelatedList', source: id, object: child, relatedSource: name });
    });
    return collection(ui, [[id, actions]], asked, path);
}

/** The actions that are there everywhere: global quick actions. */
export function globalActions(ui: UiContext, asked: AskedActions, path: string): object {
    const names = [...ui.org.metadata.all('quickAction').keys()].filter((name) => !name.includes('.'));
    const place = { context: 'Global', source: 'Global' };
    return collection(ui, [['Global', names.flatMap((name) => quickAction(ui, place, name))]], asked, path);
}

function collection(
    ui: UiContext,
    entries: readonly (readonly [source: string, actions: readonly PlatformAction[]])[],
    asked: AskedActions,
    path: string,
): object {
    const url = ui.url(path);
    const actions = Object.fromEntries(
        entries.map(([source, all]) => [source, { actions: all.filter((one) => isAsked(one, asked)), links: [], url }]),
    );
    return { actions, eTag: eTagOf(actions), url };
}

function isAsked(
    { apiName, section, type }: PlatformAction,
    { actionTypes = [], apiNames = [], sections = [] }: AskedActions,
): boolean {
    const isOneOf = (names: readonly string[], name: string): boolean => names.length === 0 || names.includes(name);
    return isOneOf(actionTypes, type) && isOneOf(apiNames, apiName) && isOneOf(sections, section ?? '');
}

/** The actions that a layout lists, else those that an org lists itself; of these what the user may do. */
function ofLayout(ui: UiContext, place: Place, xml: XmlElement | undefined): PlatformAction[] {
    const lists = xml?.all('platformActionList') ?? [];
    const list = lists.find((one) => one.value('actionListContext') === 'Record');
    const listed = list?.all('platformActionListItems') ?? [];
    const inOrder = [...listed].sort((a, b) => (a.number('sortOrder') ?? 0) - (b.number('sortOrder') ?? 0));
    if (inOrder.length > 0)
        return inOrder.flatMap((one) => {
            const name = one.value('actionName') ?? '';
            if (one.value('actionType') === 'StandardButton') return allowedButton(ui, place, name);
            if (one.value('actionType') === 'CustomButton') return customButton(ui, place, name);
            return one.value('actionType') === 'QuickAction' ? quickAction(ui, place, name) : [];
        });
    const names =
        xml
            ?.child('quickActionList')
            ?.all('quickActionListItems')
            .flatMap((one) => one.value('quickActionName') ?? []) ?? [];
    const excluded = xml?.values('excludeButtons') ?? [];
    return [
        ...names.flatMap((name) => quickAction(ui, place, name)),
        ...RECORD_BUTTONS.filter(([name]) => !excluded.includes(name)).flatMap(([name]) =>
            allowedButton(ui, place, name),
        ),
        ...(xml?.values('customButtons') ?? []).flatMap((name) => customButton(ui, place, name)),
    ];
}

/** A standard button, when the user has the right that it needs. */
function allowedButton(ui: UiContext, place: Place, name: string): PlatformAction[] {
    const { object } = place;
    const needed = RECORD_BUTTONS.find(([one]) => one === name)?.[1];
    if (!object || !needed || !ui.session.permissions.object(object)[needed]) return [];
    if (name === 'ChangeOwnerOne' && !object.fields.has('OwnerId')) return [];
    return [button(ui, place, name)];
}

function newButton(ui: UiContext, place: Place): PlatformAction[] {
    const mayCreate = place.object?.createable === true && ui.session.permissions.object(place.object).create;
    return mayCreate ? [button(ui, place, 'New')] : [];
}

function button(ui: UiContext, place: Place, name: string): PlatformAction {
    return action(ui, place, {
        apiName: name,
        id: componentId('0JV', `${place.context} ${name}`),
        externalPart: `StandardButton:${name}`,
        label: LABELS[name] ?? name,
        actionTargetType: 'Invoke',
        type: 'StandardButton',
        subtype: null,
        targetObject: place.object?.name ?? null,
        actionTarget: null,
    });
}

/** A button of the metadata: it leads where its link does. */
function customButton(ui: UiContext, place: Place, name: string): PlatformAction[] {
    const { object } = place;
    const link = object && webLinkOf(ui, object, name);
    if (!link) return [];
    const target = link.addressFor(place.source);
    return [
        action(ui, place, {
            apiName: link.name,
            id: componentId('0JV', `${place.context} ${object.name}.${link.name}`),
            externalPart: `CustomButton:${object.name}.${link.name}`,
            label: link.label,
            actionTargetType: 'Invoke',
            type: 'CustomButton',
            subtype: null,
            targetObject: object.name,
            actionTarget: target,
        }),
    ];
}

function quickAction(ui: UiContext, place: Place, name: string): PlatformAction[] {
    const found = findQuickAction(ui, name);
    if (!found) return [];
    const { apiName, id, label, type, target } = found;
    const described = apiName.startsWith('Global.')
        ? `quickActions/${apiName.slice(7)}`
        : `sobjects/${apiName.replace('.', '/quickActions/')}`;
    return [
        action(ui, place, {
            apiName,
            id: componentId('0JV', `${place.context} ${apiName}`),
            externalPart: id,
            label,
            actionTargetType: 'Describe',
            type: 'QuickAction',
            subtype: type,
            targetObject: target?.name ?? null,
            actionTarget: `${ui.base}/${described}/describe`,
        }),
    ];
}

function action(
    ui: UiContext,
    { context, source, relatedSource, relatedRecord }: Place,
    {
        externalPart,
        ...own
    }: {
        readonly apiName: string;
        readonly id: string;
        readonly externalPart: string;
        readonly label: string;
        readonly actionTargetType: string;
        readonly type: string;
        readonly subtype: string | null;
        readonly targetObject: string | null;
        readonly actionTarget: string | null;
    },
): PlatformAction {
    return {
        ...own,
        actionListContext: context,
        externalId: `${ORGANIZATION_ID}:${source}::${context}:Desktop:${externalPart}`,
        iconUrl: `${ui.address}/img/icon/t4v35/action/${own.apiName.replace(/^.*\./, '').toLowerCase()}_120.png`,
        isMassAction: 'false',
        primaryColor: '1DCCBF',
        relatedListRecordId: relatedRecord ?? null,
        relatedSourceObject: relatedSource ?? null,
        section: 'Page',
        sourceObject: source,
        targetUrl: null,
    };
}
