/**
 * How the classes of the standard library are written down: a table from signatures, as the Apex reference guide has
 * them, to functions. What is in no table is a compile error; what is under `unsupported` fails when it is called.
 */
import type { NativeFunction } from '../types/members.ts';
import type { Type } from '../types/type.ts';
import type { Value } from '../run/values.ts';

/**
 * Functions by their signature: `'Boolean contains(String)'`. A `?` behind a type takes null: `'String valueOf(Object?)'`;
 * without one, null is refused with a NullPointerException. `This` is the type itself.
 */
export type Signatures = Readonly<Record<string, NativeFunction>>;

/** A property by its type and name: `'Integer MAX'`. */
export interface Property {
    readonly read: (self: never) => Value;
    readonly write?: (self: never, value: never) => void;
}

export interface LibraryClass {
    readonly name: string;
    /** `System` when absent. */
    readonly namespace?: string;
    /** `class` when absent. */
    readonly kind?: 'class' | 'interface' | 'enum';
    /** The type that it describes, when that is known without the table. */
    readonly type?: Type;
    /** Names of its type parameters. */
    readonly parameters?: readonly string[];
    readonly extends?: string;
    readonly implements?: readonly string[];
    /** Functions of the class. */
    readonly statics?: Signatures;
    /** Functions of an instance, which is their first argument. */
    readonly methods?: Signatures;
    /** `'(String, Integer)'`; their first argument is the type that is made. */
    readonly constructors?: Signatures;
    /** Methods that have no code: of interfaces, and abstract ones. */
    readonly abstracts?: readonly string[];
    readonly staticProperties?: Readonly<Record<string, Property>>;
    readonly properties?: Readonly<Record<string, Property>>;
    /** Of an enum. */
    readonly values?: readonly string[];
    /** Signatures of the guide that this runtime does not have; with `static` before those of the class. */
    readonly unsupported?: readonly string[];
    /** May programs extend it. */
    readonly isExtensible?: boolean;
}

const classes = new Map<string, LibraryClass>();

/** Adds classes to the library. */
export function define(...added: readonly LibraryClass[]): void {
    for (const one of added) classes.set(keyOfClass(one.namespace ?? 'System', one.name), one);
}

/** Adds to a class that another file defines, whichever comes first. */
export function extend(
    name: string,
    more: Pick<LibraryClass, 'statics' | 'methods' | 'unsupported'>,
    namespace = 'System',
): void {
    const key = keyOfClass(namespace, name);
    additions.set(key, [...(additions.get(key) ?? []), more]);
}

const additions = new Map<string, Pick<LibraryClass, 'statics' | 'methods' | 'unsupported'>[]>();
const extended = new Map<string, LibraryClass>();

/** A class with what was added to it. */
function complete(key: string, plain: LibraryClass): LibraryClass {
    const more = additions.get(key);
    if (!more) return plain;
    const known = extended.get(key);
    if (known) return known;
    const made = more.reduce<LibraryClass>(
        (all, one) => ({
            ...all,
            statics: { ...all.statics, ...one.statics },
            methods: { ...all.methods, ...one.methods },
            unsupported: [...(all.unsupported ?? []), ...(one.unsupported ?? [])],
        }),
        plain,
    );
    extended.set(key, made);
    return made;
}

function keyOfClass(namespace: string, name: string): string {
    return `${namespace}.${name}`.toLowerCase();
}

/** A class of the library by its namespace and name, in any case. */
export function libraryClass(namespace: string, name: string): LibraryClass | undefined {
    const key = keyOfClass(namespace, name);
    const found = classes.get(key);
    return found && complete(key, found);
}

/** There are classes in a namespace. */
export function isNamespace(name: string): boolean {
    const prefix = `${name.toLowerCase()}.`;
    return [...classes.keys()].some((key) => key.startsWith(prefix));
}
