/** The items of layouts: fields with their labels, custom links, pages, and the space between them. */
import { XmlElement } from '../../metadata/xml.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import { nameFieldOf, type UiContext } from './ui-context.ts';
import { webLinkOf } from './web-links.ts';

export interface LayoutComponent {
    readonly apiName: string | null;
    readonly componentType: 'Field' | 'EmptySpace' | 'CustomLink' | 'VisualforcePage';
    readonly label?: string;
    /** What components of this type have besides. */
    readonly [property: string]: string | boolean | null | undefined;
}

export interface LayoutItem {
    readonly editableForNew: boolean;
    readonly editableForUpdate: boolean;
    readonly label: string;
    readonly layoutComponents: readonly LayoutComponent[];
    /** The field that holds the id of the record which the item leads to. */
    readonly lookupIdApiName: string | null;
    readonly required: boolean;
    readonly sortable: boolean;
}

export interface LayoutRow {
    readonly layoutItems: readonly LayoutItem[];
}

const EMPTY: LayoutItem = {
    editableForNew: false,
    editableForUpdate: false,
    label: '',
    layoutComponents: [{ apiName: null, componentType: 'EmptySpace' }],
    lookupIdApiName: null,
    required: false,
    sortable: false,
};

/** Who did something is shown with the moment at which he did it. */
const MOMENTS: Readonly<Record<string, string>> = { CreatedById: 'CreatedDate', LastModifiedById: 'LastModifiedDate' };

/**
 * An item of a layout.
 * @param item as metadata writes it, or the field alone
 * @returns undefined for a field that the user may not read, and for what this org cannot show
 */
export function layoutItem(ui: UiContext, object: ObjectType, item: XmlElement | Field): LayoutItem | undefined {
    if (!(item instanceof XmlElement)) return fieldItem(ui, object, item, undefined);
    if (item.flag('emptySpace')) return EMPTY;
    const other = linkItem(ui, object, item) ?? pageItem(item);
    if (other) return { ...EMPTY, layoutComponents: [other] };
    const field = ui.org.schema.field(object, item.value('field') ?? '');
    return field && ui.seesField(object, field) ? fieldItem(ui, object, field, item.value('behavior')) : undefined;
}

/** Guide, "Custom Link Layout Component"; the record for which it is followed takes the place of `ENTITY_ID`. */
function linkItem(ui: UiContext, object: ObjectType, item: XmlElement): LayoutComponent | undefined {
    const link = webLinkOf(ui, object, item.value('customLink') ?? '');
    if (!link) return undefined;
    const { name, label, behavior } = link;
    return { apiName: name, behavior, componentType: 'CustomLink', customLinkUrl: link.addressFor('ENTITY_ID'), label };
}

/** Guide, "Visualforce Layout Component". */
function pageItem(item: XmlElement): LayoutComponent | undefined {
    const page = item.value('page');
    if (page === undefined) return undefined;
    return {
        apiName: page,
        componentType: 'VisualforcePage',
        height: item.value('height') ?? null,
        showLabel: item.flag('showLabel'),
        showScroll: item.flag('showScrollbars'),
        visualforceUrl: `/apex/${page}`,
        width: item.value('width') ?? null,
    };
}

/** Links and pages are not filled in: forms do not have them. */
export function isForForms(item: XmlElement): boolean {
    return item.value('customLink') === undefined && item.value('page') === undefined;
}

/** @param behavior `Required`, `Edit` or `Readonly`; absent: as the field itself is */
export function fieldItem(ui: UiContext, object: ObjectType, field: Field, behavior: string | undefined): LayoutItem {
    const rights = ui.session.permissions.field(object, field);
    const { create, edit } = ui.session.permissions.object(object);
    const isOpen = behavior !== 'Readonly' && rights.edit && !(field.nameField && field.autoNumber !== undefined);
    // an owner is not edited but changed, and a parent that is fixed only once
    const isForNew = isOpen && create && field.createable && field.name !== 'OwnerId';
    const isForUpdate = isOpen && edit && field.updateable && field.name !== 'OwnerId';
    const moment = object.fields.get(MOMENTS[field.name] ?? '');
    const shown = moment && ui.seesField(object, moment) ? [field, moment] : [field];
    return {
        editableForNew: isForNew,
        editableForUpdate: isForUpdate,
        label: itemLabel(ui, object, field),
        layoutComponents: shown.map((one) => ({
            apiName: one.name,
            componentType: 'Field',
            label: ui.translations.fieldLabel(object, one),
        })),
        lookupIdApiName: lookupId(object, field),
        required: (isForNew || isForUpdate) && (behavior === 'Required' || isRequired(field)),
        sortable: false,
    };
}

function isRequired(field: Field): boolean {
    const isNamed = field.nameField && field.autoNumber === undefined;
    return isNamed || (!field.nillable && field.type !== 'boolean' && !field.defaultedOnCreate);
}

/** `Owner ID` is for programs; people read `Owner`. */
function itemLabel(ui: UiContext, object: ObjectType, field: Field): string {
    const label = ui.translations.fieldLabel(object, field);
    return field.custom || field.type !== 'reference' ? label : label.replace(/ ID$/, '');
}

function lookupId(object: ObjectType, field: Field): string | null {
    if (field.type === 'reference') return field.name;
    return field === nameFieldOf(object) ? 'Id' : null;
}

/** Layouts are written column by column, and read row by row. */
export function columnsToRows(columns: readonly (readonly LayoutItem[])[]): LayoutRow[] {
    const height = Math.max(0, ...columns.map(({ length }) => length));
    return Array.from({ length: height }, (_, row) => ({
        layoutItems: columns.map((column) => column[row] ?? EMPTY),
    }));
}
