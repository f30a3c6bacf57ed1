/** What a running org leaves in its folder, so that other commands find it, and no second process opens its data. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface RunningOrg {
    readonly instanceUrl: string;
    readonly username: string;
    readonly accessToken: string;
    readonly orgId: string;
    readonly pid: number;
}

const FILE = 'running.json';

/** The org that runs on a folder's data; undefined when none does. */
export function runningOrg(dataFolder: string): RunningOrg | undefined {
    const path = join(dataFolder, FILE);
    if (!existsSync(path)) return undefined;
    const org = JSON.parse(readFileSync(path, 'utf8')) as RunningOrg;
    return isRunning(org.pid) ? org : undefined;
}

/** Leaves the note; it holds a token, so only its owner may read it. */
export function noteRunning(dataFolder: string, org: RunningOrg): void {
    mkdirSync(dataFolder, { recursive: true });
    writeFileSync(join(dataFolder, FILE), JSON.stringify(org), { mode: 0o600 });
}

/** Takes the note away. */
export function forgetRunning(dataFolder: string): void {
    rmSync(join(dataFolder, FILE), { force: true });
}

function isRunning(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return pid !== process.pid;
    } catch (error) {
        return error instanceof Error && 'code' in error && error.code === 'EPERM';
    }
}
