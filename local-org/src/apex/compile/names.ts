/** What names mean: variables, types, namespaces. Source: Apex developer guide, "Name resolution". */
import { CompileError } from '../errors.ts';
import type { ObjectType } from '../../schema/model.ts';
import { describeField } from '../library/describe-field.ts';
import { describeObject } from '../library/describe-object.ts';
import { isNamespace } from '../library/define.ts';
import { libraryType, namedType } from '../library/types.ts';
import type { DotExpression, Expression, Position } from '../parse/ast.ts';
import { exception } from '../run/exceptions.ts';
import { NativeObject, TypeValue, type Value } from '../run/values.ts';
import { transaction, vm } from '../run/vm.ts';
import { membersOf, type Variable } from '../types/members.ts';
import { ID, STRING, listOf, mapOf, sobjectOf, type Type } from '../types/type.ts';
import { constant, local, type Code } from './code.ts';
import type { BodyContext } from './context.ts';
import { assignTo } from './convert.ts';
import { chained } from './chains.ts';
import { compileTarget } from './expression.ts';
import { recordMemberOf, sobjectStatic } from './records.ts';
import { checkAccess, isOwnAccessor, readVariable, readerOf, variablePlace, type Place } from './variables.ts';

/** What stands before a dot, or alone. */
export type Named =
    | { readonly kind: 'value'; readonly code: Code; readonly place?: () => Place }
    | { readonly kind: 'type'; readonly type: Type; readonly name: string }
    | { readonly kind: 'namespace'; readonly name: string };

/** A name alone. @throws CompileError when there is nothing of the name */
export function resolveName(context: BodyContext, name: string, at: Position): Named {
    const found = context.local(name);
    if (found) {
        const { slot, type, isFinal } = found;
        const place = (): Place => {
            if (isFinal)
                throw new CompileError(
                    `Final members can only be assigned in their declaration, init blocks, or constructors: ${name}`,
                    at,
                );
            return {
                type,
                read: (frame) => frame[slot] as Value,
                write: (frame, value) => {
                    frame[slot] = value;
                },
            };
        };
        return { kind: 'value', code: local(type, slot), place };
    }
    const key = name.toLowerCase();
    for (let scope: typeof context.owner | undefined = context.owner; scope; scope = scope.outer) {
        const variable = scope.variable(key);
        if (!variable) continue;
        if (variable.isStatic) return variableOf(context, variable, at);
        if (scope === context.owner && !context.isStatic) return variableOf(context, variable, at);
        throw new CompileError(`Variable does not exist: ${name}`, at);
    }
    const type = context.program.simple(name, context.owner);
    if (type) return { kind: 'type', type, name };
    if (isNamespace(name)) return { kind: 'namespace', name };
    throw new CompileError(`Variable does not exist: ${name}`, at);
}

/** A variable of `this` or of its class. */
function variableOf(context: BodyContext, variable: Variable, at: Position): Named {
    const own = visible(context, variable, at);
    const code: Code = { type: variable.type, run: readVariable(own, at) };
    return { kind: 'value', code, place: () => variablePlace(context, own, undefined, at) };
}

/** The variable as it is seen from here: within its own accessors, a property is the field behind it. */
function visible(context: BodyContext, variable: Variable, at: Position): Variable {
    checkAccess(context, variable.owner, variable.getAccess ?? variable.access, variable.name, at);
    if (!isOwnAccessor(context, variable)) return variable;
    const { getter, setter, ...field } = variable;
    return field;
}

/** Something behind a dot. */
export function resolveDot(context: BodyContext, expression: DotExpression): Named {
    const { target, name } = expression;
    const before = resolve(context, target);
    if (before.kind === 'value') return memberOf(context, before.code, expression);
    if (before.kind === 'type') {
        const found = staticOf(context, before.type, name, expression);
        if (found) return found;
    }
    const inNamespace = typeInNamespace(context, before.name, name);
    if (inNamespace) return { kind: 'type', type: inNamespace, name };
    if (before.kind === 'type') throw new CompileError(`Variable does not exist: ${name}`, expression);
    throw new CompileError(`Invalid type: ${before.name}.${name}`, expression);
}

function typeInNamespace(context: BodyContext, namespace: string, name: string): Type | undefined {
    const found = libraryType(namespace, name);
    if (found) return found;
    const object = /^schema$/i.test(namespace) ? context.program.schema.object(name) : undefined;
    return object && sobjectOf(object);
}

function staticOf(context: BodyContext, type: Type, name: string, at: Position): Named | undefined {
    const variable = membersOf(type).variable(name.toLowerCase());
    if (variable?.isStatic) return variableOf(context, ofTrigger(context, variable), at);
    if (type.name === 'SObjectType' && type.namespace === 'Schema') return describeOf(context, name);
    if (type.name === 'Label' && type.namespace === 'System') return labelOf(name, at);
    const inner = membersOf(type).inner(name.toLowerCase());
    if (inner) return { kind: 'type', type: inner, name };
    return type.kind === 'sobject' ? sobjectStatic(context, type, name, at) : undefined;
}

/** `SObjectType.Account`, the describe of an object. */
function describeOf({ program }: BodyContext, name: string): Named | undefined {
    const object = program.schema.object(name);
    if (!object) return undefined;
    const described = describeObject(object);
    return { kind: 'value', code: constant(described.type, described) };
}

/** `System.Label.Name` */
function labelOf(name: string, { line }: Position): Named {
    const run = (): Value => {
        vm.lines[vm.depth] = line;
        const text = transaction().host.label?.(name);
        if (text === undefined) throw exception('TypeException', `External string does not exist: ${name}`);
        return text;
    };
    return { kind: 'value', code: { type: STRING, run } };
}

/** In a trigger, `Trigger.new` and its like hold records of the trigger's object. */
function ofTrigger({ trigger }: BodyContext, variable: Variable): Variable {
    if (!trigger || variable.owner.name !== 'Trigger') return variable;
    if (variable.type.kind === 'list') return { ...variable, type: listOf(trigger) };
    return variable.type.kind === 'map' ? { ...variable, type: mapOf(ID, trigger) } : variable;
}

/** A member of an instance. */
function memberOf(context: BodyContext, target: Code, expression: DotExpression): Named {
    const { name, safe } = expression;
    if (target.isQuery && target.type.element.kind === 'sobject')
        return recordMemberOf(context, assignTo(target, target.type.element, expression), expression);
    if (target.type.kind === 'sobject') return recordMemberOf(context, target, expression);
    if (target.type === namedType('Schema.SObjectTypeFields')) return fieldDescribeOf(context, target, expression);
    const variable = membersOf(target.type).variable(name.toLowerCase());
    if (!variable || variable.isStatic) throw new CompileError(`Variable does not exist: ${name}`, expression);
    const own = visible(context, variable, expression);
    const run = chained(target.run, safe, readerOf(own, expression));
    return {
        kind: 'value',
        code: { type: variable.type, run },
        place: () => variablePlace(context, own, target.run, expression),
    };
}

/** `SObjectType.Account.fields.Name`, the describe of a field. */
function fieldDescribeOf(context: BodyContext, target: Code, expression: DotExpression): Named {
    const { name } = expression;
    const { schema } = context.program;
    const object = describedObject(context, expression.target);
    if (object && !schema.field(object, name)) throw new CompileError(`Variable does not exist: ${name}`, expression);
    const run: Code['run'] = (frame) => {
        const of = (target.run(frame) as NativeObject<ObjectType>).state;
        const field = schema.field(of, name);
        if (!field) throw exception('SObjectException', `Invalid field ${name} for ${of.name}`);
        return describeField({ object: of, field });
    };
    return { kind: 'value', code: { type: namedType('Schema.DescribeFieldResult'), run } };
}

/** The object of `SObjectType.Account.fields`, where it is known before the program runs. */
function describedObject(context: BodyContext, fields: Expression): ObjectType | undefined {
    if (fields.kind !== 'dot') return undefined;
    const before = resolve(context, fields.target);
    const described = before.kind === 'value' ? before.code.constant : undefined;
    return described instanceof NativeObject ? (described.state as ObjectType) : undefined;
}

/** Whatever stands before a dot. */
export function resolve(context: BodyContext, expression: Expression): Named {
    if (expression.kind === 'name') return resolveName(context, expression.name, expression);
    if (expression.kind === 'dot') return resolveDot(context, expression);
    return { kind: 'value', code: compileTarget(context, expression) };
}

/** `Foo.class` */
export function classLiteral(type: Type, typeOfType: Type): Code {
    return constant(typeOfType, new TypeValue(type));
}
