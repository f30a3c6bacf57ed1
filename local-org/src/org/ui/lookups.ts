/** What one may choose for a lookup (guide, "Get Lookup Field Suggestions"). */
import { checkFilter, filterReads } from '../../dml/lookup-filters.ts';
import { RecordValues } from '../../dml/record-values.ts';
import { toStored, ValueError, type StoredRecord } from '../../dml/values.ts';
import type { Work } from '../../dml/context.ts';
import { OrgError } from '../../schema/errors.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import { quoted } from '../../store/store.ts';
import { pagesOf, type RecordCollection } from './child-records.ts';
import { compactLayoutOf } from './compact-layouts.ts';
import { readNumber } from './paging.ts';
import { viewedIds } from './recently-viewed.ts';
import { RecordFields } from './record-fields.ts';
import { RecordReader } from './record-reader.ts';
import { recordTypeOf } from './record-types.ts';
import { nameFieldOf, noResource, soqlPattern, type UiContext } from './ui-context.ts';

/** How many records are looked at for those that a filter lets through. */
const MAX_CANDIDATES = 2000;
const SEARCH_TYPES = ['Recent', 'Search', 'TypeAhead'];

export interface AskedLookup {
    readonly q?: string | undefined;
    readonly searchType?: string | undefined;
    readonly page?: string | undefined;
    readonly pageSize?: string | undefined;
    /** Values of the record's other fields, on which the filter depends: `Library__c=a01…`. */
    readonly dependentFieldBindings?: readonly string[];
    /** The record that is edited. */
    readonly sourceRecordId?: string | undefined;
}

/** Choices of each object that a lookup may refer to. @throws OrgError INVALID_FIELD when it is no lookup */
export function lookupResults(ui: UiContext, object: ObjectType, fieldName: string, asked: AskedLookup): object {
    const field = lookupField(ui, object, fieldName);
    const targets = (field.reference?.to ?? []).flatMap((name) => {
        const target = ui.org.schema.object(name);
        return target && ui.seesObject(target) ? [target] : [];
    });
    const results = targets.map((target) => [target.name, choices(ui, object, field, target, asked)]);
    return { lookupResults: Object.fromEntries(results) as unknown };
}

/** Choices of one object. @throws OrgError NOT_FOUND (404) when the lookup does not refer to it */
export function lookupRecords(
    ui: UiContext,
    object: ObjectType,
    fieldName: string,
    targetName: string,
    asked: AskedLookup,
): RecordCollection {
    const field = lookupField(ui, object, fieldName);
    const target = ui.object(targetName);
    if (!field.reference?.to.includes(target.name)) throw noResource();
    return choices(ui, object, field, target, asked);
}

function lookupField(ui: UiContext, object: ObjectType, name: string): Field {
    const field = ui.field(object, name);
    if (field.reference) return field;
    throw new OrgError('INVALID_FIELD', `${object.name}.${field.name} is not a lookup field`, { fields: [field.name] });
}

function choices(
    ui: UiContext,
    object: ObjectType,
    field: Field,
    target: ObjectType,
    asked: AskedLookup,
): RecordCollection {
    const page = readNumber(asked.page, 'page', { usual: 1, least: 1, most: 200 });
    const pageSize = readNumber(asked.pageSize, 'pageSize', { usual: 25, least: 1, most: 2000 });
    const { q = '', searchType = 'Search' } = asked;
    if (!SEARCH_TYPES.includes(searchType))
        throw new OrgError('INVALID_PARAMETER_VALUE', `searchType must be one of ${SEARCH_TYPES.join(', ')}`);
    const found = searchType === 'Recent' ? recent(ui, target, q) : search(ui, target, q, searchType === 'TypeAhead');
    const allowed = fitting(ui, object, field, target, found, asked);
    const offset = (page - 1) * pageSize;
    const ids = allowed.slice(offset, offset + pageSize);
    const fields = new RecordFields(ui, target);
    for (const one of ['Id', nameFieldOf(target)?.name ?? 'Id']) fields.addIfVisible(one);
    for (const one of compactLayoutOf(ui, target, recordTypeOf(ui, target)).fields) fields.addShown(one);
    const byId = new RecordReader(ui).byIds(fields, ids);
    const records = ids.flatMap((id) => byId.get(id) ?? []);
    const path = `lookups/${object.name}/${field.name}/${target.name}`;
    const url = (at: number): string => ui.url(path, { q, searchType, page: at / pageSize + 1, pageSize });
    return { count: records.length, ...pagesOf(offset, pageSize, allowed.length > offset + pageSize, url), records };
}

/** Ids of the records whose name holds the words, in the order of their names. */
function search(ui: UiContext, target: ObjectType, q: string, isTypeAhead: boolean): string[] {
    const name = nameFieldOf(target);
    if (!name?.filterable || !ui.seesField(target, name)) return [];
    const words = q.trim();
    // what is being typed is the beginning of a word
    const starts = [soqlPattern('', words), soqlPattern('%', ` ${words}`)];
    const patterns = isTypeAhead ? starts : [soqlPattern('%', words)];
    const where = patterns.map((one) => `${name.name} LIKE ${one}`).join(' OR ');
    const isUser = target.name === 'User' ? 'IsActive = TRUE AND ' : '';
    const soql = `SELECT Id FROM ${target.name} WHERE ${isUser}(${where}) ORDER BY ${name.name}, Id LIMIT ${MAX_CANDIDATES}`;
    const { records } = ui.org.query(ui.session, soql, { base: ui.base });
    return records.map((record) => String(record['Id']));
}

/** Ids of the records that the user viewed last, and may still see. */
function recent(ui: UiContext, target: ObjectType, q: string): string[] {
    const fields = new RecordFields(ui, target);
    const name = nameFieldOf(target)?.name ?? 'Id';
    fields.addIfVisible(name);
    const ids = viewedIds(ui, target);
    const found = new RecordReader(ui).byIds(fields, ids);
    return ids.filter((id) => {
        const value = found.get(id)?.fields[name]?.value;
        return found.has(id) && (typeof value === 'string' ? value : '').toLowerCase().includes(q.toLowerCase());
    });
}

/** Those that the filter of the lookup lets through, as a save would. */
function fitting(
    ui: UiContext,
    object: ObjectType,
    field: Field,
    target: ObjectType,
    ids: readonly string[],
    asked: AskedLookup,
): readonly string[] {
    const filter = field.reference?.filter;
    if (!filter?.active || filter.isOptional || ids.length === 0) return ids;
    const context = ui.org.dmlContext(ui.session);
    const values = new RecordValues(context);
    const record = sourceRecord(ui, object, field, asked);
    const sql = `SELECT * FROM ${quoted(target.name)} WHERE Id IN (SELECT value FROM json_each(?))`;
    const rows = ui.org.store.all(sql, [JSON.stringify(ids)]);
    const parents = new Map(rows.map((row) => [String(row['Id']), row as StoredRecord]));
    return ids.filter((id) => {
        const work: Work = { index: 0, record, named: new Set(), errors: [] };
        const parent = parents.get(id);
        if (!parent) return false;
        checkFilter(context, values, { object, field, target }, work, parent);
        return work.errors.length === 0;
    });
}

/** The record that is edited, as far as the filter reads it: as it is stored, with what the form holds now. */
function sourceRecord(ui: UiContext, object: ObjectType, field: Field, asked: AskedLookup): StoredRecord {
    const record: StoredRecord = {};
    const { sourceRecordId: id } = asked;
    if (id !== undefined && id !== '') {
        const source = ui.recordId(id);
        const seen = new RecordReader(ui).byIds(new RecordFields(ui, source.object), [source.id]).has(source.id);
        if (!seen || source.object !== object) throw noResource();
        const sql = `SELECT * FROM ${quoted(object.name)} WHERE Id = ?`;
        Object.assign(record, ui.org.store.get(sql, [source.id]));
    }
    const reads = filterReads(field).map((name) => name.toLowerCase());
    for (const binding of asked.dependentFieldBindings ?? []) {
        const [name = '', value = ''] = binding.split('=');
        const bound = ui.org.schema.field(object, name);
        if (bound && reads.includes(bound.name.toLowerCase())) record[bound.name] = stored(bound, value);
    }
    return record;
}

function stored(field: Field, value: string): StoredRecord[string] {
    try {
        return toStored(field, field.type === 'boolean' ? value === 'true' : value === '' ? null : value);
    } catch (error) {
        if (!(error instanceof ValueError)) throw error;
        throw new OrgError(error.recordError.statusCode, error.message, { fields: [field.name] });
    }
}
