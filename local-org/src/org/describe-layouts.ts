/** Layouts as describe tells them (REST API developer guide, "sObject Layouts"; SOAP API, "describeLayout()"). */
import { notFound, OrgError } from '../schema/errors.ts';
import type { Field, ObjectType } from '../schema/model.ts';
import { describeField } from './describe-field.ts';
import { compactLayoutOf } from './ui/compact-layouts.ts';
import { componentId } from './ui/identity.ts';
import { layoutFor, type LayoutSection, type Mode, type RecordLayout } from './ui/layouts.ts';
import type { LayoutItem } from './ui/layout-items.ts';
import { recordTypeOf, recordTypesOf, type UiRecordType } from './ui/record-types.ts';
import type { UiContext } from './ui/ui-context.ts';

/** What JSON and XML can both hold. */
export type Described =
    string | number | boolean | null | readonly Described[] | { readonly [name: string]: Described };
export type DescribedObject = Readonly<Record<string, Described>>;

/**
 * All layouts of an object that the user may get, with the record types that lead to them.
 * @param path of the API's version, such as `/services/data/v66.0`
 */
export function describeLayouts(ui: UiContext, object: ObjectType, path: string): DescribedObject {
    const types = recordTypesOf(ui, object);
    const layouts = new Map<string, DescribedObject>();
    const mappings = types.map((type) => {
        const layout = layoutFor(ui, object, type, 'Full', 'View');
        const layoutId = layout.id ?? '';
        if (!layouts.has(layoutId)) layouts.set(layoutId, describeLayout(ui, object, type, layout));
        return mappingOf(object, type, layoutId, path);
    });
    const open = types.filter(({ available, master }) => available && !master);
    return {
        layouts: [...layouts.values()],
        recordTypeMappings: mappings,
        recordTypeSelectorRequired: [open.length > 1],
    };
}

/** The layout for records of a type. @throws OrgError NOT_FOUND (404) for a type that the object does not have */
export function describeLayoutOf(ui: UiContext, object: ObjectType, recordTypeId: string): DescribedObject {
    try {
        const type = recordTypeOf(ui, object, recordTypeId);
        return describeLayout(ui, object, type, layoutFor(ui, object, type, 'Full', 'View'));
    } catch (error) {
        if (!(error instanceof OrgError)) throw error;
        throw notFound();
    }
}

function mappingOf(object: ObjectType, type: UiRecordType, layoutId: string, path: string): DescribedObject {
    const { available, defaultRecordTypeMapping, master, name, recordTypeId, info } = type;
    return {
        active: info?.active ?? true,
        available,
        defaultRecordTypeMapping,
        developerName: info?.developerName ?? 'Master',
        layoutId,
        master,
        name,
        picklistsForRecordType: null,
        recordTypeId,
        urls: { layout: `${path}/sobjects/${object.name}/describe/layouts/${recordTypeId}` },
    };
}

function describeLayout(ui: UiContext, object: ObjectType, type: UiRecordType, view: RecordLayout): DescribedObject {
    const edit = layoutFor(ui, object, type, 'Full', 'Edit');
    const sections = (layout: RecordLayout, mode: Mode): Described =>
        layout.sections.map((section) => describeSection(ui, object, section, mode, view.id));
    return {
        buttonLayoutSection: { detailButtons: [] },
        detailLayoutSections: sections(view, 'View'),
        editLayoutSections: sections(edit, 'Edit'),
        feedView: null,
        highlightsPanelLayoutSection: null,
        id: view.id,
        multirowEditLayoutSections: [],
        offlineLinks: [],
        quickActionList: { quickActionListItems: [] },
        relatedContent: null,
        relatedLists: [],
        saveOptions: [],
    };
}

function describeSection(
    ui: UiContext,
    object: ObjectType,
    { collapsible, columns, heading, id, layoutRows, rows, useHeading }: LayoutSection,
    mode: Mode,
    layoutId: string | null,
): DescribedObject {
    let tabOrder = 0;
    return {
        collapsed: false,
        columns,
        heading: heading ?? '',
        layoutRows: layoutRows.map(({ layoutItems }) => ({
            layoutItems: layoutItems.map((item) => describeItem(ui, object, item, ++tabOrder, mode)),
            numItems: layoutItems.length,
        })),
        layoutSectionId: id,
        parentLayoutId: layoutId,
        rows,
        tabOrder: 'leftToRight',
        useCollapsibleSection: collapsible,
        useHeading,
    };
}

function describeItem(
    ui: UiContext,
    object: ObjectType,
    item: LayoutItem,
    tabOrder: number,
    mode: Mode,
): DescribedObject {
    const components = item.layoutComponents.flatMap(({ apiName, componentType }): DescribedObject[] => {
        if (componentType === 'EmptySpace' || apiName === null) return [];
        if (componentType !== 'Field') return [{ displayLines: 1, tabOrder, type: componentType, value: apiName }];
        const field = object.fields.get(apiName);
        if (!field) return [];
        return [{ details: details(ui, object, field), displayLines: 1, tabOrder, type: 'Field', value: field.name }];
    });
    return {
        editableForNew: mode === 'Edit' && item.editableForNew,
        editableForUpdate: mode === 'Edit' && item.editableForUpdate,
        label: item.label,
        layoutComponents: components,
        placeholder: components.length === 0,
        required: item.required,
    };
}

function details({ session, translations }: UiContext, object: ObjectType, field: Field): DescribedObject {
    return describeField(object, field, session.permissions.field(object, field), translations) as DescribedObject;
}

/** The compact layouts of an object (REST API developer guide, "sObject CompactLayouts"). */
export function describeCompactLayouts(ui: UiContext, object: ObjectType, path: string): DescribedObject {
    const types = recordTypesOf(ui, object);
    const named = types.map((type) => ({ type, ...compactLayoutOf(ui, object, type) }));
    const idOf = (name: string): string | null =>
        name === 'SYSTEM' ? null : componentId('0AH', `${object.name}.${name}`);
    const layouts = new Map(
        named.map(({ name, fields }) => [name, describeCompact(ui, object, idOf(name), name, fields)]),
    );
    const usual = named.find(({ type }) => type.master) ?? named[0];
    return {
        compactLayouts: [...layouts.values()],
        defaultCompactLayoutId: usual ? idOf(usual.name) : null,
        recordTypeCompactLayoutMappings: named.map(({ type, name }) => ({
            available: type.available,
            compactLayoutId: idOf(name),
            compactLayoutName: name,
            recordTypeId: type.recordTypeId,
            recordTypeName: type.name,
            urls: { compactLayout: `${path}/sobjects/${object.name}/describe/compactLayouts/${type.recordTypeId}` },
        })),
        urls: { primary: `${path}/sobjects/${object.name}/describe/compactLayouts/primary` },
    };
}

/** The compact layout that records without a type have. */
export function primaryCompactLayout(ui: UiContext, object: ObjectType, recordTypeId?: string): DescribedObject {
    const type = recordTypesOf(ui, object).find((one) =>
        recordTypeId === undefined ? one.master : one.recordTypeId === recordTypeId,
    );
    if (!type) throw notFound();
    const { name, fields } = compactLayoutOf(ui, object, type);
    const id = name === 'SYSTEM' ? null : componentId('0AH', `${object.name}.${name}`);
    return describeCompact(ui, object, id, name, fields);
}

function describeCompact(
    ui: UiContext,
    object: ObjectType,
    id: string | null,
    name: string,
    fields: readonly Field[],
): DescribedObject {
    const xml = ui.org.metadata.all('compactLayout').get(`${object.name}.${name}`);
    return {
        actions: [],
        fieldItems: fields.map((field) => ({
            editableForNew: false,
            editableForUpdate: false,
            label: ui.translations.fieldLabel(object, field),
            layoutComponents: [
                { details: details(ui, object, field), displayLines: 1, tabOrder: 0, type: 'Field', value: field.name },
            ],
            placeholder: false,
            required: false,
        })),
        id,
        imageItems: [],
        label: xml?.value('label') ?? 'System Default',
        name,
        objectType: object.name,
    };
}
