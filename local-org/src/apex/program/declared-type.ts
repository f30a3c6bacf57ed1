/** A class, an interface or an enum of the program: what it declares, and what it inherits. */
import { enumMembers, isExtensible } from '../library/members.ts';
import type { Block, MethodDeclaration, Modifiers, TypeDeclaration } from '../parse/ast.ts';
import { EnumValue, type Frame, type Value } from '../run/values.ts';
import {
    keyOf,
    membersOf,
    type Access,
    type Members,
    type Method,
    type MethodCode,
    type Parameter,
    type Variable,
} from '../types/members.ts';
import { OBJECT, Type } from '../types/type.ts';

/** A method's code; the compiler puts it in. */
export class Body implements MethodCode {
    readonly traceName: string;
    readonly parameterCount: number;
    readonly sharing: Sharing;
    frameSize: number;
    run: (frame: Frame) => Value = () => null;

    constructor(traceName: string, parameterCount: number, sharing?: Sharing) {
        this.traceName = traceName;
        this.sharing = sharing;
        this.parameterCount = parameterCount;
        this.frameSize = parameterCount + 1;
    }

    /** What could not be compiled fails when it is called, and only then: the rest of the program runs. */
    refuse(error: Error): void {
        this.run = () => {
            throw error;
        };
    }
}

export interface DeclaredMethod extends Method {
    readonly code: Body;
    readonly declaration: MethodDeclaration | undefined;
    readonly block: Block | undefined;
    readonly modifiers: Modifiers;
}

/** How a class asks for sharing rules. */
export type Sharing = 'with' | 'without' | 'inherited' | undefined;

let lastId = 0;

export class DeclaredType implements Members {
    readonly type: Type;
    readonly declaration: TypeDeclaration;
    readonly outer: DeclaredType | undefined;
    /** The place of its statics in a transaction. */
    readonly id = lastId++;
    readonly inners = new Map<string, DeclaredType>();
    readonly ownMethods = new Map<string, DeclaredMethod[]>();
    readonly ownConstructors: DeclaredMethod[] = [];
    readonly ownVariables = new Map<string, Variable>();
    /** Names of all fields of an instance, inherited ones first. */
    readonly slots: string[] = [];
    staticCount = 0;
    /** Gives the fields of an instance their first values, and the statics theirs. */
    readonly initializer: Body;
    readonly staticInitializer: Body;
    #enumValues: readonly EnumValue[] | undefined;
    #enum: Members | undefined;

    constructor(declaration: TypeDeclaration, outer: DeclaredType | undefined) {
        this.declaration = declaration;
        this.outer = outer;
        const name = outer ? `${outer.type.name}.${declaration.name}` : declaration.name;
        this.type = new Type({ kind: declaration.kind, name });
        this.type.members = this;
        this.type.outer = outer?.type;
        this.initializer = new Body(`Class.${name}.<init>`, 0, this.sharing);
        this.staticInitializer = new Body(`Class.${name}.<clinit>`, 0, this.sharing);
        if (declaration.kind === 'enum') {
            const values = declaration.constants.map((one, at) => new EnumValue(this.type, one.name, at));
            this.#enumValues = values;
            for (const value of values) {
                const constant = { name: value.name, owner: this.type, type: this.type, isStatic: true, isFinal: true };
                this.ownVariables.set(value.name.toLowerCase(), {
                    ...constant,
                    access: 'global',
                    slot: 0,
                    read: () => value,
                });
            }
        }
    }

    get isAbstract(): boolean {
        return this.declaration.kind === 'interface' || this.declaration.modifiers.words.has('abstract');
    }

    get isVirtual(): boolean {
        return this.isAbstract || this.declaration.modifiers.words.has('virtual');
    }

    /** The class's own words; an inner class does not take over those of the outer one. */
    get sharing(): Sharing {
        const { words } = this.declaration.modifiers;
        if (words.has('with sharing')) return 'with';
        if (words.has('without sharing')) return 'without';
        return words.has('inherited sharing') ? 'inherited' : undefined;
    }

    hasAnnotation(name: string): boolean {
        return this.declaration.modifiers.annotations.some((one) => one.name.toLowerCase() === name);
    }

    methods(name: string): readonly Method[] {
        const own = this.ownMethods.get(name) ?? [];
        return [...own, ...this.#inherited((members) => members.methods(name), own)];
    }

    #inherited(read: (members: Members) => readonly Method[], own: readonly Method[]): Method[] {
        const { superclass, interfaces } = this.type;
        const above = [superclass, ...interfaces].filter((one) => one !== undefined);
        const found = [...above.map((one) => membersOf(one)), this.#common];
        const seen = new Set(own.map(({ key }) => key));
        const all: Method[] = [];
        for (const method of found.flatMap(read)) {
            if (seen.has(method.key)) continue;
            seen.add(method.key);
            all.push(method);
        }
        return all;
    }

    /** What every class and every enum has. */
    get #common(): Members {
        return (this.#enum ??= this.type.kind === 'enum' ? this.#enumMembers() : membersOf(OBJECT));
    }

    #enumMembers(): Members {
        return enumMembers(this.type, () => this.#enumValues ?? []);
    }

    variable(name: string): Variable | undefined {
        const own = this.ownVariables.get(name);
        if (own) return own;
        const { superclass } = this.type;
        return superclass && membersOf(superclass).variable(name);
    }

    constructors(): readonly Method[] {
        const { superclass } = this.type;
        const own = this.ownConstructors;
        // the constructors of exceptions are there whatever a program declares
        if (!superclass || !isExtensible(superclass)) return own;
        const platform = this.#exceptionConstructors(superclass);
        return [...own, ...platform.filter(({ parameters }) => parameters.length > 0 || own.length === 0)];
    }

    #exceptionConstructors(superclass: Type): readonly Method[] {
        return membersOf(superclass)
            .constructors()
            .filter(({ native }) => native !== undefined);
    }

    inner(name: string): Type | undefined {
        const own = this.inners.get(name);
        if (own) return own.type;
        const { superclass } = this.type;
        return superclass && membersOf(superclass).inner(name);
    }

    methodNames(): readonly string[] {
        return [...this.ownMethods.keys()];
    }

    fieldNames(): readonly string[] {
        return this.slots;
    }

    enumValues(): readonly Value[] {
        return this.#enumValues ?? [];
    }
}

/** Access that modifiers give; what has none is private. */
export function accessOf({ words }: Modifiers, otherwise: Access = 'private'): Access {
    if (words.has('global') || words.has('webservice')) return 'global';
    if (words.has('public')) return 'public';
    if (words.has('protected')) return 'protected';
    return words.has('private') ? 'private' : otherwise;
}

/** Makes a method or a constructor of its declaration. */
export function declareMethod(
    owner: DeclaredType,
    declaration: MethodDeclaration,
    returns: Type,
    parameters: readonly Parameter[],
    isConstructor = false,
): DeclaredMethod {
    const { modifiers, body } = declaration;
    const isInterface = owner.type.kind === 'interface';
    const { words } = modifiers;
    const name = isConstructor ? '<init>' : declaration.name;
    return {
        name: declaration.name,
        owner: owner.type,
        isStatic: words.has('static') || words.has('testmethod'),
        parameters,
        returns,
        access: isInterface ? 'global' : accessOf(modifiers),
        isAbstract: isInterface || words.has('abstract'),
        isVirtual: isInterface || ['abstract', 'virtual', 'override'].some((word) => words.has(word)),
        key: keyOf(
            isConstructor ? '<init>' : declaration.name,
            parameters.map(({ type }) => type),
        ),
        code: new Body(`Class.${owner.type.name}.${name}`, parameters.length, owner.sharing),
        declaration,
        block: body,
        modifiers,
    };
}
