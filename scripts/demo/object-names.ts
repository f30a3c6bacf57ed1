/** The names of objects as people read them: their plural labels in the project's metadata, which are Dutch. */
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

let labels: Map<string, string> | undefined;

/** @returns the plural label of an object; its own name where the project does not define it */
export function objectName(object: string): string {
    labels ??= new Map(
        globSync('force-app/main/*/objects/*/*.object-meta.xml', { cwd: PROJECT }).map((path) => [
            basename(dirname(path)),
            /<pluralLabel>(.*?)<\/pluralLabel>/.exec(readFileSync(join(PROJECT, path), 'utf8'))?.[1] ?? object,
        ]),
    );
    return labels.get(object) ?? object;
}
