/** `switch on`. Source: Apex developer guide, "Switch statements". */
import { CompileError } from '../errors.ts';
import type { SwitchStatement, WhenClause, WhenLiteral } from '../parse/ast.ts';
import { isInstance } from '../run/casts.ts';
import { strictEquals } from '../run/equality.ts';
import type { Value } from '../run/values.ts';
import { vm } from '../run/vm.ts';
import { membersOf } from '../types/members.ts';
import { INTEGER, LONG, STRING, type Type } from '../types/type.ts';
import type { BodyContext } from './context.ts';
import { assignTo, castTo } from './convert.ts';
import { compileExpression } from './expression.ts';
import { NORMAL, compileBlock, type Exec } from './statement.ts';

interface Branch {
    readonly test: (value: Value) => boolean;
    /** Where the branch has the value under a name. */
    readonly slot: number | undefined;
    readonly body: Exec;
}

export function compileSwitch(context: BodyContext, { on, clauses, line }: SwitchStatement): Exec {
    const { type, run } = compileExpression(context, on);
    if (!isSwitchable(type)) throw new CompileError(`Illegal switch expression type: ${type.name}`, on);
    const seen = new Set<unknown>();
    const branches = clauses.map((clause, at) => compileBranch(context, clause, type, seen, at === clauses.length - 1));
    return (frame) => {
        vm.lines[vm.depth] = line;
        const value = run(frame);
        for (const { test, slot, body } of branches) {
            if (!test(value)) continue;
            if (slot !== undefined) frame[slot] = value;
            return body(frame);
        }
        return NORMAL;
    };
}

function isSwitchable(type: Type): boolean {
    return (
        type === INTEGER ||
        type === LONG ||
        type === STRING ||
        type.kind === 'enum' ||
        type.kind === 'sobject' ||
        type.kind === 'object' ||
        type.kind === 'class' ||
        type.kind === 'interface'
    );
}

function compileBranch(
    context: BodyContext,
    clause: WhenClause,
    type: Type,
    seen: Set<unknown>,
    isLast: boolean,
): Branch {
    const { value } = clause;
    if (value.kind === 'else') {
        if (!isLast) throw new CompileError('When else block should be the last block in the switch statement', clause);
        return { test: () => true, slot: undefined, body: compileBlock(context, clause.body) };
    }
    if (value.kind === 'type') {
        const wanted = context.resolve(value.type);
        castTo({ type, run: () => null }, wanted, clause);
        return context.scoped(() => {
            const { slot } = context.declare(value.name, wanted, clause);
            return { test: (found) => isInstance(found, wanted), slot, body: compileBlock(context, clause.body) };
        });
    }
    const values = value.values.map((one) => valueOf(context, one, type));
    for (const [at, one] of values.entries()) {
        if (seen.has(one)) throw new CompileError(`Duplicate when value: ${shown(value.values[at])}`, clause);
        seen.add(one);
    }
    const body = compileBlock(context, clause.body);
    const [only] = values;
    if (values.length === 1 && only !== undefined)
        return { test: (found) => strictEquals(found, only), slot: undefined, body };
    return { test: (found) => values.some((one) => strictEquals(found, one)), slot: undefined, body };
}

function shown(literal: WhenLiteral | undefined): string {
    return literal?.kind === 'name' ? literal.name : (literal?.text ?? '');
}

/** The value of a literal, or of the name of an enum's constant. */
function valueOf(context: BodyContext, literal: WhenLiteral, type: Type): Value {
    if (literal.kind === 'literal') {
        const code = assignTo(compileExpression(context, literal), type, literal);
        return code.constant ?? null;
    }
    if (type.kind !== 'enum') throw new CompileError(`Expecting literal value: ${literal.name}`, literal);
    const name = literal.name.split('.').at(-1) ?? '';
    const constant = membersOf(type).variable(name.toLowerCase());
    if (!constant?.read) throw new CompileError(`Invalid enum value: ${literal.name}`, literal);
    return constant.read(null);
}
