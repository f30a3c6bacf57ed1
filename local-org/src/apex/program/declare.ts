/** From parsed classes to declared types: first their names, then what they extend, then their members. */
import { CompileError } from '../errors.ts';
import { isExtensible } from '../library/members.ts';
import type { FieldDeclaration, MethodDeclaration, PropertyDeclaration, TypeDeclaration } from '../parse/ast.ts';
import { forgetAncestors, isKindOf } from '../types/hierarchy.ts';
import { EXCEPTION } from '../types/exceptions.ts';
import type { Parameter, Variable } from '../types/members.ts';
import { VOID, type Type } from '../types/type.ts';
import { Body, DeclaredType, accessOf, declareMethod, type DeclaredMethod } from './declared-type.ts';
import type { Program } from './program.ts';

/** Makes the type of a declaration, with those of its inner classes. @throws CompileError for names given twice */
export function declareTypes(declaration: TypeDeclaration, outer?: DeclaredType): DeclaredType {
    const made = new DeclaredType(declaration, outer);
    for (const one of declaration.inner) {
        const key = one.name.toLowerCase();
        if (made.inners.has(key) || key === declaration.name.toLowerCase())
            throw new CompileError(`Duplicate class: ${one.name}`, one);
        made.inners.set(key, declareTypes(one, made));
    }
    return made;
}

/** A type with all its inner ones. */
export function* withInner(type: DeclaredType): Generator<DeclaredType> {
    yield type;
    for (const inner of type.inners.values()) yield* withInner(inner);
}

/** Finds what a class extends and implements. @throws CompileError when that cannot be */
export function linkAncestors(program: Program, declared: DeclaredType): void {
    const { declaration, type } = declared;
    const from = declared.outer ?? declared;
    if (declaration.superclass) type.superclass = superclassOf(program, declared, from);
    type.interfaces = declaration.interfaces.map((name) => {
        const face = program.resolve(name, from);
        if (face.kind !== 'interface') throw new CompileError(`Type must be an interface: ${face.name}`, name);
        return face;
    });
    forgetAncestors(type);
    if (declaration.kind === 'class') checkExceptionName(declared);
}

/** What is an exception is called one, and nothing else is (Apex developer guide, "Create Custom Exceptions"). */
function checkExceptionName({ declaration, type }: DeclaredType): void {
    const isCalledSo = declaration.name.toLowerCase().endsWith('exception');
    if (isException(type) === isCalledSo) return;
    const rule = isCalledSo
        ? 'Exception class must extend another Exception class'
        : "Classes extending Exception must have a name ending in 'Exception'";
    throw new CompileError(`${rule}: ${type.name}`, declaration);
}

function superclassOf(program: Program, declared: DeclaredType, from: DeclaredType): Type {
    const name = declared.declaration.superclass;
    if (!name) throw new Error('no superclass');
    const found = program.resolve(name, from);
    if (found.kind === 'interface') throw new CompileError(`A class cannot extend an interface: ${found.name}`, name);
    const other = program.declared(found.name);
    const isOpen = other ? other.isVirtual : isExtensible(found);
    if (!isOpen && !isKindOf(found, EXCEPTION))
        throw new CompileError(`Non-virtual and non-abstract type cannot be extended: ${found.name}`, name);
    for (let one: Type | undefined = found; one; one = one.superclass)
        if (one === declared.type) throw new CompileError(`Circular definition: ${found.name}`, name);
    return found;
}

/** Declares fields, properties, methods and constructors. The superclass must have its own by then. */
export function declareMembers(program: Program, declared: DeclaredType): void {
    const { declaration, type } = declared;
    const { superclass } = type;
    const above = superclass && program.declared(superclass.name);
    if (above) declared.slots.push(...above.slots);
    for (const one of declaration.variables) {
        if (one.kind === 'field') declareField(program, declared, one.field);
        if (one.kind === 'property') declareProperty(program, declared, one.property);
    }
    for (const method of declaration.methods) addMethod(declared, readMethod(program, declared, method));
    for (const one of declaration.constructors) addConstructor(program, declared, one);
    if (declaration.kind === 'class' && declaration.constructors.length === 0 && !isException(superclass))
        declared.ownConstructors.push(defaultConstructor(declared));
}

function isException(type: Type | undefined): boolean {
    return type !== undefined && isKindOf(type, EXCEPTION);
}

function addMethod(declared: DeclaredType, method: DeclaredMethod): void {
    const key = method.name.toLowerCase();
    const own = declared.ownMethods.get(key);
    if (own?.some((other) => other.key === method.key) && method.declaration)
        throw new CompileError(`Method already defined: ${signatureOf(method)}`, method.declaration);
    if (own) own.push(method);
    else declared.ownMethods.set(key, [method]);
}

function addConstructor(program: Program, declared: DeclaredType, declaration: MethodDeclaration): void {
    if (declaration.name.toLowerCase() !== declared.declaration.name.toLowerCase())
        throw new CompileError(`Invalid constructor name: ${declaration.name}`, declaration);
    const made = declareMethod(declared, declaration, VOID, parametersOf(program, declared, declaration), true);
    if (declared.ownConstructors.some(({ key }) => key === made.key))
        throw new CompileError(`Constructor already defined: ${signatureOf(made)}`, declaration);
    declared.ownConstructors.push(made);
}

function defaultConstructor(declared: DeclaredType): DeclaredMethod {
    const { line, column, name } = declared.declaration;
    const modifiers = { words: new Set(['public']), annotations: [] };
    const at = { line, column };
    return declareMethod(
        declared,
        {
            ...at,
            modifiers,
            name,
            returns: undefined,
            parameters: [],
            body: { ...at, kind: 'block', statements: [], end: at },
        },
        VOID,
        [],
        true,
    );
}

function readMethod(program: Program, declared: DeclaredType, method: MethodDeclaration): DeclaredMethod {
    const returns = method.returns ? program.resolve(method.returns, declared) : VOID;
    return declareMethod(declared, method, returns, parametersOf(program, declared, method));
}

function parametersOf(program: Program, declared: DeclaredType, { parameters }: MethodDeclaration): Parameter[] {
    return parameters.map(({ name, type }) => ({ name, type: program.resolve(type, declared), nullable: true }));
}

function addVariable(declared: DeclaredType, variable: Variable, at: FieldDeclaration | PropertyDeclaration): void {
    const key = variable.name.toLowerCase();
    if (declared.ownVariables.has(key)) throw new CompileError(`Duplicate field: ${variable.name}`, at);
    declared.ownVariables.set(key, variable);
}

function takeSlot(declared: DeclaredType, name: string, isStatic: boolean): number {
    if (isStatic) return declared.staticCount++;
    return declared.slots.push(name) - 1;
}

function declareField(program: Program, declared: DeclaredType, field: FieldDeclaration): void {
    const { words } = field.modifiers;
    const isStatic = words.has('static');
    const variable: Variable = {
        name: field.name,
        owner: declared.type,
        type: program.resolve(field.type, declared),
        isStatic,
        isFinal: words.has('final'),
        isTransient: words.has('transient'),
        access: accessOf(field.modifiers),
        slot: takeSlot(declared, field.name, isStatic),
    };
    addVariable(declared, variable, field);
}

function declareProperty(program: Program, declared: DeclaredType, property: PropertyDeclaration): void {
    const { name, modifiers, get, set } = property;
    const isStatic = modifiers.words.has('static');
    const type = program.resolve(property.type, declared);
    const access = accessOf(modifiers);
    const accessor = (kind: 'get' | 'set'): DeclaredMethod => {
        const block = kind === 'get' ? get?.body : set?.body;
        const isAbstract = modifiers.words.has('abstract');
        return {
            name: `__${kind}_${name}`,
            owner: declared.type,
            isStatic,
            parameters: kind === 'get' ? [] : [{ name: 'value', type, nullable: true }],
            returns: kind === 'get' ? type : VOID,
            access,
            isAbstract,
            isVirtual: ['abstract', 'virtual', 'override'].some((word) => modifiers.words.has(word)),
            key: `__${kind}_${name.toLowerCase()}()`,
            code: new Body(`Class.${declared.type.name}.__sfdc_${name}`, kind === 'get' ? 0 : 1, declared.sharing),
            declaration: undefined,
            block,
            modifiers,
        };
    };
    const getter = get?.body ? accessor('get') : undefined;
    const setter = set?.body ? accessor('set') : undefined;
    for (const one of [getter, setter]) if (one) addMethod(declared, one);
    const variable: Variable = {
        name,
        owner: declared.type,
        type,
        isStatic,
        isFinal: set === undefined,
        isTransient: modifiers.words.has('transient'),
        access,
        slot: takeSlot(declared, name, isStatic),
        ...(getter ? { getter } : {}),
        ...(setter ? { setter } : {}),
        ...(get ? { getAccess: accessOf(get.modifiers, access) } : {}),
        ...(set ? { setAccess: accessOf(set.modifiers, access) } : {}),
    };
    addVariable(declared, variable, property);
}

/** A method as messages tell it: `void foo(Integer, String)`. */
export function signatureOf({
    name,
    returns,
    parameters,
}: Pick<DeclaredMethod, 'name' | 'returns' | 'parameters'>): string {
    return `${returns.name} ${name}(${parameters.map(({ type }) => type.name).join(', ')})`;
}
