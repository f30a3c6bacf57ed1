/** An org with the demonstration data of all Flanders, made once and kept for all benchmarks. */
import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse';
import { ADMINISTRATOR_ID } from '../../local-org/src/org/first-records.ts';
import { Org } from '../../local-org/src/org/org.ts';
import { insertRecords } from '../../local-org/src/org/records.ts';
import { projectLocale } from '../../local-org/src/org/locale.ts';
import { readPlan } from '../demo/load-demo-data.ts';
import { resolved, toRecord, type TreeRecord, type Values } from '../demo/load-records.ts';

export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(PROJECT, 'tmp', 'bench');
const DATA = join(FOLDER, 'data');
const DONE = join(FOLDER, 'org', 'complete');
const CHUNK = 2000;

/**
 * The folder of its data.
 * @throws Error with the org's message when a row is refused
 */
export async function fullOrg(): Promise<string> {
    const folder = join(FOLDER, 'org');
    if (existsSync(DONE)) return folder;
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    console.log('Making the data of all Flanders, once (about two minutes).');
    const generator = join(PROJECT, 'scripts', 'seed', 'generate-demo.ts');
    const { status } = spawnSync(process.execPath, [generator, '--size', 'full', '--out', DATA], {
        stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (status !== 0) throw new Error('the generator failed');
    const org = new Org({ projects: [PROJECT], locale: projectLocale([PROJECT]), dataFolder: folder });
    await load(org);
    org.close();
    rmSync(DATA, { recursive: true, force: true });
    writeFileSync(DONE, '');
    return folder;
}

async function load(org: Org): Promise<void> {
    const context = org.dmlContext(org.session(ADMINISTRATOR_ID));
    const reference = join(PROJECT, 'scripts', 'seed', 'reference');
    const ids = new Map<string, string>();
    for (const { sobject, files } of JSON.parse(readFileSync(join(reference, 'plan.json'), 'utf8')) as {
        sobject: string;
        files: string[];
    }[]) {
        for (const file of files) {
            const { records } = JSON.parse(readFileSync(join(reference, file), 'utf8')) as { records: TreeRecord[] };
            const values = records.map((record) => resolved(record, ids));
            insert(org, context, sobject, values).forEach((id, index) =>
                ids.set(records[index]?.attributes.referenceId ?? '', id),
            );
        }
    }
    for (const { object, file, rows } of readPlan(DATA)) {
        const start = performance.now();
        let chunk: Values[] = [];
        for await (const row of createReadStream(join(DATA, file)).pipe(parse({ columns: true }))) {
            chunk.push(toRecord(row as Record<string, string>));
            if (chunk.length < CHUNK) continue;
            insert(org, context, object, chunk);
            chunk = [];
        }
        if (chunk.length > 0) insert(org, context, object, chunk);
        const seconds = (performance.now() - start) / 1000;
        console.log(`  ${file.padEnd(32)} ${String(rows).padStart(7)} rows, ${Math.round(rows / seconds)} rows/s`);
    }
}

function insert(org: Org, context: ReturnType<Org['dmlContext']>, name: string, values: readonly Values[]): string[] {
    const object = org.schema.object(name);
    if (!object) throw new Error(`no object ${name}`);
    const results = insertRecords(context, object, values);
    const [refused] = results.flatMap(({ errors }) => errors);
    if (refused) throw new Error(`${name}: ${refused.message}`);
    return results.map(({ id = '' }) => id);
}
