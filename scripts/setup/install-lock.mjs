/** One installation at a time: a folder that only one process can make. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const POLL_MS = 500;
/** The time a process has between making the folder and writing its id into it. */
const GRACE_MS = 5000;

/**
 * Runs an action while no other process of this machine runs one under the same lock; waits for its turn.
 * @template T
 * @param {string} folder path of the lock
 * @param {() => T} action
 * @returns {Promise<T>} what the action returns
 * @throws what the action throws, or when the folder cannot be made
 */
export async function withLock(folder, action) {
    while (!take(folder)) {
        if (isAbandoned(folder)) rmSync(folder, { recursive: true, force: true });
        else await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    try {
        return action();
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

function take(folder) {
    try {
        mkdirSync(folder);
    } catch (error) {
        if (error.code === 'EEXIST') return false;
        throw error;
    }
    writeFileSync(join(folder, 'pid'), String(process.pid));
    return true;
}

/** The process that made the lock was ended before it could take it away. */
function isAbandoned(folder) {
    try {
        const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
        if (pid > 0) return !isRunning(pid);
    } catch (error) {
        if (error.code !== 'ENOENT') throw error;
    }
    const made = statSync(folder, { throwIfNoEntry: false });
    return made !== undefined && Date.now() - made.mtimeMs > GRACE_MS;
}

function isRunning(pid) {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return error.code === 'EPERM';
    }
}
