/** `while`, `do`, `for`. Source: Apex developer guide, "Loops". */
import { CompileError } from '../errors.ts';
import type { ForEachStatement, ForStatement, Statement } from '../parse/ast.ts';
import { callNamed } from '../run/invoke.ts';
import { SetValue } from '../run/collections.ts';
import { nullPointer } from '../run/exceptions.ts';
import { step } from '../run/limits.ts';
import { ListValue, type Frame, type ObjectValue, type Value } from '../run/values.ts';
import { vm } from '../run/vm.ts';
import { ancestors } from '../types/hierarchy.ts';
import { isAssignable } from '../types/conversions.ts';
import { type Type } from '../types/type.ts';
import type { Run } from './code.ts';
import type { BodyContext } from './context.ts';
import { castTo, assignTo } from './convert.ts';
import { compileExpression } from './expression.ts';
import { condition } from './logic.ts';
import { BREAK, NORMAL, RETURN, compileStatement, sequence, type Exec } from './statement.ts';

type Of<K extends Statement['kind']> = Extract<Statement, { readonly kind: K }>;

function compileBody(context: BodyContext, body: Statement | undefined): Exec {
    if (!body) return () => NORMAL;
    context.loops += 1;
    try {
        return context.scoped(() => compileStatement(context, body));
    } finally {
        context.loops -= 1;
    }
}

export function compileWhile(context: BodyContext, statement: Of<'while'>): Exec {
    const test = condition(context, statement.condition);
    const body = compileBody(context, statement.body);
    const { line } = statement;
    return (frame) => {
        for (;;) {
            vm.lines[vm.depth] = line;
            if (!test(frame)) return NORMAL;
            step();
            const completion = body(frame);
            if (completion === BREAK) return NORMAL;
            if (completion === RETURN) return RETURN;
        }
    };
}

export function compileDoWhile(context: BodyContext, statement: Of<'doWhile'>): Exec {
    const body = compileBody(context, statement.body);
    const test = condition(context, statement.condition);
    return (frame) => {
        do {
            step();
            const completion = body(frame);
            if (completion === BREAK) return NORMAL;
            if (completion === RETURN) return RETURN;
        } while (test(frame));
        return NORMAL;
    };
}

export function compileFor(context: BodyContext, statement: ForStatement): Exec {
    return context.scoped(() => {
        const init = sequence(statement.init.map((one) => compileStatement(context, one)));
        const test: Run<boolean> = statement.condition ? condition(context, statement.condition) : () => true;
        const updates = statement.updates.map((one) => compileExpression(context, one).run);
        const body = compileBody(context, statement.body);
        const update = together(updates);
        const { line } = statement;
        return (frame) => {
            init(frame);
            for (;;) {
                if (!test(frame)) return NORMAL;
                step();
                const completion = body(frame);
                if (completion === BREAK) return NORMAL;
                if (completion === RETURN) return RETURN;
                vm.lines[vm.depth] = line;
                update(frame);
            }
        };
    });
}

function together(updates: readonly Run[]): (frame: Frame) => unknown {
    const [first, second] = updates;
    if (!first) return () => null;
    if (!second) return first;
    return (frame) => {
        for (const update of updates) update(frame);
        return null;
    };
}

/** Records of a query that a loop over lists takes at a time (Apex developer guide, "SOQL for loops"). */
const CHUNK = 200;

export function compileForEach(context: BodyContext, statement: ForEachStatement): Exec {
    const { list: written, line } = statement;
    return context.scoped(() => {
        const list = compileExpression(context, written);
        const type = context.resolve(statement.type);
        const inChunks = list.isQuery === true && type.kind === 'list';
        const of = elementOf(list.type);
        if (!of) throw new CompileError(`For loop collection type is invalid: ${list.type.name}`, written);
        const variable = context.declare(statement.name, type, statement);
        const convert = inChunks ? undefined : conversion(of, type, statement);
        const body = compileBody(context, statement.body);
        const { slot } = variable;
        const { run } = list;
        return (frame) => {
            vm.lines[vm.depth] = line;
            const source = run(frame);
            if (source === null) throw nullPointer();
            const items = inChunks ? chunksOf(source as ListValue, type) : source;
            return iterate(items, (item) => {
                step();
                frame[slot] = convert ? convert(item) : item;
                const completion = body(frame);
                vm.lines[vm.depth] = line;
                return completion;
            });
        };
    });
}

/** What a loop over a type goes through. */
function elementOf(type: Type): Type | undefined {
    if (type.kind === 'list' || type.kind === 'set') return type.element;
    return ancestors(type).find(({ base }) => base === 'Iterable' || base === 'Iterator')?.element;
}

function conversion(from: Type, to: Type, at: ForEachStatement): ((value: Value) => Value) | undefined {
    if (from === to) return undefined;
    const code = { type: from, run: (frame: Frame) => frame[0] as Value };
    // records of any object are taken for those of the variable's
    const { run } = from.kind === 'sobject' && !isAssignable(from, to) ? castTo(code, to, at) : assignTo(code, to, at);
    return (value) => run([value]);
}

function chunksOf({ items }: ListValue, type: Type): ListValue {
    const chunks: ListValue[] = [];
    for (let from = 0; from < items.length; from += CHUNK)
        chunks.push(new ListValue(type, items.slice(from, from + CHUNK)));
    return new ListValue(type, chunks);
}

function iterate(source: Value, body: (item: Value) => ReturnType<Exec>): ReturnType<Exec> {
    if (source instanceof ListValue || source instanceof SetValue) return iterateCollection(source, body);
    const object = source as ObjectValue;
    const isIterator = ancestors(object.type).some(({ base }) => base === 'Iterator');
    const iterator = isIterator ? object : (callNamed(object, 'iterator') as ObjectValue | null);
    if (iterator === null) throw nullPointer();
    while (callNamed(iterator, 'hasnext') === true) {
        const completion = body(callNamed(iterator, 'next'));
        if (completion === BREAK) return NORMAL;
        if (completion === RETURN) return RETURN;
    }
    return NORMAL;
}

function iterateCollection(source: ListValue | SetValue, body: (item: Value) => ReturnType<Exec>): ReturnType<Exec> {
    source.loops += 1;
    try {
        for (const item of source instanceof ListValue ? source.items : source.entries.values()) {
            const completion = body(item);
            if (completion === BREAK) return NORMAL;
            if (completion === RETURN) return RETURN;
        }
        return NORMAL;
    } finally {
        source.loops -= 1;
    }
}
