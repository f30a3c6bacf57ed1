/** Files that are there whole or not at all: whoever reads one never meets the half of it. */
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { JobError } from '../salesforce/org-error.ts';
import { removeAtExit } from './remove-at-exit.ts';

const REASONS: Record<string, string> = {
    EACCES: 'u mag daar niet schrijven',
    EPERM: 'u mag daar niet schrijven',
    EROFS: 'die schijf is alleen-lezen',
    ENOENT: 'de map bestaat niet',
    ENOTDIR: 'een deel van het pad is geen map',
    EEXIST: 'een deel van het pad is geen map',
    EISDIR: 'er staat een map met die naam',
    ENOSPC: 'de schijf is vol',
    ENAMETOOLONG: 'de naam is te lang',
};

/**
 * Writes what comes to `path.part`, and gives it its name once all is there; a file of that name is replaced.
 * @param mode who may read it, as a disk keeps it; all whom the user's settings let, unless told
 * @throws JobError when the file cannot be written; whatever the source throws. Nothing new stays behind.
 */
export async function writeAtomically(
    path: string,
    source: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
    mode = 0o666,
): Promise<void> {
    const part = `${path}.part`;
    const done = removeAtExit(part);
    try {
        await pipeline(source, createWriteStream(part, { mode }));
        await rename(part, path);
    } catch (error) {
        await rm(part, { force: true }).catch(() => undefined);
        throw unwritable(path, error);
    } finally {
        done();
    }
}

/** Makes a folder, with those above it. @throws JobError when it cannot be made */
export async function ensureFolder(path: string): Promise<void> {
    try {
        await mkdir(path, { recursive: true });
    } catch (error) {
        throw unwritable(path, error);
    }
}

/** Faults of the disk in words; others as they are. */
function unwritable(path: string, error: unknown): unknown {
    const isOfDisk = error instanceof Error && 'syscall' in error && 'code' in error;
    if (!isOfDisk) return error;
    const code = String(error.code);
    return new JobError('FileUnwritable', `${path} kan niet geschreven worden: ${REASONS[code] ?? code}.`, {
        actions: ['Kies een andere map of naam.'],
    });
}
