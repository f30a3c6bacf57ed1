/** A rule of deploys: looks at one component, and at what it speaks of. */
import { STANDARD_OBJECTS } from '../../schema/standard/index.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Candidate } from '../package/read-package.ts';
import type { XmlElement } from '../xml.ts';

/** What a rule has against a component; the line is that of the element in its file. */
export interface Finding {
    readonly problem: string;
    readonly line?: number;
}

/** A component with its definition, and the org's components as they will be. */
export interface Checked {
    readonly component: Candidate;
    readonly xml: XmlElement;
    readonly org: OrgAfter;
}

export type Rule = (checked: Checked) => Iterable<Finding>;

const STANDARD = new Map(STANDARD_OBJECTS.map((object) => [object.name.toLowerCase(), object]));

/** The org's components with those that are deployed; names are found in any case. */
export class OrgAfter {
    readonly catalogue: Catalogue;

    constructor(catalogue: Catalogue) {
        this.catalogue = catalogue;
    }

    has(type: string, fullName: string): boolean {
        return this.catalogue.has(type, fullName);
    }

    /** An object of the org, its own or a standard one. */
    hasObject(name: string): boolean {
        return STANDARD.has(name.toLowerCase()) || this.has('CustomObject', name);
    }

    /** A standard object that this org has. */
    isStandardObject(name: string): boolean {
        return STANDARD.has(name.toLowerCase());
    }

    /** The definition of a custom field. @param object its object's name */
    customField(object: string, name: string): XmlElement | undefined {
        return this.catalogue.get('CustomField', `${object}.${name}`)?.xml;
    }

    /** Whether an object has a field, its own or one that every object has. */
    hasField(object: string, name: string): boolean {
        if (this.customField(object, name)) return true;
        const lower = name.toLowerCase();
        const standard = STANDARD.get(object.toLowerCase());
        if (standard) return [...standard.fields.keys()].some((one) => one.toLowerCase() === lower);
        return this.hasObject(object) && SYSTEM_FIELDS.has(lower);
    }
}

const SYSTEM_FIELDS = new Set(
    [
        'Id Name OwnerId CreatedDate CreatedById LastModifiedDate LastModifiedById SystemModstamp IsDeleted',
        'RecordTypeId LastActivityDate LastViewedDate LastReferencedDate',
        // of custom metadata types and custom settings
        'DeveloperName MasterLabel Label Language NamespacePrefix QualifiedApiName SetupOwnerId',
    ]
        .join(' ')
        .toLowerCase()
        .split(' '),
);

/** A finding at an element. */
export function at(element: XmlElement | undefined, problem: string): Finding {
    return element && element.line > 0 ? { problem, line: element.line } : { problem };
}
