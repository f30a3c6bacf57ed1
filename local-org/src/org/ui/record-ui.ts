/** Everything about records in one answer: data, layouts, objects (guide, "Record UI"); and what users collapse. */
import { OrgError } from '../../schema/errors.ts';
import { eTagOf } from './identity.ts';
import { layoutFor, type LayoutType, type Mode, type RecordLayout } from './layouts.ts';
import { objectInfo } from './object-info.ts';
import { getRecord, type AskedRecord } from './records.ts';
import type { RecordRepresentation } from './record-reader.ts';
import { MASTER_RECORD_TYPE, recordTypeOf } from './record-types.ts';
import { setUserSetting, userSetting } from './user-settings.ts';
import type { UiContext } from './ui-context.ts';

/** Layouts by object, record type, layout type and mode. */
type Layouts = Record<string, Record<string, Partial<Record<LayoutType, Partial<Record<Mode, RecordLayout>>>>>>;

export interface AskedRecordUi extends AskedRecord {
    readonly layoutTypes: readonly LayoutType[];
    readonly modes: readonly Mode[];
}

/** @throws OrgError NOT_FOUND (404) when the user does not see one of the records */
export function recordUi(ui: UiContext, ids: readonly string[], asked: AskedRecordUi): object {
    const records = new Map<string, RecordRepresentation>();
    for (const id of ids) {
        const record = getRecord(ui, id, asked);
        records.set(record.id, record);
    }
    const layouts: Layouts = {};
    const layoutUserStates: Record<string, object> = {};
    for (const { apiName, recordTypeId } of records.values()) {
        const byType = (layouts[apiName] ??= {});
        const id = recordTypeId ?? MASTER_RECORD_TYPE;
        if (byType[id]) continue;
        byType[id] = layoutsOf(ui, apiName, id, asked);
        for (const byMode of Object.values(byType[id]))
            for (const layout of Object.values(byMode))
                if (layout.id !== null) layoutUserStates[layout.id] = layoutUserState(ui, layout);
    }
    const names = new Set([...records.values()].flatMap((record) => objectNames(record)));
    const objectInfos = Object.fromEntries([...names].map((name) => [name, objectInfo(ui, ui.object(name))]));
    const body = { layoutUserStates, layouts, objectInfos, records: Object.fromEntries(records) };
    return { ...body, eTag: eTagOf(body) };
}

function layoutsOf(
    ui: UiContext,
    name: string,
    recordTypeId: string,
    { layoutTypes, modes }: AskedRecordUi,
): Layouts[string][string] {
    const object = ui.object(name);
    const type = recordTypeOf(ui, object, recordTypeId);
    return Object.fromEntries(
        layoutTypes.map((layoutType) => [
            layoutType,
            Object.fromEntries(modes.map((mode) => [mode, layoutFor(ui, object, type, layoutType, mode)])),
        ]),
    );
}

/** The object of a record, and those of the records in its fields. */
function objectNames({ apiName, fields }: RecordRepresentation): string[] {
    const parents = Object.values(fields).flatMap(({ value }) =>
        typeof value === 'object' && value !== null && 'apiName' in value
            ? objectNames(value as RecordRepresentation)
            : [],
    );
    return [apiName, ...parents];
}

/** Which sections of a layout a user has collapsed (guide, "Record Layout User State"). */
export function layoutUserState(ui: UiContext, layout: RecordLayout): object {
    const collapsed = collapsedOf(ui, layout);
    const sections = layout.sections.flatMap(({ id }) => (id === null ? [] : [id]));
    const states = sections.map((id) => [id, { collapsed: collapsed.includes(id), id }]);
    return { id: layout.id, sectionUserStates: Object.fromEntries(states) as unknown };
}

/**
 * Keeps which sections a user collapses.
 * @param states by the id of the section
 * @throws OrgError INVALID_INPUT for anything but `{ id: { collapsed } }`
 */
export function setLayoutUserState(
    ui: UiContext,
    layout: RecordLayout,
    states: Readonly<Record<string, unknown>>,
): object {
    const collapsed = new Set(collapsedOf(ui, layout));
    for (const [id, state] of Object.entries(states)) {
        const value = typeof state === 'object' && state !== null && 'collapsed' in state ? state.collapsed : undefined;
        const isSection = layout.sections.some((section) => section.id === id);
        if (typeof value !== 'boolean' || !isSection)
            throw new OrgError('INVALID_INPUT', `${id} must be a section of the layout, with collapsed true or false`);
        if (value) collapsed.add(id);
        else collapsed.delete(id);
    }
    setUserSetting(ui.org.store, ui.session.userId, settingOf(layout), [...collapsed]);
    return layoutUserState(ui, layout);
}

function settingOf({ id }: RecordLayout): string {
    return `layout ${String(id)}`;
}

function collapsedOf(ui: UiContext, layout: RecordLayout): string[] {
    return (userSetting(ui.org.store, ui.session.userId, settingOf(layout)) as string[] | undefined) ?? [];
}
