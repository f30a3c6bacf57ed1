/** Loads the reference data into an org by REST, by its plan. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection, SaveResult } from 'jsforce';

/** Records of one request, the most that REST takes. */
const CHUNK = 200;

/** Values by field name. */
export type Values = Record<string, unknown>;

/** Tells how far the loading is. */
export type Progress = (object: string, done: number, all: number) => void;

/**
 * Loads a plan as `sf data import tree --plan` does.
 * @param folder that holds plan.json and its files
 * @throws Error with the org's message when a record is refused
 */
export async function loadReferenceData(connection: Connection, folder: string, progress: Progress): Promise<void> {
    const plan = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')) as { sobject: string; files: string[] }[];
    const ids = new Map<string, string>();
    for (const { sobject, files } of plan) {
        const trees = files.map((file) => readTree(join(folder, file)));
        const all = trees.reduce((sum, records) => sum + records.length, 0);
        let done = 0;
        for (const records of trees) {
            for (let at = 0; at < records.length; at += CHUNK) {
                const chunk = records.slice(at, at + CHUNK);
                const results = await connection.create(
                    sobject,
                    chunk.map((record) => resolved(record, ids)),
                    { allOrNone: true },
                );
                refuseErrors(sobject, results);
                chunk.forEach(({ attributes }, index) => ids.set(attributes.referenceId, results[index]?.id ?? ''));
            }
            done += records.length;
            progress(sobject, done, all);
        }
    }
}

/** A record of a `sf data import tree` file. */
type TreeRecord = Values & { readonly attributes: { readonly referenceId: string } };

function readTree(path: string): TreeRecord[] {
    return (JSON.parse(readFileSync(path, 'utf8')) as { records: TreeRecord[] }).records;
}

/** A tree's record as values, with the ids of those it refers to. */
function resolved(record: TreeRecord, ids: ReadonlyMap<string, string>): Values {
    const entries = Object.entries(record).filter(([name]) => name !== 'attributes');
    return Object.fromEntries(
        entries.map(([name, value]) => [
            name,
            typeof value === 'string' && value.startsWith('@') ? ids.get(value.slice(1)) : value,
        ]),
    );
}

function refuseErrors(object: string, results: readonly SaveResult[]): void {
    const refused = results.flatMap((result) => (result.success ? [] : result.errors));
    const [cause] = refused.filter(({ errorCode }) => errorCode !== 'ALL_OR_NONE_OPERATION_ROLLED_BACK');
    if (cause) throw new Error(`${object}: ${cause.message}`);
}
