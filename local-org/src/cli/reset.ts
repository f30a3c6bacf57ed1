/** `local-org reset`: deletes the data of an org. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runningOrg } from './running.ts';

/**
 * @throws Error when the org is running, or the folder holds no org
 */
export function reset(dataFolder: string): void {
    if (runningOrg(dataFolder)) throw new Error(`an org runs on ${dataFolder}: stop it first`);
    if (!existsSync(join(dataFolder, 'org.db'))) throw new Error(`${dataFolder} holds no org`);
    // only what an org writes there: whatever else lies in the folder is somebody's
    for (const name of ['org.db', 'org.db-wal', 'org.db-shm', 'running.json'])
        rmSync(join(dataFolder, name), { force: true });
    console.log(`The org in ${dataFolder} is deleted.`);
}
