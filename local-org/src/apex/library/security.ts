/** Security.stripInaccessible. Source: Apex reference guide, "Security class", "SObjectAccessDecision class", "AccessType enum". */
import type { Field, ObjectType } from '../../schema/model.ts';
import { MapValue, SetValue } from '../run/collections.ts';
import { exception } from '../run/exceptions.ts';
import { SObjectValue } from '../run/sobject.ts';
import { ListValue, NativeObject, type EnumValue, type Value } from '../run/values.ts';
import { transaction } from '../run/vm.ts';
import { INTEGER, STRING, mapOf, setOf } from '../types/type.ts';
import { define } from './define.ts';
import { namedType } from './types.ts';

/** The records without what the user may not reach, and what that was. */
interface Decision {
    readonly records: ListValue;
    /** Names of fields by object. */
    readonly removed: ReadonlyMap<string, ReadonlySet<string>>;
    /** Places of records that have lost something. */
    readonly modified: ReadonlySet<number>;
}

type Access = 'READABLE' | 'CREATABLE' | 'UPDATABLE' | 'UPSERTABLE';

function mayUse(object: ObjectType, access: Access): boolean {
    const rights = transaction().host.rights?.object(object);
    if (!rights) return true;
    if (access === 'READABLE') return rights.read;
    if (access === 'CREATABLE') return rights.create;
    return access === 'UPDATABLE' ? rights.edit : rights.create && rights.edit;
}

function mayUseField(object: ObjectType, field: Field, access: Access): boolean {
    if (field.type === 'id') return true;
    const rights = transaction().host.rights?.field(object, field) ?? { read: true, edit: true };
    if (access === 'READABLE') return rights.read;
    const isWritable = access === 'CREATABLE' ? field.createable : field.updateable;
    // the platform's own fields are not stripped from what is to be written: they are left unwritten anyway
    return rights.edit || (!isWritable && rights.read);
}

class Stripper {
    readonly removed = new Map<string, Set<string>>();
    readonly #access: Access;

    constructor(access: Access) {
        this.#access = access;
    }

    /** A copy without what may not be reached. */
    strip(record: SObjectValue): SObjectValue {
        const { object } = record;
        const made = new SObjectValue(object);
        made.isQueried = record.isQueried;
        for (const [name, value] of Object.entries(record.fields)) {
            const field = object.fields.get(name);
            if (!field || mayUseField(object, field, this.#access)) made.fields[name] = value;
            else this.#note(object, name);
        }
        for (const [name, parent] of Object.entries(record.parents ?? {})) {
            if (parent && !mayUse(parent.object, 'READABLE')) this.#note(object, name);
            else (made.parents ??= {})[name] = parent && this.strip(parent);
        }
        for (const [name, list] of Object.entries(record.children ?? {})) {
            const [first] = list.items;
            if (first instanceof SObjectValue && !mayUse(first.object, this.#access)) this.#note(object, name);
            else
                (made.children ??= {})[name] = new ListValue(
                    list.type,
                    list.items.map((one) => this.strip(one as SObjectValue)),
                );
        }
        return made;
    }

    #note({ name: object }: ObjectType, field: string): void {
        const known = this.removed.get(object);
        if (known) known.add(field);
        else this.removed.set(object, new Set([field]));
    }
}

function stripInaccessible({ name }: EnumValue, records: ListValue, isEnforced = true): NativeObject<Decision> {
    const access = name as Access;
    const removed = new Map<string, Set<string>>();
    const modified = new Set<number>();
    const items = records.items.map((record, at): Value => {
        if (!(record instanceof SObjectValue)) return record;
        if (isEnforced && !mayUse(record.object, access))
            throw exception('NoAccessException', `No access to entity: ${record.object.name}`);
        const stripper = new Stripper(access);
        const made = stripper.strip(record);
        if (stripper.removed.size > 0) modified.add(at);
        for (const [object, fields] of stripper.removed)
            removed.set(object, new Set([...(removed.get(object) ?? []), ...fields]));
        return made;
    });
    const decision = { records: new ListValue(records.type, items), removed, modified };
    return new NativeObject(namedType('System.SObjectAccessDecision'), decision);
}

define(
    { name: 'AccessType', kind: 'enum', values: ['CREATABLE', 'READABLE', 'UPDATABLE', 'UPSERTABLE'] },
    {
        name: 'Security',
        statics: {
            'System.SObjectAccessDecision stripInaccessible(AccessType, List<SObject>)': (
                access: EnumValue,
                records: ListValue,
            ) => stripInaccessible(access, records),
            'System.SObjectAccessDecision stripInaccessible(AccessType, List<SObject>, Boolean)': stripInaccessible,
        },
    },
    {
        name: 'SObjectAccessDecision',
        methods: {
            'List<SObject> getRecords()': ({ state }: NativeObject<Decision>) => state.records,
            'Map<String, Set<String>> getRemovedFields()': ({ state }: NativeObject<Decision>) => {
                const made = new MapValue(mapOf(STRING, setOf(STRING)));
                for (const [object, fields] of state.removed) made.put(object, new SetValue(setOf(STRING), fields));
                return made;
            },
            'Set<Integer> getModifiedIndexes()': ({ state }: NativeObject<Decision>) =>
                new SetValue(setOf(INTEGER), state.modified),
        },
    },
);
