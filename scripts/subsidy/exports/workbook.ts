/** A workbook of a run: totals by municipality, and all lines; numbers are numbers and days are days. */
import { once } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { WorkbookWriter } from '@cj-tech-master/excelts';
import type { Cell } from '../../csv/spreadsheet.ts';
import { JobError } from '../../salesforce/org-error.ts';
import { euros } from '../engine/money.ts';
import { LINE_COLUMNS, lineCells } from '../stored/line-csv.ts';
import { stateInWords } from '../stored/words.ts';
import type { RunLines } from './lines-file.ts';

/** Rows of a sheet, its header included (Excel specifications and limits). */
const MOST_ROWS = 1_048_576;
/** Rows between two looks at whether the reader keeps up. */
const STEP = 500;
const AMOUNT = '#,##0.00';
const DAY = 'dd-mm-yyyy';

type ColumnName = (typeof LINE_COLUMNS)[number];
const FORMATS: Partial<Record<ColumnName, string>> = {
    eerste_dag: DAY,
    laatste_dag: DAY,
    bedrag_per_eenheid: AMOUNT,
    bedrag: AMOUNT,
};
const WIDTHS: Partial<Record<ColumnName, number>> = {
    lijn: 15,
    stand: 16,
    bestuur: 22,
    regel: 32,
    soort: 20,
    type_verblijf: 24,
    benaming: 30,
    adres: 36,
    reden: 50,
    uitleg: 60,
    parameter: 30,
    bron: 40,
    vingerafdruk: 20,
};
const USUAL_WIDTH = 14;

/**
 * @returns the bytes of the file while they are made
 * @throws JobError when a sheet cannot hold that many lines
 */
export function workbook(all: RunLines): AsyncIterable<Uint8Array> {
    if (all.store.count >= MOST_ROWS)
        throw new JobError('TooManyLines', `Een werkblad kan geen ${all.store.count} lijnen bevatten.`, {
            actions: ['Kies --format csv.'],
        });
    const out = new PassThrough();
    fill(all, out).catch((error: unknown) => {
        out.destroy(error instanceof Error ? error : new Error(String(error)));
    });
    return out;
}

async function fill({ run, statements, store }: RunLines, out: PassThrough): Promise<void> {
    const book = new WorkbookWriter({ stream: Writable.toWeb(out), useStyles: true, useSharedStrings: false });
    // the same run gives the same document
    book.created = run.snapshot;
    book.modified = run.snapshot;
    const totals = book.addWorksheet('Totalen per bestuur', FROZEN);
    totals.columns = [
        { header: 'afrekening', width: 14 },
        { header: 'nis_code', width: 10 },
        { header: 'bestuur', width: 26 },
        { header: 'provincie', width: 18 },
        { header: 'stand', width: 30 },
        { header: 'lijnen', width: 10 },
        { header: 'totaal', width: 16, style: { numFmt: AMOUNT } },
    ];
    totals.getRow(1).font = { bold: true };
    for (const { name, nis, municipality, province, lines, cents } of statements) {
        const row = [name, nis, municipality, province, stateInWords(run), lines, Number(euros(cents))];
        totals.addRow(row).commit();
    }
    totals.commit();
    const sheet = book.addWorksheet('Lijnen', FROZEN);
    sheet.columns = LINE_COLUMNS.map((header) => ({
        header,
        width: WIDTHS[header] ?? USUAL_WIDTH,
        ...(FORMATS[header] && { style: { numFmt: FORMATS[header] } }),
    }));
    sheet.getRow(1).font = { bold: true };
    let rows = 0;
    for (const statement of statements) {
        for (const line of store.ofStatement(statement.id)) {
            sheet.addRow(lineCells(run, statement, line).map(valueOf)).commit();
            if (++rows % STEP === 0) await readerKeepsUp(out);
        }
    }
    sheet.commit();
    await book.commit();
}

const FROZEN = { views: [{ state: 'frozen' as const, ySplit: 1 }] };

function valueOf(cell: Cell, index: number): string | number | Date | null {
    if (typeof cell !== 'string') {
        if ('cents' in cell) return cell.cents === undefined ? null : Number(euros(cell.cents));
        return cell.decimal === '' ? null : Number(cell.decimal);
    }
    const column = LINE_COLUMNS[index];
    return column !== undefined && FORMATS[column] === DAY && cell !== '' ? new Date(`${cell}T00:00:00Z`) : cell;
}

/** Rows are made faster than a disk takes them. */
async function readerKeepsUp(out: PassThrough): Promise<void> {
    if (out.destroyed) throw new Error('nobody reads the workbook any more');
    await new Promise(setImmediate);
    if (!out.writableNeedDrain) return;
    const waiting = new AbortController();
    const { signal } = waiting;
    await Promise.race([once(out, 'drain', { signal }), once(out, 'close', { signal })]);
    waiting.abort();
}
