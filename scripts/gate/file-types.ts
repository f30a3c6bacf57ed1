/** Which metadata type a source file holds, told from its name by the registry of the Salesforce CLI. */
import { basename } from 'node:path';
import { createRequire } from 'node:module';

type RegistryType = {
    name: string;
    suffix?: string;
    legacySuffix?: string;
    children?: { types: Record<string, RegistryType> };
};

/** Files of a bundle carry the suffix of their content, which the registry does not list. */
const AURA_SUFFIXES = new Set(['app', 'auradoc', 'cmp', 'design', 'evt', 'intf', 'tokens']);

const TYPES_BY_SUFFIX = readRegistry();

function readRegistry(): Map<string, Set<string>> {
    const require = createRequire(import.meta.url);
    // The package exports the registry only together with the whole of itself, which takes a second to load.
    const registry = require('@salesforce/source-deploy-retrieve/lib/src/registry/metadataRegistry.json') as {
        types: Record<string, RegistryType>;
    };
    const types = Object.values(registry.types);
    const all = types.concat(types.flatMap((type) => Object.values(type.children?.types ?? {})));
    const bySuffix = new Map<string, Set<string>>();
    for (const { name, suffix, legacySuffix } of all) {
        for (const key of [suffix, legacySuffix]) {
            if (key) bySuffix.set(key, (bySuffix.get(key) ?? new Set()).add(name));
        }
    }
    return bySuffix;
}

/**
 * Tells which root elements a file may have.
 * @param path path of a `*-meta.xml` file
 * @returns the names of the types; empty when no metadata type has the file's suffix
 */
export function typesOfFile(path: string): Set<string> {
    const suffix = suffixOfFile(path);
    const folders = path.split(/[/\\]/);
    if (folders.includes('lwc') && suffix === 'js') return new Set(['LightningComponentBundle']);
    if (folders.includes('aura') && AURA_SUFFIXES.has(suffix)) return new Set(['AuraDefinitionBundle']);
    if (folders.includes('documents') && suffix !== 'documentFolder') return new Set(['Document']);
    return TYPES_BY_SUFFIX.get(suffix) ?? new Set();
}

/**
 * @param path path of a `*-meta.xml` file
 * @returns what stands between the last dot of the name and `-meta.xml`
 */
export function suffixOfFile(path: string): string {
    return basename(path)
        .replace(/-meta\.xml$/, '')
        .replace(/^.*\./, '');
}
