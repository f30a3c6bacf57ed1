/** What a form for a new record begins with (guide, "Get Default Values to Create a Record", "… to Clone a Record"). */
import type { Work } from '../../dml/context.ts';
import { applyDefaults } from '../../dml/defaults.ts';
import { readRecordTypes } from '../../dml/record-types.ts';
import { wireInstant, wireTime } from '../../soql/time/wire.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import { eTagOf } from './identity.ts';
import { addLayoutFields, layoutFor } from './layouts.ts';
import { objectInfo } from './object-info.ts';
import { picklistValues } from './picklists.ts';
import { RecordFields } from './record-fields.ts';
import { RecordReader, type FieldValue } from './record-reader.ts';
import { recordTypeOf, representRecordType, type UiRecordType } from './record-types.ts';
import { noResource, type UiContext } from './ui-context.ts';

export interface AskedDefaults {
    readonly recordTypeId?: string | undefined;
    readonly optionalFields?: readonly string[];
}

/** Defaults for a new record, with the layout and the object. @throws OrgError NOT_FOUND (404), INVALID_RECORD_TYPE */
export function createDefaults(ui: UiContext, object: ObjectType, asked: AskedDefaults): object {
    const type = recordTypeOf(ui, object, asked.recordTypeId);
    const layout = layoutFor(ui, object, type, 'Full', 'Create');
    const fields = defaultValues(ui, object, type, fieldsOfForm(ui, object, type, asked));
    return {
        layout,
        objectInfos: { [object.name]: objectInfo(ui, object) },
        record: newRecord(object, type, fields),
    };
}

/** The same without layout (guide, "Record Defaults Template Create"). */
export function createTemplate(ui: UiContext, object: ObjectType, asked: AskedDefaults): object {
    const type = recordTypeOf(ui, object, asked.recordTypeId);
    const fields = defaultValues(ui, object, type, createable(ui, object, fieldsOfForm(ui, object, type, asked)));
    return {
        objectInfos: { [object.name]: objectInfo(ui, object) },
        record: { apiName: object.name, fields, recordTypeId: type.recordTypeId },
    };
}

/** Values for a copy of a record. @throws OrgError NOT_FOUND (404), INVALID_RECORD_TYPE */
export function cloneDefaults(ui: UiContext, text: string, asked: AskedDefaults): object {
    const { object, type, fields } = cloned(ui, text, asked);
    return {
        layout: layoutFor(ui, object, type, 'Full', 'Create'),
        objectInfos: { [object.name]: objectInfo(ui, object) },
        record: newRecord(object, type, fields),
    };
}

/** The same without layout (guide, "Record Defaults Template Clone"). */
export function cloneTemplate(ui: UiContext, text: string, asked: AskedDefaults): object {
    const { id, object, type, fields } = cloned(ui, text, asked);
    return {
        objectInfos: { [object.name]: objectInfo(ui, object) },
        record: { apiName: object.name, cloneSourceId: id, fields, recordTypeId: type.recordTypeId },
    };
}

function newRecord(object: ObjectType, type: UiRecordType, fields: Readonly<Record<string, FieldValue>>): object {
    return {
        apiName: object.name,
        childRelationships: {},
        eTag: eTagOf(fields),
        fields,
        id: null,
        lastModifiedById: null,
        lastModifiedDate: null,
        recordTypeId: type.recordTypeId,
        recordTypeInfo: type.master ? null : representRecordType(type),
        systemModstamp: null,
        weakEtag: 0,
    };
}

/** The fields of the layout, and what the client asks besides. */
function fieldsOfForm(ui: UiContext, object: ObjectType, type: UiRecordType, asked: AskedDefaults): Field[] {
    const fields = new RecordFields(ui, object);
    addLayoutFields(fields, layoutFor(ui, object, type, 'Full', 'Create'));
    for (const name of asked.optionalFields ?? []) fields.addIfVisible(name.replace(`${object.name}.`, ''));
    return [...fields.fields.values()];
}

function createable({ session }: UiContext, object: ObjectType, fields: readonly Field[]): Field[] {
    return fields.filter((field) => field.createable && session.permissions.field(object, field).edit);
}

function defaultValues(
    ui: UiContext,
    object: ObjectType,
    type: UiRecordType,
    fields: readonly Field[],
): Record<string, FieldValue> {
    const stored = storedDefaults(ui, object);
    const reader = new RecordReader(ui);
    const valueOf = (field: Field): FieldValue => {
        if (field.name === 'RecordTypeId') return { displayValue: null, value: type.master ? null : type.recordTypeId };
        if (!field.picklist) return reader.valueOf(object, field, toWire(field, stored[field.name] ?? null));
        const chosen = picklistValues(ui, object, field, type).defaultValue;
        return { displayValue: chosen?.label ?? null, value: chosen?.value ?? null };
    };
    return Object.fromEntries(fields.map((field) => [field.name, valueOf(field)]));
}

function storedDefaults({ org, session }: UiContext, object: ObjectType): Readonly<Record<string, unknown>> {
    const context = org.dmlContext(session);
    const work: Work = { index: 0, record: {}, named: new Set(), errors: [] };
    applyDefaults(context, object, [work], readRecordTypes(context, object));
    return work.record;
}

/** A value of a column as queries give it. */
function toWire({ type }: Field, value: unknown): unknown {
    if (type === 'boolean') return value === 1;
    if (typeof value !== 'number') return value;
    if (type === 'datetime') return wireInstant(value);
    return type === 'time' ? wireTime(value) : value;
}

function cloned(
    ui: UiContext,
    text: string,
    asked: AskedDefaults,
): { id: string; object: ObjectType; type: UiRecordType; fields: Record<string, FieldValue> } {
    const { id, object } = ui.recordId(text);
    const fields = new RecordFields(ui, object);
    const reader = new RecordReader(ui);
    for (const field of createable(ui, object, ui.fields(object))) fields.addIfVisible(field.name);
    const source = reader.byIds(fields, [id]).get(id);
    if (!source) throw noResource();
    const type = recordTypeOf(ui, object, asked.recordTypeId ?? source.recordTypeId ?? undefined);
    const { OwnerId, ...values } = source.fields;
    return { id, object, type, fields: values };
}
