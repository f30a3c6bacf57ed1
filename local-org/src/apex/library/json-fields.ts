/** The fields of an object of the program, as JSON sees them: with inherited ones, private ones too. */
import { membersOf, type Variable } from '../types/members.ts';
import type { Type } from '../types/type.ts';

const known = new WeakMap<Type, readonly Variable[]>();

/** The fields of a class that are not transient, in the order of their slots. */
export function serializedFields(type: Type): readonly Variable[] {
    const found = known.get(type);
    if (found) return found;
    const names = membersOf(type).fieldNames?.() ?? [];
    const fields = names.map((name, slot) => variableAt(type, name, slot));
    const kept = fields.filter((field) => field !== undefined).filter(({ isTransient }) => isTransient !== true);
    known.set(type, kept);
    return kept;
}

/** The variable of a slot; that of a superclass may be hidden by another one of the same name. */
function variableAt(type: Type, name: string, slot: number): Variable | undefined {
    for (let one: Type | undefined = type; one; one = one.superclass) {
        const variable = membersOf(one).variable(name.toLowerCase());
        if (variable && !variable.isStatic && variable.slot === slot) return variable;
    }
    return undefined;
}
