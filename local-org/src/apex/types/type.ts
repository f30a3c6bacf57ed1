/** Apex types. Each is made once, so that they are compared as objects. */
import type { ObjectType } from '../../schema/model.ts';
import type { Members } from './members.ts';

export type TypeKind =
    | 'void'
    /** Of the literal `null`. */
    | 'null'
    | 'object'
    | 'primitive'
    | 'list'
    | 'set'
    | 'map'
    | 'class'
    | 'interface'
    | 'enum'
    | 'sobject';

export interface TypeDetails {
    readonly kind: TypeKind;
    /** As messages tell it: `Integer`, `Map<Id,Account>`, `Outer.Inner`. */
    readonly name: string;
    /** Without arguments and namespace: `Map`. */
    readonly base?: string;
    /** `System`, `Database` …; absent for types of the project. */
    readonly namespace?: string;
    readonly args?: readonly Type[];
    readonly object?: ObjectType;
}

export class Type {
    readonly kind: TypeKind;
    readonly name: string;
    readonly base: string;
    readonly namespace: string | undefined;
    readonly args: readonly Type[];
    /** Of an SObject type: the object that it stands for; absent for `SObject` itself. */
    readonly object: ObjectType | undefined;
    /** Absent for those that extend nothing but Object. */
    superclass: Type | undefined;
    /** What a class implements, or an interface extends, directly. */
    interfaces: readonly Type[] = [];
    /** What a declared type has; types of the library are looked up there. */
    members: Members | undefined;
    /** The class in which an inner one stands. */
    outer: Type | undefined;

    constructor({ kind, name, base = name, namespace, args = [], object }: TypeDetails) {
        this.kind = kind;
        this.name = name;
        this.base = base;
        this.namespace = namespace;
        this.args = args;
        this.object = object;
    }

    /** The first type argument: what a list or a set holds, the key of a map. */
    get element(): Type {
        return this.args[0] ?? OBJECT;
    }

    /** What a map holds. */
    get value(): Type {
        return this.args[1] ?? OBJECT;
    }

    /** As a value of `Type` and a stack trace tell it: `System.AssertException`, `Outer.Inner`, `Integer`. */
    get fullName(): string {
        const { namespace, kind, args, name } = this;
        const isPlain = kind === 'primitive' || kind === 'sobject' || args.length > 0;
        return namespace === undefined || isPlain ? name : `${namespace}.${name}`;
    }

    toString(): string {
        return this.name;
    }
}

function primitive(name: string): Type {
    return new Type({ kind: 'primitive', name, namespace: 'System' });
}

export const VOID = new Type({ kind: 'void', name: 'void' });
export const NULL = new Type({ kind: 'null', name: 'NULL' });
export const OBJECT = new Type({ kind: 'object', name: 'Object' });
export const INTEGER = primitive('Integer');
export const LONG = primitive('Long');
export const DOUBLE = primitive('Double');
export const DECIMAL = primitive('Decimal');
export const STRING = primitive('String');
export const ID = primitive('Id');
export const BOOLEAN = primitive('Boolean');
export const DATE = primitive('Date');
export const DATETIME = primitive('Datetime');
export const TIME = primitive('Time');
export const BLOB = primitive('Blob');
/** Any record, whatever its object. */
export const SOBJECT = new Type({ kind: 'sobject', name: 'SObject', namespace: 'System' });
/** The value of `Foo.class`. */
export const TYPE = new Type({ kind: 'class', name: 'Type', namespace: 'System' });

export const PRIMITIVES: readonly Type[] = [
    INTEGER,
    LONG,
    DOUBLE,
    DECIMAL,
    STRING,
    ID,
    BOOLEAN,
    DATE,
    DATETIME,
    TIME,
    BLOB,
];

const generics = new WeakMap<Type, Map<string, Type>>();
const pairs = new WeakMap<Type, WeakMap<Type, Type>>();

/** A type with one argument, made once: `List<T>`, `Iterator<T>`. */
export function generic(kind: TypeKind, base: string, namespace: string, arg: Type): Type {
    let own = generics.get(arg);
    if (!own) generics.set(arg, (own = new Map<string, Type>()));
    const key = `${namespace}.${base}`;
    let made = own.get(key);
    if (!made) own.set(key, (made = new Type({ kind, name: `${base}<${arg.name}>`, base, namespace, args: [arg] })));
    return made;
}

export function listOf(element: Type): Type {
    return generic('list', 'List', 'System', element);
}

export function setOf(element: Type): Type {
    return generic('set', 'Set', 'System', element);
}

export function mapOf(key: Type, value: Type): Type {
    let own = pairs.get(key);
    if (!own) pairs.set(key, (own = new WeakMap<Type, Type>()));
    let made = own.get(value);
    if (!made) {
        const name = `Map<${key.name},${value.name}>`;
        made = new Type({ kind: 'map', name, base: 'Map', namespace: 'System', args: [key, value] });
        own.set(value, made);
    }
    return made;
}

const sobjects = new WeakMap<ObjectType, Type>();

/** The type of an object's records. */
export function sobjectOf(object: ObjectType): Type {
    let made = sobjects.get(object);
    if (!made) {
        made = new Type({ kind: 'sobject', name: object.name, namespace: 'Schema', object });
        made.superclass = SOBJECT;
        sobjects.set(object, made);
    }
    return made;
}

/** Numbers from narrow to wide. */
const NUMBERS: readonly Type[] = [INTEGER, LONG, DOUBLE, DECIMAL];

/** How wide a number's type is; -1 for what is no number. */
export function widthOf(type: Type): number {
    return NUMBERS.indexOf(type);
}

export function isNumber(type: Type): boolean {
    return type === INTEGER || type === LONG || type === DOUBLE || type === DECIMAL;
}

/** String or Id. */
export function isText(type: Type): boolean {
    return type === STRING || type === ID;
}
