/** Set. Source: Apex reference guide, "Set class". */
import { SetValue, checkChange } from '../run/collections.ts';
import { looseEquals } from '../run/equality.ts';
import { hashOf } from '../run/hash.ts';
import { ListValue, type Value } from '../run/values.ts';
import type { Type } from '../types/type.ts';
import { define } from './define.ts';
import { iteratorOver } from './iterators.ts';

type Collection = ListValue | SetValue;

function valuesOf(collection: Collection): readonly Value[] {
    return collection instanceof ListValue ? collection.items : collection.values();
}

function addAll(self: SetValue, other: Collection): boolean {
    checkChange(self);
    let changed = false;
    for (const value of valuesOf(other)) changed = self.add(value) || changed;
    return changed;
}

function removeAll(self: SetValue, other: Collection): boolean {
    checkChange(self);
    let changed = false;
    for (const value of valuesOf(other)) changed = self.remove(value) || changed;
    return changed;
}

function retainAll(self: SetValue, other: Collection): boolean {
    checkChange(self);
    const kept = new SetValue(self.type, valuesOf(other));
    const before = self.size;
    for (const value of self.values()) if (!kept.has(value)) self.remove(value);
    return self.size !== before;
}

function containsAll(self: SetValue, other: Collection): boolean {
    return valuesOf(other).every((value) => self.has(value));
}

define({
    name: 'Set',
    parameters: ['T'],
    constructors: {
        '()': (type: Type) => new SetValue(type),
        '(Set<T>)': (type: Type, other: SetValue) => new SetValue(type, other.values()),
        '(List<T>)': (type: Type, other: ListValue) => new SetValue(type, other.items),
    },
    methods: {
        'Boolean add(T?)': (self: SetValue, value: Value) => {
            checkChange(self);
            return self.add(value);
        },
        'Boolean addAll(List<T>)': addAll,
        'Boolean addAll(Set<T>)': addAll,
        'void clear()': (self: SetValue) => {
            checkChange(self);
            self.entries.clear();
        },
        'Set<T> clone()': (self: SetValue) => new SetValue(self.type, self.values()),
        'Boolean contains(T?)': (self: SetValue, value: Value) => self.has(value),
        'Boolean containsAll(List<T>)': containsAll,
        'Boolean containsAll(Set<T>)': containsAll,
        'Boolean equals(Object?)': (self: SetValue, other: Value) => looseEquals(self, other),
        'Integer hashCode()': (self: SetValue) => hashOf(self),
        'Boolean isEmpty()': (self: SetValue) => self.size === 0,
        'Iterator<T> iterator()': (self: SetValue) => iteratorOver(self.type.element, self.values()),
        'Boolean remove(T?)': (self: SetValue, value: Value) => {
            checkChange(self);
            return self.remove(value);
        },
        'Boolean removeAll(List<T>)': removeAll,
        'Boolean removeAll(Set<T>)': removeAll,
        'Boolean retainAll(List<T>)': retainAll,
        'Boolean retainAll(Set<T>)': retainAll,
        'Integer size()': (self: SetValue) => self.size,
    },
});
