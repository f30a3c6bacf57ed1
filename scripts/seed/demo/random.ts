/**
 * Random numbers that a seed decides: the same seed gives the same data on every machine.
 * The generator is sfc32 (Chris Doty-Humphrey, public domain), seeded with a hash of text.
 */
export type Random = {
    /** a number from 0 up to, not including, 1 */
    next: () => number;
};

/** A choice with its weight; weights need not add up to 1. */
export type Weighted<T> = readonly (readonly [choice: T, weight: number])[];

/**
 * Opens a stream of its own for each purpose, so that drawing more for one never reshuffles another.
 * @param parts what the stream is for, for example the seed, the NIS code and the purpose
 */
export function randomFor(...parts: readonly (string | number)[]): Random {
    let [a, b, c, d] = hash(parts.join('|'));
    const next = (): number => {
        const sum = (a + b + d) | 0;
        d = (d + 1) | 0;
        a = b ^ (b >>> 9);
        b = (c + (c << 3)) | 0;
        c = ((c << 21) | (c >>> 11)) + sum;
        return (sum >>> 0) / 2 ** 32;
    };
    // the first numbers still resemble the hash
    for (let i = 0; i < 12; i++) next();
    return { next };
}

/** FNV-1a from four starting points: enough to tell streams apart, no cryptography. */
function hash(text: string): [number, number, number, number] {
    const states: [number, number, number, number] = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35];
    for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        for (let s = 0; s < 4; s++) states[s] = Math.imul((states[s] ?? 0) ^ (code + s), 0x01000193);
    }
    return states;
}

/** @returns true with the given probability */
export function chance(random: Random, probability: number): boolean {
    return random.next() < probability;
}

/** @returns a whole number from the first up to and including the last */
export function integer(random: Random, first: number, last: number): number {
    return first + Math.floor(random.next() * (last - first + 1));
}

/** @returns one of the items, each as likely */
export function pick<T>(random: Random, items: readonly T[]): T {
    const item = items[Math.floor(random.next() * items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
}

/** @returns one of the choices, by weight */
export function weighted<T>(random: Random, choices: Weighted<T>): T {
    let rest = random.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [choice, weight] of choices) {
        rest -= weight;
        if (rest < 0) return choice;
    }
    const last = choices.at(-1);
    if (last === undefined) throw new RangeError('nothing to pick from');
    return last[0];
}

/** @returns a number from the exponential distribution: waiting times */
export function exponential(random: Random, mean: number): number {
    return -mean * Math.log(1 - random.next());
}

/** @returns a number from the normal distribution (Box-Muller) */
export function normal(random: Random, mean: number, deviation: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * random.next());
}

/** @returns a factor around 1 that is never negative: sizes, amounts */
export function noise(random: Random, deviation: number): number {
    // the shift keeps the mean at 1
    return Math.exp(normal(random, -(deviation ** 2) / 2, deviation));
}
