/** Generates a data set into a folder that is removed after the tests, and reads it back as a loader would. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { day } from '../demo/calendar.ts';
import type { PlanEntry } from '../demo/csv-output.ts';
import { generate, type Request } from '../demo/generate.ts';

export type CsvRow = Record<string, string>;
export type DataFile = PlanEntry & { header: string[]; records: CsvRow[] };

/** @returns a folder for the tests of one file, and how to remove it */
export function temporaryFolder(): { path: string; remove: () => void } {
    const path = mkdtempSync(join(tmpdir(), 'seed-'));
    return {
        path,
        remove: () => {
            rmSync(path, { recursive: true, force: true });
        },
    };
}

/** @returns a request for the small data set of the documentation, with other values where given */
export function requestFor(out: string, changes: Partial<Request> = {}): Request {
    return {
        size: 'small',
        municipalities: undefined,
        seed: 42,
        asOf: day('2026-02-15'),
        out,
        force: false,
        ...changes,
    };
}

/** Generates a data set and reads its files in the order of the plan. */
export function generateAndRead(request: Request): DataFile[] {
    generate(request);
    return readDataSet(request.out);
}

/** @returns the files of a data set, in the order of its plan */
export function readDataSet(folder: string): DataFile[] {
    const plan = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')) as PlanEntry[];
    return plan.map((entry) => {
        const [header = [], ...lines] = parse(readFileSync(join(folder, entry.file)));
        const records = lines.map((line) => Object.fromEntries(header.map((column, i) => [column, line[i] ?? ''])));
        return { ...entry, header, records };
    });
}

/** @returns the rows of an object, over all its files */
export function rowsOf(files: readonly DataFile[], object: string): CsvRow[] {
    return files.filter((file) => file.object === object).flatMap((file) => file.records);
}
