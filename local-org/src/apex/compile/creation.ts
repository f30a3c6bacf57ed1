/** `new`: objects, records, lists, sets, maps. */
import { CompileError } from '../errors.ts';
import { isExtensible } from '../library/members.ts';
import type { Expression, NewArray, NewCollection, NewExpression, NewMap, Position } from '../parse/ast.ts';
import { DeclaredType } from '../program/declared-type.ts';
import { MapValue, SetValue } from '../run/collections.ts';
import { ExceptionValue, nullArgument } from '../run/exceptions.ts';
import { SObjectValue } from '../run/sobject.ts';
import { staticsOf } from '../run/statics.ts';
import { ListValue, ObjectValue, type Frame, type Value } from '../run/values.ts';
import { vm } from '../run/vm.ts';
import { invoke } from '../run/invoke.ts';
import { EXCEPTION } from '../types/exceptions.ts';
import { recordMember } from '../types/fields.ts';
import { isKindOf } from '../types/hierarchy.ts';
import { membersOf, type Method } from '../types/members.ts';
import { chooseOverload } from '../types/overloads.ts';
import { INTEGER, listOf, type Type } from '../types/type.ts';
import { passed } from './calls.ts';
import type { Code, Run } from './code.ts';
import type { BodyContext } from './context.ts';
import { assignTo } from './convert.ts';
import { compileExpression } from './expression.ts';
import { mayAccess } from './variables.ts';

export function compileNew(context: BodyContext, expression: NewExpression): Code {
    const type = context.resolve(expression.type);
    if (type.kind === 'sobject') return newRecord(context, type, expression);
    const args = expression.args.map((arg) => compileExpression(context, arg));
    const declared = type.members instanceof DeclaredType ? type.members : undefined;
    if (declared?.isAbstract)
        throw new CompileError(`Abstract classes cannot be constructed: ${type.name}`, expression);
    const method = constructorFor(context, type, args, expression);
    const values = passed(method, args);
    if (declared) return newObject(declared, method, values, expression);
    const native = method.native as unknown as (made: Type | ObjectValue, ...rest: Value[]) => Value;
    const needs = method.parameters.map(({ nullable }) => !nullable);
    const make = isExtensible(type) ? allocateNative(type) : undefined;
    return {
        type,
        run: (frame) => {
            const given = values.map((value) => value(frame));
            vm.lines[vm.depth] = expression.line;
            if (given.some((value, at) => value === null && needs[at])) throw nullArgument();
            if (!make) return native(type, ...given);
            const self = make();
            native(self, ...given);
            return self;
        },
    };
}

/** Classes of the library that programs extend have constructors that fill an instance. */
function allocateNative(type: Type): () => ObjectValue {
    return isKindOf(type, EXCEPTION) ? () => new ExceptionValue(type, 0) : () => new ObjectValue(type, 0);
}

/** The constructor that fits the arguments. @throws CompileError when there is none */
export function constructorFor(context: BodyContext, type: Type, args: readonly Code[], at: Position): Method {
    const types = args.map((arg) => arg.type);
    const found = chooseOverload(membersOf(type).constructors(), types);
    const shown = `[${type.name}].<Constructor>(${types.map(({ name }) => name).join(', ')})`;
    if (found === 'ambiguous') throw new CompileError(`Constructor is ambiguous: ${shown}`, at);
    if (!found) {
        const isClass = type.kind === 'class' || type.args.length > 0;
        throw new CompileError(
            isClass ? `Constructor not defined: ${shown}` : `Type cannot be constructed: ${type.name}`,
            at,
        );
    }
    if (!mayAccess(context, found.owner, found.access))
        throw new CompileError(`Constructor is not visible: ${shown}`, at);
    return found;
}

/** Makes the instance, before its constructor runs. */
export function allocate(declared: DeclaredType): () => ObjectValue {
    const { type } = declared;
    const isException = isKindOf(type, EXCEPTION);
    return isException
        ? () => new ExceptionValue(type, declared.slots.length)
        : () => new ObjectValue(type, declared.slots.length);
}

function newObject(declared: DeclaredType, method: Method, args: readonly Run[], { line }: Position): Code {
    const { type } = declared;
    const make = allocate(declared);
    const { code, native } = method;
    return {
        type,
        run: (frame) => {
            if (declared.staticCount > 0) staticsOf(declared);
            const self = make();
            const own = [self, ...args.map((arg) => arg(frame))];
            vm.lines[vm.depth] = line;
            if (code) invoke(code, filled(own, code.frameSize));
            else {
                runInitializers(declared, self);
                (native as unknown as (...all: Value[]) => Value)(...own);
            }
            return self;
        },
    };
}

function filled(frame: Frame, size: number): Frame {
    while (frame.length < size) frame.push(null);
    return frame;
}

/** Fields get their first values, those of the superclass first. */
export function runInitializers(declared: DeclaredType, self: Value): void {
    const above = declared.type.superclass?.members;
    if (above instanceof DeclaredType) runInitializers(above, self);
    const { initializer } = declared;
    invoke(initializer, filled([self], initializer.frameSize));
}

/** `new Account(Name = 'x')` */
function newRecord(context: BodyContext, type: Type, { args, ...at }: NewExpression): Code {
    const { object } = type;
    if (!object) throw new CompileError(`Type cannot be constructed: ${type.name}`, at);
    const fields = args.map((arg) => namedValue(context, type, arg));
    const values = fields.filter(({ kind }) => kind === 'field');
    const parents = fields.filter(({ kind }) => kind === 'parent');
    return {
        type,
        run: (frame) => {
            const record = new SObjectValue(object);
            for (const { name, run } of values) record.fields[name] = run(frame);
            for (const { name, run } of parents) (record.parents ??= {})[name] = run(frame) as SObjectValue | null;
            return record;
        },
    };
}

interface NamedValue {
    readonly kind: 'field' | 'parent' | 'children';
    readonly name: string;
    readonly run: Run;
}

function namedValue(context: BodyContext, type: Type, arg: Expression): NamedValue {
    if (arg.kind !== 'assign' || arg.target.kind !== 'name')
        throw new CompileError(
            `Constructor not defined: [${type.name}].<Constructor>(…): fields are given by name`,
            arg,
        );
    const { name } = arg.target;
    const member = recordMember(context.program.schema, type, name);
    if (!member) throw new CompileError(`Field does not exist: ${name} on ${type.name}`, arg);
    const value = assignTo(compileExpression(context, arg.value), member.type, arg);
    const own = member.kind === 'field' ? member.field.name : member.name;
    return { kind: member.kind, name: own, run: value.run };
}

export function compileNewArray(context: BodyContext, { element, size, items, ...at }: NewArray): Code {
    const of = context.resolve(element);
    const type = listOf(of);
    if (size) {
        const count = assignTo(compileExpression(context, size), INTEGER, at).run;
        return { type, run: (frame) => new ListValue(type, new Array<Value>(count(frame) as number).fill(null)) };
    }
    const values = items.map((item) => assignTo(compileExpression(context, item), of, item).run);
    return { type, run: (frame) => new ListValue(type, valuesOf(values, frame)) };
}

function valuesOf(items: readonly Run[], frame: Frame): Value[] {
    return items.map((item) => item(frame));
}

/** `new List<T>{ … }`, `new Set<T>{ … }`; empty braces may stand for a map. */
export function compileNewCollection(context: BodyContext, { type: name, items, ...at }: NewCollection): Code {
    const type = context.resolve(name);
    const values = items.map((item) => assignTo(compileExpression(context, item), type.element, item).run);
    if (type.kind === 'list') return { type, run: (frame) => new ListValue(type, valuesOf(values, frame)) };
    if (type.kind === 'set') return { type, run: (frame) => new SetValue(type, valuesOf(values, frame)) };
    if (type.kind === 'map' && items.length === 0) return { type, run: () => new MapValue(type) };
    throw new CompileError(`Type cannot be constructed: ${type.name}`, at);
}

export function compileNewMap(context: BodyContext, { type: name, pairs, ...at }: NewMap): Code {
    const type = context.resolve(name);
    if (type.kind !== 'map') throw new CompileError(`Type cannot be constructed: ${type.name}`, at);
    const entries = pairs.map(({ key, value }) => ({
        key: assignTo(compileExpression(context, key), type.element, key).run,
        value: assignTo(compileExpression(context, value), type.value, value).run,
    }));
    return {
        type,
        run: (frame) => {
            const map = new MapValue(type);
            for (const { key, value } of entries) map.put(key(frame), value(frame));
            return map;
        },
    };
}
