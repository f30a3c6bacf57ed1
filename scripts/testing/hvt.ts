/** `hvt` as people type it, in a folder and with a home of its own. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sf } from '../../local-org/test/clients/sf.ts';
import { PROJECT, type TestOrg } from './test-org.ts';

const PROGRAM = join(PROJECT, 'scripts', 'hvt', 'bin', 'hvt.mjs');

/** How a command ended. */
export interface Outcome {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

export class Hvt {
    /** In which commands run. */
    readonly folder = mkdtempSync(join(tmpdir(), 'hvt-'));
    /** The Salesforce CLI with the same home. */
    readonly sf = new Sf();

    /** Makes an org known under an alias, as the user of a session. */
    async login(alias: string, { instanceUrl }: TestOrg, accessToken: string): Promise<void> {
        const args = ['--instance-url', instanceUrl, '--alias', alias, '--no-prompt'];
        const answer = await this.sf.json(['org', 'login', 'access-token', ...args], { SF_ACCESS_TOKEN: accessToken });
        assert.equal(answer.status, 0, answer.message);
    }

    run(...args: readonly string[]): Promise<Outcome> {
        const env = {
            ...process.env,
            HOME: this.sf.home,
            NO_COLOR: '1',
            SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
            COLUMNS: '200',
        };
        return new Promise((resolve) => {
            execFile(process.execPath, [PROGRAM, ...args], { cwd: this.folder, env }, (error, stdout, stderr) => {
                resolve({ code: error ? (typeof error.code === 'number' ? error.code : 1) : 0, stdout, stderr });
            });
        });
    }

    /** Runs a command that must succeed. @returns what it gives with `--json` */
    async result<T>(...args: readonly string[]): Promise<T> {
        const { code, stdout, stderr } = await this.run(...args, '--json');
        assert.equal(code, 0, `hvt ${args.join(' ')}: ${stdout}${stderr}`);
        return (JSON.parse(stdout) as { result: T }).result;
    }

    remove(): void {
        this.sf.remove();
        rmSync(this.folder, { recursive: true });
    }
}
