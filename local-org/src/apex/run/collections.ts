/** Sets and maps: like JavaScript's, with keys that are equal as Apex has it. They keep the order of insertion. */
import type { Type } from '../types/type.ts';
import { exception } from './exceptions.ts';
import { keyFor } from './keys.ts';
import { Instance, type ListValue, type Value } from './values.ts';

export class SetValue extends Instance {
    readonly type: Type;
    entries = new Map<unknown, Value>();
    loops = 0;

    constructor(type: Type, values: Iterable<Value> = []) {
        super();
        this.type = type;
        for (const value of values) this.add(value);
    }

    get size(): number {
        return this.entries.size;
    }

    add(value: Value): boolean {
        const key = keyFor(value);
        if (this.entries.has(key)) return false;
        this.entries.set(key, value);
        return true;
    }

    has(value: Value): boolean {
        return this.entries.has(keyFor(value));
    }

    remove(value: Value): boolean {
        return this.entries.delete(keyFor(value));
    }

    values(): Value[] {
        return [...this.entries.values()];
    }
}

export interface Entry {
    readonly key: Value;
    value: Value;
}

export class MapValue extends Instance {
    readonly type: Type;
    entries = new Map<unknown, Entry>();
    loops = 0;

    constructor(type: Type) {
        super();
        this.type = type;
    }

    get size(): number {
        return this.entries.size;
    }

    get(key: Value): Value {
        return this.entries.get(keyFor(key))?.value ?? null;
    }

    has(key: Value): boolean {
        return this.entries.has(keyFor(key));
    }

    /** @returns what was there before */
    put(key: Value, value: Value): Value {
        const own = keyFor(key);
        const entry = this.entries.get(own);
        if (!entry) {
            this.entries.set(own, { key, value });
            return null;
        }
        const before = entry.value;
        entry.value = value;
        return before;
    }

    remove(key: Value): Value {
        const own = keyFor(key);
        const before = this.entries.get(own)?.value ?? null;
        this.entries.delete(own);
        return before;
    }

    keys(): Value[] {
        return Array.from(this.entries.values(), ({ key }) => key);
    }

    values(): Value[] {
        return Array.from(this.entries.values(), ({ value }) => value);
    }
}

/**
 * Refuses to change a collection that a loop goes through.
 * @throws Thrown FinalException
 */
export function checkChange(collection: ListValue | SetValue | MapValue): void {
    if (collection.loops > 0)
        throw exception('FinalException', 'Cannot modify a collection while it is being iterated.');
}
