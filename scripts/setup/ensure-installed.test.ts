import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
    appendFileSync,
    cpSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    rmSync,
    writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';

const SETUP = ['ensure-installed.mjs', 'install-lock.mjs', 'install-state.mjs'];

/** Stands in for npm: notes each call, makes a node_modules with a Node in it, ends with the status asked for. */
const NPM = `#!/bin/sh
echo "$@" >> npm-calls
rm -rf node_modules
mkdir -p node_modules/node/bin
sleep "\${NPM_SECONDS:-0}"
ln -s "${process.execPath}" node_modules/node/bin/node
exit "\${NPM_STATUS:-0}"
`;

class Project {
    readonly folder = mkdtempSync(join(tmpdir(), 'ensure-installed-'));

    constructor(context: TestContext) {
        context.after(() => {
            rmSync(this.folder, { recursive: true });
        });
        const setup = join(this.folder, 'scripts', 'setup');
        mkdirSync(setup, { recursive: true });
        for (const file of SETUP) cpSync(join(import.meta.dirname, file), join(setup, file));
        this.write('package.json', JSON.stringify({ devDependencies: { node: process.version.slice(1) } }));
        this.write('package-lock.json', '{}');
        this.write('.npmrc', '');
        this.write('program.mjs', 'console.log("program", ...process.argv.slice(2)); process.exitCode = 3;');
        mkdirSync(join(this.folder, 'bin'));
        writeFileSync(join(this.folder, 'bin', 'npm'), NPM, { mode: 0o755 });
    }

    write(file: string, content: string): void {
        writeFileSync(join(this.folder, file), content);
    }

    npmCalls(): number {
        const file = join(this.folder, 'npm-calls');
        return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').length : 0;
    }

    /** Runs `ensure-installed.mjs program.mjs a b`. */
    async run(env: Record<string, string> = {}): Promise<{ status: number | null; output: string }> {
        const PATH = [join(this.folder, 'bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(':');
        const command = ['scripts/setup/ensure-installed.mjs', 'program.mjs', 'a', 'b'];
        const child = spawn(process.execPath, command, { cwd: this.folder, env: { ...process.env, PATH, ...env } });
        let output = '';
        for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
        return await new Promise((resolve) => {
            child.on('close', (status) => {
                resolve({ status, output });
            });
        });
    }
}

test('installs on a fresh clone, then goes on with the program and its exit status', async (context) => {
    const project = new Project(context);
    const { status, output } = await project.run();
    assert.match(output, /nothing is installed yet.*\nprogram a b\n$/);
    assert.equal(status, 3);
});

test('installs once', async (context) => {
    const project = new Project(context);
    await project.run();
    const { output } = await project.run();
    assert.equal(output, 'program a b\n');
    assert.equal(project.npmCalls(), 1);
});

for (const file of ['package-lock.json', '.npmrc']) {
    test(`installs again when ${file} has changed`, async (context) => {
        const project = new Project(context);
        await project.run();
        appendFileSync(join(project.folder, file), '\n');
        assert.match((await project.run()).output, /the dependencies have changed/);
        assert.equal(project.npmCalls(), 2);
    });
}

test('installs again when a dependency has changed, not when a script has', async (context) => {
    const project = new Project(context);
    const content = { devDependencies: { node: process.version.slice(1) } };
    await project.run();
    project.write('package.json', JSON.stringify({ ...content, scripts: { x: 'y' } }));
    await project.run();
    assert.equal(project.npmCalls(), 1);
    project.write('package.json', JSON.stringify({ ...content, dependencies: { x: '1.0.0' } }));
    await project.run();
    assert.equal(project.npmCalls(), 2);
});

test('installs again when its own Node does not start', async (context) => {
    const project = new Project(context);
    await project.run();
    rmSync(join(project.folder, 'node_modules', 'node', 'bin', 'node'));
    assert.match((await project.run()).output, /does not start/);
    assert.equal(project.npmCalls(), 2);
});

test('an installation that fails: its exit status, no program, and it does not count', async (context) => {
    const project = new Project(context);
    const { status, output } = await project.run({ NPM_STATUS: '7' });
    assert.equal(status, 7);
    assert.match(output, /The installation failed: 'npm ci' ended with exit code 7/);
    assert.doesNotMatch(output, /^program/m);
    assert.match((await project.run()).output, /was not finished[^]*^program/m);
});

test('two at once: one installs, the other waits for it', async (context) => {
    const project = new Project(context);
    const results = await Promise.all([project.run({ NPM_SECONDS: '1' }), project.run({ NPM_SECONDS: '1' })]);
    assert.deepEqual(
        results.map(({ status }) => status),
        [3, 3],
    );
    assert.equal(project.npmCalls(), 1);
});

test('a lock whose process is gone holds nobody up', async (context) => {
    const project = new Project(context);
    mkdirSync(join(project.folder, '.install.lock'));
    project.write(join('.install.lock', 'pid'), '999999999');
    assert.equal((await project.run()).status, 3);
});
