/** Quick actions: the form of one, and what it begins with (guide, "Get Action Layout", "Get Action Defaults"). */
import type { XmlElement } from '../../metadata/xml.ts';
import type { ObjectType } from '../../schema/model.ts';
import { eTagOf, componentId } from './identity.ts';
import { columnsToRows, fieldItem, type LayoutItem } from './layout-items.ts';
import type { LayoutSection } from './layouts.ts';
import { createTemplate } from './record-defaults.ts';
import { RecordFields } from './record-fields.ts';
import { RecordReader, type FieldValue } from './record-reader.ts';
import { MASTER_RECORD_TYPE, recordTypeOf } from './record-types.ts';
import { noResource, type UiContext } from './ui-context.ts';

/** A quick action that makes or changes a record. */
export interface QuickAction {
    /** `Library__c.New_Shelf`, or `Global.New_Library`. */
    readonly apiName: string;
    readonly id: string;
    readonly label: string;
    /** Such as `Create`, `Update`, `LightningWebComponent`. */
    readonly type: string;
    readonly target?: ObjectType;
    readonly xml: XmlElement;
}

/** A quick action by the name that layouts and clients use; undefined when there is none that the user may run. */
export function findQuickAction(ui: UiContext, name: string): QuickAction | undefined {
    const key = name.replace(/^Global\./, '');
    const xml = ui.org.metadata.all('quickAction').get(key);
    if (!xml) return undefined;
    const type = xml.value('type') ?? 'Create';
    const owner = key.includes('.') ? key.split('.')[0] : undefined;
    const source = owner === undefined ? undefined : ui.org.schema.object(owner);
    const target = ui.org.schema.object(xml.value('targetObject') ?? '') ?? (type === 'Update' ? source : undefined);
    if (!mayRun(ui, type, source, target)) return undefined;
    return {
        apiName: owner === undefined ? `Global.${key}` : key,
        id: componentId('09D', key),
        label: xml.value('label') ?? key,
        type,
        ...(target ? { target } : {}),
        xml,
    };
}

function mayRun(ui: UiContext, type: string, source: ObjectType | undefined, target: ObjectType | undefined): boolean {
    const { permissions } = ui.session;
    if (source && !permissions.object(source).read) return false;
    if (type === 'Create' || type === 'LogACall') return target !== undefined && permissions.object(target).create;
    return type !== 'Update' || (target !== undefined && permissions.object(target).edit);
}

function actionWithForm(ui: UiContext, name: string): QuickAction & { target: ObjectType } {
    const action = findQuickAction(ui, name);
    if (!action?.target) throw noResource();
    return { ...action, target: action.target };
}

/** The form of a quick action. @throws OrgError NOT_FOUND (404) when the user has no such action with a form */
export function actionLayout(ui: UiContext, name: string): object {
    const { apiName, id, target, xml } = actionWithForm(ui, name);
    const layout = {
        id,
        layoutType: 'Full',
        mode: xml.value('type') === 'Update' ? 'Edit' : 'Create',
        objectApiName: target.name,
        recordTypeId: MASTER_RECORD_TYPE,
        saveOptions: [],
        sections: [sectionOf(ui, target, xml)],
    };
    const body = { actionApiName: apiName, layout, objectApiName: target.name };
    return { ...body, eTag: eTagOf(body) };
}

function sectionOf(ui: UiContext, target: ObjectType, xml: XmlElement): LayoutSection {
    const columns = xml.child('quickActionLayout')?.all('quickActionLayoutColumns') ?? [];
    const items = columns.map((column) =>
        column.all('quickActionLayoutItems').flatMap((item) => itemOf(ui, target, item)),
    );
    const layoutRows = columnsToRows(items);
    return {
        collapsible: false,
        columns: Math.max(1, columns.length),
        heading: null,
        id: null,
        layoutRows,
        rows: layoutRows.length,
        useHeading: false,
    };
}

function itemOf(ui: UiContext, target: ObjectType, item: XmlElement): LayoutItem[] {
    const field = ui.org.schema.field(target, item.value('field') ?? '');
    return field && ui.seesField(target, field) ? [fieldItem(ui, target, field, item.value('uiBehavior'))] : [];
}

/**
 * What the form of a quick action begins with: the defaults of the object, what the action sets, and the record that
 * it was started from.
 * @throws OrgError NOT_FOUND (404) when the user has no such action with a form, or sees no such record
 */
export function actionDefaults(
    ui: UiContext,
    name: string,
    asked: { parentRecordId?: string | undefined; optionalFields?: readonly string[] },
): object {
    const { apiName, target, xml } = actionWithForm(ui, name);
    const parent = parentOf(ui, asked.parentRecordId);
    const names =
        xml
            .child('quickActionLayout')
            ?.all('quickActionLayoutColumns')
            .flatMap((column) => column.all('quickActionLayoutItems').flatMap((item) => item.value('field') ?? [])) ??
        [];
    const wanted = [...names, ...(asked.optionalFields ?? []).map((one) => one.replace(`${target.name}.`, ''))];
    const fields =
        xml.value('type') === 'Update' && parent?.object === target
            ? current(ui, target, parent.id, wanted)
            : created(ui, target, xml, wanted, parent?.id);
    const body = { actionApiName: apiName, fields, objectApiName: target.name };
    return { ...body, eTag: eTagOf(body) };
}

function parentOf(ui: UiContext, text: string | undefined): { id: string; object: ObjectType } | undefined {
    if (text === undefined || text === '') return undefined;
    const parent = ui.recordId(text);
    if (!new RecordReader(ui).byIds(new RecordFields(ui, parent.object), [parent.id]).has(parent.id))
        throw noResource();
    return parent;
}

function current(ui: UiContext, target: ObjectType, id: string, names: readonly string[]): object {
    const fields = new RecordFields(ui, target);
    for (const name of names) fields.addIfVisible(name);
    return new RecordReader(ui).byIds(fields, [id]).get(id)?.fields ?? {};
}

function created(
    ui: UiContext,
    target: ObjectType,
    xml: XmlElement,
    names: readonly string[],
    parentId: string | undefined,
): object {
    const type = recordTypeIdOf(ui, target, xml.value('targetRecordType'));
    const template = createTemplate(ui, target, { recordTypeId: type, optionalFields: names }) as {
        record: { fields: Record<string, FieldValue> };
    };
    const parentField = xml.value('targetParentField');
    const isAsked = (name: string): boolean => names.includes(name) || name === parentField;
    const defaults = Object.entries(template.record.fields).filter(([name]) => isAsked(name));
    const fields = Object.fromEntries(defaults);
    const reader = new RecordReader(ui);
    for (const override of xml.all('fieldOverrides')) {
        const field = target.fields.get(override.value('field') ?? '');
        const value = override.value('literalValue');
        if (field && value !== undefined && ui.seesField(target, field))
            fields[field.name] = reader.valueOf(target, field, field.type === 'boolean' ? value === 'true' : value);
    }
    if (parentField !== undefined && parentId !== undefined)
        fields[parentField] = { displayValue: null, value: parentId };
    return fields;
}

function recordTypeIdOf(ui: UiContext, target: ObjectType, name: string | undefined): string {
    const own = name === undefined ? undefined : ui.org.recordTypeIds(target).get(name.split('.').at(-1) ?? '');
    return recordTypeOf(ui, target, own).recordTypeId;
}
