/**
 * Chains with `?.`: when what stands before it is null, the rest of the chain is not evaluated, and the whole is null.
 * Source: Apex developer guide, "Safe navigation operator".
 */
import { nullPointer } from '../run/exceptions.ts';
import { Instance, type Value } from '../run/values.ts';
import { NULL } from '../types/type.ts';
import type { Run } from './code.ts';

class Skip extends Instance {
    readonly type = NULL;
}

/** Stands for a chain that has been left; only links of the chain see it. */
export const SKIP: Value = new Skip();

/** Reads something of the value before a dot. */
export function chained(target: Run, safe: boolean, read: (self: Value) => Value): Run {
    if (safe)
        return (frame) => {
            const self = target(frame);
            return self === null || self === SKIP ? SKIP : read(self);
        };
    return (frame) => {
        const self = target(frame);
        if (self === null) throw nullPointer();
        return self === SKIP ? SKIP : read(self);
    };
}

/** The end of a chain. */
export function unchained(run: Run): Run {
    return (frame) => {
        const value = run(frame);
        return value === SKIP ? null : value;
    };
}
