/** `local-org reset`: deletes the data of an org. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BULK_FOLDER } from '../org/bulk/files.ts';
import { lockFolder, RUNNING_FILES } from './running.ts';

/** What an org writes into its folder: whatever else lies there is somebody's. */
const FILES = ['org.db', 'org.db-wal', 'org.db-shm', 'org.db-journal', BULK_FOLDER, ...RUNNING_FILES];

/**
 * @throws Error when the org is running, or the folder holds no org
 */
export function reset(dataFolder: string): void {
    if (!existsSync(join(dataFolder, 'org.db'))) throw new Error(`${dataFolder} holds no org`);
    const lock = lockFolder(dataFolder);
    if (!lock) throw new Error(`an org runs on ${dataFolder}: stop it first`);
    try {
        for (const name of FILES) rmSync(join(dataFolder, name), { recursive: true, force: true });
    } finally {
        lock.release();
    }
    console.log(`The org in ${dataFolder} is deleted.`);
}
