/** Boolean. Source: Apex reference guide, "Boolean class". */
import { checkedCast } from '../run/casts.ts';
import type { Value } from '../run/values.ts';
import { BOOLEAN } from '../types/type.ts';
import { define } from './define.ts';

define({
    name: 'Boolean',
    type: BOOLEAN,
    statics: {
        'Boolean valueOf(Object)': (value: Value) =>
            typeof value === 'string' ? value.toLowerCase() === 'true' : checkedCast(value, BOOLEAN),
    },
});
