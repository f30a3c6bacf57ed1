/** To which municipality a day of a location belongs, and who is paid for it after a fusion (U10). */
import { type Day } from './day.ts';
import type { Municipality } from './facts.ts';
import { contains, lasting, type Interval } from './interval.ts';
import { choiceOf, type Found, type ParameterBook } from './parameters.ts';

export class Municipalities {
    readonly #byNis: ReadonlyMap<string, Municipality>;

    constructor(municipalities: readonly Municipality[]) {
        this.#byNis = new Map(municipalities.map((municipality) => [municipality.nis, municipality]));
    }

    /** @returns the codes of all, sorted */
    all(): string[] {
        return [...this.#byNis.keys()].sort();
    }

    /** @returns the municipality with all that took over from it, one after the other */
    lineage(nis: string): string[] {
        const chain: string[] = [];
        for (let at: string | undefined = nis; at !== undefined && !chain.includes(at);) {
            chain.push(at);
            at = this.#byNis.get(at)?.successor;
        }
        return chain;
    }

    /** @returns the days on which a code existed; one that is not listed always did */
    life(nis: string): Interval {
        const municipality = this.#byNis.get(nis);
        return lasting(municipality?.validFrom ?? 0, municipality?.validTo);
    }

    /**
     * @param recorded the codes that the location had, newest first
     * @returns the code that existed on the day: the newest, its successor, or the one before the fusion; where the
     *     location was first entered after a fusion nothing tells the old one apart, and the newest stands
     */
    onDay(recorded: readonly [string, ...string[]], day: Day): string {
        const [newest] = recorded;
        const existed = (nis: string): boolean => contains(this.life(nis), day);
        if (existed(newest)) return newest;
        const earlier = recorded.find((nis) => existed(nis) && this.lineage(nis).includes(newest));
        return earlier ?? this.lineage(newest).find(existed) ?? newest;
    }

    /**
     * @param today the day of the snapshot
     * @returns who is paid: the municipality, or after a fusion its successor; `choice` says why, when it had to be asked
     */
    payee(nis: string, today: Day, book: ParameterBook): { nis: string; choice?: Found } {
        const life = this.life(nis);
        const successor = this.lineage(nis).find((candidate) => contains(this.life(candidate), today));
        if (today < life.to || successor === undefined || successor === nis) return { nis };
        const choice = book.schedule({ rule: 'R8_Framework_End', code: 'merged_municipality_payee' }).at(life.to);
        if (choice.known) choiceOf(choice);
        return { nis: successor, choice };
    }
}
