/**
 * `npm test`: every check of the project, in stages; `npm test -- NAME...` runs only the stages named. The last line
 * counts the tests and the other stages together. Exit status 1 when any of them failed.
 */
import { runApexTests } from './apex-tests.ts';
import { npmScript, runStages, type Stage } from './stages.ts';
import { runUnitTests } from './unit-tests.ts';

const STAGES: Stage[] = [
    npmScript('typecheck'),
    npmScript('lint'),
    npmScript('format:check'),
    npmScript('gate:metadata'),
    { name: 'unit tests', run: () => runUnitTests() },
    { name: 'apex tests', run: () => runApexTests() },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !STAGES.some((stage) => stage.name === name));
if (unknown.length > 0) {
    console.error(`Unknown stage: ${unknown.join(', ')}. There are: ${STAGES.map(({ name }) => name).join(', ')}.`);
    process.exit(2);
}
const stages = wanted.length > 0 ? STAGES.filter(({ name }) => wanted.includes(name)) : STAGES;
const { passed, failed } = await runStages(stages, console.log);
process.exitCode = failed > 0 ? 1 : 0;
console.log(`${String(passed)} passed, ${String(failed)} failed`);
