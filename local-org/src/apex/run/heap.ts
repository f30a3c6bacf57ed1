/**
 * How much memory a transaction holds: what its variables and statics reach, measured roughly as an org counts it. What
 * expressions hold for a moment is not in it.
 * Source: Apex developer guide, "Execution governors and limits": total heap size.
 */
import { BigDecimal } from 'bigdecimal.js';
import { MapValue, SetValue } from './collections.ts';
import { SObjectValue } from './sobject.ts';
import type { Transaction } from './transaction.ts';
import { BlobValue, ListValue, ObjectValue, type Value } from './values.ts';
import { vm } from './vm.ts';

/** Bytes of a reference, and of what an object needs for itself. */
const REFERENCE = 4;
const OBJECT = 8;

/** Bytes that are held now by the transaction that runs. */
export function heapSize({ statics, trigger }: Transaction): number {
    const walk = new Walk();
    for (const own of statics) if (own) walk.all(own);
    for (let depth = 1; depth <= vm.depth; depth++) walk.all(vm.frames[depth] ?? []);
    for (const one of [trigger?.newList, trigger?.oldList]) if (one) walk.add(one);
    return walk.finish();
}

/** Goes through values; each object counts once. Lists may be longer than the stack is deep. */
class Walk {
    #bytes = 0;
    readonly #seen = new Set<object>();
    readonly #left: object[] = [];

    all(values: readonly Value[]): void {
        for (const value of values) this.add(value);
    }

    add(value: Value): void {
        this.#bytes += REFERENCE;
        if (typeof value === 'string') this.#bytes += value.length;
        else if (typeof value === 'number' || typeof value === 'bigint') this.#bytes += OBJECT;
        else if (typeof value === 'object' && value !== null && !this.#seen.has(value)) {
            this.#seen.add(value);
            this.#left.push(value);
        }
    }

    finish(): number {
        for (let next = this.#left.pop(); next; next = this.#left.pop()) this.#inside(next);
        return this.#bytes;
    }

    #inside(value: object): void {
        this.#bytes += OBJECT;
        if (value instanceof ListValue) this.all(value.items);
        else if (value instanceof SetValue) for (const one of value.entries.values()) this.add(one);
        else if (value instanceof MapValue) this.#map(value);
        else if (value instanceof SObjectValue) this.#record(value);
        else if (value instanceof ObjectValue) this.all(value.fields);
        else if (value instanceof BlobValue) this.#bytes += value.bytes.length;
        else if (value instanceof BigDecimal) this.#bytes += OBJECT;
    }

    #map({ entries }: MapValue): void {
        for (const { key, value } of entries.values()) {
            this.add(key);
            this.add(value);
        }
    }

    #record({ fields, parents, children }: SObjectValue): void {
        for (const name in fields) this.add(fields[name] ?? null);
        for (const name in parents) this.add(parents[name] ?? null);
        for (const name in children) this.add(children[name] ?? null);
    }
}
