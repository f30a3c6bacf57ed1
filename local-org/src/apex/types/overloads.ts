/** Which of several methods of one name is meant. */
import { conversionCost } from './conversions.ts';
import type { Method } from './members.ts';
import type { Type } from './type.ts';

/**
 * The method that fits the arguments best.
 * @returns undefined when none fits; `ambiguous` when several fit as well
 */
export function chooseOverload(methods: readonly Method[], args: readonly Type[]): Method | 'ambiguous' | undefined {
    let best: Method | undefined;
    let bestCost = Infinity;
    let isTie = false;
    for (const method of methods) {
        const cost = costOf(method, args);
        if (cost === undefined || cost > bestCost) continue;
        isTie = cost === bestCost && best?.key !== method.key;
        if (cost < bestCost) best = method;
        bestCost = cost;
    }
    return isTie ? 'ambiguous' : best;
}

function costOf({ parameters }: Method, args: readonly Type[]): number | undefined {
    if (parameters.length !== args.length) return undefined;
    let sum = 0;
    for (const [at, { type }] of parameters.entries()) {
        const arg = args[at];
        const cost = arg && conversionCost(arg, type);
        if (cost === undefined) return undefined;
        sum += cost;
    }
    return sum;
}
