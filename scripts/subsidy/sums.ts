/** Amounts of lines added up by something they have in common. */

/** An amount of several lines. */
export interface Total {
    readonly name: string;
    readonly lines: number;
    readonly cents: number;
}

/** Adds amounts up by name while lines pass. */
export class Sums {
    readonly #byName = new Map<string, { lines: number; cents: number }>();

    add(name: string, cents: number): void {
        const sum = this.#byName.get(name);
        if (sum) {
            sum.lines++;
            sum.cents += cents;
        } else this.#byName.set(name, { lines: 1, cents });
    }

    /** @returns the sums, by name in the order of its characters */
    totals(): Total[] {
        return [...this.#byName].map(([name, sum]) => ({ name, ...sum })).sort((a, b) => (a.name < b.name ? -1 : 1));
    }
}
