/** Records one by one and in batches, read, made, changed and deleted (guide, "Records"). */
import { OrgError, type RecordError } from '../../schema/errors.ts';
import type { ObjectType } from '../../schema/model.ts';
import { deleteByIds, insertRecords, updateRecords, type SaveResult } from '../records.ts';
import { childCollections } from './child-records.ts';
import { addLayoutFields, layoutFor, type LayoutType, type Mode } from './layouts.ts';
import { markViewed } from './recently-viewed.ts';
import { addAsked, RecordFields, type AskedFields } from './record-fields.ts';
import { RecordReader, type RecordRepresentation } from './record-reader.ts';
import { MASTER_RECORD_TYPE, recordTypesOf } from './record-types.ts';
import { noResource, type UiContext } from './ui-context.ts';

/** What is asked of records: fields by name, or those of layouts. */
export interface AskedRecord extends AskedFields {
    readonly layoutTypes?: readonly LayoutType[];
    readonly modes?: readonly Mode[];
    /** Qualified names of lists of children, such as `Library__c.Shelves__r`. */
    readonly childRelationships?: readonly string[];
    /** Children of each list. */
    readonly pageSize?: number;
    readonly updateMru?: boolean;
}

/** A save that was refused, with what the user interface needs to show it (guide, "Error with Output"). */
export class RecordSaveError extends OrgError {
    readonly output: object;

    constructor(message: string, httpStatus: number, output: object) {
        super('INVALID_RECORD', message, { httpStatus });
        this.output = output;
    }
}

/**
 * A record.
 * @throws OrgError NOT_FOUND (404) when there is none that the user may see; INVALID_FIELD for a field that there is not
 */
export function getRecord(ui: UiContext, id: string, asked: AskedRecord): RecordRepresentation {
    const { id: recordId, object } = ui.recordId(id);
    const record = readRecords(ui, object, [recordId], asked).get(recordId);
    if (!record) throw noResource();
    return record;
}

/** Records of one object by id; those that the user may not see are not among them. */
function readRecords(
    ui: UiContext,
    object: ObjectType,
    ids: readonly string[],
    asked: AskedRecord,
): Map<string, RecordRepresentation> {
    const own = ofObject(asked, object);
    const fields = new RecordFields(ui, object);
    addAsked(fields, own);
    addLayouts(ui, fields, ids, asked);
    const byLayout = (asked.layoutTypes?.length ?? 0) > 0;
    if (fields.isEmpty && !byLayout && own.childRelationships.length === 0)
        throw new OrgError('MISSING_ARGUMENT', 'Specify either fields, optionalFields, or layoutTypes');
    const found = new RecordReader(ui).byIds(fields, ids);
    if (asked.updateMru) markViewed(ui, object, [...found.keys()]);
    if (own.childRelationships.length === 0) return found;
    const children = childCollections(ui, object, [...found.keys()], own.childRelationships, asked.pageSize ?? 5);
    return new Map([...found].map(([id, record]) => [id, { ...record, childRelationships: children.get(id) ?? {} }]));
}

/** Of names for several objects, those for this one; what names no object that there is stays, to be refused. */
function ofObject(asked: AskedRecord, object: ObjectType): Required<AskedFields> & { childRelationships: string[] } {
    const isOwn = (name: string): boolean => name.split('.')[0]?.toLowerCase() === object.name.toLowerCase();
    const { fields = [], optionalFields = [], childRelationships = [] } = asked;
    const own = fields.filter(isOwn);
    const unqualified = fields.find((name) => !name.includes('.'));
    if (unqualified !== undefined)
        throw new OrgError('INVALID_FIELD', `Field names must be qualified with their object: ${unqualified}`, {
            fields: [unqualified],
        });
    const other = fields.find((name) => !isOwn(name));
    if (own.length === 0 && other !== undefined)
        throw new OrgError('INVALID_FIELD', `${other} is no field of ${object.name}`, { fields: [other] });
    return {
        fields: own,
        optionalFields: optionalFields.filter(isOwn),
        childRelationships: childRelationships.filter(isOwn).map((name) => name.split('.').slice(1).join('.')),
    };
}

/** Adds the fields of the layouts that the record types of the records have. */
function addLayouts(ui: UiContext, target: RecordFields, ids: readonly string[], asked: AskedRecord): void {
    const { layoutTypes = [], modes = ['View'] } = asked;
    if (layoutTypes.length === 0) return;
    const types = recordTypesOf(ui, target.object);
    const used = new Set(recordTypeIdsOf(ui, target.object, ids));
    for (const type of types.filter(({ recordTypeId }) => used.has(recordTypeId)))
        for (const layoutType of layoutTypes)
            for (const mode of modes) addLayoutFields(target, layoutFor(ui, target.object, type, layoutType, mode));
}

/** The record types of records that the user may see; that of records without one is the master. */
function recordTypeIdsOf(ui: UiContext, object: ObjectType, ids: readonly string[]): string[] {
    if (!object.fields.has('RecordTypeId')) return [MASTER_RECORD_TYPE];
    const records = new RecordReader(ui).byIds(new RecordFields(ui, object), ids);
    return [...records.values()].map(({ recordTypeId }) => recordTypeId ?? MASTER_RECORD_TYPE);
}

/** What a client sends of a record. */
export interface RecordInput {
    readonly apiName?: string;
    readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Makes a record.
 * @throws OrgError when the object cannot be created, RecordSaveError when the record is refused
 */
export function createRecord(ui: UiContext, { apiName, fields }: RecordInput): RecordRepresentation {
    if (apiName === undefined) throw new OrgError('MISSING_ARGUMENT', 'apiName must be given');
    const object = ui.object(apiName);
    const result = save(ui, object, () => insertRecords(ui.org.dmlContext(ui.session), object, [fields]), 'create');
    return afterSave(ui, object, result.id ?? '', fields);
}

/**
 * Changes a record.
 * @throws OrgError NOT_FOUND (404), RecordSaveError when the change is refused
 */
export function updateRecord(ui: UiContext, text: string, { fields }: RecordInput): RecordRepresentation {
    const { id, object } = ui.recordId(text);
    requireVisible(ui, object, id);
    const { Id, id: lowerId, ...values } = fields;
    const input = { ...values, Id: id };
    save(ui, object, () => updateRecords(ui.org.dmlContext(ui.session), object, [input]), 'update');
    return afterSave(ui, object, id, values);
}

/** Deletes a record. @throws OrgError NOT_FOUND (404), RecordSaveError when the delete is refused */
export function deleteRecord(ui: UiContext, text: string): void {
    const { id, object } = ui.recordId(text);
    requireVisible(ui, object, id);
    save(ui, object, () => deleteByIds(ui.org.dmlContext(ui.session), [id]), 'delete');
}

/** When a record was changed last: milliseconds since 1970. @throws OrgError NOT_FOUND (404) */
export function lastModified(ui: UiContext, text: string): number {
    const { id, object } = ui.recordId(text);
    return Date.parse(requireVisible(ui, object, id).lastModifiedDate ?? '');
}

function requireVisible(ui: UiContext, object: ObjectType, id: string): RecordRepresentation {
    const record = new RecordReader(ui).byIds(new RecordFields(ui, object), [id]).get(id);
    if (!record) throw noResource();
    return record;
}

function save(ui: UiContext, object: ObjectType, write: () => SaveResult[], verb: string): SaveResult {
    const [result] = ui.org.store.transaction(() => attempt(write));
    if (result?.success) return result;
    const message = `An error occurred while trying to ${verb} the record. Please try again.`;
    throw new RecordSaveError(message, 400, recordException(ui, object, result?.errors ?? []));
}

/** A field that does not exist is an error of the record here. */
function attempt(write: () => SaveResult[]): SaveResult[] {
    try {
        return write();
    } catch (error) {
        if (!(error instanceof OrgError) || error.code !== 'INVALID_FIELD') throw error;
        const { code: statusCode, message, fields } = error;
        return [{ success: false, created: false, errors: [{ statusCode, message, fields }] }];
    }
}

/** Errors by the field that they are about, and those about none (guide, "Record Exception"). */
function recordException(ui: UiContext, object: ObjectType, all: readonly RecordError[]): object {
    const errors: object[] = [];
    const fieldErrors: Record<string, object[]> = {};
    for (const { statusCode, message, fields } of all) {
        const known = fields.flatMap((name) => ui.org.schema.field(object, name) ?? []);
        const entry = { constituentField: null, duplicateRecordError: null, errorCode: statusCode, message };
        if (known.length === 0) errors.push({ ...entry, field: null, fieldLabel: null });
        for (const field of known) {
            const fieldLabel = ui.translations.fieldLabel(object, field);
            (fieldErrors[field.name] ??= []).push({ ...entry, field: field.name, fieldLabel });
        }
    }
    return { errors, fieldErrors };
}

/** What was saved, with the fields of the layout and those that were sent, as far as the user may read them. */
function afterSave(
    ui: UiContext,
    object: ObjectType,
    id: string,
    sent: Readonly<Record<string, unknown>>,
): RecordRepresentation {
    const fields = new RecordFields(ui, object);
    for (const name of ['CreatedById', 'CreatedDate', 'LastModifiedById', 'LastModifiedDate', 'SystemModstamp', 'Id'])
        fields.addIfVisible(name);
    for (const name of Object.keys(sent)) fields.addIfVisible(name);
    addLayouts(ui, fields, [id], { layoutTypes: ['Full'], modes: ['View'] });
    // a user may make what he may not see
    const record = new RecordReader(ui).byIds(fields, [id]).get(id);
    if (!record)
        throw new OrgError('INSUFFICIENT_ACCESS', 'The record was saved, but you may not see it', { httpStatus: 403 });
    return record;
}
