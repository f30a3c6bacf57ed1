/**
 * The metadata gate: judges `*-meta.xml` files by the Metadata API's own types, without an org.
 *
 *     node scripts/gate/metadata-gate.ts [--json] [FILE|FOLDER]...     (default: force-app)
 *
 * Prints one line per fault, `path:line: message`, and a summary. Exit status 0 without faults, 1 with, 2 when it
 * cannot judge.
 */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { Fault } from 'local-org/metadata-check';
import { checkFile } from './check-file.ts';
import { readTypesModel } from './types-model.ts';

const DEFAULT_FOLDER = 'force-app';

type FileFault = Fault & { path: string };

/** A folder stands for the metadata files in it. The project's own folder may not be there yet. */
function metadataFiles(path: string): string[] {
    if (path === DEFAULT_FOLDER && !existsSync(path)) return [];
    if (!statSync(path).isDirectory()) return [path];
    return globSync('**/*-meta.xml', { cwd: path })
        .map((file) => join(path, file))
        .sort();
}

function faultsOf(files: string[]): FileFault[] {
    const model = readTypesModel();
    return files.flatMap((file) => {
        const path = relative('', file);
        return checkFile(path, readFileSync(file, 'utf8'), model).map((fault) => ({ path, ...fault }));
    });
}

function report(files: string[], faults: FileFault[], json: boolean): void {
    if (json) {
        console.log(JSON.stringify({ files: files.length, faults }, null, 2));
        return;
    }
    for (const { path, line, message } of faults) console.log(`${path}:${String(line)}: ${message}`);
    console.log(`${String(files.length)} files, ${String(faults.length)} faults`);
}

try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
    const files = (positionals.length > 0 ? positionals : [DEFAULT_FOLDER]).flatMap(metadataFiles);
    const faults = faultsOf(files);
    report(files, faults, values.json ?? false);
    process.exitCode = faults.length > 0 ? 1 : 0;
} catch (error) {
    console.error(`metadata-gate: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
}
