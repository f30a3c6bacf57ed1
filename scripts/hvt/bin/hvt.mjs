#!/usr/bin/env node
// Plain JavaScript, so that any Node can start it: the commands themselves need one that runs TypeScript.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const [major] = process.versions.node.split('.').map(Number);
if (major >= 24) {
    const { execute } = await import('@oclif/core');
    await execute({ dir: import.meta.url });
} else {
    const node = createRequire(import.meta.url).resolve('node/bin/node');
    const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
    // whoever ends this process means the command; it puts things right and then this one ends too
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code) => {
        process.exitCode = code ?? 1;
    });
}
