/** What an expression is compiled to. */
import type { Frame, Value } from '../run/values.ts';
import type { Type } from '../types/type.ts';

/** Gives a value; may throw. */
export type Run<T extends Value = Value> = (frame: Frame) => T;

/** A compiled expression: its static type, and a closure that gives its value. */
export interface Code {
    readonly type: Type;
    readonly run: Run;
    /** The value of a literal. */
    readonly constant?: Value;
    /** The slot of a local variable. */
    readonly local?: number;
    /** Of `super`: methods are not looked up at the instance. */
    readonly isSuper?: boolean;
    /** Of a query in brackets: it may stand for its only record. */
    readonly isQuery?: boolean;
}

export function constant(type: Type, value: Value): Code {
    return { type, constant: value, run: () => value };
}

/** A variable of the method. */
export function local(type: Type, slot: number): Code {
    return { type, local: slot, run: (frame) => frame[slot] as Value };
}
