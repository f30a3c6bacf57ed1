/** Reads a CSV file row by row: UTF-8, comma or semicolon, a header line with known columns, a line end after the last row. */
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { CsvError, parse } from 'csv-parse';
import { JobError } from '../salesforce/org-error.ts';
import type { Issues } from './issues.ts';

/** The columns that a file must and may have. */
export interface Columns<Name extends string> {
    readonly required: readonly Name[];
    readonly optional: readonly Name[];
}

/** One line of a file; absent columns are empty texts, and blanks around a value do not count. */
export interface Row<Name extends string> {
    readonly line: number;
    readonly cells: Readonly<Record<Name, string>>;
}

/** A row longer than this is no row: a quote was never closed. */
const LONGEST_ROW = 64 * 1024;
const LINE_FEED = 0x0a;

/**
 * Rows with another number of cells than the header are added to the issues and left out.
 * @param most rows that the file may have
 * @throws JobError when it cannot be read, is no CSV, or ends in the middle of a line
 */
export async function* readCsv<Name extends string>(
    path: string,
    columns: Columns<Name>,
    issues: Issues,
    most: number,
): AsyncGenerator<Row<Name>> {
    const file = await openFile(path);
    try {
        const delimiter = await inspect(file, path);
        yield* rows(file, path, delimiter, columns, issues, most);
    } catch (error) {
        throw error instanceof CsvError || error instanceof TypeError ? unreadable(path, error) : error;
    } finally {
        await file.close();
    }
}

async function* rows<Name extends string>(
    file: FileHandle,
    path: string,
    delimiter: string,
    columns: Columns<Name>,
    issues: Issues,
    most: number,
): AsyncGenerator<Row<Name>> {
    const text = decoded(file);
    const parser = parse({
        delimiter,
        trim: true,
        info: true,
        relax_column_count: true,
        skip_empty_lines: true,
        max_record_size: LONGEST_ROW,
    });
    void feed(text, parser);
    let header: Name[] | undefined;
    let count = 0;
    for await (const { info, record } of parser as AsyncIterable<{ info: { lines: number }; record: string[] }>) {
        if (!header) {
            header = checkedHeader(record, path, columns);
            continue;
        }
        if (++count > most)
            throw new JobError(
                'FileTooLong',
                `${basename(path)} telt meer dan ${most} rijen; er is niets geschreven.`,
                {
                    actions: ['Verdeel het bestand en laad de delen na elkaar.'],
                },
            );
        if (record.length !== header.length) {
            issues.add(
                info.lines,
                `er staan ${record.length} waarden in plaats van ${header.length}; geef elke kolom een waarde of laat ze leeg`,
            );
            continue;
        }
        yield { line: info.lines, cells: cellsOf(header, record, columns) };
    }
    if (!header || count === 0)
        throw new JobError('FileEmpty', `${basename(path)} bevat geen rijen.`, {
            actions: [`Zet onder de kolommen (${columns.required.join(', ')}) minstens één rij.`],
        });
}

/** @throws TypeError where the bytes are no UTF-8 */
async function* decoded(file: FileHandle): AsyncGenerator<string> {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const buffer = Buffer.alloc(64 * 1024);
    for (let at = 0; ;) {
        const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
        if (bytesRead === 0) break;
        at += bytesRead;
        yield decoder.decode(buffer.subarray(0, bytesRead), { stream: true });
    }
    yield decoder.decode();
}

async function feed(text: AsyncIterable<string>, parser: ReturnType<typeof parse>): Promise<void> {
    try {
        for await (const chunk of text) {
            if (parser.destroyed) return;
            if (!parser.write(chunk))
                await new Promise((resolve) => parser.once('drain', resolve).once('close', resolve));
        }
        parser.end();
    } catch (error) {
        parser.destroy(error instanceof Error ? error : new Error(String(error)));
    }
}

function cellsOf<Name extends string>(
    header: readonly Name[],
    record: readonly string[],
    { required, optional }: Columns<Name>,
): Record<Name, string> {
    const all = [...required, ...optional];
    return Object.fromEntries(all.map((name) => [name, record[header.indexOf(name)] ?? ''])) as Record<Name, string>;
}

function checkedHeader<Name extends string>(names: readonly string[], path: string, columns: Columns<Name>): Name[] {
    const given = names.map((name) => name.replace(/^\uFEFF/, '').toLowerCase());
    const known = new Set<string>([...columns.required, ...columns.optional]);
    const missing = columns.required.filter((name) => !given.includes(name));
    const unknown = given.filter((name) => !known.has(name));
    const twice = given.filter((name, index) => given.indexOf(name) !== index);
    const faults = [
        ...(missing.length > 0 ? [`ontbreekt: ${missing.join(', ')}`] : []),
        ...(unknown.length > 0 ? [`onbekend: ${unknown.map((name) => `"${name}"`).join(', ')}`] : []),
        ...(twice.length > 0 ? [`dubbel: ${twice.join(', ')}`] : []),
    ];
    if (faults.length === 0) return given as Name[];
    throw new JobError('HeaderRefused', `De kolommen van ${basename(path)} kloppen niet (${faults.join('; ')}).`, {
        actions: [
            `Verplichte kolommen: ${columns.required.join(', ')}.`,
            ...(columns.optional.length > 0 ? [`Mogelijke kolommen: ${columns.optional.join(', ')}.`] : []),
        ],
    });
}

async function openFile(path: string): Promise<FileHandle> {
    try {
        const file = await open(path);
        if ((await file.stat()).isFile()) return file;
        await file.close();
        throw new JobError('FileUnreadable', `${path} is geen bestand.`);
    } catch (error) {
        if (error instanceof JobError) throw error;
        const code = error instanceof Error && 'code' in error ? error.code : '';
        const reason = code === 'ENOENT' ? 'bestaat niet' : 'kan niet gelezen worden';
        throw new JobError('FileUnreadable', `${path} ${reason}.`, { actions: ['Kijk de naam en de map na.'] });
    }
}

/** The delimiter of the header. @throws JobError when the last line has no end: the file may be half of one */
async function inspect(file: FileHandle, path: string): Promise<string> {
    const { size } = await file.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await file.read(last, 0, 1, size - 1);
    if (size > 0 && last[0] !== LINE_FEED) {
        throw new JobError(
            'FileIncomplete',
            `De laatste regel van ${basename(path)} is niet afgesloten: het bestand is misschien maar half geschreven.`,
            {
                actions: [
                    'Haal het bestand opnieuw op, of sluit de laatste regel af met een regeleinde als het volledig is.',
                ],
            },
        );
    }
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    const [header = ''] = buffer.toString('utf8', 0, bytesRead).split('\n');
    return header.split(';').length > header.split(',').length ? ';' : ',';
}

function unreadable(path: string, error: Error): JobError {
    if (!(error instanceof CsvError)) {
        return new JobError('FileUnreadable', `${basename(path)} is geen UTF-8-tekst.`, {
            actions: ['Bewaar het bestand als CSV UTF-8.'],
        });
    }
    const line = typeof error['lines'] === 'number' ? `, regel ${error['lines']}` : '';
    return new JobError(
        'FileUnreadable',
        `${basename(path)}${line} is geen geldige CSV: een aanhalingsteken staat verkeerd of wordt niet gesloten.`,
        {
            actions: ['Verbeter de regel en geef de opdracht opnieuw.'],
        },
    );
}
