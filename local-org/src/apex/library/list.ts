/** List. Source: Apex reference guide, "List class". */
import { checkChange, type SetValue } from '../run/collections.ts';
import { looseEquals, strictEquals } from '../run/equality.ts';
import { hashOf } from '../run/hash.ts';
import { itemAt, outOfBounds, putAt } from '../run/lists.ts';
import { sortValues, type Comparison } from '../run/sorting.ts';
import { ListValue, type ObjectValue, type Value } from '../run/values.ts';
import { callNamed } from '../run/invoke.ts';
import { SObjectValue } from '../run/sobject.ts';
import { copyRecord } from '../run/copies.ts';
import type { Type } from '../types/type.ts';
import { define } from './define.ts';
import { iteratorOver } from './iterators.ts';
import { objectToken } from './tokens.ts';

/** Makes room at a place. */
function insertAt(list: ListValue, at: number, values: readonly Value[]): void {
    checkChange(list);
    if (at < 0 || at > list.items.length) throw outOfBounds(at);
    list.items.splice(at, 0, ...values);
}

function append(list: ListValue, values: readonly Value[]): void {
    checkChange(list);
    // not spread: an argument list has an end
    for (const value of values) list.items.push(value);
}

function compareWith(comparator: ObjectValue): Comparison {
    return (left, right) => callNamed(comparator, 'compare', left, right) as number;
}

function remove(list: ListValue, at: number): Value {
    checkChange(list);
    const found = itemAt(list, at);
    list.items.splice(at, 1);
    return found;
}

function clone(item: Value): Value {
    if (item instanceof SObjectValue) return copyRecord(item, { preserveId: false });
    return item;
}

define({
    name: 'List',
    parameters: ['T'],
    constructors: {
        '()': (type: Type) => new ListValue(type),
        '(List<T>)': (type: Type, other: ListValue) => new ListValue(type, [...other.items]),
        '(Set<T>)': (type: Type, other: SetValue) => new ListValue(type, other.values()),
        '(Integer)': (type: Type) => new ListValue(type),
    },
    methods: {
        'void add(T?)': (self: ListValue, value: Value) => {
            checkChange(self);
            self.items.push(value);
        },
        'void add(Integer, T?)': (self: ListValue, at: number, value: Value) => {
            insertAt(self, at, [value]);
        },
        'void addAll(List<T>)': (self: ListValue, other: ListValue) => {
            append(self, other === self ? [...other.items] : other.items);
        },
        'void addAll(Set<T>)': (self: ListValue, other: SetValue) => {
            append(self, other.values());
        },
        'void clear()': (self: ListValue) => {
            checkChange(self);
            self.items = [];
        },
        'List<T> clone()': (self: ListValue) => new ListValue(self.type, [...self.items]),
        'Boolean contains(T?)': (self: ListValue, value: Value) => self.items.some((item) => strictEquals(item, value)),
        'List<T> deepClone()': (self: ListValue) => new ListValue(self.type, self.items.map(clone)),
        'List<T> deepClone(Boolean)': (self: ListValue, preserveId: boolean) =>
            new ListValue(
                self.type,
                self.items.map((item) => (item instanceof SObjectValue ? copyRecord(item, { preserveId }) : item)),
            ),
        'List<T> deepClone(Boolean, Boolean)': (self: ListValue, preserveId: boolean, preserveStamps: boolean) =>
            new ListValue(
                self.type,
                self.items.map((item) =>
                    item instanceof SObjectValue ? copyRecord(item, { preserveId, preserveStamps }) : item,
                ),
            ),
        'List<T> deepClone(Boolean, Boolean, Boolean)': (
            self: ListValue,
            preserveId: boolean,
            preserveStamps: boolean,
            preserveAutonumber: boolean,
        ) =>
            new ListValue(
                self.type,
                self.items.map((item) =>
                    item instanceof SObjectValue
                        ? copyRecord(item, { preserveId, preserveStamps, preserveAutonumber })
                        : item,
                ),
            ),
        'Boolean equals(Object?)': (self: ListValue, other: Value) => looseEquals(self, other),
        'T get(Integer)': itemAt,
        'Schema.SObjectType getSObjectType()': (self: ListValue) => {
            const { object } = self.type.element;
            return object ? objectToken(object)[1] : null;
        },
        'Integer hashCode()': (self: ListValue) => hashOf(self),
        'Integer indexOf(T?)': (self: ListValue, value: Value) =>
            self.items.findIndex((item) => strictEquals(item, value)),
        'Boolean isEmpty()': (self: ListValue) => self.items.length === 0,
        'Iterator<T> iterator()': (self: ListValue) => iteratorOver(self.type.element, self.items),
        'T remove(Integer)': remove,
        'void set(Integer, T?)': putAt,
        'Integer size()': (self: ListValue) => self.items.length,
        'void sort()': (self: ListValue) => {
            checkChange(self);
            sortValues(self.items);
        },
        'void sort(Comparator<T>)': (self: ListValue, comparator: ObjectValue) => {
            checkChange(self);
            sortValues(self.items, compareWith(comparator));
        },
    },
});
