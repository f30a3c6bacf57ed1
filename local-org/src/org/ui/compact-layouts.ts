/** Compact layouts: the few fields by which a record is known at a glance. */
import type { Field, ObjectType } from '../../schema/model.ts';
import { fieldItem } from './layout-items.ts';
import type { LayoutSection } from './layouts.ts';
import type { UiRecordType } from './record-types.ts';
import { nameFieldOf, type UiContext } from './ui-context.ts';

/** What an object has before anybody makes a compact layout for it. */
const SYSTEM = 'SYSTEM';

/** The compact layout that the record type, or the object, assigns; its fields as far as the user may read them. */
export function compactLayoutOf(
    ui: UiContext,
    object: ObjectType,
    { info }: UiRecordType,
): { name: string; fields: Field[] } {
    const { metadata } = ui.org;
    const sources = metadata.objects.get(object.name);
    const type = info && sources?.recordTypes.get(info.developerName)?.value('compactLayoutAssignment');
    const name = type ?? sources?.object?.value('compactLayoutAssignment') ?? SYSTEM;
    const xml = metadata.all('compactLayout').get(`${object.name}.${name}`);
    const names = xml?.values('fields') ?? [nameFieldOf(object)?.name ?? 'Id'];
    const fields = names.flatMap((one) => {
        const field = ui.org.schema.field(object, COMPACT_NAMES[one] ?? one);
        return field && ui.seesField(object, field) ? [field] : [];
    });
    return { name: xml ? name : SYSTEM, fields };
}

/** Compact layouts have names of their own for some standard fields. */
const COMPACT_NAMES: Readonly<Record<string, string>> = {
    NAME: 'Name',
    CREATED_DATE: 'CreatedDate',
    CREATEDBY_USER: 'CreatedById',
    LAST_UPDATE: 'LastModifiedDate',
    UPDATEDBY_USER: 'LastModifiedById',
    OWNER: 'OwnerId',
    RECORDTYPE: 'RecordTypeId',
};

/** A compact layout as a layout: one section without a heading, one field to a row. */
export function compactSections(ui: UiContext, object: ObjectType, fields: readonly Field[]): LayoutSection[] {
    const layoutRows = fields.map((field) => ({ layoutItems: [fieldItem(ui, object, field, undefined)] }));
    const { length: rows } = layoutRows;
    return [{ collapsible: false, columns: 1, heading: null, id: null, layoutRows, rows, useHeading: false }];
}
