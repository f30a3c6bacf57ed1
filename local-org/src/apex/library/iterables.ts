/** What an `Iterable` gives, whatever it is. Source: Apex reference guide, "Iterable interface". */
import { MapValue, SetValue } from '../run/collections.ts';
import { exception } from '../run/exceptions.ts';
import { callNamed } from '../run/invoke.ts';
import { ListValue, ObjectValue, type Value } from '../run/values.ts';

/** The values of a list, a set, or an object of the program that is iterable. */
export function valuesOf(iterable: Value): Value[] {
    if (iterable instanceof ListValue) return [...iterable.items];
    if (iterable instanceof SetValue) return iterable.values();
    if (iterable instanceof MapValue || !(iterable instanceof ObjectValue))
        throw exception('TypeException', 'The value is not iterable');
    const iterator = callNamed(iterable, 'iterator') as ObjectValue;
    const found: Value[] = [];
    while (callNamed(iterator, 'hasnext') === true) found.push(callNamed(iterator, 'next'));
    return found;
}
