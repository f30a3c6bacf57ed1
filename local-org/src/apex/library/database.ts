/** Database. Source: Apex reference guide, "Database class", "AccessLevel class"; Apex developer guide, "Transaction control". */
import { OrgError } from '../../schema/errors.ts';
import type { Mode } from '../data/access.ts';
import { dynamicBinds, mapBinds } from '../data/dynamic.ts';
import { recordsIn, write, type DmlOptions } from '../data/dml.ts';
import { hostRecords, runCount, runQuery } from '../data/queries.ts';
import type { MapValue } from '../run/collections.ts';
import { exception } from '../run/exceptions.ts';
import type { Savepoint } from '../run/host.ts';
import { SObjectValue } from '../run/sobject.ts';
import { EnumValue, ListValue, NativeObject, type Value } from '../run/values.ts';
import { transaction } from '../run/vm.ts';
import type { NativeFunction } from '../types/members.ts';
import type { Type } from '../types/type.ts';
import { define } from './define.ts';
import { iteratorOver } from './iterators.ts';
import { resultList, type ResultName } from './results.ts';
import type { FieldOf } from './tokens.ts';
import { namedType } from './types.ts';

interface OptionsState {
    allOrNone: boolean | null;
}

type Operation = 'insert' | 'update' | 'upsert' | 'delete' | 'undelete';

/** Reads the arguments behind the records, in whatever order they come. */
function optionsOf(rest: readonly Value[]): DmlOptions {
    let options: DmlOptions = {};
    for (const one of rest) {
        if (typeof one === 'boolean') options = { ...options, allOrNone: one };
        if (one instanceof EnumValue) options = { ...options, mode: modeOf(one) };
        if (!(one instanceof NativeObject)) continue;
        if (one.type.name === 'SObjectField') options = { ...options, key: (one.state as FieldOf).field };
        else options = { ...options, allOrNone: (one.state as OptionsState).allOrNone ?? true };
    }
    return options;
}

function modeOf({ name }: EnumValue): Mode {
    return name === 'USER_MODE' ? 'user' : 'system';
}

/** Ids, or records. */
function recordsOf(value: Value): SObjectValue[] {
    if (typeof value === 'string') return [recordOfId(value)];
    if (!(value instanceof ListValue) || typeof value.items[0] !== 'string') return recordsIn(value);
    return value.items.map((id) => recordOfId(id as string));
}

function recordOfId(id: string): SObjectValue {
    const object = transaction().host.schema.objectOfId(id);
    if (!object) throw exception('TypeException', `Invalid id: ${id}`);
    return new SObjectValue(object, { Id: id });
}

/** A method for one record, and one for a list. */
function writes(
    operation: Operation,
    result: ResultName,
    parameters: readonly string[],
): Record<string, NativeFunction> {
    const all = (records: Value, ...rest: Value[]): ListValue =>
        resultList(result, write(operation, recordsOf(records), optionsOf(rest)));
    const one = (record: Value, ...rest: Value[]): Value => all(record, ...rest).items[0] ?? null;
    const kinds = operation === 'delete' || operation === 'undelete' ? ['SObject', 'Id'] : ['SObject'];
    const lines: [string, NativeFunction][] = [];
    for (const kind of kinds)
        for (const more of parameters) {
            const rest = more === '' ? '' : `, ${more}`;
            lines.push([`Database.${result} ${operation}(${kind}${rest})`, one]);
            lines.push([`List<Database.${result}> ${operation}(List<${kind}>${rest})`, all]);
        }
    return Object.fromEntries(lines);
}

const OPTIONS = [
    '',
    'Boolean',
    'Database.DMLOptions',
    'AccessLevel',
    'Boolean, AccessLevel',
    'Database.DMLOptions, AccessLevel',
];
const PLAIN = ['', 'Boolean', 'AccessLevel', 'Boolean, AccessLevel'];
const KEYED = [
    ...PLAIN,
    ...PLAIN.map((more) => (more === '' ? 'Schema.SObjectField' : `Schema.SObjectField, ${more}`)),
];

function savepointOf({ state }: NativeObject<Savepoint>): Savepoint {
    return state;
}

interface Located {
    readonly soql: string;
    /** @param rows the limit that they count for */
    readonly records: (rows: 'queryLocatorRows' | 'none') => ListValue;
}

/** All records of a locator, for a batch; undefined when the value is none. */
export function locatedRecords(value: Value): readonly Value[] | undefined {
    if (!(value instanceof NativeObject) || value.type !== namedType('Database.QueryLocator')) return undefined;
    return (value.state as Located).records('none').items;
}

function locator(soql: string, mode: Mode): NativeObject<Located> {
    const binds = dynamicBinds(soql);
    return new NativeObject(namedType('Database.QueryLocator'), {
        soql,
        records: (rows) => runQuery(soql, binds, mode, undefined, rows),
    });
}

define(
    { name: 'AccessLevel', kind: 'enum', values: ['SYSTEM_MODE', 'USER_MODE'] },
    { name: 'Savepoint' },
    {
        name: 'DMLOptions',
        namespace: 'Database',
        constructors: { '()': (type: Type) => new NativeObject<OptionsState>(type, { allOrNone: null }) },
        properties: {
            'Boolean optAllOrNone': {
                read: ({ state }: NativeObject<OptionsState>) => state.allOrNone,
                write: ({ state }: NativeObject<OptionsState>, value: boolean | null) => {
                    state.allOrNone = value;
                },
            },
        },
    },
    {
        name: 'QueryLocator',
        namespace: 'Database',
        methods: {
            'String getQuery()': ({ state }: NativeObject<Located>) => state.soql,
            'Iterator<SObject> iterator()': ({ state }: NativeObject<Located>) => {
                const { type, items } = state.records('queryLocatorRows');
                return iteratorOver(type.element, items);
            },
        },
    },
    {
        name: 'Database',
        statics: {
            ...writes('insert', 'SaveResult', OPTIONS),
            ...writes('update', 'SaveResult', OPTIONS),
            ...writes('upsert', 'UpsertResult', KEYED),
            ...writes('delete', 'DeleteResult', PLAIN),
            ...writes('undelete', 'UndeleteResult', PLAIN),
            'List<SObject> query(String)': (soql: string) => runQuery(soql, dynamicBinds(soql), undefined),
            'List<SObject> query(String, AccessLevel)': (soql: string, level: EnumValue) =>
                runQuery(soql, dynamicBinds(soql), modeOf(level)),
            'List<SObject> queryWithBinds(String, Map<String, Object>, AccessLevel)': (
                soql: string,
                binds: MapValue,
                level: EnumValue,
            ) => runQuery(soql, mapBinds(binds), modeOf(level)),
            'Integer countQuery(String)': (soql: string) => runCount(soql, dynamicBinds(soql), undefined),
            'Integer countQuery(String, AccessLevel)': (soql: string, level: EnumValue) =>
                runCount(soql, dynamicBinds(soql), modeOf(level)),
            'Integer countQueryWithBinds(String, Map<String, Object>, AccessLevel)': (
                soql: string,
                binds: MapValue,
                level: EnumValue,
            ) => runCount(soql, mapBinds(binds), modeOf(level)),
            'Database.QueryLocator getQueryLocator(String)': (soql: string) => locator(soql, undefined),
            'Database.QueryLocator getQueryLocator(String, AccessLevel)': (soql: string, level: EnumValue) =>
                locator(soql, modeOf(level)),
            'Savepoint setSavepoint()': () => {
                transaction().limits.count('dmlStatements');
                return new NativeObject(namedType('System.Savepoint'), hostRecords().savepoint());
            },
            'void rollback(Savepoint)': (savepoint: NativeObject<Savepoint>) => {
                transaction().limits.count('dmlStatements');
                rollBack(savepointOf(savepoint));
            },
            'void releaseSavepoint(Savepoint)': (savepoint: NativeObject<Savepoint>) => {
                savepointOf(savepoint).release();
            },
        },
        unsupported: [
            'static List<Database.SaveResult> insertAsync(List<SObject>)',
            'static void emptyRecycleBin(List<SObject>)',
            'static Object convertLead(Object)',
        ],
    },
);

/** @throws Thrown when the savepoint is gone: it ends with the trigger in which it was set, or with an earlier rollback */
function rollBack(savepoint: Savepoint): void {
    try {
        savepoint.rollback();
    } catch (error) {
        if (error instanceof OrgError) throw error;
        throw exception('TypeException', 'Savepoint is not valid anymore');
    }
}
