/** From a file's element to the components in it, and back. */
import { XmlElement } from '../xml.ts';
import { typeNamed, type MetadataType } from '../types/metadata-types.ts';

/** A component's type, name and definition. */
export interface Division {
    readonly type: string;
    readonly fullName: string;
    readonly xml: XmlElement;
}

/**
 * Divides the element of a file into the component that the file is named after, and its parts.
 * @returns the component itself first, with what is no part of it; then the parts in the order of the file
 */
export function divide(type: MetadataType, fullName: string, xml: XmlElement): [Division, ...Division[]] {
    if (type.parts.length === 0) return [{ type: type.name, fullName, xml }];
    const byElement = new Map(type.parts.map((part) => [part.element, part]));
    const parts: Division[] = [];
    const rest: XmlElement[] = [];
    for (const child of xml.children) {
        const part = byElement.get(child.name);
        const name = part && child.value(part.key);
        if (!part || name === undefined || name === '') {
            rest.push(child);
            continue;
        }
        const partName = part.standsAlone ? name : `${fullName}.${name}`;
        parts.push({ type: part.name, fullName: partName, xml: child.named(part.name) });
    }
    return [{ type: type.name, fullName, xml: xml.with(rest) }, ...parts];
}

/** Whether something is left of a component besides its parts. */
export function isBare({ type, xml }: Division): boolean {
    return (typeNamed(type)?.parts.length ?? 0) > 0 && xml.children.every((child) => child.name === 'fullName');
}

/** A file's element from its component and parts; elements stand in alphabetical order, as an org writes them. */
export function join(type: MetadataType, own: XmlElement | undefined, parts: readonly Division[]): XmlElement {
    const elements = new Map(type.parts.map((part) => [part.name, part]));
    const children = parts.map(({ type: partType, fullName, xml }) => {
        const part = elements.get(partType);
        const named = xml.child(part?.key ?? 'fullName')
            ? xml
            : xml.with([new XmlElement('fullName', [], fullName.split('.').slice(1).join('.')), ...xml.children]);
        return named.named(part?.element ?? partType);
    });
    const all = [...(own?.children ?? []), ...children];
    const sorted = all.map((child, index) => ({ child, index })).sort((a, b) => order(a, b));
    return new XmlElement(
        type.name,
        sorted.map(({ child }) => child),
        '',
        own?.attributes ?? {},
    );
}

interface Placed {
    readonly child: XmlElement;
    readonly index: number;
}

function order(a: Placed, b: Placed): number {
    if (a.child.name === b.child.name) return a.index - b.index;
    return a.child.name < b.child.name ? -1 : 1;
}
