/** The bodies of a class: methods, constructors, accessors, initialisers. */
import { CompileError } from '../errors.ts';
import type { Block, ConstructorCall, Position } from '../parse/ast.ts';
import { DeclaredType, type Body, type DeclaredMethod } from '../program/declared-type.ts';
import type { Program } from '../program/program.ts';
import { invoke } from '../run/invoke.ts';
import { staticsOf } from '../run/statics.ts';
import type { Frame, ObjectValue, Value } from '../run/values.ts';
import { vm } from '../run/vm.ts';
import { isExtensible } from '../library/members.ts';
import type { Variable } from '../types/members.ts';
import { VOID } from '../types/type.ts';
import { passed } from './calls.ts';
import { canComplete } from './completion.ts';
import { BodyContext } from './context.ts';
import { assignTo } from './convert.ts';
import { constructorFor } from './creation.ts';
import { compileExpression } from './expression.ts';
import { compileStatements, sequence, type Exec } from './statement.ts';

/** Told of each fault; the rest is compiled nevertheless. */
export type Report = (error: CompileError) => void;

/** Compiles all bodies of a class, those of its inner classes left out. */
export function compileBodies(program: Program, declared: DeclaredType, report: Report): void {
    const safely = (codes: readonly Body[], compile: () => void): void => {
        try {
            compile();
        } catch (error) {
            if (!(error instanceof CompileError)) throw error;
            report(error);
            for (const code of codes) code.refuse(error);
        }
    };
    safely([declared.initializer, declared.staticInitializer], () => {
        compileInitializers(program, declared);
    });
    const accessors = new Map<unknown, Variable>();
    for (const variable of declared.ownVariables.values())
        for (const one of [variable.getter, variable.setter]) if (one) accessors.set(one, variable);
    for (const method of [...declared.ownMethods.values()].flat())
        safely([method.code], () => {
            compileMethod(program, declared, method, accessors.get(method));
        });
    for (const constructor of declared.ownConstructors)
        safely([constructor.code], () => {
            compileConstructor(program, declared, constructor);
        });
}

/** Makes all that a class has fail with what is wrong with it. */
export function refuseBodies(declared: DeclaredType, error: CompileError): void {
    const methods = [...[...declared.ownMethods.values()].flat(), ...declared.ownConstructors];
    for (const { code } of methods) code.refuse(error);
    declared.initializer.refuse(error);
    declared.staticInitializer.refuse(error);
}

function compileMethod(program: Program, owner: DeclaredType, method: DeclaredMethod, property?: Variable): void {
    const { block, declaration, returns, isStatic, code, isAbstract } = method;
    if (!block) {
        if (isAbstract || !declaration) return;
        throw new CompileError(`Method must define a body: ${declaration.name}`, declaration);
    }
    if (declaration && isAbstract) throw new CompileError('Abstract methods cannot have a body', declaration);
    const context = new BodyContext({
        program,
        owner,
        isStatic,
        returns,
        ...(property ? { accessorOf: property } : {}),
    });
    context.begin(method.parameters, declaration ?? block);
    fill(code, context, block, declaration ?? block);
}

/** Compiles a block into the code of a method. */
export function fill(code: Body, context: BodyContext, block: Block, at: Position): void {
    const body = sequence(compileStatements(context, block.statements));
    const { returnSlot, returns } = context;
    if (returns !== VOID && canComplete(block))
        throw new CompileError(`Missing return statement required return type: ${returns.name}`, at);
    code.run = returns === VOID ? (frame) => ranVoid(body, frame) : (frame) => ran(body, frame, returnSlot);
    code.frameSize = context.frameSize;
}

function ran(body: Exec, frame: Frame, slot: number): Value {
    body(frame);
    return frame[slot] as Value;
}

function ranVoid(body: Exec, frame: Frame): Value {
    body(frame);
    return null;
}

function compileConstructor(program: Program, owner: DeclaredType, method: DeclaredMethod): void {
    const { block, declaration, code } = method;
    if (!block || !declaration) return;
    const context = new BodyContext({ program, owner, isStatic: false, returns: VOID, isInitializing: true });
    context.begin(method.parameters, declaration);
    const [first, ...rest] = block.statements;
    const call =
        first?.kind === 'expression' && first.expression.kind === 'constructorCall' ? first.expression : undefined;
    const before = compileConstructorCall(context, call, declaration);
    const statements = call ? rest : block.statements;
    const body = sequence(compileStatements(context, statements));
    const { initializer } = owner;
    const isDelegating = call?.of === 'this';
    code.frameSize = context.frameSize;
    code.run = (frame) => {
        before?.(frame);
        if (!isDelegating) invoke(initializer, initializerFrame(initializer, frame[0] as Value));
        body(frame);
        return null;
    };
}

function initializerFrame({ frameSize }: Body, self: Value): Frame {
    const frame = new Array<Value>(frameSize).fill(null);
    frame[0] = self;
    return frame;
}

/** `this(…)` or `super(…)`; without either, the constructor of the superclass that takes nothing. */
function compileConstructorCall(
    context: BodyContext,
    call: ConstructorCall | undefined,
    at: Position,
): ((frame: Frame) => void) | undefined {
    const { type } = context.owner;
    const target = call?.of === 'this' ? type : type.superclass;
    if (!target) {
        if (call) throw new CompileError('No superclass found', call);
        return undefined;
    }
    const args = (call?.args ?? []).map((arg) => compileExpression(context, arg));
    const isLibrary = !(target.members instanceof DeclaredType);
    if (isLibrary && args.length === 0) return undefined;
    const method = constructorFor(context, target, args, call ?? at);
    const values = passed(method, args);
    const { line } = call ?? at;
    const { code, native } = method;
    if (!code) {
        if (!isExtensible(target) && !native) throw new CompileError(`Constructor not defined: ${target.name}`, at);
        const run = native as unknown as (...all: Value[]) => Value;
        return (frame) => {
            run(frame[0] as Value, ...values.map((value) => value(frame)));
        };
    }
    return (frame) => {
        const own = [frame[0] as Value, ...values.map((value) => value(frame))];
        while (own.length < code.frameSize) own.push(null);
        vm.lines[vm.depth] = line;
        invoke(code, own);
    };
}

/** Fields with first values, and blocks, in the order in which they stand. */
function compileInitializers(program: Program, owner: DeclaredType): void {
    for (const isStatic of [false, true]) {
        const context = new BodyContext({ program, owner, isStatic, returns: VOID, isInitializing: true });
        context.begin([], owner.declaration);
        const steps = owner.declaration.variables.flatMap((one): Exec[] => {
            if (one.kind === 'initializer') {
                const { initializer } = one;
                if (initializer.isStatic !== isStatic) return [];
                return [context.scoped(() => sequence(compileStatements(context, initializer.body.statements)))];
            }
            if (one.kind === 'property') return [];
            const variable = owner.ownVariables.get(one.field.name.toLowerCase());
            if (variable?.isStatic !== isStatic || !one.field.value) return [];
            return [firstValue(context, owner, variable, one.field.value)];
        });
        const code = isStatic ? owner.staticInitializer : owner.initializer;
        const body = sequence(steps);
        code.frameSize = context.frameSize;
        code.run = (frame) => ranVoid(body, frame);
        if (isStatic && steps.length > 0 && owner.staticCount === 0) owner.staticCount = 1;
    }
}

function firstValue(
    context: BodyContext,
    owner: DeclaredType,
    variable: Variable,
    expression: Parameters<typeof compileExpression>[1],
): Exec {
    const { run } = assignTo(compileExpression(context, expression), variable.type, expression);
    const { slot, isStatic } = variable;
    const { line } = expression;
    context.coverage?.lines.add(line);
    return (frame) => {
        vm.lines[vm.depth] = line;
        context.coverage?.hit.add(line);
        const value = run(frame);
        if (isStatic) staticsOf(owner)[slot] = value;
        else (frame[0] as ObjectValue).fields[slot] = value;
        return 0;
    };
}
