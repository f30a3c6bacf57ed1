/**
 * Reads the application's metadata as files, for the rules that this project sets itself (source-project.test.ts).
 * What an org demands of metadata is not judged here: that is `npm run gate:metadata`.
 */
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { XMLParser } from 'fast-xml-parser';

/** The folder of the application's metadata. */
const APPLICATION = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'force-app', 'main');

/** An element: its text, or its children by name; every child is a list, since an element may occur more than once. */
export type Xml = Record<string, (Xml | string)[]>;

/** One metadata file: its name without suffix, the object it belongs to (where it lies in one's folder), its root. */
export interface SourceFile {
    readonly name: string;
    readonly object: string;
    readonly path: string;
    readonly root: Xml;
}

const parser = new XMLParser({
    ignoreAttributes: true,
    ignoreDeclaration: true,
    parseTagValue: false,
    isArray: () => true,
});

/**
 * Reads all files with a suffix.
 * @param suffix such as `field` for `*.field-meta.xml`
 * @param folder to look in, with all folders below it
 * @returns the files, in order of their paths
 * @throws Error when a file is not well-formed, or has no root element
 */
export function readSources(suffix: string, folder = APPLICATION): SourceFile[] {
    const ending = `.${suffix}-meta.xml`;
    const paths = globSync(`**/*${ending}`, { cwd: folder }).sort();
    return paths.map((path) => {
        const document = parser.parse(readFileSync(join(folder, path), 'utf8')) as Record<string, (Xml | string)[]>;
        const root = Object.values(document)[0]?.[0];
        if (root === undefined) throw new Error(`${path}: no root element`);
        const owner = basename(dirname(dirname(path)));
        return { name: basename(path, ending), object: owner, path, root: typeof root === 'string' ? {} : root };
    });
}

/**
 * The text of the first child with a name.
 * @returns undefined when there is none, or when it holds elements
 */
export function text(element: Xml, child: string): string | undefined {
    const first = element[child]?.[0];
    return typeof first === 'string' ? first : undefined;
}

/** The texts of all children with a name. */
export function texts(element: Xml, child: string): string[] {
    return (element[child] ?? []).filter((value) => typeof value === 'string');
}

/** The children with a name that hold elements themselves. */
export function elements(element: Xml, child: string): Xml[] {
    return (element[child] ?? []).filter((value) => typeof value !== 'string');
}

/** All descendants with a name, at any depth. */
export function descendants(element: Xml, child: string): Xml[] {
    return Object.entries(element).flatMap(([name, values]) =>
        values.flatMap((value) =>
            typeof value === 'string' ? [] : [...(name === child ? [value] : []), ...descendants(value, child)],
        ),
    );
}

/** What decides how people meet a field: where its value comes from and whether its access can be restricted. */
export class Field {
    readonly name: string;
    readonly object: string;
    readonly root: Xml;

    constructor(file: SourceFile) {
        this.name = file.name;
        this.object = file.object;
        this.root = file.root;
    }

    /** `Object__c.Field__c` */
    get fullName(): string {
        return `${this.object}.${this.name}`;
    }

    get type(): string {
        return text(this.root, 'type') ?? '';
    }

    /** Fields that are always visible (required ones, masters) and those of custom metadata types take no field permissions. */
    get takesFieldSecurity(): boolean {
        const isRequired = text(this.root, 'required') === 'true' || this.type === 'MasterDetail';
        return this.object.endsWith('__c') && !isRequired;
    }

    get isPersonal(): boolean {
        return text(this.root, 'complianceGroup')?.split(';').includes('GDPR') === true;
    }
}
