/** Calls: which method is meant, and how it is called. Source: Apex developer guide, "Class methods". */
import { CompileError } from '../errors.ts';
import type { CallExpression, Expression } from '../parse/ast.ts';
import type { DeclaredType } from '../program/declared-type.ts';
import { membersOf, type Method } from '../types/members.ts';
import { chooseOverload } from '../types/overloads.ts';
import { OBJECT, type Type } from '../types/type.ts';
import { local, type Code, type Run } from './code.ts';
import type { BodyContext } from './context.ts';
import { converted } from './convert.ts';
import { compileExpression } from './expression.ts';
import { withVariables } from './in-sight.ts';
import { callInstance, callStatic } from './invocations.ts';
import { resolve, type Named } from './names.ts';
import { addErrorToField } from './record-errors.ts';
import { mayAccess } from './variables.ts';

export function compileCall(context: BodyContext, expression: CallExpression): Code {
    const { target, name } = expression;
    if (!target) return unqualified(context, expression);
    const onField = name.toLowerCase() === 'adderror' ? addErrorToField(context, expression) : undefined;
    if (onField) return onField;
    const before = resolveTarget(context, target, name);
    if (before.kind === 'value') return onInstance(context, before.code, expression);
    if (before.kind === 'namespace') throw new CompileError(`Variable does not exist: ${before.name}`, target);
    return onType(context, before.type, expression);
}

function resolveTarget(context: BodyContext, target: Expression, name: string): Named {
    const found = resolve(context, target);
    if (found.kind !== 'value' || target.kind !== 'name') return found;
    // a variable may bear the name of a class; the class is meant when only it has the method
    const type = context.program.simple(target.name, context.owner);
    if (!type || has(found.code.type, name, false) || !has(type, name, true)) return found;
    return { kind: 'type', type, name: target.name };
}

function has(type: Type, name: string, isStatic: boolean): boolean {
    return membersOf(type)
        .methods(name.toLowerCase())
        .some((method) => method.isStatic === isStatic);
}

/** A method of this class or of those around it. */
function unqualified(context: BodyContext, expression: CallExpression): Code {
    const key = expression.name.toLowerCase();
    for (let scope: DeclaredType | undefined = context.owner; scope; scope = scope.outer) {
        const methods = scope.methods(key).filter(({ owner }) => owner !== OBJECT || scope === context.owner);
        if (methods.length === 0) continue;
        const args = compileArgs(context, expression);
        const method = choose(context, methods, args, expression, scope.type);
        if (method.isStatic) return callStatic(method, passed(method, args), expression);
        if (context.isStatic || scope !== context.owner) throw staticContext(method, expression);
        return callInstance(method, local(scope.type, 0), passed(method, args), expression);
    }
    throw noMethod(context.owner.type, expression, compileArgs(context, expression));
}

function staticContext(method: Method, at: CallExpression): CompileError {
    const types = method.parameters.map(({ type }) => type.name).join(', ');
    return new CompileError(
        `Non static method cannot be referenced from a static context: ${method.returns.name} ${method.owner.name}.${method.name}(${types})`,
        at,
    );
}

function onType(context: BodyContext, type: Type, expression: CallExpression): Code {
    const args = compileArgs(context, expression);
    const methods = membersOf(type).methods(expression.name.toLowerCase());
    const method = choose(context, methods, args, expression, type, true);
    if (method.isStatic) return withVariables(context, method, callStatic(method, passed(method, args), expression));
    throw staticContext(method, expression);
}

function onInstance(context: BodyContext, target: Code, expression: CallExpression): Code {
    const args = compileArgs(context, expression);
    const methods = membersOf(target.type).methods(expression.name.toLowerCase());
    const method = choose(context, methods, args, expression, target.type, false);
    if (method.isStatic)
        throw new CompileError(
            `Static method cannot be referenced from a non static context: ${described(method)}`,
            expression,
        );
    return callInstance(method, target, passed(method, args), expression);
}

function described({ returns, owner, name, parameters }: Method): string {
    return `${returns.name} ${owner.name}.${name}(${parameters.map(({ type }) => type.name).join(', ')})`;
}

function compileArgs(context: BodyContext, { args }: CallExpression): Code[] {
    return args.map((arg) => compileExpression(context, arg));
}

/** Arguments as the parameters want them. */
export function passed({ parameters }: Method, args: readonly Code[]): Run[] {
    return args.map((arg, at) => converted(arg, parameters[at]?.type ?? arg.type).run);
}

function choose(
    context: BodyContext,
    methods: readonly Method[],
    args: readonly Code[],
    expression: CallExpression,
    type: Type,
    isStatic?: boolean,
): Method {
    const types = args.map((arg) => arg.type);
    const wanted = isStatic === undefined ? methods : methods.filter((method) => method.isStatic === isStatic);
    const found = chooseOverload(wanted, types) ?? chooseOverload(methods, types);
    if (found === 'ambiguous')
        throw new CompileError(`Method is ambiguous: ${signature(expression.name, args)}`, expression);
    if (!found) throw noMethod(type, expression, args);
    if (!mayAccess(context, found.owner, found.access))
        throw new CompileError(`Method is not visible: ${described(found)}`, expression);
    return found;
}

function noMethod(type: Type, expression: CallExpression, args: readonly Code[]): CompileError {
    const called = `void ${signature(expression.name, args)}`;
    return new CompileError(
        `Method does not exist or incorrect signature: ${called} from the type ${type.name}`,
        expression,
    );
}

function signature(name: string, args: readonly Code[]): string {
    return `${name}(${args.map(({ type }) => (type.kind === 'null' ? 'NULL' : type.name)).join(', ')})`;
}
