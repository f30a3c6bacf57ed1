/** What npm runs after it has installed the dependencies: the git hooks, and the components' JavaScript. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { markInstalled, PROJECT, projectNode } from './install-state.mjs';

/** @returns {boolean} whether the tool ended well */
function run(...toolAndArguments) {
    return spawnSync(projectNode(), toolAndArguments, { cwd: PROJECT, stdio: 'inherit' }).status === 0;
}

// npm comes here when all packages are in place; `npm run prepare` may come at any time
if (['ci', 'install'].includes(process.env.npm_command ?? '')) markInstalled();

// an archive of the sources is no git checkout
if (existsSync(join(PROJECT, '.git'))) run(join('node_modules', 'husky', 'bin.js'));

// A component that does not pass the type check is no reason to install nothing: `npm test` reports it.
if (!run(join('scripts', 'setup', 'build-components.ts'))) {
    console.warn('Some components do not pass the type check (above); `npm test` will say so again.');
}
