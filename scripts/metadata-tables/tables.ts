/** Makes local-org's tables of metadata types from the registry of the Salesforce CLI and `@salesforce/types`. */
import { createRequire } from 'node:module';
import { writeModel, type TypesModel, type WrittenModel } from 'local-org/metadata-check';
import type { MetadataType, PartType } from 'local-org/metadata-types';
import { readTypesModel } from '../gate/types-model.ts';

interface RegistryType {
    readonly name: string;
    readonly suffix?: string;
    readonly directoryName: string;
    readonly inFolder?: boolean;
    readonly folderType?: string;
    readonly folderContentType?: string;
    readonly ignoreParentName?: boolean;
    readonly isAddressable?: boolean;
    readonly uniqueIdElement?: string;
    readonly xmlElementName?: string;
    readonly strategies?: { readonly adapter: string };
    readonly children?: { readonly types: Readonly<Record<string, RegistryType>> };
}

/** Forms of files, by the registry's adapter. */
const FORMS: Readonly<Record<string, MetadataType['form']>> = {
    matchingContentFile: 'content',
    bundle: 'bundle',
    digitalExperience: 'bundle',
};

/** Types of mixed content whose components are one file with XML beside it; the others are folders. */
const SINGLE_FILES = ['StaticResource', 'Document'];

/** @returns the table of types, in alphabetical order */
export function typesTable(): MetadataType[] {
    const { types } = readRegistry();
    return Object.values(types)
        .map((type) => tableRow(type, types))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readRegistry(): { types: Readonly<Record<string, RegistryType>> } {
    const require = createRequire(import.meta.url);
    return require('@salesforce/source-deploy-retrieve/lib/src/registry/metadataRegistry.json') as {
        types: Readonly<Record<string, RegistryType>>;
    };
}

function tableRow(type: RegistryType, types: Readonly<Record<string, RegistryType>>): MetadataType {
    const folderType = types[type.folderType ?? '']?.name;
    const folderOf = types[type.folderContentType ?? '']?.name;
    return {
        name: type.name,
        folder: type.directoryName,
        ...(type.suffix === undefined ? {} : { suffix: type.suffix }),
        inFolder: type.inFolder ?? false,
        ...(folderType === undefined ? {} : { folderType }),
        ...(folderOf === undefined ? {} : { folderOf }),
        form: formOf(type),
        parts: Object.values(type.children?.types ?? {})
            .filter((part) => part.directoryName !== type.directoryName || part.xmlElementName !== undefined)
            .map(partRow),
    };
}

function formOf({ name, strategies }: RegistryType): MetadataType['form'] {
    const adapter = strategies?.adapter ?? 'default';
    if (adapter === 'mixedContent') return SINGLE_FILES.includes(name) ? 'content' : 'bundle';
    return FORMS[adapter] ?? 'file';
}

function partRow(part: RegistryType): PartType {
    return {
        name: part.name,
        suffix: part.suffix ?? part.name,
        element: part.xmlElementName ?? part.directoryName,
        key: part.uniqueIdElement ?? 'fullName',
        standsAlone: part.ignoreParentName ?? false,
        hidden: part.isAddressable === false,
    };
}

/** @returns the model of all types that the table's files can hold, settings included */
export function membersTable(): WrittenModel {
    const model = readTypesModel();
    const roots = typesTable().flatMap(({ name, parts }) => [name, ...parts.map((part) => part.name)]);
    const settings = [...model.types.keys()].filter((name) => name.endsWith('Settings'));
    return writeModel(reachable(model, [...roots, ...settings, 'Package']));
}

function reachable(model: TypesModel, roots: readonly string[]): TypesModel {
    const types: TypesModel['types'] = new Map();
    const enums: TypesModel['enums'] = new Map();
    const visit = (name: string): void => {
        const members = model.types.get(name);
        if (!members || types.has(name)) return;
        types.set(name, members);
        for (const { type } of members.values()) {
            if (type.kind === 'type') visit(type.name);
            if (type.kind === 'enum') enums.set(type.name, model.enums.get(type.name) ?? new Set());
        }
    };
    for (const root of roots) visit(root);
    return { types, enums };
}
