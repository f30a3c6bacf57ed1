/** What runs now: the transaction, and the methods that called each other. One transaction runs at a time. */
import type { MethodCode } from '../types/members.ts';
import type { Transaction } from './transaction.ts';
import type { Value } from './values.ts';

interface Machine {
    /** Set while a program runs. */
    transaction: Transaction | undefined;
    /** How many methods are running. */
    depth: number;
    running: (MethodCode | undefined)[];
    /** The line at which each of them is. */
    lines: number[];
    /** Their variables. */
    frames: (Value[] | undefined)[];
    /** Steps until the clock is looked at. */
    fuel: number;
}

export const vm: Machine = {
    transaction: undefined,
    depth: 0,
    running: [undefined],
    lines: [0],
    frames: [undefined],
    fuel: 0,
};

/** The transaction that runs. @throws Error when none does */
export function transaction(): Transaction {
    const { transaction: running } = vm;
    if (!running) throw new Error('no transaction is running');
    return running;
}

/** The line that the innermost method is at. */
export function currentLine(): number {
    return vm.lines[vm.depth] ?? 0;
}

/** The stack as `getStackTraceString` gives it. */
export function traceNow(): string {
    const lines: string[] = [];
    for (let depth = vm.depth; depth > 0; depth--)
        lines.push(`${vm.running[depth]?.traceName ?? ''}: line ${String(vm.lines[depth] ?? 0)}, column 1`);
    return lines.join('\n');
}
