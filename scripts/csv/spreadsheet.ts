/**
 * CSV for people who open it in a Belgian spreadsheet: UTF-8 with its mark, semicolons, decimal commas. What a
 * spreadsheet would take for a formula is written as text (OWASP, "CSV Injection").
 */
import { stringify } from 'csv-stringify';
import { Readable } from 'node:stream';

/** What a cell holds: text, whole cents, or a decimal as text. */
export type Cell = string | { readonly cents: number | undefined } | { readonly decimal: string };

/** Rows on their way to a file, row by row. @param header names of the columns */
export function spreadsheetCsv(
    header: readonly string[],
    rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>,
): AsyncIterable<string> {
    const texts = async function* (): AsyncGenerator<string[]> {
        yield [...header];
        for await (const row of rows) yield row.map(cellText);
    };
    const csv = stringify({ bom: true, delimiter: ';', record_delimiter: 'windows', quoted_match: /[\r\n]/ });
    // `compose` carries a fault of the rows to who reads the text
    return Readable.from(texts()).compose(csv) as AsyncIterable<string>;
}

function cellText(cell: Cell): string {
    if (typeof cell === 'string') return /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell;
    if ('decimal' in cell) return cell.decimal.replace('.', ',');
    if (cell.cents === undefined) return '';
    const digits = String(Math.abs(cell.cents)).padStart(3, '0');
    return `${cell.cents < 0 ? '-' : ''}${digits.slice(0, -2)},${digits.slice(-2)}`;
}
