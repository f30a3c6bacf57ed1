/** Keeps what was made last, and forgets what was not used for longest. */
export class RecentMap<K, V> {
    readonly #kept = new Map<K, V>();
    readonly #size: number;

    constructor(size: number) {
        this.#size = size;
    }

    /** What is kept under a key, or is made now. */
    get(key: K, make: () => V): V {
        const known = this.find(key);
        if (known !== undefined) return known;
        const made = make();
        this.keep(key, made);
        return made;
    }

    /** What is kept under a key. */
    find(key: K): V | undefined {
        const known = this.#kept.get(key);
        if (known !== undefined) {
            // those used last stand last
            this.#kept.delete(key);
            this.#kept.set(key, known);
        }
        return known;
    }

    keep(key: K, value: V): void {
        this.#kept.set(key, value);
        const [oldest] = this.#kept.keys();
        if (this.#kept.size > this.#size && oldest !== undefined) this.#kept.delete(oldest);
    }
}
