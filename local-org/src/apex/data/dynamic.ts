/** What variables in a dynamic query stand for. Source: Apex developer guide, "Dynamic SOQL". */
import type { MapValue } from '../run/collections.ts';
import { exception } from '../run/exceptions.ts';
import type { Binds } from '../run/host.ts';
import type { Value } from '../run/values.ts';
import { transaction } from '../run/vm.ts';
import { toText } from '../run/text.ts';
import { toBind } from './wire.ts';

/** Literals, and the variables between them. */
const PARTS = /'(?:\\[^]|[^'\\])*'|:\s*(\w+)/g;

function namesIn(soql: string): string[] {
    return Array.from(soql.matchAll(PARTS), ([, name]) => name).filter(
        (name) => name !== undefined && !/^\d/.test(name),
    ) as string[];
}

/**
 * The variables that a query names, as they are where it is run.
 * @throws Thrown QueryException for a variable that is not in sight there
 */
export function dynamicBinds(soql: string): Binds {
    const { variables } = transaction();
    const found: Record<string, unknown> = {};
    for (const name of namesIn(soql)) {
        const value = variables?.(name.toLowerCase());
        if (value === undefined) throw exception('QueryException', `Variable does not exist: ${name}`);
        found[name] = toBind(value);
    }
    return found;
}

/** The values of a map by their names. */
export function mapBinds(map: MapValue): Binds {
    return Object.fromEntries(Array.from(map.entries.values(), ({ key, value }) => [toText(key), toBind(value)]));
}

/** Finds a variable by the lower case of its name. */
export type Variables = (name: string) => Value | undefined;
