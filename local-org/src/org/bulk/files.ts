/** What jobs take in and give out, as files: a folder for each job beside the data file, a temporary one in memory. */
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Transform, type Readable, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Store } from '../../store/store.ts';
import { BulkError } from './errors.ts';

/** What was uploaded; of results, the first and the second file (which hold what, the writer of them knows). */
export type FileKind = 'data' | 'first' | 'second';

/** Name of the folder beside the data file. */
export const BULK_FOLDER = 'org.bulk';

export class BulkFiles {
    /** Beside the data file; undefined in memory, until something is to be written. */
    #folder: string | undefined;
    readonly #isTemporary: boolean;

    constructor(store: Store) {
        const sql = `SELECT file FROM pragma_database_list WHERE name = 'main'`;
        const file = store.get<{ file: string }>(sql)?.file ?? '';
        this.#isTemporary = file === '';
        if (!this.#isTemporary) this.#folder = join(dirname(file), BULK_FOLDER);
    }

    get #root(): string {
        return (this.#folder ??= mkdtempSync(join(tmpdir(), 'local-org-bulk-')));
    }

    path(jobId: string, batchId: string, kind: FileKind): string {
        return join(this.#root, jobId, `${batchId}.${kind}`);
    }

    /** Makes the folder of a job. */
    prepare(jobId: string): void {
        mkdirSync(join(this.#root, jobId), { recursive: true, mode: 0o700 });
    }

    /**
     * Writes what is uploaded; the file is there when all of it is.
     * @param limit in bytes
     * @throws BulkError ClientInputError when there is more
     * @throws Error when the upload breaks off
     */
    async receive(jobId: string, batchId: string, source: Readable, limit: number): Promise<void> {
        this.prepare(jobId);
        const path = this.path(jobId, batchId, 'data');
        const part = `${path}.part`;
        const limited = new Limit(limit);
        try {
            await pipeline(source, limited, createWriteStream(part, { mode: 0o600 }));
            limited.check();
            renameSync(part, path);
        } catch (error) {
            rmSync(part, { force: true });
            throw error;
        }
    }

    remove(jobId: string): void {
        rmSync(join(this.#root, jobId), { recursive: true, force: true });
    }

    /** Deletes the folders of jobs that are gone, and uploads that broke off with the process. */
    sweep(isKnown: (jobId: string) => boolean): void {
        if (this.#folder === undefined || !existsSync(this.#folder)) return;
        for (const jobId of readdirSync(this.#root)) {
            if (!isKnown(jobId)) this.remove(jobId);
            else
                for (const name of readdirSync(join(this.#root, jobId)))
                    if (name.endsWith('.part')) rmSync(join(this.#root, jobId, name));
        }
    }

    /** A temporary folder goes with the org. */
    close(): void {
        if (this.#isTemporary && this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
    }
}

/**
 * Lets no more through than a limit. What is over it is read and forgotten, up to as much again: a client whose upload
 * is broken off does not hear why.
 */
class Limit extends Transform {
    readonly #limit: number;
    #size = 0;

    constructor(limit: number) {
        super();
        this.#limit = limit;
    }

    override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
        this.#size += chunk.length;
        if (this.#size <= this.#limit) done(null, chunk);
        else if (this.#size <= 2 * this.#limit) done();
        else done(this.#tooLarge());
    }

    /** @throws BulkError ClientInputError when there was more */
    check(): void {
        if (this.#size > this.#limit) throw this.#tooLarge();
    }

    #tooLarge(): BulkError {
        const message = `Failed to read request. Exceeded max size limit of ${String(this.#limit)} with request size ${String(this.#size)}`;
        return new BulkError('ClientInputError', message);
    }
}
