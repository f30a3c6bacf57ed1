/** The definition of a component as JSON, as `Metadata` of tooling objects has it, and back. */
import { metadataModel, type Member } from '../../metadata/wsdl/index.ts';
import { XmlElement } from '../../metadata/xml.ts';

export type MetadataJson = string | number | boolean | null | MetadataJson[] | { [name: string]: MetadataJson };

/** @param typeName of the Metadata API @returns all members of the type; those that are not given are null or empty */
export function toJson(typeName: string, xml: XmlElement): MetadataJson {
    const members = metadataModel().types.get(typeName);
    if (!members) return xml.children.length > 0 ? byElement(xml) : xml.text;
    const known = [...members.values()].filter(({ name }) => name !== 'fullName');
    return Object.fromEntries(known.map((member) => [member.name, memberJson(member, xml.all(member.name))]));
}

function memberJson({ list, type }: Member, elements: readonly XmlElement[]): MetadataJson {
    const values = elements.map((element) =>
        type.kind === 'type'
            ? toJson(type.name, element)
            : scalar(element.text, type.kind === 'scalar' ? type.scalar : 'string'),
    );
    return list ? values : (values[0] ?? null);
}

function scalar(text: string, kind: string): MetadataJson {
    if (kind === 'boolean') return text === 'true';
    return kind === 'number' && text !== '' && !Number.isNaN(Number(text)) ? Number(text) : text;
}

function byElement(xml: XmlElement): MetadataJson {
    return Object.fromEntries(
        xml.children.map((child) => [child.name, child.children.length > 0 ? byElement(child) : child.text]),
    );
}

/** What a client sends as the definition of a component; the types judge it afterwards. */
export function toXml(name: string, json: Readonly<Record<string, unknown>>): XmlElement {
    return new XmlElement(
        name,
        Object.entries(json).flatMap(([member, value]) => elementsOf(member, value)),
    );
}

function elementsOf(name: string, value: unknown): XmlElement[] {
    if (value === null || value === undefined) return [];
    if (Array.isArray(value)) return value.flatMap((one) => elementsOf(name, one));
    if (typeof value === 'object') return [toXml(name, value as Record<string, unknown>)];
    return [new XmlElement(name, [], typeof value === 'string' ? value : JSON.stringify(value))];
}
