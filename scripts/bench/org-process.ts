/** An org in a process of its own, its memory, and the calls that the benchmarks make of it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { PROJECT } from './full-org.ts';

const VERSION = '/services/data/v66.0';
const POLL = 50;

export interface Answer {
    readonly status: number;
    readonly text: string;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Megabytes; undefined where the operating system does not tell. */
export interface Memory {
    readonly resident?: number;
    /** Without pages of files, which the system may take back at any time. */
    readonly own?: number;
}

export class OrgProcess {
    readonly #process: ChildProcess;
    readonly #token: string;
    readonly #port: number;
    readonly #agent = new Agent({ keepAlive: true });

    private constructor(process: ChildProcess, info: { instanceUrl: string; accessToken: string }) {
        this.#process = process;
        this.#token = info.accessToken;
        this.#port = Number(new URL(info.instanceUrl).port);
    }

    /** @param nodeArgs for the process, such as `--cpu-prof` */
    static async start(folder: string, nodeArgs: readonly string[] = []): Promise<OrgProcess> {
        const program = join(PROJECT, 'local-org', 'src', 'cli', 'main.ts');
        const args = [...nodeArgs, program, 'start', '--port', '0', '--data', folder, '--project', PROJECT, '--json'];
        const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
        const [line] = (await once(child.stdout, 'data')) as [Buffer];
        return new OrgProcess(child, JSON.parse(line.toString()) as { instanceUrl: string; accessToken: string });
    }

    /** @param path behind the version */
    call(method: string, path: string, body?: string | Buffer, type = 'application/json'): Promise<Answer> {
        return this.#send(method, VERSION + path, body, type);
    }

    /** Calls an `@AuraEnabled` method as a page does. @throws Error with the answer when it is no success */
    async apex<T>(classname: string, method: string, params: object): Promise<T> {
        const call = JSON.stringify({
            namespace: '',
            classname,
            method,
            isContinuation: false,
            params,
            cacheable: false,
        });
        const { status, text } = await this.#send('POST', '/webruntime/api/apex/execute', call, 'application/json');
        if (status >= 300) throw new Error(`${classname}.${method}: ${text}`);
        return (JSON.parse(text) as { returnValue: unknown }).returnValue as T;
    }

    #send(method: string, path: string, body: string | Buffer | undefined, type: string): Promise<Answer> {
        return new Promise((resolve, reject) => {
            const headers: Record<string, string> = { authorization: `Bearer ${this.#token}` };
            if (body !== undefined) Object.assign(headers, { 'content-type': type });
            const options = { port: this.#port, method, path, headers, agent: this.#agent };
            const sent = request(options, (answer) => {
                const chunks: Buffer[] = [];
                answer.on('data', (chunk: Buffer) => chunks.push(chunk));
                answer.on('error', reject);
                answer.on('end', () => {
                    const text = Buffer.concat(chunks).toString();
                    resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers });
                });
            });
            sent.on('error', reject);
            sent.end(body);
        });
    }

    /** Calls for JSON. @throws Error with the answer when it is no success */
    async json<T>(method: string, path: string, body?: object): Promise<T> {
        const { status, text } = await this.call(method, path, body === undefined ? undefined : JSON.stringify(body));
        if (status >= 300) throw new Error(`${method} ${path}: ${text}`);
        return (text === '' ? {} : JSON.parse(text)) as T;
    }

    /** Waits for a job's end. @throws Error when it is not JobComplete */
    async done(path: string): Promise<{ numberRecordsProcessed: number; numberRecordsFailed?: number }> {
        for (;;) {
            const job = await this.json<{
                state: string;
                errorMessage?: string;
                numberRecordsProcessed: number;
                numberRecordsFailed?: number;
            }>('GET', path);
            if (job.state === 'JobComplete') return job;
            if (job.state !== 'UploadComplete' && job.state !== 'InProgress') throw new Error(JSON.stringify(job));
            await new Promise((resolve) => setTimeout(resolve, POLL));
        }
    }

    memory(): Memory {
        const path = `/proc/${String(this.#process.pid)}/status`;
        if (!existsSync(path)) return {};
        const text = readFileSync(path, 'utf8');
        const megabytes = (name: string): number =>
            Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1] ?? NaN) / 1024;
        return { resident: megabytes('VmRSS'), own: megabytes('RssAnon') };
    }

    /** Runs something and looks at the memory of the process all the while. @returns its highest */
    async watched<T>(action: () => Promise<T>): Promise<{ result: T; peak: Memory }> {
        const seen: Memory[] = [this.memory()];
        const timer = setInterval(() => seen.push(this.memory()), POLL);
        try {
            const result = await action();
            const most = (of: (memory: Memory) => number | undefined): number =>
                Math.max(...seen.map((memory) => of(memory) ?? Number.NaN));
            return { result, peak: { resident: most(({ resident }) => resident), own: most(({ own }) => own) } };
        } finally {
            clearInterval(timer);
        }
    }

    async stop(): Promise<void> {
        this.#agent.destroy();
        const ended = once(this.#process, 'exit');
        this.#process.kill('SIGTERM');
        await ended;
    }
}
