/** Which lines of classes and triggers have run. Source: Apex developer guide, "Code coverage". */

export type UnitKind = 'class' | 'trigger';

/** The lines of one class or trigger. */
export interface UnitCoverage {
    readonly kind: UnitKind;
    readonly name: string;
    /** Lines on which a statement begins. */
    readonly lines: Set<number>;
    readonly hit: Set<number>;
}

/** The lines of all classes and triggers that are compiled while it is there. */
export class Coverage {
    readonly #units = new Map<string, UnitCoverage>();

    /** The lines of a class or a trigger. */
    unit(kind: UnitKind, name: string): UnitCoverage {
        const key = `${kind} ${name}`;
        let found = this.#units.get(key);
        if (!found) this.#units.set(key, (found = { kind, name, lines: new Set(), hit: new Set() }));
        return found;
    }

    /** All units that have lines, by name. */
    get units(): UnitCoverage[] {
        const found = [...this.#units.values()].filter(({ lines }) => lines.size > 0);
        return found.sort((a, b) => (a.name < b.name ? -1 : 1));
    }

    /** Takes out which lines have run since it was asked last; only units of which some have. */
    takeHits(): UnitCoverage[] {
        const found = this.units.filter(({ hit }) => hit.size > 0);
        const taken = found.map((unit) => ({ ...unit, hit: new Set(unit.hit) }));
        for (const { hit } of found) hit.clear();
        return taken;
    }
}

/** The share of lines that have run, in percent, rounded down as an org does. */
export function percentOf(units: readonly UnitCoverage[]): number {
    const lines = units.reduce((sum, unit) => sum + unit.lines.size, 0);
    const hit = units.reduce((sum, unit) => sum + unit.hit.size, 0);
    return lines === 0 ? 100 : Math.floor((hit / lines) * 100);
}
