/** Which component a file of a package belongs to, and which file holds a component. */
import { typeNamed, typesOfFolder, type MetadataType } from '../types/metadata-types.ts';

/** What a file of a package is: the component, and whether this file is its definition. */
export interface FileOwner {
    readonly type: MetadataType;
    readonly fullName: string;
    /** The XML that defines the component; other files are its content. */
    readonly isDefinition: boolean;
}

const META = '-meta.xml';

/**
 * The component that a file belongs to.
 * @param path in the package: `classes/Greeter.cls-meta.xml`
 * @returns undefined when the folder or the suffix is that of no type
 */
export function ownerOf(path: string): FileOwner | undefined {
    const [folder = '', ...rest] = path.split('/');
    const types = typesOfFolder(folder);
    if (rest.length === 0 || types.length === 0) return undefined;
    const bundle = types.find((type) => type.form === 'bundle');
    if (bundle) return bundleOwner(bundle, rest);
    const name = rest.join('/');
    const folderType = types.find((type) => type.folderOf !== undefined);
    if (folderType && name.endsWith(META) && !name.slice(0, -META.length).includes('.'))
        return { type: folderType, fullName: decoded(name.slice(0, -META.length)), isDefinition: true };
    for (const type of types) {
        const owner = fileOwner(type, name);
        if (owner) return owner;
    }
    return undefined;
}

function bundleOwner(type: MetadataType, [name = '', ...inside]: readonly string[]): FileOwner | undefined {
    if (inside.length === 0) return undefined;
    const isDefinition = inside.length === 1 && (inside[0] ?? '').endsWith(META);
    return { type, fullName: name, isDefinition };
}

function fileOwner(type: MetadataType, name: string): FileOwner | undefined {
    if (type.name === 'Document') {
        const isDefinition = name.endsWith(META);
        return { type, fullName: decoded(isDefinition ? name.slice(0, -META.length) : name), isDefinition };
    }
    const ending = `.${type.suffix ?? ''}`;
    if (type.form === 'content') {
        if (name.endsWith(ending))
            return { type, fullName: decoded(name.slice(0, -ending.length)), isDefinition: false };
        const definition = ending + META;
        if (name.endsWith(definition))
            return { type, fullName: decoded(name.slice(0, -definition.length)), isDefinition: true };
        return undefined;
    }
    // sf leaves -meta.xml out of a package, and so does an org; older tools do not
    const plain = name.endsWith(ending + META) ? name.slice(0, -META.length) : name;
    return plain.endsWith(ending)
        ? { type, fullName: decoded(plain.slice(0, -ending.length)), isDefinition: true }
        : undefined;
}

/** The file that defines a component, in a package. */
export function definitionPath(type: MetadataType, fullName: string): string {
    if (type.folderOf !== undefined) return `${type.folder}/${encoded(fullName)}${META}`;
    if (type.name === 'Document') return `${type.folder}/${encoded(fullName)}${META}`;
    if (type.form === 'bundle') return `${type.folder}/${fullName}/${fullName}.js${META}`;
    const path = `${type.folder}/${encoded(fullName)}.${type.suffix ?? ''}`;
    return type.form === 'content' ? path + META : path;
}

/** The folder that a folder's content lies in, as list calls name it: `Sales` of `Sales/Pipeline`. */
export function folderOf(typeName: string, fullName: string): string | undefined {
    if (typeNamed(typeName)?.inFolder !== true) return undefined;
    return fullName.split('/').slice(0, -1).join('/');
}

/** Names of files are encoded where a name of a component is not. */
function decoded(name: string): string {
    try {
        return decodeURIComponent(name);
    } catch {
        return name;
    }
}

/** As an org names files: what a file system may not like is encoded, spaces and slashes of folders are not. */
function encoded(name: string): string {
    return name.replace(
        /[%:*?"<>|\\()]/g,
        (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    );
}
