/** `local-org start` */
import { resolve } from 'node:path';
import { createServer } from '../api/http/server.ts';
import { ADMINISTRATOR_ID, ADMINISTRATOR_NAME, ORGANIZATION_ID } from '../org/first-records.ts';
import { definitionLocale, projectLocale } from '../org/locale.ts';
import { Org } from '../org/org.ts';
import { keepHeapSmall } from './heap.ts';
import { forgetRunning, lockFolder, noteRunning, runningOrg, type Lock, type RunningOrg } from './running.ts';

export interface StartSettings {
    /** 0 takes a free one. */
    readonly port: number;
    readonly dataFolder: string;
    readonly memory: boolean;
    readonly json: boolean;
    readonly projects: readonly string[];
    /** Scratch org definition that tells the language; absent: that of the projects. */
    readonly definitionFile?: string;
}

/**
 * Opens the org and serves it until the process is told to end.
 * @throws Error when the data is in use, the port is taken, or the metadata cannot be read
 */
export async function start(settings: StartSettings): Promise<void> {
    const dataFolder = resolve(settings.dataFolder);
    const lock = lockFolder(dataFolder);
    if (!lock) throw new Error(`an org runs on ${dataFolder} already${whereItRuns(dataFolder)}`);
    try {
        await open(settings, dataFolder, lock);
    } catch (error) {
        lock.release();
        throw error;
    }
}

function whereItRuns(dataFolder: string): string {
    const other = runningOrg(dataFolder);
    return other ? ` (process ${String(other.pid)}, ${other.instanceUrl})` : '';
}

async function open(settings: StartSettings, dataFolder: string, lock: Lock): Promise<void> {
    const projects = settings.projects.map((project) => resolve(project));
    const { definitionFile } = settings;
    const locale = definitionFile === undefined ? projectLocale(projects) : definitionLocale(resolve(definitionFile));
    const org = new Org({ projects, locale, ...(settings.memory ? {} : { dataFolder }) });
    keepHeapSmall();
    const { app, tokens } = createServer(org, (error) => {
        console.error(error);
    });
    const close = async (): Promise<void> => {
        await app.close();
        forgetRunning(dataFolder);
        org.close();
        lock.release();
    };
    try {
        await app.listen({ host: '127.0.0.1', port: settings.port });
    } catch (error) {
        await close();
        const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
        throw isTaken ? new Error(`port ${String(settings.port)} is taken: choose another with --port`) : error;
    }
    const address = app.server.address();
    const port = typeof address === 'object' && address ? address.port : settings.port;
    const running: RunningOrg = {
        instanceUrl: `http://localhost:${String(port)}`,
        username: ADMINISTRATOR_NAME,
        accessToken: tokens.standing(ADMINISTRATOR_ID),
        orgId: ORGANIZATION_ID,
        pid: process.pid,
    };
    noteRunning(dataFolder, running);
    org.apex.start();
    closeOnSignals(close);
    console.log(settings.json ? JSON.stringify(running) : welcome(running, projects));
}

function welcome({ instanceUrl, username }: RunningOrg, projects: readonly string[]): string {
    return `local-org listens on ${instanceUrl} as ${username}, with ${projects.join(', ') || 'no project'}.
Register it with the Salesforce CLI: npx local-org login --alias local
Stop it with Ctrl-C.`;
}

/** A second signal does not wait for the first to be done. */
function closeOnSignals(close: () => Promise<void>): void {
    let isClosing = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        process.on(signal, () => {
            if (isClosing) process.exit(1);
            isClosing = true;
            close().then(
                () => process.exit(0),
                (error: unknown) => {
                    console.error(error);
                    process.exit(1);
                },
            );
        });
    }
}
