/** `list[i]` */
import { CompileError } from '../errors.ts';
import type { IndexExpression } from '../parse/ast.ts';
import { nullArgument, nullPointer } from '../run/exceptions.ts';
import { itemAt, putAt } from '../run/lists.ts';
import type { Frame, ListValue, Value } from '../run/values.ts';
import { INTEGER } from '../types/type.ts';
import { SKIP } from './chains.ts';
import type { Code } from './code.ts';
import type { BodyContext } from './context.ts';
import { assignTo } from './convert.ts';
import { compileExpression, compileTarget } from './expression.ts';
import type { Place } from './variables.ts';

function partsOf(context: BodyContext, { target, index }: IndexExpression): { list: Code; at: Code } {
    const list = compileTarget(context, target);
    if (list.type.kind !== 'list') throw new CompileError(`Expression must be a list type: ${list.type.name}`, target);
    return { list, at: assignTo(compileExpression(context, index), INTEGER, index) };
}

export function compileIndex(context: BodyContext, expression: IndexExpression): Code {
    const { list, at } = partsOf(context, expression);
    const type = list.type.element;
    const [target, position] = [list.run, at.run];
    return {
        type,
        run: (frame) => {
            const found = target(frame);
            if (found === null) throw nullPointer();
            return found === SKIP ? SKIP : itemAt(found as ListValue, indexOf(position(frame)));
        },
    };
}

function indexOf(value: Value): number {
    if (value === null) throw nullArgument();
    return value as number;
}

export function indexPlace(context: BodyContext, expression: IndexExpression): Place {
    const { list, at } = partsOf(context, expression);
    const [listSlot, indexSlot] = [context.temporary(), context.temporary()];
    const listIn = (frame: Frame): ListValue => {
        const found = frame[listSlot] as ListValue | null;
        if (found === null) throw nullPointer();
        return found;
    };
    return {
        type: list.type.element,
        prepare: (frame) => {
            frame[listSlot] = list.run(frame);
            frame[indexSlot] = at.run(frame);
        },
        read: (frame) => itemAt(listIn(frame), indexOf(frame[indexSlot] as Value)),
        write: (frame, value) => {
            putAt(listIn(frame), indexOf(frame[indexSlot] as Value), value);
        },
    };
}
