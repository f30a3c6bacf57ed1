/** Chance that can be repeated: the same seed gives the same run of choices. */
export class Random {
    #state: number;

    constructor(seed: number) {
        this.#state = seed >>> 0;
    }

    /** A number from 0 up to, and not including, 1 (mulberry32). */
    next(): number {
        this.#state = (this.#state + 0x6d2b79f5) >>> 0;
        let t = this.#state;
        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
    }

    /** A whole number below a limit. */
    below(limit: number): number {
        return Math.floor(this.next() * limit);
    }

    /** @throws Error when there is nothing to choose from */
    pick<T>(items: readonly T[]): T {
        const item = items[this.below(items.length)];
        if (item === undefined) throw new Error('nothing to choose from');
        return item;
    }

    chance(probability: number): boolean {
        return this.next() < probability;
    }
}
