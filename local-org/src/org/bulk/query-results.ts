/** The results of a query on disk: CSV in the first file; in the second, where in it each row begins. */
import { closeSync, createReadStream, openSync, readSync, writeSync } from 'node:fs';
import { Readable } from 'node:stream';
import { csvLine, type CsvFormat } from './csv.ts';

/** Bytes of a place in the second file: enough for any file. */
const PLACE = 6;
const FLUSH_BYTES = 256 * 1024;

/** Writes results anew. */
export class QueryResultWriter {
    readonly #format: CsvFormat;
    readonly #csv: number;
    readonly #places: number;
    #lines: string[] = [];
    #starts: number[] = [];
    #pending = 0;
    #bytes = 0;
    #rows = 0;

    constructor(csvPath: string, placesPath: string, format: CsvFormat, header: readonly string[]) {
        this.#format = format;
        this.#csv = openSync(csvPath, 'w', 0o600);
        this.#places = openSync(placesPath, 'w', 0o600);
        this.#append(csvLine(header, format));
    }

    get rows(): number {
        return this.#rows;
    }

    /** Bytes of the first file, once it is closed. */
    get bytes(): number {
        return this.#bytes;
    }

    write(values: readonly unknown[]): void {
        this.#starts.push(this.#bytes + this.#pending);
        this.#rows += 1;
        this.#append(csvLine(values, this.#format));
    }

    #append(line: string): void {
        this.#lines.push(line);
        this.#pending += Buffer.byteLength(line);
        if (this.#pending >= FLUSH_BYTES) this.#flush();
    }

    #flush(): void {
        const places = Buffer.allocUnsafe(this.#starts.length * PLACE);
        this.#starts.forEach((start, index) => places.writeUIntBE(start, index * PLACE, PLACE));
        writeAll(this.#places, places);
        writeAll(this.#csv, Buffer.from(this.#lines.join('')));
        this.#bytes += this.#pending;
        this.#pending = 0;
        this.#lines = [];
        this.#starts = [];
    }

    close(): void {
        this.#flush();
        closeSync(this.#csv);
        closeSync(this.#places);
    }
}

function writeAll(descriptor: number, bytes: Buffer): void {
    for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
}

/** The header of the results and some of their rows, as a stream. @param size of the first file */
export function readRows(
    { csvPath, placesPath, size }: { csvPath: string; placesPath: string; size: number },
    { from, to, rows }: { from: number; to: number; rows: number },
): Readable {
    const placeOf = (row: number): number => (row < rows ? readPlace(placesPath, row) : size);
    const parts = [
        [0, placeOf(0)],
        [placeOf(from), placeOf(to)],
    ] as const;
    return Readable.from(bytesOf(csvPath, parts));
}

async function* bytesOf(path: string, parts: readonly (readonly [number, number])[]): AsyncGenerator<Buffer> {
    for (const [start, end] of parts)
        if (end > start) yield* createReadStream(path, { start, end: end - 1 }) as AsyncIterable<Buffer>;
}

function readPlace(path: string, row: number): number {
    const descriptor = openSync(path, 'r');
    try {
        const bytes = Buffer.alloc(PLACE);
        readSync(descriptor, bytes, 0, PLACE, row * PLACE);
        return bytes.readUIntBE(0, PLACE);
    } finally {
        closeSync(descriptor);
    }
}
