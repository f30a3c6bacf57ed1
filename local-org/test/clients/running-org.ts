/** A local org in a process of its own, as clients meet it: over HTTP, with nothing shared. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
/** The project around local-org: its metadata, and its programs. */
export const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const DEFINITION = fileURLToPath(new URL('../../../config/project-scratch-def.json', import.meta.url));
export const SAMPLE_PROJECT = fileURLToPath(new URL('../sample-project', import.meta.url));

/** What `local-org start --json` prints. */
export interface StartedOrg {
    readonly instanceUrl: string;
    readonly username: string;
    readonly accessToken: string;
    readonly orgId: string;
    readonly pid: number;
}

export class RunningOrg {
    readonly info: StartedOrg;
    readonly folder: string;
    readonly #process: ChildProcess;
    readonly #errors: readonly string[];

    private constructor(info: StartedOrg, folder: string, process: ChildProcess, errors: readonly string[]) {
        this.info = info;
        this.folder = folder;
        this.#process = process;
        this.#errors = errors;
    }

    /** What it wrote to its standard error: faults of the program. */
    get errors(): string {
        return this.#errors.join('');
    }

    get isRunning(): boolean {
        return this.#process.exitCode === null && this.#process.signalCode === null;
    }

    /**
     * Starts an org on a free port.
     * @param folder of its data; a new temporary one when absent
     * @throws Error with what it printed when it does not start
     */
    static async start(
        projects: readonly string[],
        folder = mkdtempSync(join(tmpdir(), 'local-org-')),
    ): Promise<RunningOrg> {
        const args = [
            'start',
            '--port',
            '0',
            '--data',
            folder,
            '--json',
            // without projects an org begins empty, in the language of this one
            ...(projects.length === 0 ? ['--empty', '--definition-file', DEFINITION] : []),
            ...projects.flatMap((project) => ['--project', project]),
        ];
        const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
        const errors: string[] = [];
        child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
        const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
        const { value, done } = await lines.next();
        if (done) throw new Error(`local-org did not start: ${errors.join('')}`);
        return new RunningOrg(JSON.parse(value) as StartedOrg, folder, child, errors);
    }

    /** Ends it, by a signal that it may handle (SIGTERM) or not (SIGKILL). */
    async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
        if (!this.isRunning) return this.#process.exitCode;
        const ended = once(this.#process, 'exit') as Promise<[number | null]>;
        this.#process.kill(signal);
        return (await ended)[0];
    }

    /** Ends it and deletes its data. */
    async remove(): Promise<void> {
        await this.stop();
        rmSync(this.folder, { recursive: true, force: true });
    }
}
