/** Items of lists by their place. */
import { exception } from './exceptions.ts';
import type { ListValue, Value } from './values.ts';

/** @throws Thrown ListException when there is no such place */
export function itemAt({ items }: ListValue, at: number): Value {
    const found = items[at];
    if (found === undefined) throw outOfBounds(at);
    return found;
}

/** @throws Thrown ListException when there is no such place */
export function putAt({ items }: ListValue, at: number, value: Value): void {
    if (at < 0 || at >= items.length) throw outOfBounds(at);
    items[at] = value;
}

export function outOfBounds(at: number): Error {
    return exception('ListException', `List index out of bounds: ${String(at)}`);
}
