/** Writes the letter and the list of each municipality of a run. */
import { join } from 'node:path';
import { spreadsheetCsv } from '../../csv/spreadsheet.ts';
import { ensureFolder, writeAtomically } from '../../files/atomic-file.ts';
import type { OrgClient } from '../../salesforce/org-client.ts';
import { JobError } from '../../salesforce/org-error.ts';
import { LINE_COLUMNS, lineCells } from '../stored/line-csv.ts';
import type { LineStore } from '../stored/line-store.ts';
import { parameterSources } from '../stored/parameter-sources.ts';
import { storeLines } from '../stored/read-lines.ts';
import { findRun, periodName, type StoredRun } from '../stored/run.ts';
import { readStatements, type StoredStatement } from '../stored/statement.ts';
import { statementLetter } from './statement-letter.ts';

/** Who sends the letters, unless told otherwise. */
export const SENDER = ['Agentschap Binnenlands Bestuur', 'Vlaamse overheid'];

/** Which statements are written where. */
export interface StatementRequest {
    /** name, id or external key of the run */
    readonly run: string;
    /** NIS codes of who is paid; all when absent */
    readonly municipalities?: readonly string[] | undefined;
    readonly folder: string;
    readonly sender?: readonly string[] | undefined;
}

export interface WrittenStatement {
    readonly statement: string;
    readonly nis: string;
    readonly municipality: string;
    readonly cents: number;
    readonly lines: number;
    readonly files: readonly string[];
}

/**
 * Everything is read and checked before the first file is written; files of the same name are replaced.
 * @throws JobError when the run or a municipality is unknown, the run is not calculated yet, or a file cannot be written
 */
export async function writeStatements(
    client: OrgClient,
    request: StatementRequest,
    onProgress: (stage: 'read' | 'write', done: number, all: number) => void = () => undefined,
): Promise<WrittenStatement[]> {
    const run = await findRun(client, request.run);
    if (run.status === 'Calculating')
        throw new JobError('RunNotReady', `${run.name} wordt nog berekend: er zijn nog geen afrekeningen.`, {
            actions: ['Werk de berekening eerst af door ze opnieuw te starten.'],
        });
    const all = await readStatements(client, run.id);
    const chosen = chosenOf(run, all, request.municipalities);
    const sources = await parameterSources(client);
    await ensureFolder(request.folder);
    const ids = chosen.length === all.length ? {} : { statements: chosen.map(({ id }) => id) };
    const expected = chosen.reduce((sum, { lines }) => sum + lines, 0);
    const store = await storeLines(client, { runId: run.id, explanation: true, ...ids }, (lines) => {
        onProgress('read', lines, expected);
    });
    try {
        const written: WrittenStatement[] = [];
        for (const statement of chosen) {
            const sender = request.sender ?? SENDER;
            const letter = { run, statement, sources, sender, lines: () => store.ofStatement(statement.id) };
            const base = join(request.folder, fileName(run, statement));
            await writeAtomically(`${base}.csv`, csvOf(run, statement, store));
            await writeAtomically(`${base}.pdf`, statementLetter(letter));
            const { name, nis, municipality, cents, lines } = statement;
            written.push({ statement: name, nis, municipality, cents, lines, files: [`${base}.pdf`, `${base}.csv`] });
            onProgress('write', written.length, chosen.length);
        }
        return written;
    } finally {
        store.close();
    }
}

/** @returns `AFR-000123_71016_Genk_2022-Q4`, in letters that every disk knows */
export function fileName(run: StoredRun, { name, nis, municipality }: StoredStatement): string {
    const plain = municipality
        .normalize('NFD')
        .replaceAll(/\p{M}/gu, '')
        .replaceAll(/[^A-Za-z0-9]+/g, '-');
    return `${name}_${nis}_${plain}_${periodName(run)}`;
}

function csvOf(run: StoredRun, statement: StoredStatement, store: LineStore): AsyncIterable<string> {
    const rows = store.ofStatement(statement.id);
    return spreadsheetCsv(
        LINE_COLUMNS,
        rows.map((line) => lineCells(run, statement, line)),
    );
}

function chosenOf(
    run: StoredRun,
    all: readonly StoredStatement[],
    municipalities: readonly string[] | undefined,
): readonly StoredStatement[] {
    if (municipalities === undefined) return all;
    const unknown = municipalities.filter((code) => !all.some(({ nis }) => nis === code));
    if (unknown.length > 0)
        throw new JobError(
            'UnknownMunicipality',
            `${run.name} heeft geen afrekening voor ${unknown.length === 1 ? 'NIS-code' : 'de NIS-codes'} ${unknown.join(', ')}.`,
            { actions: ['Na een fusie staat alles bij de opvolger. Kijk de codes na met: hvt subsidy status --run'] },
        );
    return all.filter(({ nis }) => municipalities.includes(nis));
}
