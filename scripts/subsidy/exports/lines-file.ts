/** All lines of a run in one file, by municipality and location: as CSV or as a workbook. */
import { spreadsheetCsv } from '../../csv/spreadsheet.ts';
import { writeAtomically } from '../../files/atomic-file.ts';
import type { OrgClient } from '../../salesforce/org-client.ts';
import { LINE_COLUMNS, lineCells } from '../stored/line-csv.ts';
import type { LineStore } from '../stored/line-store.ts';
import { storeLines } from '../stored/read-lines.ts';
import { findRun, type StoredRun } from '../stored/run.ts';
import { readStatements, type StoredStatement } from '../stored/statement.ts';
import { workbook } from './workbook.ts';

export interface LinesRequest {
    /** name, id or external key of the run */
    readonly run: string;
    readonly format: 'csv' | 'xlsx';
    readonly out: string;
}

export interface LinesResult {
    readonly file: string;
    readonly lines: number;
    readonly cents: number;
}

/** What a file is made of. */
export interface RunLines {
    readonly run: StoredRun;
    readonly statements: readonly StoredStatement[];
    readonly store: LineStore;
}

/** @throws JobError when the run is unknown, hidden, or the file cannot be written; OrgError */
export async function exportLines(
    client: OrgClient,
    { run: reference, format, out }: LinesRequest,
    onProgress: (done: number, all: number) => void = () => undefined,
): Promise<LinesResult> {
    const run = await findRun(client, reference);
    const statements = await readStatements(client, run.id);
    const expected = statements.reduce((sum, { lines }) => sum + lines, 0);
    const store = await storeLines(client, { runId: run.id, explanation: true }, (lines) => {
        onProgress(lines, expected);
    });
    try {
        const all = { run, statements, store };
        await writeAtomically(out, format === 'csv' ? spreadsheetCsv(LINE_COLUMNS, rowsOf(all)) : workbook(all));
        return { file: out, lines: store.count, cents: statements.reduce((sum, { cents }) => sum + cents, 0) };
    } finally {
        store.close();
    }
}

function* rowsOf({ run, statements, store }: RunLines): Generator<ReturnType<typeof lineCells>> {
    for (const statement of statements)
        for (const line of store.ofStatement(statement.id)) yield lineCells(run, statement, line);
}
