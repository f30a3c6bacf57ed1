/** Layouts of records: which one a user gets, and what it shows him (guide, "Record Layout"). */
import { OrgError } from '../../schema/errors.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import type { XmlElement } from '../../metadata/xml.ts';
import { compactLayoutOf, compactSections } from './compact-layouts.ts';
import { componentId, eTagOf } from './identity.ts';
import { columnsToRows, isForForms, layoutItem, type LayoutItem, type LayoutRow } from './layout-items.ts';
import { RecordFields } from './record-fields.ts';
import { recordTypeOf, type UiRecordType } from './record-types.ts';
import type { UiContext } from './ui-context.ts';

const LAYOUT_TYPES = ['Compact', 'Full'] as const;
const MODES = ['Create', 'Edit', 'View'] as const;

export type LayoutType = (typeof LAYOUT_TYPES)[number];
export type Mode = (typeof MODES)[number];

export interface LayoutSection {
    readonly collapsible: boolean;
    readonly columns: number;
    readonly heading: string | null;
    readonly id: string | null;
    readonly layoutRows: readonly LayoutRow[];
    readonly rows: number;
    readonly useHeading: boolean;
}

export interface RecordLayout {
    readonly eTag: string;
    readonly id: string | null;
    readonly layoutType: LayoutType;
    readonly mode: Mode;
    readonly objectApiName: string;
    readonly recordTypeId: string;
    readonly saveOptions: readonly never[];
    readonly sections: readonly LayoutSection[];
}

/** A layout type as a client writes it. @throws OrgError INVALID_PARAMETER_VALUE for one that there is not */
export function asLayoutType(text: string): LayoutType {
    return oneOf(LAYOUT_TYPES, text, 'layoutType');
}

/** A mode as a client writes it. @throws OrgError INVALID_PARAMETER_VALUE for one that there is not */
export function asMode(text: string): Mode {
    return oneOf(MODES, text, 'mode');
}

function oneOf<T extends string>(known: readonly T[], text: string, what: string): T {
    const found = known.find((one) => one.toLowerCase() === text.toLowerCase());
    if (found) return found;
    throw new OrgError('INVALID_PARAMETER_VALUE', `${text} is no ${what}: it must be one of ${known.join(', ')}`);
}

/** The layout of a user for records of a type. */
export function layoutFor(
    ui: UiContext,
    object: ObjectType,
    type: UiRecordType,
    layoutType: LayoutType,
    mode: Mode,
): RecordLayout {
    const { id, sections } =
        layoutType === 'Compact' ? compactLayout(ui, object, type) : fullLayout(ui, object, type, mode);
    const layout = {
        id,
        layoutType,
        mode,
        objectApiName: object.name,
        recordTypeId: type.recordTypeId,
        saveOptions: [],
        sections,
    };
    return { ...layout, eTag: eTagOf(layout) };
}

/** The layout that a client asks for by name. @throws OrgError INVALID_RECORD_TYPE */
export function askedLayout(
    ui: UiContext,
    object: ObjectType,
    { layoutType, mode, recordTypeId }: { layoutType: LayoutType; mode: Mode; recordTypeId?: string | undefined },
): RecordLayout {
    return layoutFor(ui, object, recordTypeOf(ui, object, recordTypeId), layoutType, mode);
}

function compactLayout(ui: UiContext, object: ObjectType, type: UiRecordType): Pick<RecordLayout, 'id' | 'sections'> {
    const { name, fields } = compactLayoutOf(ui, object, type);
    return { id: componentId('0AH', `${object.name}.${name}`), sections: compactSections(ui, object, fields) };
}

function fullLayout(
    ui: UiContext,
    object: ObjectType,
    type: UiRecordType,
    mode: Mode,
): Pick<RecordLayout, 'id' | 'sections'> {
    const { name, xml } = layoutXml(ui, object, type);
    const id = componentId('00h', name);
    if (!xml) return { id, sections: defaultSections(ui, object, name) };
    const sections = xml.all('layoutSections').flatMap((section, index) => {
        const isShown = mode === 'View' ? section.value('detailHeading') : section.value('editHeading');
        const made = fullSection(ui, object, section, mode, {
            id: componentId('01B', `${name} ${index}`),
            useHeading: isShown === 'true',
        });
        return made.layoutRows.length > 0 ? [made] : [];
    });
    return { id, sections };
}

function fullSection(
    ui: UiContext,
    object: ObjectType,
    section: XmlElement,
    mode: Mode,
    { id, useHeading }: Pick<LayoutSection, 'id' | 'useHeading'>,
): LayoutSection {
    const style = section.value('style') ?? '';
    const isShown = (item: XmlElement): boolean => mode === 'View' || (style !== 'CustomLinks' && isForForms(item));
    const columns = section.all('layoutColumns').map((column) => column.all('layoutItems').filter(isShown));
    const items = columns.map((column) => column.flatMap((item) => layoutItem(ui, object, item) ?? []));
    const layoutRows = columnsToRows(items);
    return {
        collapsible: useHeading,
        columns: style.startsWith('TwoColumns') ? 2 : Math.max(1, columns.length),
        heading: section.value('label') ?? null,
        id,
        layoutRows,
        rows: layoutRows.length,
        useHeading,
    };
}

/** An object without a layout of its own has the one that an org makes: its name, its owner, what it requires. */
function defaultSections(ui: UiContext, object: ObjectType, name: string): LayoutSection[] {
    const isNeeded = (field: Field): boolean =>
        field.nameField ||
        field.name === 'OwnerId' ||
        (field.custom && field.type !== 'boolean' && (!field.nillable || field.reference?.isMasterDetail === true));
    const own = ui.fields(object).filter(isNeeded);
    const audit = ['CreatedById', 'LastModifiedById'].flatMap((one) => object.fields.get(one) ?? []);
    return [
        sectionOf(ui, object, 'Information', componentId('01B', `${name} information`), own),
        sectionOf(ui, object, 'System Information', componentId('01B', `${name} system`), audit),
    ].filter(({ rows }) => rows > 0);
}

function sectionOf(
    ui: UiContext,
    object: ObjectType,
    heading: string,
    id: string,
    fields: readonly Field[],
): LayoutSection {
    const items = fields.flatMap((field) => layoutItem(ui, object, field) ?? []);
    const half = Math.ceil(items.length / 2);
    const layoutRows = columnsToRows([items.slice(0, half), items.slice(half)]);
    return { collapsible: true, columns: 2, heading, id, layoutRows, rows: layoutRows.length, useHeading: true };
}

/** The layout that the user's profile assigns to the record type, else the object's own. */
export function layoutXml(
    { org, session }: UiContext,
    object: ObjectType,
    { info }: UiRecordType,
): { name: string; xml?: XmlElement } {
    const layouts = org.metadata.all('layout');
    const own = [...layouts.keys()].filter((name) => name.startsWith(`${object.name}-`)).sort();
    const assigned = (org.metadata.all('profile').get(session.permissions.profileName)?.all('layoutAssignments') ?? [])
        .map((one) => ({ layout: decodeURIComponent(one.value('layout') ?? ''), type: one.value('recordType') }))
        .filter(({ layout }) => own.includes(layout));
    const wanted = info && `${object.name}.${info.developerName}`;
    const found =
        assigned.find(({ type }) => type !== undefined && type === wanted) ??
        assigned.find(({ type }) => type === undefined);
    const usual = `${object.name}-${object.label} Layout`;
    const name = found?.layout ?? (own.includes(usual) ? usual : own[0]) ?? usual;
    const xml = layouts.get(name);
    return xml ? { name, xml } : { name };
}

/** All items of a layout. */
function itemsOf({ sections }: RecordLayout): LayoutItem[] {
    return sections.flatMap(({ layoutRows }) => layoutRows.flatMap(({ layoutItems }) => layoutItems));
}

/** Adds the fields that a layout shows, with the names of what its lookups refer to. */
export function addLayoutFields(target: RecordFields, layout: RecordLayout): void {
    for (const { layoutComponents } of itemsOf(layout))
        for (const { apiName, componentType } of layoutComponents) {
            const field = componentType !== 'Field' || apiName === null ? undefined : target.object.fields.get(apiName);
            if (field) target.addShown(field);
        }
}
