/** Closures that call methods. */
import type { Position } from '../parse/ast.ts';
import { DeclaredType, type DeclaredMethod } from '../program/declared-type.ts';
import { nullArgument, nullPointer } from '../run/exceptions.ts';
import { findMethod, invoke } from '../run/invoke.ts';
import { staticsOf } from '../run/statics.ts';
import { ObjectValue, StubValue, type Frame, type Value } from '../run/values.ts';
import { vm } from '../run/vm.ts';
import type { Method, MethodCode } from '../types/members.ts';
import { queueFuture } from '../library/async.ts';
import { isExtensible } from '../library/members.ts';
import { OBJECT, type Type } from '../types/type.ts';
import { SKIP } from './chains.ts';
import type { Code, Run } from './code.ts';

type Native = (...args: readonly Value[]) => Value;

/** Calls a function of a class. */
export function callStatic(method: Method, args: readonly Run[], { line }: Position): Code {
    const { returns: type, code, native, owner } = method;
    if (native) return { type, run: nativeCall(native as unknown as Native, method, args, line) };
    if (!code) throw new Error(`no code of ${method.name}`);
    if (isFuture(method)) return { type, run: futureCall(method, args, line) };
    const call = codeCall(args, line);
    const declared = owner.members instanceof DeclaredType && owner.members.staticCount > 0 ? owner.members : undefined;
    if (!declared) return { type, run: (frame) => call(frame, code, null) };
    return {
        type,
        run: (frame) => {
            // the first use of a class gives its statics their values
            staticsOf(declared);
            return call(frame, code, null);
        },
    };
}

function isFuture(method: Method): boolean {
    const { modifiers } = method as Partial<DeclaredMethod>;
    return modifiers?.annotations.some(({ name }) => name.toLowerCase() === 'future') ?? false;
}

/** A future method is put into the queue, with its arguments as they are now. */
function futureCall({ owner, name, key }: Method, args: readonly Run[], line: number): Run {
    return (frame) => {
        const values = args.map((arg) => arg(frame));
        vm.lines[vm.depth] = line;
        queueFuture({ className: owner.fullName, methodName: name, methodKey: key }, values);
        return null;
    };
}

/** Calls a method of an instance; unless it is that of `super`, the instance's own class decides which. */
export function callInstance(
    method: Method,
    target: Code,
    args: readonly Run[],
    at: Position & { safe?: boolean },
): Code {
    const { returns: type, code, native, isVirtual } = method;
    const safe = at.safe === true;
    if (native && !mayBeOverridden(method)) {
        const call = nativeOn(native as unknown as Native, method, args, at.line);
        return { type, run: onTarget(target.run, safe, call) };
    }
    const call = codeCall(args, at.line);
    if (code && (!isVirtual || target.isSuper)) {
        const otherwise = virtualCall(method, args, at.line);
        return {
            type,
            run: onTarget(target.run, safe, (frame, self) =>
                self instanceof StubValue ? otherwise(frame, self) : call(frame, code, self),
            ),
        };
    }
    if (native && target.isSuper)
        return { type, run: onTarget(target.run, safe, nativeOn(native as unknown as Native, method, args, at.line)) };
    return { type, run: onTarget(target.run, safe, virtualCall(method, args, at.line)) };
}

/** A function of the library that a class of the program may have in its own way. */
function mayBeOverridden({ owner, isStatic }: Method): boolean {
    return !isStatic && (owner === OBJECT || isExtensible(owner));
}

type OnSelf = (frame: Frame, self: Value) => Value;

function onTarget(target: Run, safe: boolean, call: OnSelf): Run {
    return (frame) => {
        const self = target(frame);
        if (self === null) {
            if (safe) return SKIP;
            throw nullPointer();
        }
        return self === SKIP ? SKIP : call(frame, self);
    };
}

/** Finds the method of the instance's class, and remembers it for the next instance of the same class. */
function virtualCall(method: Method, args: readonly Run[], line: number): OnSelf {
    const call = codeCall(args, line);
    const { native, key } = method;
    const otherwise = native && nativeOn(native as unknown as Native, method, args, line);
    let lastType: Type | undefined;
    let lastCode: MethodCode | undefined;
    let lastNative: OnSelf | undefined;
    return (frame, self) => {
        if (!(self instanceof ObjectValue)) {
            if (otherwise) return otherwise(frame, self);
            const found = findMethod((self as ObjectValue).type, key);
            return nativeOn(found?.native as unknown as Native, method, args, line)(frame, self);
        }
        if (self.type !== lastType) {
            const found = findMethod(self.type, key);
            lastCode = found?.code;
            lastNative = found?.native && nativeOn(found.native as unknown as Native, found, args, line);
            lastType = self.type;
        }
        if (lastCode) return call(frame, lastCode, self);
        const own = lastNative ?? otherwise;
        if (!own) throw new Error(`no code of ${key} for ${self.type.name}`);
        return own(frame, self);
    };
}

/** Evaluates the arguments into a new frame, and runs a method in it. */
function codeCall(args: readonly Run[], line: number): (frame: Frame, code: MethodCode, self: Value) => Value {
    const count = args.length;
    const [first, second] = args;
    return (frame, code, self) => {
        const own = new Array<Value>(code.frameSize).fill(null);
        own[0] = self;
        if (first) own[1] = first(frame);
        if (second) own[2] = second(frame);
        for (let at = 2; at < count; at++) own[at + 1] = args[at]?.(frame) ?? null;
        vm.lines[vm.depth] = line;
        return invoke(code, own);
    };
}

/** Which arguments may not be null. */
function required({ parameters }: Method): readonly boolean[] {
    return parameters.map(({ nullable }) => !nullable);
}

function argument(value: Value, isRequired: boolean | undefined): Value {
    if (value === null && isRequired) throw nullArgument();
    return value;
}

function nativeCall(native: Native, method: Method, args: readonly Run[], line: number): Run {
    const needs = required(method);
    const [first, second] = args;
    const [firstNeeded, secondNeeded] = needs;
    if (args.length === 1 && first)
        return (frame) => {
            const value = first(frame);
            vm.lines[vm.depth] = line;
            return native(argument(value, firstNeeded));
        };
    if (args.length === 2 && first && second)
        return (frame) => {
            const [one, two] = [first(frame), second(frame)];
            vm.lines[vm.depth] = line;
            return native(argument(one, firstNeeded), argument(two, secondNeeded));
        };
    return (frame) => {
        const values = args.map((arg) => arg(frame));
        vm.lines[vm.depth] = line;
        return native(...values.map((value, at) => argument(value, needs[at])));
    };
}

function nativeOn(native: Native, method: Method, args: readonly Run[], line: number): OnSelf {
    const needs = required(method);
    const [first] = args;
    const [firstNeeded] = needs;
    if (!first)
        return (_, self) => {
            vm.lines[vm.depth] = line;
            return native(self);
        };
    if (args.length === 1)
        return (frame, self) => {
            const value = first(frame);
            vm.lines[vm.depth] = line;
            return native(self, argument(value, firstNeeded));
        };
    return (frame, self) => {
        const values = args.map((arg) => arg(frame));
        vm.lines[vm.depth] = line;
        return native(self, ...values.map((value, at) => argument(value, needs[at])));
    };
}
