/** SObject. Source: Apex reference guide, "SObject class". */
import { AGGREGATE_RESULT } from '../data/aggregates.ts';
import { copyRecord } from '../run/copies.ts';
import { checkedCast } from '../run/casts.ts';
import { exception } from '../run/exceptions.ts';
import { readField, readParent, writeField, writeParent } from '../run/records.ts';
import { hashOf } from '../run/hash.ts';
import { MapValue } from '../run/collections.ts';
import type { NativeObject, ObjectValue, Value } from '../run/values.ts';
import type { SObjectValue } from '../run/sobject.ts';
import { toText } from '../run/text.ts';
import { transaction } from '../run/vm.ts';
import { recordMember, type RecordMember } from '../types/fields.ts';
import { DECIMAL, DOUBLE, INTEGER, OBJECT, SOBJECT, STRING, mapOf, sobjectOf } from '../types/type.ts';
import { ExceptionValue } from '../run/exceptions.ts';
import { isNumberValue, toDecimal } from '../run/numbers.ts';
import { define } from './define.ts';
import { objectToken, type FieldOf } from './tokens.ts';

type FieldToken = NativeObject<FieldOf>;

function memberOf(record: SObjectValue, name: string): RecordMember {
    const found = recordMember(transaction().host.schema, record.type, name);
    if (found) return found;
    throw exception('SObjectException', `Invalid field ${name} for ${record.object.name}`);
}

/** A value of a total by its name in any case. */
function totalOf(record: SObjectValue, name: string): Value {
    const key = Object.keys(record.fields).find((one) => one.toLowerCase() === name.toLowerCase());
    if (key === undefined) throw exception('SObjectException', `Invalid field ${name} for AggregateResult`);
    return record.fields[key] ?? null;
}

function get(record: SObjectValue, name: string): Value {
    if (record.object.name === 'AggregateResult') return totalOf(record, name);
    const member = memberOf(record, name);
    if (member.kind === 'field') return readField(record, member.field);
    throw exception('SObjectException', `Invalid field ${name} for ${record.object.name}`);
}

function put(record: SObjectValue, name: string, value: Value): Value {
    const member = memberOf(record, name);
    if (member.kind !== 'field') throw exception('SObjectException', `Invalid field ${name} for ${record.object.name}`);
    const { field, type } = member;
    const before = record.fields[field.name] ?? null;
    const isWide = type === DECIMAL && isNumberValue(value);
    writeField(record, field, isWide ? toDecimal(value) : fitting(value, member, name));
    return before;
}

function fitting(value: Value, { type }: RecordMember, name: string): Value {
    if (type === OBJECT || value === null) return value;
    try {
        return checkedCast(value, type);
    } catch {
        throw exception(
            'SObjectException',
            `Illegal assignment from ${typeName(value)} to ${type.name} for field ${name}`,
        );
    }
}

function typeName(value: Value): string {
    if (typeof value === 'string') return STRING.name;
    if (typeof value === 'number') return INTEGER.name;
    return value !== null && typeof value === 'object' && 'type' in value ? value.type.name : DOUBLE.name;
}

function parentOf(record: SObjectValue, name: string): Value {
    const member = memberOf(record, name);
    if (member.kind === 'parent') return readParent(record, member.name, member.field);
    if (member.kind === 'field' && member.field.reference?.relationshipName !== undefined)
        return readParent(record, member.field.reference.relationshipName, member.field);
    throw exception('SObjectException', `Invalid relationship ${name} for ${record.object.name}`);
}

function addError(record: SObjectValue, message: Value, field?: string): void {
    const text = message instanceof ExceptionValue ? (message.message ?? '') : toText(message);
    (record.errors ??= []).push({ message: text, ...(field === undefined ? {} : { field }) });
}

function cloned(record: SObjectValue, ...[preserveId, , preserveStamps, preserveAutonumber]: boolean[]): SObjectValue {
    return copyRecord(record, {
        preserveId: preserveId ?? false,
        preserveStamps: preserveStamps ?? false,
        preserveAutonumber: preserveAutonumber ?? false,
    });
}

define({ name: 'AggregateResult', type: sobjectOf(AGGREGATE_RESULT) });

define({
    name: 'SObject',
    type: SOBJECT,
    properties: {
        'Id Id': {
            read: (self: SObjectValue) => self.fields['Id'] ?? null,
        },
    },
    methods: {
        'void addError(String)': (self: SObjectValue, message: string) => {
            addError(self, message);
        },
        'void addError(String, Boolean)': (self: SObjectValue, message: string) => {
            addError(self, message);
        },
        'void addError(Exception)': (self: SObjectValue, cause: ObjectValue) => {
            addError(self, cause);
        },
        'void addError(Schema.SObjectField, String)': (self: SObjectValue, token: FieldToken, message: string) => {
            addError(self, message, token.state.field.name);
        },
        'void addError(String, String)': (self: SObjectValue, field: string, message: string) => {
            addError(self, message, field);
        },
        'Boolean hasErrors()': (self: SObjectValue) => (self.errors?.length ?? 0) > 0,
        'void clear()': (self: SObjectValue) => {
            self.fields = {};
        },
        'This clone()': (self: SObjectValue) => cloned(self),
        'This clone(Boolean)': cloned,
        'This clone(Boolean, Boolean)': cloned,
        'This clone(Boolean, Boolean, Boolean)': cloned,
        'This clone(Boolean, Boolean, Boolean, Boolean)': cloned,
        'Object get(String)': get,
        'Object get(Schema.SObjectField)': (self: SObjectValue, { state }: FieldToken) => get(self, state.field.name),
        'Object put(String, Object?)': put,
        'Object put(Schema.SObjectField, Object?)': (self: SObjectValue, { state }: FieldToken, value: Value) =>
            put(self, state.field.name, value),
        'SObject getSObject(String)': parentOf,
        'SObject getSObject(Schema.SObjectField)': (self: SObjectValue, { state }: FieldToken) =>
            parentOf(self, state.field.name),
        'SObject putSObject(String, SObject?)': (self: SObjectValue, name: string, parent: SObjectValue | null) => {
            const member = memberOf(self, name);
            if (member.kind !== 'parent')
                throw exception('SObjectException', `Invalid relationship ${name} for ${self.object.name}`);
            const before = self.parents?.[member.name] ?? null;
            writeParent(self, member.name, parent);
            return before;
        },
        'List<SObject> getSObjects(String)': (self: SObjectValue, name: string) => {
            const member = memberOf(self, name);
            if (member.kind !== 'children')
                throw exception('SObjectException', `Invalid aggregate relationship ${name} for ${self.object.name}`);
            const children = self.children?.[member.name];
            return children && children.items.length > 0 ? children : null;
        },
        'Map<String, Object> getPopulatedFieldsAsMap()': (self: SObjectValue) => {
            const made = new MapValue(mapOf(STRING, OBJECT));
            for (const [name, value] of Object.entries(self.fields)) made.put(name, value);
            for (const [name, value] of Object.entries(self.parents ?? {})) if (value) made.put(name, value);
            for (const [name, value] of Object.entries(self.children ?? {})) made.put(name, value);
            return made;
        },
        'Schema.SObjectType getSObjectType()': (self: SObjectValue) => objectToken(self.object)[1],
        'Integer hashCode()': (self: SObjectValue) => hashOf(self),
        'Boolean isSet(String)': (self: SObjectValue, name: string) => {
            const member = memberOf(self, name);
            return member.kind === 'field' && member.field.name in self.fields;
        },
        'Boolean isSet(Schema.SObjectField)': (self: SObjectValue, { state }: FieldToken) =>
            state.field.name in self.fields,
    },
    unsupported: [
        'Id getCloneSourceId()',
        'String getQuickActionName()',
        'void recalculateFormulas()',
        'void setOptions(Object)',
    ],
});
