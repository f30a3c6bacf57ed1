/** Components as files of a package. */
import type { Catalogue } from '../../metadata/catalogue.ts';
import { parentOf } from '../../metadata/catalogue.ts';
import { keyOf, type Component } from '../../metadata/component.ts';
import { join } from '../../metadata/package/divide.ts';
import { definitionPath } from '../../metadata/package/paths.ts';
import { typeNamed } from '../../metadata/types/metadata-types.ts';
import { writeDocument } from '../../metadata/xml-writer.ts';

/** A file of a package, and the component that it is told of as. */
export interface PackedFile {
    readonly path: string;
    readonly content: Uint8Array;
    readonly component: Component;
}

/**
 * The files of components. Parts stand in the file of their parent: all of them when the parent itself is asked for,
 * else those that are asked for.
 */
export function packComponents(catalogue: Catalogue, wanted: readonly Component[]): PackedFile[] {
    const keys = new Set(wanted.map((one) => keyOf(one.type, one.fullName)));
    const packed: PackedFile[] = [];
    const subsets = new Map<string, Component[]>();
    for (const component of wanted) {
        const parent = parentOf(component.type, component.fullName);
        if (!parent) packed.push(...filesOf(catalogue, component));
        else if (!keys.has(keyOf(parent.type, parent.fullName))) {
            const key = keyOf(parent.type, parent.fullName);
            subsets.set(key, [...(subsets.get(key) ?? []), component]);
        }
    }
    for (const parts of subsets.values()) packed.push(...fileOfParts(parts));
    return packed;
}

/** The path of the file that holds a component, in a package. */
export function pathOf({ type, fullName }: Pick<Component, 'type' | 'fullName'>): string {
    const { type: name, fullName: owner } = parentOf(type, fullName) ?? { type, fullName };
    const kind = typeNamed(name);
    if (!kind) return '';
    return definitionPath(kind, owner).replace(kind.form === 'content' ? /-meta\.xml$/ : /$^/, '');
}

function filesOf(catalogue: Catalogue, component: Component): PackedFile[] {
    const { files } = component;
    if (files.length > 0) return files.map(({ path, content }) => ({ path, content: content(), component }));
    const type = typeNamed(component.type);
    if (!type) return [];
    const root = join(type, component.xml, catalogue.partsOf(type, component.fullName));
    const whole = component.xml && component.xml.name !== type.name ? root.named(component.xml.name) : root;
    const path = definitionPath(type, component.fullName);
    return [{ path, content: new TextEncoder().encode(writeDocument(whole)), component }];
}

function fileOfParts(parts: readonly Component[]): PackedFile[] {
    const [first] = parts;
    const parent = first && parentOf(first.type, first.fullName);
    const type = parent && typeNamed(parent.type);
    if (!type) return [];
    const defined = parts.flatMap((part) => (part.xml ? [{ ...part, xml: part.xml }] : []));
    const content = new TextEncoder().encode(writeDocument(join(type, undefined, defined)));
    const component = { ...first, type: parent.type, fullName: parent.fullName };
    return [{ path: definitionPath(type, parent.fullName), content, component }];
}
