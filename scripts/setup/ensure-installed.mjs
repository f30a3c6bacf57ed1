/**
 * Installs the project's dependencies when they are absent or out of date, then goes on with a program on the
 * project's own Node:
 *
 *     node scripts/setup/ensure-installed.mjs PROGRAM [ARGUMENT]...
 *
 * Plain JavaScript without dependencies: a fresh clone runs it on the machine's own Node (20 or later).
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { markInstalled, markUnfinished, PROJECT, projectNode, reasonToInstall } from './install-state.mjs';
import { withLock } from './install-lock.mjs';

const LOCK = join(PROJECT, '.install.lock');

/** The environment without the project's own programs: `npm ci` deletes those while it runs. */
function machineEnvironment() {
    const own = join(PROJECT, 'node_modules');
    const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(own));
    return { ...process.env, PATH: path.join(delimiter) };
}

/** An exit status for how a process ended; one that a signal ended gets the shell's number for it. */
function exitStatus(status, signal) {
    return status ?? (signal ? 128 + constants.signals[signal] : 1);
}

/** @returns {number} exit status; 0 also when there is nothing to do */
function install() {
    const reason = reasonToInstall();
    if (reason === undefined) return 0;
    console.log(`Installing the dependencies (${reason}); this takes about a minute.`);
    markUnfinished();
    const options = { cwd: PROJECT, env: machineEnvironment(), shell: process.platform === 'win32' };
    // the packages warn about their own affairs and about the machine's Node, on which none of them runs
    const command = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
    const npm = spawnSync('npm', command, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
    const status = exitStatus(npm.status, npm.signal);
    if (status !== 0) {
        const why = npm.error ? `npm does not start: ${npm.error.message}` : `'npm ci' ended with exit code ${status}`;
        console.error(`The installation failed: ${why}.`);
        return status;
    }
    markInstalled();
    const still = reasonToInstall();
    if (still !== undefined) {
        markUnfinished();
        console.error(
            `The installation ended well, yet ${still}. Does npm leave out install scripts or devDependencies?`,
        );
        return 1;
    }
    return 0;
}

/** Goes on with the program; it gets the signals that this process gets, and gives its exit status. */
async function goOn(programAndArguments) {
    const child = spawn(projectNode(), programAndArguments, { stdio: 'inherit' });
    process.on('SIGINT', () => undefined); // a terminal sends it to both
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    const [status, signal] = await once(child, 'exit');
    return exitStatus(status, signal);
}

const programAndArguments = process.argv.slice(2);
if (programAndArguments.length === 0) {
    console.error('usage: node scripts/setup/ensure-installed.mjs PROGRAM [ARGUMENT]...');
    process.exit(2);
}
const installed = reasonToInstall() === undefined ? 0 : await withLock(LOCK, install);
process.exitCode = installed === 0 ? await goOn(programAndArguments) : installed;
