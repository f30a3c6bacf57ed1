/** Hash codes. Source: Apex reference guide, "System.hashCode"; those of strings and numbers are Java's. */
import { identityOf, keyFor } from './keys.ts';
import { ObjectValue, type Value } from './values.ts';
import { callMethod, findOwn } from './invoke.ts';

export function hashOf(value: Value): number {
    if (value === null) return 0;
    if (typeof value === 'string') return textHash(value);
    if (typeof value === 'number') return value;
    if (typeof value === 'boolean') return value ? 1231 : 1237;
    if (typeof value === 'bigint') return Number(BigInt.asIntN(32, value ^ (value >> 32n)));
    if (value instanceof ObjectValue) {
        const own = findOwn(value.type, 'hashcode()');
        return own ? (callMethod(own, value) as number) : identityOf(value);
    }
    const key = keyFor(value);
    return typeof key === 'string' ? textHash(key) : identityOf(value);
}

/** As `String.hashCode` of Java. */
function textHash(text: string): number {
    let hash = 0;
    for (let at = 0; at < text.length; at++) hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0;
    return hash;
}
