/** Map. Source: Apex reference guide, "Map class". */
import { MapValue, SetValue, checkChange } from '../run/collections.ts';
import { copyRecord } from '../run/copies.ts';
import { looseEquals } from '../run/equality.ts';
import { exception } from '../run/exceptions.ts';
import { hashOf } from '../run/hash.ts';
import { SObjectValue } from '../run/sobject.ts';
import { ListValue, type Value } from '../run/values.ts';
import { listOf, setOf, type Type } from '../types/type.ts';
import { define } from './define.ts';
import { objectToken } from './tokens.ts';

/** Records by their ids. @throws Thrown ListException for records without one */
function putRecords(self: MapValue, { items }: ListValue): void {
    for (const [at, record] of items.entries()) {
        const id = record instanceof SObjectValue ? (record.fields['Id'] ?? null) : null;
        if (id === null) throw exception('ListException', `Row with null Id at index: ${String(at)}`);
        if (self.has(id)) throw exception('ListException', `Row with duplicate Id at index: ${String(at)}`);
        self.put(id, record);
    }
}

function copyOf(self: MapValue, copyValue: (value: Value) => Value): MapValue {
    const copy = new MapValue(self.type);
    for (const { key, value } of self.entries.values()) copy.put(key, copyValue(value));
    return copy;
}

define({
    name: 'Map',
    parameters: ['K', 'V'],
    constructors: {
        '()': (type: Type) => new MapValue(type),
        '(Map<K, V>)': (type: Type, other: MapValue) => {
            const made = new MapValue(type);
            for (const { key, value } of other.entries.values()) made.put(key, value);
            return made;
        },
        '(List<SObject>)': (type: Type, records: ListValue) => {
            const made = new MapValue(type);
            putRecords(made, records);
            return made;
        },
    },
    methods: {
        'void clear()': (self: MapValue) => {
            checkChange(self);
            self.entries.clear();
        },
        'Map<K, V> clone()': (self: MapValue) => copyOf(self, (value) => value),
        'Boolean containsKey(K?)': (self: MapValue, key: Value) => self.has(key),
        'Map<K, V> deepClone()': (self: MapValue) =>
            copyOf(self, (value) => (value instanceof SObjectValue ? copyRecord(value, {}) : value)),
        'Boolean equals(Object?)': (self: MapValue, other: Value) => looseEquals(self, other),
        'V get(K?)': (self: MapValue, key: Value) => self.get(key),
        'Schema.SObjectType getSObjectType()': (self: MapValue) => {
            const { object } = self.type.value;
            return object ? objectToken(object)[1] : null;
        },
        'Integer hashCode()': (self: MapValue) => hashOf(self),
        'Boolean isEmpty()': (self: MapValue) => self.size === 0,
        'Set<K> keySet()': (self: MapValue) => new SetValue(setOf(self.type.element), self.keys()),
        'V put(K?, V?)': (self: MapValue, key: Value, value: Value) => {
            checkChange(self);
            return self.put(key, value);
        },
        'void putAll(Map<K, V>)': (self: MapValue, other: MapValue) => {
            checkChange(self);
            for (const { key, value } of [...other.entries.values()]) self.put(key, value);
        },
        'void putAll(List<SObject>)': (self: MapValue, records: ListValue) => {
            checkChange(self);
            for (const record of records.items)
                self.put(record instanceof SObjectValue ? (record.fields['Id'] ?? null) : null, record);
        },
        'V remove(K?)': (self: MapValue, key: Value) => {
            checkChange(self);
            return self.remove(key);
        },
        'Integer size()': (self: MapValue) => self.size,
        'List<V> values()': (self: MapValue) => new ListValue(listOf(self.type.value), self.values()),
    },
});
