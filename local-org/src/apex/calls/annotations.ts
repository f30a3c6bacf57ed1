/** What annotations of the program say of its classes, methods and variables. */
import { DeclaredType, type DeclaredMethod } from '../program/declared-type.ts';
import type { Annotation, Modifiers } from '../parse/ast.ts';
import type { Type } from '../types/type.ts';

/** An annotation by its name in lower case. */
export function annotationOf({ annotations }: Modifiers, name: string): Annotation | undefined {
    return annotations.find((one) => one.name.toLowerCase() === name);
}

/** Whether an annotation says yes, such as `@AuraEnabled(cacheable=true)`. @param key in lower case */
export function says({ values }: Annotation, key: string): boolean {
    return values.get(key)?.toLowerCase() === 'true';
}

/** The methods of a class that have an annotation, in the order in which they stand. */
export function annotatedMethods(type: DeclaredType, name: string): DeclaredMethod[] {
    return [...type.ownMethods.values()].flat().filter((method) => annotationOf(method.modifiers, name));
}

/** A field or a property with its annotation. */
export interface AnnotatedVariable {
    readonly name: string;
    readonly annotation: Annotation;
}

const known = new WeakMap<Type, Map<string, readonly AnnotatedVariable[]>>();

/** The fields and properties of a class that have an annotation, inherited ones first. */
export function annotatedVariables(type: Type, name: string): readonly AnnotatedVariable[] {
    let own = known.get(type);
    if (!own) known.set(type, (own = new Map<string, readonly AnnotatedVariable[]>()));
    let found = own.get(name);
    if (!found) own.set(name, (found = find(type, name)));
    return found;
}

function find(type: Type, name: string): AnnotatedVariable[] {
    const above = type.superclass ? annotatedVariables(type.superclass, name) : [];
    const { members } = type;
    if (!(members instanceof DeclaredType)) return [...above];
    const own: AnnotatedVariable[] = [];
    for (const one of members.declaration.variables) {
        if (one.kind === 'initializer') continue;
        const declared = one.kind === 'field' ? one.field : one.property;
        const annotation = annotationOf(declared.modifiers, name);
        if (annotation) own.push({ name: declared.name, annotation });
    }
    return [...above, ...own];
}
