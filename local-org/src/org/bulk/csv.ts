/** CSV as the bulk APIs read and write it (RFC 4180 with a choice of delimiters and line endings). */
import { createReadStream } from 'node:fs';
import { parse, type CsvError, type Parser } from 'csv-parse';
import { BulkError } from './errors.ts';

/** Bulk API 2.0 developer guide, "Create a Job", columnDelimiter. */
export const DELIMITERS = { BACKQUOTE: '`', CARET: '^', COMMA: ',', PIPE: '|', SEMICOLON: ';', TAB: '\t' } as const;
export const LINE_ENDINGS = { LF: '\n', CRLF: '\r\n' } as const;

export interface CsvFormat {
    readonly columnDelimiter: keyof typeof DELIMITERS;
    readonly lineEnding: keyof typeof LINE_ENDINGS;
}

export type CsvRow = readonly string[];

/** A record has at most 400,000 characters (Salesforce limits, "Bulk API"), of which one takes up to four bytes. */
const MAX_RECORD_BYTES = 1_600_000;

/** A line of values, all in quotes; null is an empty one. */
export function csvLine(values: readonly unknown[], { columnDelimiter, lineEnding }: CsvFormat): string {
    const delimiter = DELIMITERS[columnDelimiter];
    let line = '';
    for (let at = 0; at < values.length; at++) {
        if (at > 0) line += delimiter;
        line += quotedValue(values[at]);
    }
    return line + LINE_ENDINGS[lineEnding];
}

function quotedValue(value: unknown): string {
    if (typeof value === 'string') return value.includes('"') ? `"${value.replaceAll('"', '""')}"` : `"${value}"`;
    if (value === null || value === undefined) return '""';
    if (typeof value === 'number' || typeof value === 'boolean') return `"${String(value)}"`;
    return quotedValue(JSON.stringify(value));
}

/** The header of a file, and then its rows; of a large file, only a part is in memory. */
export interface CsvReader {
    readonly header: CsvRow;
    readonly rows: AsyncIterator<CsvRow, unknown>;
    /** Ends the reading. */
    close(): void;
}

/**
 * Reads a file.
 * @param endings of lines that it may have
 * @returns undefined when it is empty
 * @throws BulkError ClientInputError, from here or from the rows, when it is not CSV of the format
 */
export async function readCsv(
    path: string,
    format: CsvFormat,
    endings: readonly string[] = [LINE_ENDINGS[format.lineEnding]],
): Promise<CsvReader | undefined> {
    const wrong: { error?: CsvError } = {};
    const parser = parse({
        bom: true,
        delimiter: DELIMITERS[format.columnDelimiter],
        record_delimiter: [...endings],
        skip_empty_lines: true,
        max_record_size: MAX_RECORD_BYTES,
        // an error that is thrown would take the rows with it that were read ahead of it
        skip_records_with_error: true,
        on_skip: (error) => {
            if (error) wrong.error ??= error;
        },
    });
    const file = createReadStream(path);
    file.on('error', (error) => parser.destroy(error));
    file.pipe(parser);
    const rows = rowsOf(parser, wrong, format);
    const first = await rows.next();
    if (first.done === true) return undefined;
    checkLineEnding(first.value, format);
    const close = (): void => {
        file.destroy();
        parser.destroy();
    };
    return { header: first.value, rows, close };
}

/** The rows up to the first that is wrong. */
async function* rowsOf(
    parser: Parser,
    wrong: { readonly error?: CsvError },
    format: CsvFormat,
): AsyncGenerator<CsvRow, void> {
    let count = 0;
    for await (const row of parser) {
        if (wrong.error && count >= Number(wrong.error['records'])) throw refusalOf(wrong.error, format);
        count += 1;
        yield row as string[];
    }
    if (wrong.error) throw refusalOf(wrong.error, format);
}

function refusalOf({ code, message }: CsvError, format: CsvFormat): BulkError {
    // a line that ends otherwise goes on behind the quote that closes its last value
    if (code === 'CSV_INVALID_CLOSING_QUOTE' && /got "[\r\n]/.test(message)) return wrongEnding(format);
    return new BulkError('ClientInputError', `Failed to parse CSV: ${message}`);
}

/** With the other line ending, the last name of the header has part of the ending in it, or all lines that follow. */
function checkLineEnding(header: CsvRow, format: CsvFormat): void {
    if (header.some((name) => /[\r\n]/.test(name))) throw wrongEnding(format);
}

function wrongEnding({ lineEnding }: CsvFormat): BulkError {
    const message = `LineEnding is invalid on user data. Current LineEnding setting is ${lineEnding}`;
    return new BulkError('ClientInputError', message);
}
