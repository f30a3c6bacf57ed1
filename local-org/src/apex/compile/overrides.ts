/** What a class must have, because of what it extends and implements. Source: Apex developer guide, "Extending a class". */
import { CompileError } from '../errors.ts';
import { signatureOf } from '../program/declare.ts';
import type { DeclaredMethod, DeclaredType } from '../program/declared-type.ts';
import { ancestors } from '../types/hierarchy.ts';
import { membersOf, type Method } from '../types/members.ts';
import { OBJECT } from '../types/type.ts';
import type { Report } from './bodies.ts';

/** Tells what is missing or wrong. */
export function checkOverrides(declared: DeclaredType, report: Report): void {
    for (const method of [...declared.ownMethods.values()].flat())
        if (method.declaration && !method.isStatic) checkMethod(declared, method, report);
    if (declared.declaration.kind === 'class' && !declared.isAbstract) checkComplete(declared, report);
}

function checkMethod(declared: DeclaredType, method: DeclaredMethod, report: Report): void {
    const at = method.declaration;
    if (!at) return;
    const above = inheritedMethod(declared, method);
    const saysOverride = method.modifiers.words.has('override');
    if (!above) {
        if (saysOverride)
            report(new CompileError(`@Override specified for non-overriding method: ${signatureOf(method)}`, at));
        return;
    }
    if (above.returns !== method.returns && above.owner !== OBJECT)
        report(new CompileError(`Method return types clash: ${signatureOf(method)} and ${signatureOf(above)}`, at));
    if (above.owner.kind === 'interface' || above.native || above.owner === OBJECT) return;
    if (!above.isVirtual)
        report(new CompileError(`Non-virtual, non-abstract methods cannot be overridden: ${signatureOf(above)}`, at));
    else if (!saysOverride)
        report(new CompileError(`Method must use the override keyword: ${signatureOf(method)}`, at));
}

function inheritedMethod({ type }: DeclaredType, { key, name }: Method): Method | undefined {
    for (const one of [...ancestors(type), OBJECT]) {
        if (one === type) continue;
        const found = membersOf(one)
            .methods(name.toLowerCase())
            .find((method) => method.key === key && !method.isStatic && method.access !== 'private');
        if (found) return found;
    }
    return undefined;
}

function checkComplete(declared: DeclaredType, report: Report): void {
    const { type, declaration } = declared;
    for (const one of ancestors(type)) {
        const abstracts = abstractMethods(one);
        for (const method of abstracts) {
            const found = declared
                .methods(method.name.toLowerCase())
                .some(({ key, isAbstract }) => key === method.key && !isAbstract);
            if (found) continue;
            const isInterface = one.kind === 'interface';
            const what = `${method.returns.name} ${method.owner.name}.${method.name}(${method.parameters.map((p) => p.type.name).join(', ')})`;
            const message = isInterface
                ? `Class ${type.name} must implement the method: ${what}`
                : `Class ${type.name} must implement the abstract method: ${what}`;
            report(new CompileError(message, declaration));
        }
    }
}

function abstractMethods(type: DeclaredType['type']): Method[] {
    const members = membersOf(type);
    const names = members.methodNames?.() ?? [];
    return names
        .flatMap((name) => members.methods(name))
        .filter(({ isAbstract, owner }) => isAbstract && owner === type);
}
