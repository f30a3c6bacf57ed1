/** The values that a record of a type may have in its picklists (guide, "Picklist Values"). */
import { OrgError } from '../../schema/errors.ts';
import type { Field, ObjectType, PicklistValue } from '../../schema/model.ts';
import { eTagOf } from './identity.ts';
import { recordTypeOf, type UiRecordType } from './record-types.ts';
import type { UiContext } from './ui-context.ts';

/** A value that can be chosen. */
export interface PicklistChoice {
    readonly attributes: null;
    readonly label: string;
    /** Numbers of the controlling values with which it may be chosen; empty when there is no controlling field. */
    readonly validFor: readonly number[];
    readonly value: string;
}

/** Metadata has its own words for the values of a checkbox that controls a picklist. */
const CHECKBOX_VALUES: Readonly<Record<string, string>> = { checked: 'true', unchecked: 'false' };

export interface PicklistValues {
    readonly controllerValues: Readonly<Record<string, number>>;
    readonly defaultValue: PicklistChoice | null;
    readonly eTag: string;
    readonly url: string;
    readonly values: readonly PicklistChoice[];
}

/** All picklists of an object, for records of a type. @throws OrgError INVALID_RECORD_TYPE */
export function allPicklistValues(ui: UiContext, object: ObjectType, recordTypeId: string): object {
    const type = recordTypeOf(ui, object, recordTypeId);
    const fields = ui.fields(object).filter((field) => field.picklist !== undefined);
    const picklistFieldValues = Object.fromEntries(
        fields.map((field) => [field.name, picklistValues(ui, object, field, type)]),
    );
    return { eTag: eTagOf(picklistFieldValues), picklistFieldValues };
}

/**
 * One picklist, for records of a type.
 * @throws OrgError INVALID_FIELD when the field is no picklist, or does not exist for the user
 */
export function fieldPicklistValues(
    ui: UiContext,
    object: ObjectType,
    recordTypeId: string,
    name: string,
): PicklistValues {
    const type = recordTypeOf(ui, object, recordTypeId);
    const field = ui.field(object, name);
    if (field.picklist) return picklistValues(ui, object, field, type);
    throw new OrgError('INVALID_FIELD', `${object.name}.${field.name} is not a picklist field`, {
        fields: [field.name],
    });
}

/** The values of a picklist for records of a type. */
export function picklistValues(ui: UiContext, object: ObjectType, field: Field, type: UiRecordType): PicklistValues {
    const controllerValues = controllerIndexes(object, field);
    const choice = (one: PicklistValue): PicklistChoice => ({
        attributes: null,
        label: ui.display.label(object, field, one.value),
        validFor: (one.validFor ?? []).flatMap((value) => controllerValues[CHECKBOX_VALUES[value] ?? value] ?? []),
        value: one.value,
    });
    const allowed = valuesOf(field, type);
    const isDefault = defaultOf(ui, object, field, type);
    const chosen = allowed.find(isDefault);
    const values = {
        controllerValues,
        defaultValue: chosen ? choice(chosen) : null,
        url: ui.url(`object-info/${object.name}/picklist-values/${type.recordTypeId}/${field.name}`),
        values: allowed.map(choice),
    };
    return { ...values, eTag: eTagOf(values) };
}

/** Active values; of these a record type may allow some only. */
function valuesOf(field: Field, { info }: UiRecordType): PicklistValue[] {
    const active = (field.picklist?.values ?? []).filter((one) => one.active);
    if (!info || info.picklistValues.size === 0) return active;
    const named = info.picklistValues.get(field.name);
    return named === undefined ? active : active.filter((one) => named.includes(one.value));
}

/** Record types have defaults of their own. */
function defaultOf(
    { org }: UiContext,
    object: ObjectType,
    field: Field,
    { info }: UiRecordType,
): (value: PicklistValue) => boolean {
    const xml = info && org.metadata.objects.get(object.name)?.recordTypes.get(info.developerName);
    const picklist = xml?.all('picklistValues').find((one) => one.value('picklist') === field.name);
    if (!picklist) return (value) => value.isDefault;
    const name = picklist
        .all('values')
        .find((one) => one.flag('default'))
        ?.value('fullName');
    return (value) => name !== undefined && value.value === decodeURIComponent(name);
}

/** Numbers of the values of the controlling field; those of a checkbox are 0 and 1. */
function controllerIndexes(object: ObjectType, field: Field): Record<string, number> {
    const controller = object.fields.get(field.picklist?.controllingField ?? '');
    if (!controller) return {};
    if (controller.type === 'boolean') return { false: 0, true: 1 };
    return Object.fromEntries((controller.picklist?.values ?? []).map(({ value }, index) => [value, index]));
}
