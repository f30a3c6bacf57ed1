/** The real Salesforce CLI, with a home of its own. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from './running-org.ts';

/** What `sf … --json` prints. */
export interface SfAnswer {
    readonly status: number;
    readonly result: unknown;
    readonly name?: string;
    readonly message?: string;
}

const QUIET = {
    SF_DISABLE_TELEMETRY: 'true',
    SF_AUTOUPDATE_DISABLE: 'true',
    SF_SKIP_NEW_VERSION_CHECK: 'true',
    SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
    NO_COLOR: '1',
};

export class Sf {
    readonly home: string;
    readonly #folder: string;

    /**
     * @param folder in which the commands run
     * @param home of another one, to share its logins; a new one when absent
     */
    constructor(folder = PROJECT, home = mkdtempSync(join(tmpdir(), 'sf-home-'))) {
        this.#folder = folder;
        this.home = home;
    }

    /** Runs a command with `--json`. @param environment besides the usual one */
    async json(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<SfAnswer> {
        const { stdout, stderr } = await this.run([...args, '--json'], environment);
        try {
            return JSON.parse(stdout) as SfAnswer;
        } catch {
            throw new Error(`sf ${args.join(' ')} printed no JSON: ${stdout}\n${stderr}`);
        }
    }

    /** Runs a command as it is. */
    run(
        args: readonly string[],
        environment: Readonly<Record<string, string>> = {},
    ): Promise<{ code: number; stdout: string; stderr: string }> {
        const env = { ...process.env, HOME: this.home, ...QUIET, ...environment };
        const options = { cwd: this.#folder, env, maxBuffer: 64 * 1024 * 1024 };
        const program = join(PROJECT, 'node_modules', '@salesforce', 'cli', 'bin', 'run.js');
        return new Promise((resolve) => {
            execFile(process.execPath, [program, ...args], options, (error, stdout, stderr) => {
                const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
                resolve({ code, stdout, stderr });
            });
        });
    }

    /** Deletes its home. */
    remove(): void {
        rmSync(this.home, { recursive: true, force: true });
    }
}
