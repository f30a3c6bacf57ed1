/** Writes the files of a data set: into a folder beside the one asked for, which takes its place when all is written. */
import {
    closeSync,
    mkdirSync,
    openSync,
    readdirSync,
    readFileSync,
    renameSync,
    rmSync,
    writeFileSync,
    writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Cell, FileLayout } from './columns.ts';

/** One file of the plan that a loader follows, in this order. */
export type PlanEntry = {
    object: string;
    file: string;
    operation: 'upsert';
    externalIdFieldName: 'External_Key__c';
    rows: number;
};

/** What is wrong with the folder asked for, in words for who gave the command. */
export class FolderError extends Error {}

const PLAN = 'plan.json';
/** Written at once: enough to keep the number of system calls small. */
const BUFFER_SIZE = 256 * 1024;

/** @returns the cells as one line, quoted as RFC 4180 asks where a cell needs it */
export function csvLine(cells: readonly Cell[]): string {
    return `${cells.map(csvCell).join(',')}\n`;
}

function csvCell(value: Cell): string {
    if (value === undefined) return '';
    const text = String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A file that is written bit by bit; without rows it does not exist. */
class CsvFile {
    rows = 0;
    readonly layout: FileLayout;
    readonly #path: string;
    #descriptor: number | undefined;
    #buffer = '';

    constructor(folder: string, layout: FileLayout) {
        this.layout = layout;
        this.#path = join(folder, layout.file);
    }

    write(cells: readonly Cell[]): void {
        if (this.rows === 0) this.#buffer = csvLine(this.layout.header);
        this.rows++;
        this.#buffer += csvLine(cells);
        if (this.#buffer.length > BUFFER_SIZE) this.#flush();
    }

    close(): void {
        if (this.#buffer !== '') this.#flush();
        if (this.#descriptor !== undefined) closeSync(this.#descriptor);
        this.#descriptor = undefined;
    }

    #flush(): void {
        this.#descriptor ??= openSync(this.#path, 'w');
        writeSync(this.#descriptor, this.#buffer);
        this.#buffer = '';
    }
}

/** The folder in which a data set is being written. */
export class OutputFolder {
    readonly files: readonly CsvFile[];
    readonly #target: string;
    readonly #partial: string;

    /**
     * @param target the folder that will hold the data set
     * @param force whether a data set that is already there may be replaced
     * @throws FolderError when it cannot be written, or holds anything else
     */
    constructor(target: string, layouts: readonly FileLayout[], force: boolean) {
        this.#target = resolve(target);
        this.#partial = join(dirname(this.#target), `.${basename(this.#target)}.partial-${process.pid}`);
        checkTarget(this.#target, force);
        try {
            mkdirSync(dirname(this.#target), { recursive: true });
            mkdirSync(this.#partial);
        } catch (error) {
            throw new FolderError(`cannot write beside ${target}: ${messageOf(error)}`);
        }
        this.files = layouts.map((layout) => new CsvFile(this.#partial, layout));
    }

    /** Closes the files, adds the plan, and puts the folder in its place. */
    finish(): PlanEntry[] {
        for (const file of this.files) file.close();
        const plan = this.files
            .filter((file) => file.rows > 0)
            .map(({ layout: { object, file }, rows }): PlanEntry => ({
                object,
                file,
                operation: 'upsert',
                externalIdFieldName: 'External_Key__c',
                rows,
            }));
        writeFileSync(join(this.#partial, PLAN), `${JSON.stringify(plan, null, 2)}\n`);
        rmSync(this.#target, { recursive: true, force: true });
        renameSync(this.#partial, this.#target);
        return plan;
    }

    /** Leaves nothing behind. */
    discard(): void {
        for (const file of this.files) file.close();
        rmSync(this.#partial, { recursive: true, force: true });
    }
}

/** Nothing is ever overwritten but an earlier data set, and that only when asked. */
function checkTarget(target: string, force: boolean): void {
    const content = listFolder(target);
    if (content.length === 0) return;
    if (!force)
        throw new FolderError(`${target} is not empty; give another folder, or --force to replace the data set in it`);
    if (!isDataSet(target, content))
        throw new FolderError(`${target} holds other files than a data set; it is left as it is`);
}

function listFolder(target: string): string[] {
    try {
        return readdirSync(target);
    } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
        throw new FolderError(`cannot read ${target}: ${messageOf(error)}`);
    }
}

function isDataSet(target: string, content: readonly string[]): boolean {
    if (!content.includes(PLAN)) return false;
    try {
        const plan = JSON.parse(readFileSync(join(target, PLAN), 'utf8')) as { file?: unknown }[];
        const own = new Set<unknown>([PLAN, ...plan.map((entry) => entry.file)]);
        return content.every((name) => own.has(name));
    } catch {
        return false;
    }
}

function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
