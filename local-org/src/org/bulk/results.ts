/**
 * What became of the rows of a batch, as CSV in two files. They are written inside the transaction of a chunk, and the
 * batch tells in that transaction how far they are valid: what a process that dies has written beyond is overwritten.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import type { RecordError } from '../../schema/errors.ts';
import type { SaveResult } from '../results.ts';
import { csvLine, type CsvFormat, type CsvRow } from './csv.ts';
import type { FileKind } from './files.ts';

/** A row and what became of it. */
export interface Outcome {
    readonly row: CsvRow;
    readonly result: SaveResult;
}

/** How results are told: each outcome is a line in one of the files. */
export interface ResultStyle {
    /** The headers of the first and of the second file; without one the file is not written. */
    headers(columns: CsvRow): readonly (readonly string[])[];
    line(outcome: Outcome): readonly [file: 0 | 1, values: readonly unknown[]];
}

/** Bulk API 2.0: those that succeeded, and those that failed, each with its row. */
export const SPLIT_RESULTS: ResultStyle = {
    headers: (columns) => [
        ['sf__Id', 'sf__Created', ...columns],
        ['sf__Id', 'sf__Error', ...columns],
    ],
    line: ({ row, result }) =>
        result.success
            ? [0, [result.id, result.created, ...row]]
            : [1, [result.id, result.errors.map(errorText).join(';'), ...row]],
};

/** Bulk API 1.0: all rows in their order, without their values. */
export const LISTED_RESULTS: ResultStyle = {
    headers: () => [['Id', 'Success', 'Created', 'Error']],
    line: ({ result }) => [0, [result.id, result.success, result.created, result.errors.map(errorText).join(';')]],
};

/** `REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --` */
function errorText({ statusCode, message, fields }: RecordError): string {
    return `${statusCode}:${message}:${fields.join(', ')}${fields.length > 0 ? ' ' : ''}--`;
}

interface Output {
    readonly descriptor: number;
    bytes: number;
}

export class ResultWriter {
    readonly #style: ResultStyle;
    readonly #format: CsvFormat;
    readonly #outputs: Output[];

    /**
     * Opens the files where they were left.
     * @param pathOf a file
     * @param written how many bytes of them are valid
     */
    constructor(
        style: ResultStyle,
        format: CsvFormat,
        columns: CsvRow,
        pathOf: (kind: FileKind) => string,
        written: readonly [number, number],
    ) {
        this.#style = style;
        this.#format = format;
        this.#outputs = style.headers(columns).map((header, index) => {
            const output = {
                descriptor: openForWriting(pathOf(index === 0 ? 'first' : 'second')),
                bytes: written[index] ?? 0,
            };
            if (output.bytes === 0) append(output, csvLine(header, format));
            return output;
        });
    }

    /** Bytes of the first and the second file. */
    get written(): { firstBytes: number; secondBytes: number } {
        return { firstBytes: this.#outputs[0]?.bytes ?? 0, secondBytes: this.#outputs[1]?.bytes ?? 0 };
    }

    write(outcomes: readonly Outcome[]): void {
        const texts: [string, string] = ['', ''];
        for (const outcome of outcomes) {
            const [file, values] = this.#style.line(outcome);
            texts[file] += csvLine(values, this.#format);
        }
        this.#outputs.forEach((output, index) => {
            append(output, texts[index] ?? '');
        });
    }

    close(): void {
        for (const { descriptor } of this.#outputs) closeSync(descriptor);
    }
}

function openForWriting(path: string): number {
    try {
        return openSync(path, 'r+');
    } catch {
        return openSync(path, 'w+', 0o600);
    }
}

function append(output: Output, text: string): void {
    if (text === '') return;
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length;)
        done += writeSync(output.descriptor, bytes, done, bytes.length - done, output.bytes + done);
    output.bytes += bytes.length;
}
