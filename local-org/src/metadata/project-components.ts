/** The components of an sfdx project, from its files in source format. */
import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { Component, ComponentFile, Touch } from './component.ts';
import { definitionPath } from './package/paths.ts';
import { divide } from './package/divide.ts';
import { listSources, readSource, type SourceFile } from './project-files.ts';
import { partOfSuffix, typeOfSuffix, typesOfFolder, type MetadataType } from './types/metadata-types.ts';
import type { XmlElement } from './xml.ts';

/** A component with the file of the project that defines it. */
export interface ProjectComponent extends Component {
    /** Path of the file. */
    readonly source: string;
}

/** What a project holds. */
export interface ProjectContent {
    readonly components: readonly ProjectComponent[];
    /** A digest of each file by its path: it tells whether a file has changed. */
    readonly digests: ReadonlyMap<string, string>;
}

const NOBODY: Touch = { at: 0, by: '' };

/**
 * Reads projects.
 * @param projects folders that hold sfdx-project.json; components of a later one take the place of an earlier one's
 * @throws Error that names the file which cannot be read
 */
export function readProjectContent(projects: readonly string[]): ProjectContent {
    const components: ProjectComponent[] = [];
    const digests = new Map<string, string>();
    for (const project of projects)
        for (const file of listSources(project)) {
            const { xml, text } = readSource(file);
            digests.set(file.path, createHash('sha1').update(text).digest('base64'));
            components.push(...componentsOf(file, xml));
        }
    return { components, digests };
}

function componentsOf(file: SourceFile, xml: XmlElement): ProjectComponent[] {
    const source = file.path;
    const part = partOfFile(file);
    if (part) return [{ ...part, xml, files: [], created: NOBODY, changed: NOBODY, source }];
    const type = typeOfFile(file);
    if (!type) {
        // no type of the Metadata API: kept under its suffix, for whoever asks for it
        return [{ type: file.suffix, fullName: file.name, xml, files: [], created: NOBODY, changed: NOBODY, source }];
    }
    const fullName = nameOf(type, file);
    return divide(type, fullName, xml).map((one, index) => ({
        ...one,
        get files(): readonly ComponentFile[] {
            return index === 0 && type.parts.length === 0 ? filesOf(type, fullName, source) : [];
        },
        created: NOBODY,
        changed: NOBODY,
        source,
    }));
}

/** A part that lies in a file of its own; `labels` is the suffix of the whole and of its parts. */
function partOfFile(file: SourceFile): { type: string; fullName: string } | undefined {
    if (typeOfSuffix(file.suffix)) return undefined;
    const found = partOfSuffix(file.suffix);
    if (!found) return undefined;
    const parent = found.parent.name === 'CustomObjectTranslation' ? file.folder : file.parent;
    return { type: found.part.name, fullName: `${parent}.${file.name}` };
}

function typeOfFile(file: SourceFile): MetadataType | undefined {
    const bundle = typesOfFolder(file.parent).find((type) => type.form === 'bundle');
    return bundle ?? typeOfSuffix(file.suffix);
}

function nameOf(type: MetadataType, file: SourceFile): string {
    if (type.form === 'bundle') return file.folder;
    if (!type.inFolder && type.folderOf === undefined) return decodeURIComponent(file.name);
    const parts = dirname(file.path).split(sep);
    const folders = parts.slice(parts.lastIndexOf(type.folder) + 1);
    return decodeURIComponent([...folders, file.name].join('/'));
}

/** The files of a component as a package has them. */
function filesOf(type: MetadataType, fullName: string, source: string): ComponentFile[] {
    if (type.form === 'bundle') return bundleFiles(type, fullName, dirname(source));
    const definition = definitionPath(type, fullName);
    const files = [fileAt(definition, source)];
    if (type.form !== 'content') return files;
    const folder = dirname(source);
    const name = basename(source).replace(/\.\w+-meta\.xml$/, '');
    const content = globSync(`${name}.*`, { cwd: folder }).find((one) => !one.endsWith('-meta.xml'));
    const path = definition.replace(/-meta\.xml$/, '');
    return content === undefined ? files : [fileAt(path, join(folder, content)), ...files];
}

/** What a project keeps in a bundle for its own tools, and no deploy takes. */
const NOT_DEPLOYED = /(^|\/)(__\w+__|jsconfig\.json|tsconfig\.json)(\/|$)|(?<!\.d)\.ts$|(^|\/)\./;

function bundleFiles(type: MetadataType, fullName: string, folder: string): ComponentFile[] {
    return globSync('**/*', { cwd: folder })
        .map((path) => path.split(sep).join('/'))
        .filter((path) => !NOT_DEPLOYED.test(path) && statSync(join(folder, path)).isFile())
        .sort()
        .map((path) => fileAt(`${type.folder}/${fullName}/${path}`, join(folder, path)));
}

function fileAt(path: string, source: string): ComponentFile {
    return { path, content: () => readFileSync(source) };
}
