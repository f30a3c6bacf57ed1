#!/usr/bin/env node
// Plain JavaScript, so that any Node can start it: the program itself needs one that runs TypeScript.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const [major] = process.versions.node.split('.').map(Number);
if (major >= 24) await import('../src/cli/main.ts');
else {
    const program = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
    const node = createRequire(import.meta.url).resolve('node/bin/node');
    const { status } = spawnSync(node, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
    process.exitCode = status ?? 1;
}
