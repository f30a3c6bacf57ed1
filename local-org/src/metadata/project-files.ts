/** Finds the metadata files of an sfdx project. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { parseXml, type XmlElement } from './xml.ts';

/** A metadata file in source format. */
export interface SourceFile {
    /** `field` of `Name__c.field-meta.xml`. */
    readonly suffix: string;
    /** `Name__c` of `Name__c.field-meta.xml`. */
    readonly name: string;
    readonly path: string;
    /** The folder two levels up: the object of a field, a validation rule, a list view … */
    readonly parent: string;
    /** The folder that holds the file: that of a translated object, `Book__c-en_US`. */
    readonly folder: string;
}

/** Folders that packages of npm and tools make, and that no deploy would take. */
const IGNORED = new Set(['node_modules', '.git', '.sf', '.sfdx']);
const META = /^(.+)\.([A-Za-z]+)-meta\.xml$/;

/**
 * Lists the metadata files of all package directories of a project.
 * @param project folder that holds sfdx-project.json
 * @throws Error when the folder is no sfdx project
 */
export function listSources(project: string): SourceFile[] {
    const settings = join(project, 'sfdx-project.json');
    if (!existsSync(settings)) throw new Error(`${project} is no sfdx project: it holds no sfdx-project.json`);
    const { packageDirectories = [] } = JSON.parse(readFileSync(settings, 'utf8')) as {
        packageDirectories?: { path: string }[];
    };
    return packageDirectories.flatMap(({ path }) => listFolder(join(project, path)));
}

function listFolder(folder: string): SourceFile[] {
    const paths = globSync('**/*-meta.xml', { cwd: folder, exclude: (name) => IGNORED.has(basename(name)) });
    return paths.sort().flatMap((path) => {
        const match = META.exec(path.split(sep).at(-1) ?? '');
        if (!match) return [];
        const [, name = '', suffix = ''] = match;
        return [
            {
                suffix,
                name,
                path: join(folder, path),
                parent: basename(dirname(dirname(path))),
                folder: basename(dirname(path)),
            },
        ];
    });
}

/**
 * Reads a metadata file.
 * @throws Error that names the file when it is not well-formed
 */
export function readSource(file: SourceFile): { readonly xml: XmlElement; readonly text: string } {
    try {
        const text = readFileSync(file.path, 'utf8');
        return { xml: parseXml(text), text };
    } catch (error) {
        throw new Error(`${file.path}: ${error instanceof Error ? error.message : String(error)}`);
    }
}
