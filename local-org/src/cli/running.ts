/** What a running org leaves in its folder, so that other commands find it, and no second process opens its data. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface RunningOrg {
    readonly instanceUrl: string;
    readonly username: string;
    readonly accessToken: string;
    readonly orgId: string;
    readonly pid: number;
}

const NOTE = 'running.json';
const LOCK = 'running.lock';

/** The files of this module in the folder. */
export const RUNNING_FILES = [NOTE, LOCK, `${LOCK}-journal`];

/** Holds the folder of an org for this process. */
export interface Lock {
    /** May be called again. */
    release(): void;
}

/**
 * Takes the folder for this process, and makes it when it is not there. The operating system ends a lock on a file with
 * the process that holds it, however that ends; a process id in a note may be another program's by now.
 * @returns undefined when another process has it
 * @throws Error when the folder cannot be made or written
 */
export function lockFolder(dataFolder: string): Lock | undefined {
    // tokens and passwords are in it
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    const database = new DatabaseSync(join(dataFolder, LOCK), { timeout: 0 });
    try {
        database.exec('BEGIN EXCLUSIVE');
    } catch (error) {
        database.close();
        if (error instanceof Error && /locked|busy/i.test(error.message)) return undefined;
        throw error;
    }
    return {
        release: () => {
            if (database.isOpen) database.close();
        },
    };
}

/** Whether a process has an org open in the folder. */
function isHeld(dataFolder: string): boolean {
    if (!existsSync(join(dataFolder, LOCK))) return false;
    const lock = lockFolder(dataFolder);
    lock?.release();
    return lock === undefined;
}

/** The org that runs on a folder's data; undefined when none does, or it is not ready yet. */
export function runningOrg(dataFolder: string): RunningOrg | undefined {
    if (!isHeld(dataFolder)) return undefined;
    try {
        return JSON.parse(readFileSync(join(dataFolder, NOTE), 'utf8')) as RunningOrg;
    } catch {
        return undefined;
    }
}

/** Leaves the note, whole or not at all; it holds a token, so only its owner may read it. */
export function noteRunning(dataFolder: string, org: RunningOrg): void {
    const path = join(dataFolder, NOTE);
    rmSync(`${path}.new`, { force: true });
    writeFileSync(`${path}.new`, JSON.stringify(org), { mode: 0o600 });
    renameSync(`${path}.new`, path);
}

/** Takes the note away. */
export function forgetRunning(dataFolder: string): void {
    rmSync(join(dataFolder, NOTE), { force: true });
}
