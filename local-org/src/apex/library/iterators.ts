/** Iterator, Iterable, Comparable, Comparator. Source: Apex reference guide, System namespace. */
import { exception } from '../run/exceptions.ts';
import { NativeObject, type Value } from '../run/values.ts';
import type { Type } from '../types/type.ts';
import { define } from './define.ts';
import { namedType } from './types.ts';

interface Cursor {
    readonly items: readonly Value[];
    next: number;
}

define(
    { name: 'Iterable', kind: 'interface', parameters: ['T'], abstracts: ['Iterator<T> iterator()'] },
    { name: 'Iterator', kind: 'interface', parameters: ['T'], abstracts: ['Boolean hasNext()', 'T next()'] },
    { name: 'Comparable', kind: 'interface', abstracts: ['Integer compareTo(Object)'] },
    { name: 'Comparator', kind: 'interface', parameters: ['T'], abstracts: ['Integer compare(T, T)'] },
    {
        name: 'ListIterator',
        namespace: 'Internal',
        methods: {
            'Boolean hasNext()': ({ state }: NativeObject<Cursor>) => state.next < state.items.length,
            'Object next()': ({ state }: NativeObject<Cursor>) => {
                if (state.next >= state.items.length)
                    throw exception('NoSuchElementException', 'Iterator is exhausted');
                return state.items[state.next++] ?? null;
            },
        },
    },
);

/** An iterator over values as they are now. */
export function iteratorOver(_: Type, items: readonly Value[]): NativeObject<Cursor> {
    return new NativeObject(namedType('Internal.ListIterator'), { items: [...items], next: 0 });
}
