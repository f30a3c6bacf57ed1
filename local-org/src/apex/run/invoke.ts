/** Calls of methods of the program, from the compiler's closures and from functions of the library. */
import { ancestors } from '../types/hierarchy.ts';
import { membersOf, type Method, type MethodCode } from '../types/members.ts';
import type { Type } from '../types/type.ts';
import { exception } from './exceptions.ts';
import { MAX_DEPTH, step } from './limits.ts';
import type { Frame, ObjectValue, Value } from './values.ts';
import { vm } from './vm.ts';

/**
 * Runs a method in a frame.
 * @throws Thrown LimitException when calls are too deep
 */
export function invoke(code: MethodCode, frame: Frame): Value {
    const depth = ++vm.depth;
    if (depth > MAX_DEPTH) throw tooDeep();
    vm.running[depth] = code;
    vm.frames[depth] = frame;
    vm.lines[depth] = 0;
    step();
    const result = code.run(frame);
    vm.depth = depth - 1;
    return result;
}

function tooDeep(): Error {
    vm.depth = MAX_DEPTH;
    return exception('LimitException', `Maximum stack depth reached: ${String(MAX_DEPTH + 1)}`);
}

/** A frame for a method: its instance, the arguments, and room for the locals. */
export function frameFor(code: MethodCode, self: Value, args: readonly Value[]): Frame {
    const frame = new Array<Value>(code.frameSize).fill(null);
    frame[0] = self;
    for (let at = 0; at < args.length; at++) frame[at + 1] = args[at] ?? null;
    return frame;
}

const virtuals = new WeakMap<Type, Map<string, Method | null>>();

/**
 * The method that an instance of a type runs for a key: its own, or what it inherits.
 * @param key such as `compareto(object)`
 */
export function findMethod(type: Type, key: string): Method | undefined {
    let own = virtuals.get(type);
    if (!own) virtuals.set(type, (own = new Map<string, Method | null>()));
    const known = own.get(key);
    if (known !== undefined) return known ?? undefined;
    const found = lookUp(type, key);
    own.set(key, found ?? null);
    return found;
}

/** As {@link findMethod}, but only what the program itself has written. */
export function findOwn(type: Type, key: string): Method | undefined {
    const found = findMethod(type, key);
    return found?.code ? found : undefined;
}

function lookUp(type: Type, key: string): Method | undefined {
    const name = key.slice(0, key.indexOf('('));
    for (const one of ancestors(type)) {
        const methods = membersOf(one).methods(name);
        const found = methods.find((method) => method.key === key && !method.isAbstract);
        if (found) return found;
    }
    return undefined;
}

/** Calls a method of the program on an instance. */
export function callMethod(method: Method, self: Value, ...args: Value[]): Value {
    const { code, native } = method;
    if (code) return invoke(code, frameFor(code, self, args));
    return (native as (...all: Value[]) => Value)(self, ...args);
}

/** Calls the method of a name on an instance, whatever types its parameters have. */
export function callNamed(self: ObjectValue, name: string, ...args: Value[]): Value {
    for (const one of ancestors(self.type)) {
        const methods = membersOf(one).methods(name);
        const found = methods.find(
            ({ isAbstract, parameters, isStatic }) => !isAbstract && !isStatic && parameters.length === args.length,
        );
        if (found) return callMethod(found, self, ...args);
    }
    throw exception('TypeException', `${self.type.name} has no method ${name}`);
}
