/** `node scripts/seed/generate-demo.ts`: writes invented data for a demonstration; --help tells how. */
import { setFlagsFromString } from 'node:v8';
import { runCommand } from './demo/command.ts';

// Left alone, the garbage grows with the memory of the machine; the data of one municipality at a time need little.
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--heap-growing-percent=40');

process.exitCode = runCommand(process.argv.slice(2), { print: console.log, report: console.error });
