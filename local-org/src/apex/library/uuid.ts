/** UUID. Source: Apex reference guide, "UUID class". */
import { randomUUID } from 'node:crypto';
import { exception } from '../run/exceptions.ts';
import { hashOf } from '../run/hash.ts';
import { NativeObject, type Value } from '../run/values.ts';
import { transaction } from '../run/vm.ts';
import { define } from './define.ts';
import { namedType } from './types.ts';

type UuidObject = NativeObject<string>;

const KEPT = Symbol('UUID');

/** There is one object of each, so that equal ones are the same. */
function uuid(text: string): UuidObject {
    const { kept } = transaction();
    const known = (kept.get(KEPT) ?? new Map<string, UuidObject>()) as Map<string, UuidObject>;
    kept.set(KEPT, known);
    let made = known.get(text);
    if (!made) known.set(text, (made = new NativeObject(namedType('System.UUID'), text)));
    return made;
}

const FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function fromString(text: string): UuidObject {
    const lower = text.toLowerCase();
    if (!FORM.test(lower)) throw exception('IllegalArgumentException', `Invalid UUID string: ${text}`);
    return uuid(lower);
}

define({
    name: 'UUID',
    statics: {
        'System.UUID fromString(String)': fromString,
        'System.UUID randomUUID()': () => uuid(randomUUID()),
    },
    methods: {
        'Boolean equals(Object?)': (self: UuidObject, other: Value) => self === other,
        'Integer hashCode()': ({ state }: UuidObject) => hashOf(state),
        'String toString()': ({ state }: UuidObject) => state,
    },
});
