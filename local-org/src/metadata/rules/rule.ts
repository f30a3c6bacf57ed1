/** A rule of deploys: looks at one component, and at what it speaks of. */
import { STANDARD_OBJECTS } from '../../schema/standard/index.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Candidate } from '../package/read-package.ts';
import { typeNamed } from '../types/metadata-types.ts';
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
    #relationships?: ReadonlyMap<string, readonly { readonly name: string; readonly field: string }[]>;

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

    /** The definitions of an object's custom fields. */
    fieldsOf(object: string): XmlElement[] {
        return this.namedFieldsOf(object).map(({ xml }) => xml);
    }

    /** The same with their full names. */
    namedFieldsOf(object: string): { readonly fullName: string; readonly xml: XmlElement }[] {
        const parts = this.catalogue.partsOf(typeNamed('CustomObject'), object);
        return parts.filter(({ type }) => type === 'CustomField');
    }

    /** The names by which an object's children are known, and the fields that give them. */
    childRelationships(parent: string): readonly { readonly name: string; readonly field: string }[] {
        this.#relationships ??= Map.groupBy(
            this.catalogue.sorted.flatMap(({ type, fullName, xml }) => {
                const name = type === 'CustomField' ? xml?.value('relationshipName') : undefined;
                if (name === undefined) return [];
                return [{ name, field: fullName, parent: (xml?.value('referenceTo') ?? '').toLowerCase() }];
            }),
            (one) => one.parent,
        );
        return this.#relationships.get(parent.toLowerCase()) ?? [];
    }

    /**
     * The values that a picklist may have.
     * @param field its definition
     * @returns undefined when they are not known here, such as those of a standard value set
     */
    valuesOf(field: XmlElement): ReadonlySet<string> | undefined {
        const set = field.child('valueSet');
        const name = set?.value('valueSetName');
        const global = name === undefined ? undefined : this.catalogue.get('GlobalValueSet', name)?.xml;
        const own = set?.child('valueSetDefinition')?.all('value') ?? global?.all('customValue');
        return own && new Set(own.map((value) => value.value('fullName') ?? ''));
    }

    /** Value sets of the platform, such as `Industry`, are in every org. */
    isStandardValueSet(name: string): boolean {
        return this.has('StandardValueSet', name);
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
