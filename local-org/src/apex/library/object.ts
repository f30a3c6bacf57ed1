/** What every object and every enum has. Source: Apex reference guide, "Object", "Enum methods". */
import { exception } from '../run/exceptions.ts';
import { looseEquals } from '../run/equality.ts';
import { hashOf } from '../run/hash.ts';
import { toText } from '../run/text.ts';
import { ListValue, type EnumValue, type Value } from '../run/values.ts';
import { membersOf } from '../types/members.ts';
import { listOf, OBJECT, type Type } from '../types/type.ts';
import { define } from './define.ts';

define(
    {
        name: 'Object',
        type: OBJECT,
        methods: {
            'Boolean equals(Object?)': (self: Value, other: Value) => looseEquals(self, other),
            'Integer hashCode()': (self: Value) => hashOf(self),
            'String toString()': (self: Value) => toText(self),
        },
    },
    {
        name: 'Enum',
        methods: {
            'String name()': (self: EnumValue) => self.name,
            'Integer ordinal()': (self: EnumValue) => self.ordinal,
        },
    },
);

/** `Season.values()` */
export function enumValues(type: Type): ListValue {
    return new ListValue(listOf(type), [...(membersOf(type).enumValues?.() ?? [])]);
}

/** `Season.valueOf('winter')`. @throws Thrown NoSuchElementException */
export function enumValueOf(type: Type, name: string): EnumValue {
    const values = (membersOf(type).enumValues?.() ?? []) as readonly EnumValue[];
    const found = values.find((value) => value.name.toLowerCase() === name.toLowerCase());
    if (!found) throw exception('NoSuchElementException', `No enum constant ${type.name}.${name}`);
    return found;
}
