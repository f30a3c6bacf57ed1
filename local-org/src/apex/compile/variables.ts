/** Reads and writes of fields and properties. */
import { CompileError } from '../errors.ts';
import type { Position } from '../parse/ast.ts';
import { DeclaredType } from '../program/declared-type.ts';
import { nullPointer } from '../run/exceptions.ts';
import { findMethod, frameFor, invoke } from '../run/invoke.ts';
import { staticsOf } from '../run/statics.ts';
import type { Frame, ObjectValue, Value } from '../run/values.ts';
import { vm } from '../run/vm.ts';
import { isKindOf } from '../types/hierarchy.ts';
import type { Access, Method, Variable } from '../types/members.ts';
import type { Type } from '../types/type.ts';
import type { Run } from './code.ts';
import type { BodyContext } from './context.ts';

/** Where a value is kept that may be assigned. */
export interface Place {
    readonly type: Type;
    /** Evaluates, once, what the place is in. */
    readonly prepare?: (frame: Frame) => void;
    readonly read: Run;
    readonly write: (frame: Frame, value: Value) => void;
}

/** Reads a static, or a variable of `this`. */
export function readVariable(variable: Variable, at: Position): Run {
    const { slot, getter, read, isStatic } = variable;
    if (isStatic && read) return () => read(null);
    if (isStatic && getter) return callGetter(getter, at.line);
    if (isStatic) {
        const owner = declaredOwner(variable);
        return () => staticsOf(owner)[slot] as Value;
    }
    if (!read && !getter) return (frame) => (frame[0] as ObjectValue).fields[slot] as Value;
    const reader = readerOf(variable, at);
    return (frame) => reader(frame[0] as Value);
}

/** Reads a variable of an instance that is not null. */
export function readerOf({ slot, getter, read }: Variable, { line }: Position): (self: Value) => Value {
    if (read) return read;
    if (!getter) return (self) => (self as ObjectValue).fields[slot] as Value;
    return (self) => {
        vm.lines[vm.depth] = line;
        const code = codeOf(getter, self);
        return invoke(code, frameFor(code, self, []));
    };
}

function callGetter(getter: Method, line: number): Run {
    return () => {
        vm.lines[vm.depth] = line;
        const code = codeOf(getter, null);
        return invoke(code, frameFor(code, null, []));
    };
}

/** The accessor's own code, or that of the class of the instance. */
function codeOf(accessor: Method, self: Value): NonNullable<Method['code']> {
    const found = accessor.isVirtual && self !== null ? findMethod((self as ObjectValue).type, accessor.key) : accessor;
    const code = found?.code;
    if (!code) throw new Error(`no code of ${accessor.name}`);
    return code;
}

function notNull(value: Value): Value {
    if (value === null) throw nullPointer();
    return value;
}

/** The class that declares a variable. */
export function declaredOwner({ owner }: Variable): DeclaredType {
    if (owner.members instanceof DeclaredType) return owner.members;
    throw new Error(`${owner.name} is not declared`);
}

/**
 * A variable as a place.
 * @param object the instance; absent for statics and for variables of `this`
 */
export function variablePlace(context: BodyContext, variable: Variable, object: Run | undefined, at: Position): Place {
    checkWritable(context, variable, at);
    const { type, isStatic } = variable;
    const self: Run = isStatic ? () => null : (object ?? ((frame) => frame[0] as Value));
    if (isStatic || !object) return { type, read: readVariable(variable, at), write: writer(variable, self, at) };
    const temporary = context.temporary();
    const kept: Run = (frame) => notNull(frame[temporary] as Value);
    const reader = readerOf(variable, at);
    return {
        type,
        prepare: (frame) => {
            frame[temporary] = object(frame);
        },
        read: (frame) => reader(kept(frame)),
        write: writer(variable, kept, at),
    };
}

function writer(variable: Variable, self: Run, at: Position): Place['write'] {
    const { slot, setter, write, isStatic } = variable;
    if (write)
        return (frame, value) => {
            write(self(frame), value);
        };
    if (setter) return callSetter(setter, self, at.line);
    if (!isStatic)
        return (frame, value) => {
            (self(frame) as ObjectValue).fields[slot] = value;
        };
    const owner = declaredOwner(variable);
    return (_, value) => {
        staticsOf(owner)[slot] = value;
    };
}

function callSetter(setter: Method, object: Run, line: number): Place['write'] {
    return (frame, value) => {
        const self = object(frame);
        vm.lines[vm.depth] = line;
        const code = codeOf(setter, self);
        invoke(code, frameFor(code, self, [value]));
    };
}

/** Inside its own accessors, a property is the field behind it. */
export function isOwnAccessor(context: BodyContext, variable: Variable): boolean {
    return context.accessorOf === variable;
}

function checkWritable(context: BodyContext, variable: Variable, at: Position): void {
    const { isFinal, name, getter, setter, setAccess, getAccess } = variable;
    const isProperty = getter !== undefined || setter !== undefined || getAccess !== undefined;
    if (isProperty && isFinal && !isOwnAccessor(context, variable))
        throw new CompileError(`Field is not writeable: ${variable.owner.name}.${name}`, at);
    if (!isProperty && isFinal && !(context.isInitializing && isKindOf(context.owner.type, variable.owner)))
        throw new CompileError(`Field is not writeable: ${variable.owner.name}.${name}`, at);
    if (setAccess) checkAccess(context, variable.owner, setAccess, name, at);
}

/** @throws CompileError when a member may not be seen from here */
export function checkAccess(context: BodyContext, owner: Type, access: Access, name: string, at: Position): void {
    if (mayAccess(context, owner, access)) return;
    throw new CompileError(`Variable is not visible: ${owner.name}.${name}`, at);
}

/** Private members are seen in their outermost class, protected ones also by those who extend it. */
export function mayAccess(context: BodyContext, owner: Type, access: Access): boolean {
    if (access === 'public' || access === 'global' || context.isTest) return true;
    if (outermost(context.owner.type) === outermost(owner)) return true;
    if (access === 'private') return false;
    for (let scope: DeclaredType | undefined = context.owner; scope; scope = scope.outer)
        if (isKindOf(scope.type, owner)) return true;
    return false;
}

function outermost(type: Type): Type {
    let found = type;
    while (found.outer) found = found.outer;
    return found;
}
