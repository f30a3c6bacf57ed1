/**
 * `npm run soak [-- fuzz|kills|races|runs ...] [--share 0.1] [--seed N]`: the long hostile runs. `--share` does a part of them.
 * The same seed chooses the same requests; what they meet depends on which of them come first.
 */
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { fuzz, type SoakSettings } from '../../local-org/test/soak/fuzz.ts';
import { kills } from '../../local-org/test/soak/kills.ts';
import { races } from './races.ts';
import { runKills } from './run-kills.ts';

interface Run {
    readonly what: string;
    /** How many in the whole run. */
    readonly times: number;
    readonly run: (settings: SoakSettings) => Promise<string[]>;
}

const RUNS: Readonly<Record<string, Run>> = {
    fuzz: { what: 'spoiled requests', times: 100_000, run: fuzz },
    kills: { what: 'kills under load', times: 500, run: kills },
    races: { what: 'fights for the last beds, by 64 clients at once', times: 10_000, run: races },
    runs: { what: 'kills of a subsidy run, of the script or the server', times: 50, run: runKills },
};

const PROJECT = fileURLToPath(new URL('../../local-org/test/library-project', import.meta.url));

const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { share: { type: 'string', default: '1' }, seed: { type: 'string' } },
});
const unknown = positionals.filter((name) => !Object.hasOwn(RUNS, name));
const share = Number(values.share);
if (unknown.length > 0 || !(share > 0 && share <= 1)) {
    console.error(`Usage: npm run soak [-- ${Object.keys(RUNS).join('|')} ...] [--share 0.1] [--seed N]`);
    process.exit(2);
}
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
for (const name of positionals.length > 0 ? positionals : Object.keys(RUNS)) {
    const chosen = RUNS[name];
    if (!chosen) continue;
    const times = Math.ceil(chosen.times * share);
    console.log(`${name}: ${String(times)} ${chosen.what}, seed ${String(seed)}`);
    const start = performance.now();
    const findings = await chosen.run({
        times,
        seed,
        project: PROJECT,
        report: (text) => {
            console.log(`  ${text}`);
        },
    });
    const seconds = Math.round((performance.now() - start) / 1000);
    for (const finding of findings) console.log(`\n- ${finding}`);
    console.log(`${name}: ${String(findings.length)} findings in ${String(seconds)} s`);
    if (findings.length > 0) process.exitCode = 1;
}
