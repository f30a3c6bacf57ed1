/** Records in JSON, with their parents and children. Source: Apex reference guide, "JSON class"; REST API guide, "sObject Rows". */
import { API_VERSION } from '../../soql/index.ts';
import { exception } from '../run/exceptions.ts';
import { SObjectValue } from '../run/sobject.ts';
import { ListValue, type Value } from '../run/values.ts';
import { transaction } from '../run/vm.ts';
import { recordMember, type RecordMember } from '../types/fields.ts';
import { SOBJECT, sobjectOf, type Type } from '../types/type.ts';
import type { JsonTree } from './json-tree.ts';
import type { JsonWriter } from './json-writer.ts';

type Entries = readonly (readonly [name: string, value: JsonTree])[];

/** Writes a record: its attributes, the fields that are set, its parents and children. */
export function writeRecord(writer: JsonWriter, record: SObjectValue, write: (value: Value) => void): void {
    const { object, fields, parents, children } = record;
    const id = fields['Id'];
    writer.start('object');
    writer.name('attributes');
    writer.start('object');
    writer.name('type');
    writer.string(object.name);
    if (typeof id === 'string') {
        writer.name('url');
        writer.string(`/services/data/v${API_VERSION}/sobjects/${object.name}/${id}`);
    }
    writer.end('object');
    for (const [name, value] of [...Object.entries(fields), ...Object.entries(parents ?? {})]) {
        writer.name(name);
        write(value);
    }
    for (const [name, list] of Object.entries(children ?? {})) {
        writer.name(name);
        writeChildren(writer, list, write);
    }
    writer.end('object');
}

function writeChildren(writer: JsonWriter, list: ListValue, write: (value: Value) => void): void {
    writer.start('object');
    writer.name('totalSize');
    writer.raw(String(list.items.length));
    writer.name('done');
    writer.raw('true');
    writer.name('records');
    write(list);
    writer.end('object');
}

/** The object of a record whose static type is SObject: its attributes tell. */
function objectType(type: Type, entries: Entries, typeMember: string | undefined): Type {
    if (type !== SOBJECT) return type;
    const [, own] = entries.find(([name]) => name === typeMember) ?? [];
    const [, attributes] = entries.find(([name]) => name === 'attributes') ?? [];
    const [, named] = attributes?.kind === 'object' ? (attributes.entries.find(([name]) => name === 'type') ?? []) : [];
    const name = named?.kind === 'scalar' ? named.token.text : own?.kind === 'scalar' ? own.token.text : '';
    const object = transaction().host.schema.object(name);
    if (!object) throw exception('JSONException', 'SObject type not specified or invalid');
    return sobjectOf(object);
}

/**
 * Reads a record.
 * @param read makes the value of a type
 * @param typeMember a member that names the object, besides the attributes
 * @throws Thrown JSONException for fields that the object does not have
 */
export function readRecord(
    declared: Type,
    entries: Entries,
    read: (value: JsonTree, type: Type) => Value,
    typeMember?: string,
): Value {
    const type = objectType(declared, entries, typeMember);
    if (!type.object) return null;
    const record = new SObjectValue(type.object);
    for (const [name, value] of entries) {
        if (name === 'attributes' || name === typeMember) continue;
        const member = recordMember(transaction().host.schema, type, name);
        if (!member)
            throw exception('JSONException', `No such column '${name}' on sobject of type ${type.object.name}`);
        put(record, member, value, read);
    }
    return record;
}

function put(
    record: SObjectValue,
    member: RecordMember,
    tree: JsonTree,
    read: (value: JsonTree, type: Type) => Value,
): void {
    if (member.kind === 'field') record.fields[member.field.name] = read(tree, member.type);
    else if (member.kind === 'parent')
        (record.parents ??= {})[member.name] = read(tree, member.type) as SObjectValue | null;
    else {
        const [, records] = tree.kind === 'object' ? (tree.entries.find(([name]) => name === 'records') ?? []) : [];
        const list = records ? read(records, member.type) : null;
        if (list instanceof ListValue) (record.children ??= {})[member.name] = list;
    }
}
