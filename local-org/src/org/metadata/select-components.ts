/** The components that a manifest or a list call names. */
import { XmlElement } from '../../metadata/xml.ts';
import type { Component } from '../../metadata/component.ts';
import { partNamed, typeNamed } from '../../metadata/types/metadata-types.ts';
import { OrgError } from '../../schema/errors.ts';
import type { Org } from '../org.ts';
import { ADMINISTRATOR_ID } from '../first-records.ts';

/** @throws OrgError INVALID_TYPE for what is no type of the Metadata API */
export function checkType(type: string): void {
    if (!typeNamed(type) && !partNamed(type))
        throw new OrgError('INVALID_TYPE', `Cannot use: ${type.slice(0, 80)} in this organization`);
}

/** All components of a type, by name. Standard objects are components of every org. */
export function componentsOf(org: Org, type: string): Component[] {
    const own = org.catalogue.all(type);
    if (type !== 'CustomObject') return own;
    const known = new Set(own.map(({ fullName }) => fullName));
    return [...own, ...standardObjects(org).filter(({ fullName }) => !known.has(fullName))];
}

/**
 * A component by its name.
 * @returns undefined when there is none
 */
export function componentNamed(org: Org, type: string, fullName: string): Component | undefined {
    const own = org.catalogue.get(type, fullName);
    if (own) return own;
    return componentsOf(org, type).find((one) => one.fullName.toLowerCase() === fullName.toLowerCase());
}

function standardObjects(org: Org): Component[] {
    const touch = { at: 0, by: ADMINISTRATOR_ID };
    return org.schema.objects
        .filter((object) => object.kind === 'standard' && !object.setup)
        .map((object) => ({
            type: 'CustomObject',
            fullName: object.name,
            xml: new XmlElement('CustomObject', [new XmlElement('label', [], object.label)]),
            files: [],
            created: touch,
            changed: touch,
        }));
}
