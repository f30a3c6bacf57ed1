/** What every object has. Source: Apex developer guide, "Classes and objects". */
import { looseEquals } from '../run/equality.ts';
import { hashOf } from '../run/hash.ts';
import { toText } from '../run/text.ts';
import type { Value } from '../run/values.ts';
import { OBJECT } from '../types/type.ts';
import { define } from './define.ts';

define({
    name: 'Object',
    type: OBJECT,
    methods: {
        'Boolean equals(Object?)': (self: Value, other: Value) => looseEquals(self, other),
        'Integer hashCode()': (self: Value) => hashOf(self),
        'String toString()': (self: Value) => toText(self),
    },
});
