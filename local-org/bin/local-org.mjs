#!/usr/bin/env node
// Plain JavaScript, so that any Node can start it: the program itself needs one that runs TypeScript.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const [major] = process.versions.node.split('.').map(Number);
if (major >= 24) await import('../src/cli/main.ts');
else {
    const program = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
    const node = createRequire(import.meta.url).resolve('node/bin/node');
    const child = spawn(node, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
    // whoever ends this process means the program; it closes its data and then this one ends too
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code) => {
        process.exitCode = code ?? 1;
    });
}
