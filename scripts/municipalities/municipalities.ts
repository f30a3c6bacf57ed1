/** Municipalities by NIS code and date: which one existed, and into which one an old code went. */
import type { OrgClient } from '../salesforce/org-client.ts';

/** A municipality for as long as its NIS code existed. */
export interface Municipality {
    readonly id: string;
    readonly name: string;
    readonly nis: string;
    readonly province: string;
    /** first day of the code, ISO; undefined: always */
    readonly from: string | undefined;
    /** last day of the code, ISO, inclusive; undefined: still there */
    readonly to: string | undefined;
    /** NIS code of the municipality that it became part of */
    readonly successor: string | undefined;
}

/** More fusions in a row than there will ever be; a chain that is longer goes round. */
const LONGEST_CHAIN = 10;

/** All municipalities of an org. */
export class Municipalities {
    readonly #byNis: ReadonlyMap<string, Municipality>;

    constructor(all: readonly Municipality[]) {
        this.#byNis = new Map(all.map((one) => [one.nis, one]));
    }

    /** Reads them from the org: one call. @throws OrgError */
    static async read(client: OrgClient): Promise<Municipalities> {
        const soql =
            'SELECT Id, Name, NIS_Code__c, Province__c, Valid_From__c, Valid_To__c, Successor__r.NIS_Code__c FROM Municipality__c';
        const all: Municipality[] = [];
        for await (const record of client.query(soql)) {
            const row = record as {
                Id: string;
                Name: string;
                NIS_Code__c: string;
                Province__c: string | null;
                Valid_From__c: string | null;
                Valid_To__c: string | null;
                Successor__r: { NIS_Code__c: string } | null;
            };
            all.push({
                id: row.Id,
                name: row.Name,
                nis: row.NIS_Code__c,
                province: row.Province__c ?? '',
                from: row.Valid_From__c ?? undefined,
                to: row.Valid_To__c ?? undefined,
                successor: row.Successor__r?.NIS_Code__c,
            });
        }
        return new Municipalities(all);
    }

    get size(): number {
        return this.#byNis.size;
    }

    /** All of them, by code. */
    all(): Municipality[] {
        return [...this.#byNis.values()].sort((a, b) => (a.nis < b.nis ? -1 : 1));
    }

    find(nis: string): Municipality | undefined {
        return this.#byNis.get(nis);
    }

    /**
     * The municipality that answers on a day for a code: itself while it existed, else the one that it became part of.
     * @returns undefined where the code is unknown, began later, or ended without a successor
     */
    resolve(nis: string, day: string): Municipality | undefined {
        let one = this.#byNis.get(nis);
        for (let step = 0; one && step < LONGEST_CHAIN; step++) {
            if (one.from !== undefined && day < one.from) return undefined;
            if (one.to === undefined || day <= one.to) return one;
            one = one.successor === undefined ? undefined : this.#byNis.get(one.successor);
        }
        return undefined;
    }

    /**
     * The codes whose people a municipality has on a day: those that became part of it before then, and its own code
     * where that is older than the fusion (Antwerpen kept its code in 2025).
     */
    partsOf(municipality: Municipality, day: string): Municipality[] {
        const merged = [...this.#byNis.values()].filter(
            (one) => one.nis !== municipality.nis && this.resolve(one.nis, day)?.nis === municipality.nis,
        );
        const isOlder = merged.some(({ to = '' }) => municipality.from === undefined || municipality.from <= to);
        return isOlder ? [municipality, ...merged] : merged;
    }

    /** Those that became part of a municipality, for who uses its code too early. */
    predecessorsOf(nis: string): Municipality[] {
        return [...this.#byNis.values()].filter((one) => one.successor === nis);
    }
}
