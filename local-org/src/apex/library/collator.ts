/** Collator. Source: Apex reference guide, "Collator class": texts in the order of the user's locale. */
import { NativeObject } from '../run/values.ts';
import { define } from './define.ts';
import { userLocale } from './locale.ts';
import { namedType } from './types.ts';

type CollatorObject = NativeObject<Intl.Collator>;

/** Nulls come first. */
function compare({ state }: CollatorObject, left: string | null, right: string | null): number {
    if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
    return state.compare(left, right);
}

define({
    name: 'Collator',
    implements: ['Comparator<String>'],
    statics: {
        'System.Collator getInstance()': () =>
            new NativeObject(namedType('System.Collator'), new Intl.Collator(userLocale())),
    },
    methods: { 'Integer compare(String?, String?)': compare },
});
