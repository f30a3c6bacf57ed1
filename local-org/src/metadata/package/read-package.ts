/** Reads a package: which components it holds, which it deletes, and what is wrong with its files. */
import type { ComponentFile } from '../component.ts';
import type { XmlElement } from '../xml.ts';
import { partNamed, typeNamed, type MetadataType } from '../types/metadata-types.ts';
import { divide, isBare, type Division } from './divide.ts';
import { readManifest, type Manifest } from './manifest.ts';
import { parseDefinition, type Place } from './parse-definition.ts';
import { ownerOf } from './paths.ts';
import { readZip, ZipError, type Files } from './zip.ts';

/** A component as the package brings it. */
export interface Candidate {
    readonly type: string;
    readonly fullName: string;
    readonly xml?: XmlElement;
    readonly files: readonly ComponentFile[];
    /** Of its definition, in the zip. */
    readonly path: string;
}

/** What is wrong with a component or a file. */
export interface Problem extends Partial<Place> {
    readonly type: string;
    readonly fullName: string;
    readonly path: string;
    readonly problem: string;
}

/** A component that is to be deleted. */
export interface Deletion {
    readonly type: string;
    readonly fullName: string;
    /** The file that says so. */
    readonly path: string;
}

export interface Package {
    readonly candidates: readonly Candidate[];
    readonly deletedBefore: readonly Deletion[];
    readonly deletedAfter: readonly Deletion[];
    readonly problems: readonly Problem[];
    readonly manifest: Manifest;
    /** Of package.xml, in the zip. */
    readonly manifestPath: string;
}

/** The zip is no package at all. */
export class PackageError extends Error {}

const MANIFEST = 'package.xml';

/**
 * @param zip a package, at the root of the zip or in its only folder
 * @throws PackageError when the zip cannot be read or has no manifest
 */
export function readPackage(zip: Uint8Array): Package {
    const files = unzipped(zip);
    const root = rootOf(files);
    const manifestPath = root + MANIFEST;
    const reader = new PackageReader(files, root, manifestIn(files, manifestPath));
    return { ...reader.read(), manifestPath };
}

function unzipped(zip: Uint8Array): Files {
    try {
        return readZip(zip);
    } catch (error) {
        if (error instanceof ZipError) throw new PackageError(error.message);
        throw error;
    }
}

function rootOf(files: Files): string {
    if (files.has(MANIFEST)) return '';
    const roots = [...files.keys()].filter((path) => /^[^/]+\/package\.xml$/.test(path));
    if (roots.length === 0) throw new PackageError('No package.xml found');
    if (roots.length > 1) throw new PackageError('Only one package may be deployed at a time: the zip holds several');
    return (roots[0] ?? '').slice(0, -MANIFEST.length);
}

function manifestIn(files: Files, path: string): Manifest {
    try {
        return readManifest(textOf(files, path));
    } catch (error) {
        throw new PackageError(`Error parsing ${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
}

function textOf(files: Files, path: string): string {
    return new TextDecoder().decode(files.get(path));
}

/** The files of one component. */
interface Group {
    readonly type: MetadataType;
    readonly fullName: string;
    readonly paths: string[];
    definition?: string;
}

class PackageReader {
    readonly #files: Files;
    readonly #root: string;
    readonly #manifest: Manifest;
    readonly #named: ReadonlySet<string>;
    readonly #problems: Problem[] = [];
    /** Files of which nothing could be read. */
    readonly #unreadable = new Set<string>();

    constructor(files: Files, root: string, manifest: Manifest) {
        this.#files = files;
        this.#root = root;
        this.#manifest = manifest;
        const names = [...manifest.members].flatMap(([type, members]) => members.map((name) => nameKey(type, name)));
        this.#named = new Set(names);
    }

    read(): Omit<Package, 'manifestPath'> {
        const candidates = [...this.#groups()].flatMap((group) => this.#candidatesOf(group));
        const before = ['destructiveChanges.xml', 'destructiveChangesPre.xml'].flatMap((name) => this.#deletions(name));
        const after = this.#deletions('destructiveChangesPost.xml');
        this.#checkMembers(candidates);
        return {
            candidates,
            deletedBefore: before,
            deletedAfter: after,
            problems: this.#problems,
            manifest: this.#manifest,
        };
    }

    #groups(): Iterable<Group> {
        const groups = new Map<string, Group>();
        for (const path of this.#files.keys()) {
            const inside = path.slice(this.#root.length);
            if (!path.startsWith(this.#root) || !inside.includes('/') || inside.startsWith('META-INF/')) continue;
            const owner = ownerOf(inside);
            if (!owner) {
                const [folder = ''] = inside.split('/');
                this.#report('', inside, path, `Unexpected file: no metadata type has such a file in folder ${folder}`);
                continue;
            }
            const key = nameKey(owner.type.name, owner.fullName);
            const group: Group = groups.get(key) ?? { type: owner.type, fullName: owner.fullName, paths: [] };
            groups.set(key, group);
            group.paths.push(path);
            if (owner.isDefinition) group.definition = path;
        }
        return groups.values();
    }

    #candidatesOf(group: Group): Candidate[] {
        const { type, fullName, paths } = group;
        const [first = ''] = paths;
        const path = group.definition ?? first;
        const files = paths.map((one) => this.#file(one));
        if (group.definition === undefined) {
            const problem = `${type.name} needs its definition: there is no ${first.slice(this.#root.length)}-meta.xml`;
            // a bundle may be nothing but its files
            if (type.form === 'bundle') return this.#wanted(type, [{ type: type.name, fullName, path, files }]);
            return this.#report(type.name, fullName, path, problem);
        }
        const { xml, faults } = parseDefinition(type.name, textOf(this.#files, group.definition));
        if (!xml) {
            this.#unreadable.add(nameKey(type.name, fullName));
            return this.#reportAll(type.name, fullName, path, faults);
        }
        const divisions = divide(type, fullName, xml);
        const faulty = new Set<Division>();
        for (const fault of faults) {
            const division = divisionAt(divisions, fault.line);
            faulty.add(division);
            this.#reportAll(division.type, division.fullName, path, [fault]);
        }
        const [own, ...parts] = divisions;
        const isOwnWanted = !isBare(own) || (parts.length === 0 && this.#isNamed(own.type, own.fullName));
        const all = [
            ...(isOwnWanted ? [{ ...own, path, files: type.parts.length > 0 ? [] : files }] : []),
            ...parts.map((part) => ({ ...part, path, files: [] })),
        ];
        return this.#wanted(type, all).filter(({ xml: one }) => ![...faulty].some((fault) => fault.xml === one));
    }

    /** What package.xml names, itself or with what it is a part of. */
    #wanted(type: MetadataType, all: readonly Candidate[]): Candidate[] {
        const wanted = all.filter((one) => {
            if (this.#isNamed(one.type, one.fullName)) return true;
            const part = partNamed(one.type);
            return (
                part !== undefined && this.#isNamed(type.name, parentName(type, one.fullName, part.part.standsAlone))
            );
        });
        if (wanted.length === 0)
            for (const { type: name, fullName, path } of all.slice(0, 1)) {
                this.#report(name, fullName, path, `${fullName} is not named in package.xml`);
            }
        return wanted;
    }

    #isNamed(type: string, fullName: string): boolean {
        return this.#named.has(nameKey(type, fullName)) || this.#named.has(nameKey(type, '*'));
    }

    #file(path: string): ComponentFile {
        const content = this.#files.get(path) ?? new Uint8Array();
        return { path: path.slice(this.#root.length), content: () => content };
    }

    #deletions(name: string): Deletion[] {
        const path = this.#root + name;
        if (!this.#files.has(path)) return [];
        try {
            const { members } = readManifest(textOf(this.#files, path));
            return [...members].flatMap(([type, names]) => {
                if (!typeNamed(type) && !partNamed(type))
                    this.#report('', type, path, `Unknown type name '${type}' specified in ${name}`);
                return names.map((fullName) => ({ type, fullName, path }));
            });
        } catch (error) {
            this.#report('', name, path, `Error parsing file: ${error instanceof Error ? error.message : ''}`);
            return [];
        }
    }

    /** What package.xml names must be in the package. */
    #checkMembers(candidates: readonly Candidate[]): void {
        const path = this.#root + MANIFEST;
        const present = new Set(candidates.map((one) => nameKey(one.type, one.fullName)));
        for (const { type, fullName } of candidates) {
            const part = partNamed(type);
            if (part) present.add(nameKey(part.parent.name, parentName(part.parent, fullName, part.part.standsAlone)));
        }
        for (const { type, fullName } of this.#problems) present.add(nameKey(type, fullName));
        for (const [type, names] of this.#manifest.members) {
            if (!typeNamed(type) && !partNamed(type)) {
                this.#report('', type, path, `Unknown type name '${type}' specified in package.xml`);
                continue;
            }
            for (const name of names) {
                if (name === '*' || present.has(nameKey(type, name)) || this.#isInUnreadable(type, name)) continue;
                const problem = `An object '${name}' of type ${type} was named in package.xml, but was not found in zipped directory`;
                this.#report(type, name, path, problem);
            }
        }
    }

    #isInUnreadable(type: string, name: string): boolean {
        const part = partNamed(type);
        if (!part) return false;
        return this.#unreadable.has(nameKey(part.parent.name, parentName(part.parent, name, part.part.standsAlone)));
    }

    #report(type: string, fullName: string, path: string, problem: string): [] {
        this.#problems.push({ type, fullName, path, problem });
        return [];
    }

    #reportAll(type: string, fullName: string, path: string, faults: readonly Place[]): [] {
        this.#problems.push(...faults.map((fault) => ({ type, fullName, path, ...fault })));
        return [];
    }
}

function parentName(type: MetadataType, fullName: string, standsAlone: boolean): string {
    return standsAlone ? type.name : (fullName.split('.')[0] ?? '');
}

/** The component, or its part, that a line of its file belongs to. */
function divisionAt(divisions: readonly [Division, ...Division[]], line: number): Division {
    const [own, ...parts] = divisions;
    const before = parts.filter(({ xml }) => xml.line <= line && line <= lastLine(xml));
    return before.at(-1) ?? own;
}

function lastLine(xml: XmlElement): number {
    return xml.children.reduce((last, child) => Math.max(last, lastLine(child)), xml.line);
}

/** Names in manifests may be encoded like those of files, and come in any case. */
function nameKey(type: string, name: string): string {
    try {
        return `${type}:${decodeURIComponent(name).toLowerCase()}`;
    } catch {
        return `${type}:${name.toLowerCase()}`;
    }
}
