/** What the types of the library have, read from its tables when it is asked for. */
import { NotSupported } from '../run/exceptions.ts';
import { EnumValue, type Value } from '../run/values.ts';
import type { Members, Method, NativeFunction, Variable } from '../types/members.ts';
import { EXCEPTION } from '../types/exceptions.ts';
import { isKindOf } from '../types/hierarchy.ts';
import { membersOf, provideMembers } from '../types/members.ts';
import { OBJECT, type Type } from '../types/type.ts';
import { libraryClass, type LibraryClass, type Property } from './define.ts';
import { customMetadataTable } from './custom-metadata.ts';
import { enumTable } from './enums.ts';
import { nameIn, parseType, readMethod, type TypeVariables } from './signatures.ts';

/** A line of a table, before its types are read. */
interface Line {
    readonly signature: string;
    readonly native: NativeFunction | undefined;
    readonly isStatic: boolean;
}

const lines = new WeakMap<LibraryClass, Map<string, Line[]>>();

/** The lines of a class by the name of the method. */
function linesOf(definition: LibraryClass): Map<string, Line[]> {
    const known = lines.get(definition);
    if (known) return known;
    const found = new Map<string, Line[]>();
    const add = (signature: string, native: NativeFunction | undefined, isStatic: boolean): void => {
        const name = nameIn(signature);
        const own = found.get(name);
        if (own) own.push({ signature, native, isStatic });
        else found.set(name, [{ signature, native, isStatic }]);
    };
    for (const [signature, native] of Object.entries(definition.statics ?? {})) add(signature, native, true);
    for (const [signature, native] of Object.entries(definition.methods ?? {})) add(signature, native, false);
    for (const signature of definition.abstracts ?? []) add(signature, undefined, false);
    for (const written of definition.unsupported ?? []) {
        const isStatic = written.startsWith('static ');
        const signature = written.replace(/^static /, '');
        add(signature, refuse(`${definition.name}.${signature.replace(/^\S+ /, '')}`), isStatic);
    }
    lines.set(definition, found);
    return found;
}

function refuse(what: string): NativeFunction {
    return () => {
        throw new NotSupported(what);
    };
}

class LibraryMembers implements Members {
    readonly #type: Type;
    readonly #definition: LibraryClass | undefined;
    readonly #variables: TypeVariables;
    readonly #methods = new Map<string, readonly Method[]>();
    readonly #properties = new Map<string, Variable | undefined>();
    #constructors: readonly Method[] | undefined;
    #values: readonly EnumValue[] | undefined;

    constructor(type: Type, definition: LibraryClass | undefined) {
        this.#type = type;
        this.#definition = definition;
        const named = (definition?.parameters ?? []).map((name, at) => [name, type.args[at] ?? OBJECT] as const);
        this.#variables = new Map([...named, ['This', type]]);
    }

    methods(name: string): readonly Method[] {
        const known = this.#methods.get(name);
        if (known) return known;
        const own = this.#definition ? (linesOf(this.#definition).get(name) ?? []) : [];
        const found = own.map((line) =>
            readMethod(line.signature, line.native, this.#type, this.#variables, line.isStatic),
        );
        const all = [...found, ...this.#inherited(name, found)];
        this.#methods.set(name, all);
        return all;
    }

    #inherited(name: string, own: readonly Method[]): Method[] {
        const { superclass, interfaces, kind } = this.#type;
        const above = [superclass, ...interfaces].filter((one) => one !== undefined);
        if (this.#type !== OBJECT && kind !== 'void' && above.length === 0) above.push(OBJECT);
        return above
            .flatMap((one) => membersOf(one).methods(name))
            .filter(({ key }) => !own.some((method) => method.key === key));
    }

    methodNames(): readonly string[] {
        return this.#definition ? [...linesOf(this.#definition).keys()] : [];
    }

    variable(name: string): Variable | undefined {
        if (this.#properties.has(name)) return this.#properties.get(name);
        const found = this.#enumConstant(name) ?? this.#property(name);
        this.#properties.set(name, found);
        return found;
    }

    #property(name: string): Variable | undefined {
        const { properties, staticProperties } = this.#definition ?? {};
        const of = (table: Readonly<Record<string, Property>> | undefined, isStatic: boolean): Variable | undefined => {
            const line = Object.keys(table ?? {}).find((one) => one.split(' ').at(-1)?.toLowerCase() === name);
            const property = line === undefined ? undefined : table?.[line];
            if (line === undefined || !property) return undefined;
            const { read, write } = property;
            return {
                ...this.#variable(line.split(' ').at(-1) ?? '', parseType(line, this.#variables), isStatic),
                isFinal: write === undefined,
                read: read as (self: Value) => Value,
                ...(write ? { write: write as (self: Value, value: Value) => void } : {}),
            };
        };
        const { superclass } = this.#type;
        return (
            of(properties, false) ?? of(staticProperties, true) ?? (superclass && membersOf(superclass).variable(name))
        );
    }

    #variable(name: string, type: Type, isStatic: boolean): Variable {
        return { name, owner: this.#type, type, isStatic, isFinal: true, access: 'global', slot: 0 };
    }

    #enumConstant(name: string): Variable | undefined {
        const found = this.enumValues().find((value) => value.name.toLowerCase() === name);
        return found && { ...this.#variable(found.name, this.#type, true), read: () => found };
    }

    constructors(): readonly Method[] {
        return (this.#constructors ??= Object.entries(this.#definition?.constructors ?? {}).map(([signature, native]) =>
            readMethod(signature, native, this.#type, this.#variables, false),
        ));
    }

    inner(): undefined {
        return undefined;
    }

    enumValues(): readonly EnumValue[] {
        return (this.#values ??= (this.#definition?.values ?? []).map(
            (name, ordinal) => new EnumValue(this.#type, name, ordinal),
        ));
    }
}

/** The table that tells of a type. */
function definitionOf(type: Type): LibraryClass | undefined {
    const found = libraryClass(type.namespace ?? 'System', type.base);
    if (found) return found;
    if (type.kind === 'sobject') return libraryClass('System', 'SObject');
    return undefined;
}

/** The methods that an enum of the program has. */
export function enumMembers(type: Type, values: () => readonly EnumValue[]): Members {
    return new LibraryMembers(type, enumTable(type, values));
}

provideMembers((type) => {
    const definition = definitionOf(type);
    if (type.kind === 'sobject') return new LibraryMembers(type, customMetadataTable(type, definition));
    if (type.kind !== 'enum') return new LibraryMembers(type, definition);
    const made: LibraryMembers = new LibraryMembers(type, {
        ...enumTable(type, () => made.enumValues()),
        values: definition?.values ?? [],
    });
    return made;
});

/** Programs may extend the class. */
export function isExtensible(type: Type): boolean {
    return isKindOf(type, EXCEPTION) || definitionOf(type)?.isExtensible === true;
}
