import type { FunctionSpec } from '../types.ts';
import { ADVANCED } from './advanced.ts';
import { CHANGE } from './change.ts';
import { DATE_TIME } from './date.ts';
import { LOGICAL } from './logical.ts';
import { MATH } from './math.ts';
import { OPERATORS } from './operators.ts';
import { TEXT } from './text.ts';

const SPECS = new Map(
    [...OPERATORS, ...DATE_TIME, ...LOGICAL, ...CHANGE, ...MATH, ...TEXT, ...ADVANCED].map((spec) => [spec.name, spec]),
);

/** A function by its name in any case, or an operator. */
export function findFunction(name: string): FunctionSpec | undefined {
    return SPECS.get(name.toUpperCase());
}
