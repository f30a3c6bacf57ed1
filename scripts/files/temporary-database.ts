/**
 * A SQLite file for what does not fit in memory: fast because nobody needs it after the program, and deleted with it,
 * also when the program is interrupted.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { removeAtExit } from './remove-at-exit.ts';

/** No journal, no waiting for the disk; 32 MB of pages in memory. */
const SETTINGS = `
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA cache_size = -32000;`;

export class TemporaryDatabase {
    readonly #folder = mkdtempSync(join(tmpdir(), 'hvt-'));
    readonly #removed = removeAtExit(this.#folder);
    readonly file = join(this.#folder, 'data.sqlite');
    readonly database = new DatabaseSync(this.file);

    /** @param tables statements that make them */
    constructor(tables: string) {
        this.database.exec(SETTINGS);
        this.database.exec(tables);
    }

    /** Deletes the file. */
    close(): void {
        this.database.close();
        rmSync(this.#folder, { recursive: true, force: true });
        this.#removed();
    }
}
