/** The types of the library: found by name, made once. */
import { exceptionType } from '../types/exceptions.ts';
import { OBJECT, PRIMITIVES, SOBJECT, TYPE, Type, VOID, generic, listOf, mapOf, setOf } from '../types/type.ts';
import { libraryClass, type LibraryClass } from './define.ts';

const plain = new Map<string, Type>();
for (const type of [...PRIMITIVES, OBJECT, SOBJECT, TYPE, VOID]) plain.set(type.name.toLowerCase(), type);

/** Namespaces whose types may be named without them. */
const OPEN_NAMESPACES = ['System', 'Schema'];

/**
 * A type of the library.
 * @param namespace absent: those that need none
 * @param args absent where the type has none
 * @returns undefined when there is no such type, or it takes another number of arguments
 */
export function libraryType(namespace: string | undefined, name: string, args: readonly Type[] = []): Type | undefined {
    if (namespace === undefined) {
        for (const one of OPEN_NAMESPACES) {
            const found = libraryType(one, name, args);
            if (found) return found;
        }
        return undefined;
    }
    const known = namespace.toLowerCase() === 'system' ? systemType(name, args) : undefined;
    return known ?? definedType(namespace, name, args);
}

function systemType(name: string, args: readonly Type[]): Type | undefined {
    const key = name.toLowerCase();
    const [first, second] = args;
    if (args.length === 0) return plain.get(key) ?? exceptionType(key);
    if (key === 'list' && first && !second) return listOf(first);
    if (key === 'set' && first && !second) return setOf(first);
    if (key === 'map' && first && second && args.length === 2) return mapOf(first, second);
    return undefined;
}

const made = new Map<LibraryClass, Type>();

function definedType(namespace: string, name: string, args: readonly Type[]): Type | undefined {
    const definition = libraryClass(namespace, name);
    if (!definition) return undefined;
    if (definition.type) return args.length === 0 ? definition.type : undefined;
    const kind = definition.kind ?? 'class';
    const own = definition.namespace ?? 'System';
    const parameters = definition.parameters?.length ?? 0;
    if (parameters !== args.length) return undefined;
    if (args[0]) return generic(kind, definition.name, own, args[0]);
    let type = made.get(definition);
    if (!type) {
        type = new Type({ kind, name: definition.name, namespace: own });
        made.set(definition, type);
        linkAncestors(type, definition);
    }
    return type;
}

function linkAncestors(type: Type, definition: LibraryClass): void {
    if (definition.extends !== undefined) type.superclass = namedType(definition.extends);
    type.interfaces = (definition.implements ?? []).map((name) => namedType(name));
}

/** A type of the library by a name that is known to be right, such as `Comparator<String>`. @throws Error when it is not */
export function namedType(name: string): Type {
    const [, base = name, inside] = /^([\w.]+)<(.*)>$/.exec(name) ?? [];
    const args = inside === undefined ? [] : [namedType(inside)];
    const [first = '', second] = base.split('.');
    const found = second === undefined ? libraryType(undefined, first, args) : libraryType(first, second, args);
    if (!found) throw new Error(`the library has no type ${name}`);
    return found;
}
