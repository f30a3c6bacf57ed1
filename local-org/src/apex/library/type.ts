/** Type. Source: Apex reference guide, "Type class". */
import { MapValue, SetValue } from '../run/collections.ts';
import { exception } from '../run/exceptions.ts';
import { hashOf } from '../run/hash.ts';
import { frameFor, invoke } from '../run/invoke.ts';
import { SObjectValue } from '../run/sobject.ts';
import { ListValue, ObjectValue, TypeValue, type Value } from '../run/values.ts';
import { transaction } from '../run/vm.ts';
import { isAssignable } from '../types/conversions.ts';
import { membersOf, type Method } from '../types/members.ts';
import { TYPE, type Type } from '../types/type.ts';
import { define } from './define.ts';
import { objectToken } from './tokens.ts';

function forName(name: string): TypeValue | null {
    const found = transaction().typeNamed(name);
    return found ? new TypeValue(found) : null;
}

/** In the project's own namespace, which is none. */
function forNameIn(namespace: string | null, name: string): TypeValue | null {
    return forName(namespace === null || namespace === '' ? name : `${namespace}.${name}`);
}

/** A new value of a type. @throws Thrown TypeException when none can be made */
function newInstance({ meant }: TypeValue): Value {
    if (meant.kind === 'list') return new ListValue(meant);
    if (meant.kind === 'set') return new SetValue(meant);
    if (meant.kind === 'map') return new MapValue(meant);
    if (meant.object) return new SObjectValue(meant.object);
    const made = meant.kind === 'class' ? constructed(meant) : undefined;
    if (!made) throw exception('TypeException', `${meant.name} does not have a no-arg constructor`);
    return made;
}

function constructed(type: Type): Value | undefined {
    const members = membersOf(type);
    const method = members.constructors().find(({ parameters }) => parameters.length === 0);
    if (!method || method.isAbstract || members.isAbstract === true) return undefined;
    if (method.native) return (method.native as unknown as (type: Type) => Value)(type);
    return withCode(type, method);
}

function withCode(type: Type, { code }: Method): Value | undefined {
    if (!code) return undefined;
    const made = new ObjectValue(type, membersOf(type).fieldNames?.().length ?? 0);
    invoke(code, frameFor(code, made, []));
    return made;
}

define({
    name: 'Type',
    type: TYPE,
    statics: {
        'Type forName(String)': forName,
        'Type forName(String?, String)': forNameIn,
    },
    methods: {
        'Boolean equals(Object?)': ({ meant }: TypeValue, other: Value) =>
            other instanceof TypeValue && other.meant === meant,
        'String getName()': ({ meant }: TypeValue) => meant.name,
        'Integer hashCode()': ({ meant }: TypeValue) => hashOf(meant.fullName),
        'Boolean isAssignableFrom(Type)': (self: TypeValue, other: TypeValue) => isAssignable(other.meant, self.meant),
        'Object newInstance()': newInstance,
        'String toString()': ({ meant }: TypeValue) => meant.fullName,
    },
    properties: {
        'Schema.SObjectType SObjectType': {
            read: ({ meant }: TypeValue) => (meant.object ? objectToken(meant.object)[1] : null),
        },
    },
});
