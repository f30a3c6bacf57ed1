/** What types have: methods, variables, constructors. The program and the library give them, the compiler looks them up. */
import type { Value } from '../run/values.ts';
import type { Type } from './type.ts';

export interface Parameter {
    readonly name: string;
    readonly type: Type;
    /** Of a library's function: it takes null. */
    readonly nullable: boolean;
}

/** A function of the library; those of instances take the instance first, constructors the type that is made. */
export type NativeFunction = (...args: never[]) => unknown;

export type Access = 'private' | 'protected' | 'public' | 'global';

/** A method or a constructor, of the program or of the library. */
export interface Method {
    readonly name: string;
    readonly owner: Type;
    readonly isStatic: boolean;
    readonly parameters: readonly Parameter[];
    readonly returns: Type;
    readonly access: Access;
    readonly isAbstract: boolean;
    /** May be overridden, so that the instance decides which one runs. */
    readonly isVirtual: boolean;
    /** Of the library. */
    readonly native?: NativeFunction;
    /** Of the program. */
    readonly code?: MethodCode;
    /** Name and types of the parameters, by which an override finds what it overrides. */
    readonly key: string;
}

/** A method's compiled body; it is compiled when it is first needed. */
export interface MethodCode {
    /** `Class.Outer.Inner.method` as stack traces tell it. */
    readonly traceName: string;
    readonly parameterCount: number;
    /** What the class says of sharing. */
    readonly sharing?: 'with' | 'without' | 'inherited' | undefined;
    readonly frameSize: number;
    /** Runs in a frame whose first slot is `this`, followed by the parameters. */
    readonly run: (frame: Value[]) => Value;
}

/** A field, a property or a constant. */
export interface Variable {
    readonly name: string;
    readonly owner: Type;
    readonly type: Type;
    readonly isStatic: boolean;
    readonly isFinal: boolean;
    /** Is left out of what is serialized. */
    readonly isTransient?: boolean;
    readonly access: Access;
    /** Of a field: its place in the instance, or among the statics of its class. */
    readonly slot: number;
    /** Of a property with code: its accessors. */
    readonly getter?: Method;
    readonly setter?: Method;
    /** Access of the accessors, when it is less than that of the property. */
    readonly getAccess?: Access;
    readonly setAccess?: Access;
    /** Of the library: reads the value, of an instance or of the type. */
    readonly read?: (self: Value) => Value;
    readonly write?: (self: Value, value: Value) => void;
}

/** Names are asked for in lower case; what is inherited is among them. */
export interface Members {
    methods(name: string): readonly Method[];
    variable(name: string): Variable | undefined;
    constructors(): readonly Method[];
    inner(name: string): Type | undefined;
    /** Names of the methods that it declares itself. */
    methodNames?(): readonly string[];
    /** Names of the fields of an instance, in the order of their slots. */
    fieldNames?(): readonly string[];
    /** No instance of it can be made. */
    readonly isAbstract?: boolean;
    /** Of an enum: its values in order. */
    enumValues?(): readonly Value[];
}

/** The key of a method. */
export function keyOf(name: string, parameters: readonly Type[]): string {
    return `${name.toLowerCase()}(${parameters.map((type) => type.name.toLowerCase()).join(',')})`;
}

let ofTheLibrary: (type: Type) => Members = () => {
    throw new Error('no library');
};

/** The library tells here how its types' members are found. */
export function provideMembers(provide: (type: Type) => Members): void {
    ofTheLibrary = provide;
}

/** What a type has, whoever declares it. */
export function membersOf(type: Type): Members {
    return (type.members ??= ofTheLibrary(type));
}
