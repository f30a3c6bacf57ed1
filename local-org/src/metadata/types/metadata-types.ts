/** The types of the Metadata API: in which folder and files a package holds their components. */
import { readFileSync } from 'node:fs';

/** A type whose components stand inside the file of another one: the fields of an object, the labels of `CustomLabels`. */
export interface PartType {
    readonly name: string;
    /** Of its file in a project that divides the parent: `field` of `Name__c.field-meta.xml`. */
    readonly suffix: string;
    /** The element of the parent's file that holds one: `fields`. */
    readonly element: string;
    /** The child element that names it: `fullName`, or `name`. */
    readonly key: string;
    /** Its name alone is unique in the org, without its parent's: a label. */
    readonly standsAlone: boolean;
    /** Never named in package.xml: it comes and goes with its parent. */
    readonly hidden: boolean;
}

export interface MetadataType {
    readonly name: string;
    /** Folder of a package: `classes`. */
    readonly folder: string;
    /** Absent for bundles, whose files have suffixes of their own. */
    readonly suffix?: string;
    /** Components lie in folders that are components themselves: reports, dashboards, documents. */
    readonly inFolder: boolean;
    /** The type of those folders. */
    readonly folderType?: string;
    /** The type that these folders hold. */
    readonly folderOf?: string;
    /** `file`: XML; `content`: any file, with its XML beside it (`-meta.xml`); `bundle`: a folder of files. */
    readonly form: 'file' | 'content' | 'bundle';
    readonly parts: readonly PartType[];
}

const TYPES = JSON.parse(readFileSync(new URL('types.json', import.meta.url), 'utf8')) as MetadataType[];
const BY_NAME = new Map(TYPES.map((type) => [type.name, type]));
const PARTS = new Map(TYPES.flatMap((parent) => parent.parts.map((part) => [part.name, { parent, part }] as const)));
const BY_FOLDER = Map.groupBy(TYPES, (type) => type.folder);
const BY_SUFFIX = new Map(TYPES.flatMap((type) => (type.suffix === undefined ? [] : [[type.suffix, type]])));
const PARTS_BY_SUFFIX = new Map([...PARTS.values()].map((one) => [one.part.suffix, one]));

/** All types that have files of their own, in alphabetical order. */
export function metadataTypes(): readonly MetadataType[] {
    return TYPES;
}

/** A type with files of its own, by its name such as `CustomObject`. */
export function typeNamed(name: string): MetadataType | undefined {
    return BY_NAME.get(name);
}

/** A type of parts with the type whose files hold it, by its name such as `CustomField`. */
export function partNamed(name: string): { readonly parent: MetadataType; readonly part: PartType } | undefined {
    return PARTS.get(name);
}

/** The types whose files lie in a folder of a package. */
export function typesOfFolder(folder: string): readonly MetadataType[] {
    return BY_FOLDER.get(folder) ?? [];
}

/** The type of a project's file by its suffix: `permissionset`. */
export function typeOfSuffix(suffix: string): MetadataType | undefined {
    return BY_SUFFIX.get(suffix);
}

/** The type of a part's file in a project by its suffix: `field`. */
export function partOfSuffix(suffix: string): { readonly parent: MetadataType; readonly part: PartType } | undefined {
    return PARTS_BY_SUFFIX.get(suffix);
}
