/**
 * Tells whether what is installed in node_modules is what the lock file asks for. Plain JavaScript without
 * dependencies: it runs before anything is installed, on the machine's own Node.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The parts of a package.json that decide what is installed: changing a script is no reason to install again. */
const INSTALL_FIELDS = [
    'workspaces',
    'dependencies',
    'devDependencies',
    'optionalDependencies',
    'peerDependencies',
    'overrides',
    'allowScripts',
];

/**
 * @param {string} project folder of the project
 * @returns {string} path of the Node that npm installs into the project
 */
export function projectNode(project = PROJECT) {
    return join(project, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/**
 * Tells why an installation is needed.
 * @param {string} project folder of the project
 * @returns {string | undefined} the reason; undefined when what is installed is complete and up to date
 */
export function reasonToInstall(project = PROJECT) {
    if (!existsSync(join(project, 'node_modules'))) return 'nothing is installed yet';
    if (!existsSync(stampFile(project))) return 'the last installation was not finished';
    if (readFileSync(stampFile(project), 'utf8') !== fingerprint(project)) return 'the dependencies have changed';
    const { stdout } = spawnSync(projectNode(project), ['--version'], { encoding: 'utf8' });
    const wanted = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')).devDependencies.node;
    if (stdout?.trim() !== `v${wanted}`) return `the project's own Node ${wanted} does not start`;
    return undefined;
}

/**
 * Records that what is installed now is complete.
 * @param {string} project folder of the project
 */
export function markInstalled(project = PROJECT) {
    mkdirSync(join(project, 'node_modules'), { recursive: true });
    writeFileSync(stampFile(project), fingerprint(project));
}

/**
 * Records that an installation begins: until it is marked as complete, it does not count.
 * @param {string} project folder of the project
 */
export function markUnfinished(project = PROJECT) {
    rmSync(stampFile(project), { force: true });
}

function stampFile(project) {
    return join(project, 'node_modules', '.install-stamp');
}

/** Changes when the installation would. */
function fingerprint(project) {
    const root = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
    const packages = [root, ...(root.workspaces ?? []).map((path) => readPackage(join(project, path)))];
    const fields = packages.map((content) => INSTALL_FIELDS.map((field) => content[field] ?? null));
    return createHash('sha256')
        .update(readFileSync(join(project, 'package-lock.json')))
        .update(readFileSync(join(project, '.npmrc')))
        .update(JSON.stringify(fields))
        .digest('hex');
}

function readPackage(folder) {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
