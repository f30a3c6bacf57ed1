/** Writes of the program: DML statements and the methods of Database. Source: Apex developer guide, "Working with data in Apex". */
import type { InputRecord } from '../../dml/input.ts';
import { OrgError, type RecordError } from '../../schema/errors.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import type { DmlOperation } from '../parse/ast.ts';
import { ExceptionValue, Thrown, exception, type DmlFailure } from '../run/exceptions.ts';
import type { RecordAccess, RecordResult } from '../run/host.ts';
import { SObjectValue } from '../run/sobject.ts';
import { ListValue, type Value } from '../run/values.ts';
import { transaction } from '../run/vm.ts';
import { exceptionType } from '../types/exceptions.ts';
import { accessFor, type Mode } from './access.ts';
import { hostRecords } from './queries.ts';
import { toInput } from './wire.ts';

export interface DmlOptions {
    readonly mode?: Mode;
    /** When false, each record stands for itself. */
    readonly allOrNone?: boolean;
    /** Of an upsert. */
    readonly key?: Field;
}

/** One record, or a list of them. @throws Thrown NullPointerException for null */
export function recordsIn(value: Value): SObjectValue[] {
    if (value instanceof SObjectValue) return [value];
    if (value === null) throw exception('NullPointerException', 'Attempt to de-reference a null object');
    const { items } = value as ListValue;
    return items.map((item) => {
        if (!(item instanceof SObjectValue))
            throw exception('ListException', 'DML statement found null SObject at position 0');
        return item;
    });
}

type Operation = Exclude<DmlOperation, 'merge'>;

/**
 * Writes records.
 * @returns what became of each
 * @throws Thrown DmlException when all are to succeed and one does not
 */
export function write(
    operation: Operation,
    records: readonly SObjectValue[],
    options: DmlOptions = {},
): RecordResult[] {
    const { allOrNone = true, mode } = options;
    if (records.length === 0) return [];
    const { limits } = transaction();
    const isAtOnce = records[0]?.object.publishBehavior === 'PublishImmediately';
    limits.count(isAtOnce ? 'publishImmediateDml' : 'dmlStatements');
    limits.count('dmlRows', records.length);
    const access = accessFor(mode);
    const host = hostRecords();
    let results: RecordResult[] = [];
    const act = (): void => {
        results = host.transaction(() => writeGroups(operation, records, options, access));
    };
    try {
        if (!allOrNone) act();
        else
            host.transaction(() => {
                act();
                if (results.some(({ success }) => !success)) throw dmlException(operation, records, results);
            });
    } catch (error) {
        throw error instanceof OrgError ? asDmlException(operation, error) : error;
    }
    keepIds(operation, records, results);
    return results;
}

/** Records of one object after the other: a list may hold several kinds. */
function writeGroups(
    operation: Operation,
    records: readonly SObjectValue[],
    { key }: DmlOptions,
    access: RecordAccess,
): RecordResult[] {
    const host = hostRecords();
    if (operation === 'delete' || operation === 'undelete') {
        const ids = records.map((record) => idOf(record, operation));
        return operation === 'delete' ? host.delete(ids, access) : host.undelete(ids, access);
    }
    const results: RecordResult[] = new Array<RecordResult>(records.length);
    for (const [object, places] of Map.groupBy(records.keys(), (at) => records[at]?.object)) {
        if (!object) continue;
        const inputs = places.map((at) => inputOf(records[at], operation));
        const saved = save(operation, object, inputs, key, access);
        places.forEach((place, at) => (results[place] = saved[at] ?? NOTHING));
    }
    return results;
}

const NOTHING: RecordResult = { success: false, created: false, errors: [] };

function save(
    operation: 'insert' | 'update' | 'upsert',
    object: ObjectType,
    inputs: readonly InputRecord[],
    key: Field | undefined,
    access: RecordAccess,
): RecordResult[] {
    const host = hostRecords();
    if (operation === 'insert') return host.insert(object, inputs, access);
    if (operation === 'update') return host.update(object, inputs, access);
    const by = key ?? object.fields.get('Id');
    if (!by) throw exception('TypeException', `${object.name} has no Id`);
    return host.upsert(object, by, inputs, access);
}

function idOf({ fields }: SObjectValue, operation: Operation): string {
    const id = fields['Id'];
    if (typeof id === 'string') return id;
    throw asDmlException(
        operation,
        new OrgError(
            'MISSING_ARGUMENT',
            `Id not specified in ${operation === 'delete' ? 'a delete' : 'an undelete'} call`,
        ),
    );
}

/** A record as a client would send it; fields that nobody may write are left out. */
function inputOf(record: SObjectValue | undefined, operation: Operation): InputRecord {
    if (!record) return {};
    const { object, fields, parents } = record;
    const input: Record<string, unknown> = {};
    for (const name in fields) {
        const field = object.fields.get(name);
        if (name === 'Id') input['Id'] = fields[name];
        else if (field && mayWrite(field, operation)) input[name] = toInput(fields[name] ?? null);
    }
    for (const name in parents) {
        const parent = parents[name];
        const external = parent && externalKey(parent);
        if (external) input[name] = external;
    }
    return input;
}

function mayWrite({ createable, updateable }: Field, operation: Operation): boolean {
    if (operation === 'insert') return createable;
    return operation === 'update' ? updateable : createable || updateable;
}

/** `new Book__c(Shelf__r = new Shelf__c(Code__c = 'x'))` names the parent by an external id. */
function externalKey({ object, fields }: SObjectValue): object | undefined {
    if ('Id' in fields) return undefined;
    const keys = Object.keys(fields).filter((name) => object.fields.get(name)?.externalId);
    const [key] = keys;
    return key !== undefined && keys.length === 1
        ? { attributes: { type: object.name }, [key]: toInput(fields[key] ?? null) }
        : undefined;
}

function keepIds(operation: Operation, records: readonly SObjectValue[], results: readonly RecordResult[]): void {
    if (operation !== 'insert' && operation !== 'upsert') return;
    for (const [at, { success, id }] of results.entries()) {
        const record = records[at];
        if (record && success && id !== undefined) record.fields['Id'] = id;
    }
}

/** `Insert failed. First exception on row 0; first error: CODE, message: [fields]` */
export function dmlException(
    operation: Operation,
    records: readonly SObjectValue[],
    results: readonly RecordResult[],
): Thrown {
    const failures: DmlFailure[] = [];
    for (const [index, { success, errors }] of results.entries()) {
        if (success) continue;
        const id = records[index]?.fields['Id'];
        for (const error of errors) failures.push({ index, id: typeof id === 'string' ? id : null, ...error });
    }
    const [first] = failures;
    const row = first?.index ?? 0;
    const id = first?.id === null || first === undefined || operation === 'insert' ? '' : ` with id ${first.id}`;
    const words = `${operation.charAt(0).toUpperCase()}${operation.slice(1)} failed. First exception on row ${String(row)}${id}`;
    return thrown(`${words}; first error: ${first ? errorText(first) : ''}`, failures);
}

export function errorText({ statusCode, message, fields }: RecordError): string {
    return `${statusCode}, ${message}: [${fields.join(', ')}]`;
}

function thrown(message: string, failures: readonly DmlFailure[]): Thrown {
    const type = exceptionType('DmlException');
    if (!type) throw new Error('no DmlException');
    const made = new ExceptionValue(type, 0, message);
    made.failures = failures;
    return new Thrown(made.mark());
}

/** A write that is refused as a whole. */
export function asDmlException(operation: DmlOperation, { code, message, fields }: OrgError): Thrown {
    const failure: DmlFailure = { index: 0, id: null, statusCode: code, message, fields };
    const words = `${operation.charAt(0).toUpperCase()}${operation.slice(1)} failed. First exception on row 0`;
    return thrown(`${words}; first error: ${errorText(failure)}`, [failure]);
}

/** Merges records into the first. @throws Thrown DmlException */
export function merge(master: SObjectValue, others: Value, mode?: Mode): void {
    const ids = (others instanceof ListValue ? others.items : [others]).map((one) =>
        one instanceof SObjectValue ? one.fields['Id'] : one,
    );
    const { limits } = transaction();
    limits.count('dmlStatements');
    limits.count('dmlRows', ids.length + 1);
    try {
        const input = inputOf(master, 'update');
        const result = hostRecords().merge(master.object, input, ids as string[], accessFor(mode));
        if (!result.success) throw dmlException('update', [master], [result]);
    } catch (error) {
        throw error instanceof OrgError ? asDmlException('merge', error) : error;
    }
}
