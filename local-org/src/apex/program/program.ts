/** All classes and triggers of an org, and how names of types are resolved among them. */
import type { Schema } from '../../schema/schema.ts';
import { CompileError } from '../errors.ts';
import { isNamespace } from '../library/define.ts';
import { libraryType } from '../library/types.ts';
import type { TypeName } from '../parse/ast.ts';
import { membersOf } from '../types/members.ts';
import { SOBJECT, VOID, listOf, sobjectOf, type Type } from '../types/type.ts';
import type { Coverage } from './coverage.ts';
import type { DeclaredType } from './declared-type.ts';

export class Program {
    readonly schema: Schema;
    /** Absent: coverage is not measured, and costs nothing. */
    readonly coverage: Coverage | undefined;
    readonly #types = new Map<string, DeclaredType>();

    constructor(schema: Schema, coverage?: Coverage) {
        this.schema = schema;
        this.coverage = coverage;
    }

    /** The classes that are not within others. */
    get types(): IterableIterator<DeclaredType> {
        return this.#types.values();
    }

    /** @throws CompileError when there is another class of the name */
    add(type: DeclaredType): void {
        const key = type.type.name.toLowerCase();
        if (this.#types.has(key)) throw new CompileError(`Duplicate class: ${type.type.name}`, type.declaration);
        this.#types.set(key, type);
    }

    remove(type: DeclaredType): void {
        this.#types.delete(type.type.name.toLowerCase());
    }

    /** A class of the program by its name, or `Outer.Inner`. */
    declared(name: string): DeclaredType | undefined {
        const [first = '', second] = name.toLowerCase().split('.');
        const found = this.#types.get(first);
        return second === undefined ? found : found?.inners.get(second);
    }

    /**
     * The type that a name means where it stands.
     * @param from the class in which it stands
     * @throws CompileError when there is none
     */
    resolve(name: TypeName, from: DeclaredType | undefined): Type {
        const found = this.#find(name, from);
        if (!found) throw new CompileError(`Invalid type: ${writtenName(name)}`, name);
        let type = found;
        for (let at = 0; at < name.arrays; at++) type = listOf(type);
        return type;
    }

    #find(name: TypeName, from: DeclaredType | undefined): Type | undefined {
        const [first, second, third] = name.parts;
        if (!first || (third && first.name.toLowerCase() !== 'system')) return undefined;
        const args = (name.parts.at(-1)?.args ?? []).map((arg) => this.resolve(arg, from));
        if (second) return this.#qualified(first.name, second.name, args, from);
        if (args.length > 0) return libraryType(undefined, first.name, args);
        return this.simple(first.name, from);
    }

    #qualified(first: string, second: string, args: readonly Type[], from: DeclaredType | undefined): Type | undefined {
        const outer = args.length === 0 ? this.simple(first, from) : undefined;
        const inner = outer && membersOf(outer).inner(second.toLowerCase());
        if (inner) return inner;
        if (first.toLowerCase() === 'schema' && args.length === 0) {
            const object = this.schema.object(second);
            if (object) return sobjectOf(object);
        }
        return isNamespace(first) || /^system$/i.test(first) ? libraryType(first, second, args) : undefined;
    }

    /** A type by a single name: inner classes first, then classes, the library, objects. */
    simple(name: string, from: DeclaredType | undefined): Type | undefined {
        const key = name.toLowerCase();
        for (let scope = from; scope; scope = scope.outer) {
            const inner = scope.inner(key);
            if (inner) return inner;
            if (scope.declaration.name.toLowerCase() === key) return scope.type;
        }
        const declared = this.#types.get(key);
        if (declared) return declared.type;
        if (key === 'void') return VOID;
        const library = libraryType(undefined, name);
        if (library) return library;
        const object = this.schema.object(name);
        return object ? sobjectOf(object) : key === 'sobject' ? SOBJECT : undefined;
    }
}

/** A type as it was written. */
export function writtenName({ parts, arrays }: TypeName): string {
    const text = parts.map(({ name, args }) =>
        args.length === 0 ? name : `${name}<${args.map(writtenName).join(',')}>`,
    );
    return text.join('.') + '[]'.repeat(arrays);
}
