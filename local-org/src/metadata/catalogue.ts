/** All components of an org, by type and name. */
import { keyOf, type Component } from './component.ts';
import type { Division } from './package/divide.ts';
import { partNamed, typeNamed, type MetadataType } from './types/metadata-types.ts';
import { XmlElement } from './xml.ts';

export class Catalogue {
    readonly #components: ReadonlyMap<string, Component>;
    #sorted?: readonly Component[];
    #byParent?: ReadonlyMap<string, readonly Component[]>;

    /** @param components a later one takes the place of an earlier one of the same name */
    constructor(components: Iterable<Component>) {
        this.#components = new Map([...components].map((one) => [keyOf(one.type, one.fullName), one]));
    }

    /** A component by its name in any case. */
    get(type: string, fullName: string): Component | undefined {
        return this.#components.get(keyOf(type, fullName));
    }

    /** Whether there is a component of this name; a file of parts is there when one of them is. */
    has(type: string, fullName: string): boolean {
        return this.get(type, fullName) !== undefined || this.partsOf(typeNamed(type), fullName).length > 0;
    }

    /** All components, by name, then by type: their order does not tell how they came in. */
    get sorted(): readonly Component[] {
        const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
        const all = [...this.#components.values()];
        return (this.#sorted ??= all.sort((a, b) => order(a.fullName, b.fullName) || order(a.type, b.type)));
    }

    /** All components of a type, by name; a file that holds nothing but parts counts as one. */
    all(type: string): Component[] {
        const own = this.sorted.filter((one) => one.type === type);
        const kind = typeNamed(type);
        if (!kind || kind.parts.length === 0) return own;
        const known = new Set(own.map(({ fullName }) => fullName.toLowerCase()));
        const made = this.sorted.flatMap((one) => {
            const parent = parentOf(one.type, one.fullName);
            if (parent?.type !== type || known.has(parent.fullName.toLowerCase())) return [];
            known.add(parent.fullName.toLowerCase());
            return [{ ...one, type, fullName: parent.fullName, xml: new XmlElement(type, []), files: [] }];
        });
        return [...own, ...made].sort((a, b) => (a.fullName < b.fullName ? -1 : 1));
    }

    /** The parts of a component, by name. */
    partsOf(type: MetadataType | undefined, fullName: string): (Component & Division)[] {
        if (!type || type.parts.length === 0) return [];
        this.#byParent ??= Map.groupBy(this.sorted, (one) => {
            const parent = parentOf(one.type, one.fullName);
            return parent ? keyOf(parent.type, parent.fullName) : '';
        });
        const parts = this.#byParent.get(keyOf(type.name, fullName)) ?? [];
        return parts.flatMap((part) => (part.xml ? [{ ...part, xml: part.xml }] : []));
    }

    /** The catalogue after a change. @param removed keys of components that are gone */
    changed(put: readonly Component[], removed: ReadonlySet<string>): Catalogue {
        const kept = [...this.#components].filter(([key]) => !removed.has(key)).map(([, one]) => one);
        return new Catalogue([...kept, ...put]);
    }
}

/** The component in whose file a part stands. */
export function parentOf(
    type: string,
    fullName: string,
): { readonly type: string; readonly fullName: string } | undefined {
    const found = partNamed(type);
    if (!found) return undefined;
    const name = found.part.standsAlone ? found.parent.name : (fullName.split('.')[0] ?? '');
    return { type: found.parent.name, fullName: name };
}
