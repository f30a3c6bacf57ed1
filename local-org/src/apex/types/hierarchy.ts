/** Which types are kinds of others. */
import type { Type } from './type.ts';

/** A type and all that it extends and implements, the nearest first. */
export function ancestors(type: Type): readonly Type[] {
    const known = cached.get(type);
    if (known) return known;
    const found = new Set<Type>();
    for (let one: Type | undefined = type; one; one = one.superclass) found.add(one);
    for (const one of found) for (const face of one.interfaces) for (const up of ancestors(face)) found.add(up);
    const list = [...found];
    cached.set(type, list);
    return list;
}

const cached = new WeakMap<Type, readonly Type[]>();

/** Forgets what was asked before the type's ancestors were known. */
export function forgetAncestors(type: Type): void {
    cached.delete(type);
}

export function isKindOf(type: Type, other: Type): boolean {
    return type === other || ancestors(type).includes(other);
}

/** How many steps up a type is; undefined when it is none of its ancestors. */
export function distance(type: Type, other: Type): number | undefined {
    const at = ancestors(type).indexOf(other);
    return at < 0 ? undefined : at;
}
