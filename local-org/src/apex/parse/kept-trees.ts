/**
 * Trees of sources that were parsed before, kept in files: the parser takes seconds until it is warm, and a tree is read in
 * a moment. They lie where npm's tools keep such things, `node_modules/.cache`, and may be deleted at any time.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';

/** Files above which all are deleted and kept anew. */
const MOST = 5000;
/** Characters of a source below which parsing it is no more work than reading its tree. */
const LEAST = 300;

/**
 * The tree of a source, as it was kept or as it is parsed now.
 * @param kind of what the source is parsed as
 * @throws what the parser throws; nothing is kept then
 */
export function keptTree<T extends object>(kind: 'class' | 'trigger', source: string, parse: () => T): T {
    if (source.length < LEAST) return parse();
    const folder = keptIn();
    const path = join(folder, `${digest(`${kind}\n${source}`)}.tree`);
    const before = read(path);
    if (before) return before as T;
    const made = parse();
    write(folder, path, made);
    return made;
}

function read(path: string): unknown {
    try {
        return deserialize(readFileSync(path));
    } catch {
        // it is not there, or cannot be read: the source can be parsed as ever
        return undefined;
    }
}

function write(folder: string, path: string, tree: object): void {
    try {
        makeRoom(folder);
        const part = `${path}.${String(process.pid)}`;
        writeFileSync(part, serialize(tree));
        // others see the whole file or none
        renameSync(part, path);
    } catch {
        // where nothing can be written, nothing is kept
    }
}

let hasRoom = false;

/** Makes the folder, once; what earlier programs kept, or too much, is deleted. */
function makeRoom(folder: string): void {
    if (hasRoom) return;
    hasRoom = true;
    mkdirSync(folder, { recursive: true });
    const parent = join(folder, '..');
    for (const name of readdirSync(parent))
        if (join(parent, name) !== folder) rmSync(join(parent, name), { recursive: true, force: true });
    if (readdirSync(folder).length <= MOST) return;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
}

let known: string | undefined;

/** A folder for each version of what makes trees: this folder, the library's parser, and the form that V8 writes. */
function keptIn(): string {
    return (known ??= join(cacheFolder(), digest(versions()).slice(0, 16)));
}

const LIBRARY = join('node_modules', '@apexdevtools', 'apex-parser');

/** Where the library is installed: the folder that holds `node_modules`. */
function root(): string {
    const entry = fileURLToPath(import.meta.resolve('@apexdevtools/apex-parser'));
    return entry.slice(0, entry.lastIndexOf(LIBRARY));
}

function cacheFolder(): string {
    return join(root(), 'node_modules', '.cache', 'local-org', 'apex');
}

function versions(): string {
    const own = import.meta.dirname;
    const sources = readdirSync(own)
        .sort()
        .map((name) => readFileSync(join(own, name), 'utf8'));
    return [process.version, readFileSync(join(root(), LIBRARY, 'package.json'), 'utf8'), ...sources].join('\n');
}

function digest(text: string): string {
    return createHash('sha256').update(text).digest('hex');
}
