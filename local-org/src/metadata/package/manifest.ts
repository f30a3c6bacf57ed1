/** The manifest of a package: package.xml, and the files that name what is to be deleted. */
import { parseXml, XmlElement } from '../xml.ts';
import { writeDocument } from '../xml-writer.ts';

/** Names by type. `*` stands for all. */
export interface Manifest {
    readonly members: ReadonlyMap<string, readonly string[]>;
    /** Of the API; absent when the manifest names none. */
    readonly version?: string;
}

/**
 * Reads a manifest.
 * @throws Error with line and reason when it is not well-formed, or no manifest
 */
export function readManifest(source: string): Manifest {
    const root = parseXml(source.replace(/^\ufeff/, ''));
    if (root.name !== 'Package') throw new Error(`Element ${root.name} invalid at this location, Package expected`);
    return manifestOf(root);
}

/** @param xml an element with `types` and `version`, such as Package or the `unpackaged` of a retrieve */
export function manifestOf(xml: XmlElement): Manifest {
    const members = new Map<string, string[]>();
    for (const types of xml.all('types')) {
        const name = types.value('name') ?? '';
        members.set(name, [...(members.get(name) ?? []), ...types.values('members')]);
    }
    const version = xml.value('version');
    return { members, ...(version === undefined ? {} : { version }) };
}

/** A manifest as a document, in alphabetical order. */
export function writeManifest({ members, version = '66.0' }: Manifest): string {
    const leaf = (name: string, text: string): XmlElement => new XmlElement(name, [], text);
    const types = [...members]
        .filter(([, names]) => names.length > 0)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, names]) => {
            return new XmlElement('types', [
                ...[...names].sort().map((one) => leaf('members', one)),
                leaf('name', name),
            ]);
        });
    return writeDocument(new XmlElement('Package', [...types, leaf('version', version)]));
}
