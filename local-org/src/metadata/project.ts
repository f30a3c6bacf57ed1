/** All metadata of one or more sfdx projects, by type and name, as the files tell it. */
import type { ObjectSources } from './custom-object.ts';
import type { ValueSets } from './custom-field.ts';
import { picklistValues } from './custom-field.ts';
import { Catalogue } from './catalogue.ts';
import { readProjectContent } from './project-components.ts';
import type { SourceFile } from './project-files.ts';
import { join } from './package/divide.ts';
import { metadataTypes, partNamed, typeNamed, type MetadataType } from './types/metadata-types.ts';
import type { XmlElement } from './xml.ts';

/** Parts of an object that lie in files of their own, and the element that holds them in an undivided object. */
const OBJECT_PARTS = {
    field: 'fields',
    recordType: 'recordTypes',
    validationRule: 'validationRules',
    sharingReason: 'sharingReasons',
} as const;

type PartSuffix = keyof typeof OBJECT_PARTS;

/** What a project says, before anything of it is an org's. */
export class ProjectMetadata {
    /** By suffix, then by name: `components.get('permissionset')?.get('Librarian')`. */
    readonly #components = new Map<string, Map<string, XmlElement>>();
    readonly #objects = new Map<string, MutableSources>();

    /** Components that are whole files, by the suffix of their files (`permissionset`, `layout`, `tab` …). */
    all(suffix: string): ReadonlyMap<string, XmlElement> {
        return this.#components.get(suffix) ?? new Map<string, XmlElement>();
    }

    /** Objects with their parts, own and standard ones that the project adds to. */
    get objects(): ReadonlyMap<string, ObjectSources> {
        return this.#objects;
    }

    /** The values of global value sets. */
    get valueSets(): ValueSets {
        return new Map(
            [...this.all('globalValueSet')].map(([name, xml]) => [name, picklistValues(xml.all('customValue'))]),
        );
    }

    /** Takes in one file. */
    add(file: SourceFile, xml: XmlElement): void {
        if (file.suffix === 'object') this.#addObject(file.name, xml);
        else if (file.suffix in OBJECT_PARTS) this.#addPart(file.parent, file.suffix as PartSuffix, file.name, xml);
        else this.#addComponent(file.suffix, componentName(file), xml);
    }

    #addComponent(suffix: string, name: string, xml: XmlElement): void {
        const components = this.#components.get(suffix) ?? new Map<string, XmlElement>();
        components.set(name, xml);
        this.#components.set(suffix, components);
    }

    #addObject(name: string, xml: XmlElement): void {
        this.#sources(name).object = xml;
        for (const [suffix, element] of Object.entries(OBJECT_PARTS)) {
            for (const part of xml.all(element))
                this.#addPart(name, suffix as PartSuffix, part.value('fullName') ?? '', part);
        }
    }

    #addPart(object: string, suffix: PartSuffix, name: string, xml: XmlElement): void {
        this.#sources(object)[OBJECT_PARTS[suffix]].set(name, xml);
    }

    #sources(name: string): MutableSources {
        const known = this.#objects.get(name);
        if (known) return known;
        const made: MutableSources = {
            name,
            fields: new Map(),
            recordTypes: new Map(),
            validationRules: new Map(),
            sharingReasons: new Map(),
        };
        this.#objects.set(name, made);
        return made;
    }
}

type MutableSources = { name: string; object?: XmlElement } & Record<
    (typeof OBJECT_PARTS)[PartSuffix],
    Map<string, XmlElement>
>;

/** List views, compact layouts and web links belong to an object as well, and are named with it. */
function componentName(file: SourceFile): string {
    if (file.suffix === 'fieldTranslation') return `${file.folder}.${file.name}`;
    const belongsToObject = ['listView', 'compactLayout', 'webLink', 'fieldSet'];
    return belongsToObject.includes(file.suffix) ? `${file.parent}.${file.name}` : decodeURIComponent(file.name);
}

/**
 * Reads projects.
 * @param projects folders that hold sfdx-project.json; components of a later one take the place of an earlier one's
 * @throws Error that names the file which cannot be read
 */
export function readProjects(projects: readonly string[]): ProjectMetadata {
    return metadataOf(new Catalogue(readProjectContent(projects).components));
}

/** What the components of an org say together, in alphabetical order. */
export function metadataOf(catalogue: Catalogue): ProjectMetadata {
    const metadata = new ProjectMetadata();
    const add = (suffix: string, name: string, parent: string, xml: XmlElement): void => {
        metadata.add({ suffix, name, parent, folder: parent, path: '' }, xml);
    };
    for (const { type, fullName, xml } of catalogue.sorted) {
        const part = partNamed(type);
        if (!xml || (part && isReadWhole(part.parent)) || isReadWhole(typeNamed(type))) continue;
        const [parent = '', ...name] = part ? fullName.split('.') : ['', encodeURIComponent(fullName)];
        add(part ? part.part.suffix : suffixOf(type), name.join('.'), parent, xml);
    }
    for (const type of metadataTypes().filter(isReadWhole))
        for (const { fullName, xml } of catalogue.all(type.name)) {
            const whole = join(type, xml, catalogue.partsOf(type, fullName));
            add(suffixOf(type.name), encodeURIComponent(fullName), '', whole);
        }
    return metadata;
}

/** Types whose parts are read inside of them; those of objects and their translations are read one by one. */
function isReadWhole(type: MetadataType | undefined): boolean {
    return type !== undefined && type.parts.length > 0 && !type.name.startsWith('CustomObject');
}

function suffixOf(typeName: string): string {
    const type = typeNamed(typeName);
    if (!type) return typeName;
    return type.suffix ?? 'js';
}
