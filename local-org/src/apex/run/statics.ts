/** The statics of classes, which every transaction has anew. */
import type { MethodCode } from '../types/members.ts';
import { frameFor, invoke } from './invoke.ts';
import type { Value } from './values.ts';
import { transaction } from './vm.ts';

export interface StaticOwner {
    readonly id: number;
    readonly staticCount: number;
    readonly staticInitializer: MethodCode;
}

/** The statics of a class; the first time, they get their first values. */
export function staticsOf(owner: StaticOwner): Value[] {
    const { statics } = transaction();
    return statics[owner.id] ?? initialize(owner, statics);
}

function initialize(owner: StaticOwner, statics: (Value[] | undefined)[]): Value[] {
    const made = new Array<Value>(owner.staticCount).fill(null);
    statics[owner.id] = made;
    const { staticInitializer } = owner;
    invoke(staticInitializer, frameFor(staticInitializer, null, []));
    return made;
}
