/**
 * `node run-process.ts URL`: one quarter of all Flanders from the first call to the last, as a process of its own, for
 * its own peak of memory. Prints one line of JSON.
 */
import { demoClient } from '../../demo/demo-client.ts';
import { quarter, snapshotOf } from '../../subsidy/runs/run-request.ts';
import { runSubsidy } from '../../subsidy/runs/run-subsidy.ts';
import { COORDINATOR } from '../full-org.ts';

/** What one run costs. */
export interface RunFigures {
    readonly facts: number;
    readonly lines: number;
    readonly cents: number;
    readonly seconds: number;
    /** of the script alone */
    readonly processor: number;
    /** megabytes of the script */
    readonly peak: number;
    readonly calls: number;
    /** seconds from the start at which each stage was over */
    readonly stages: Readonly<Record<string, number>>;
}

const client = await demoClient(process.argv[2] ?? '', COORDINATOR);
const start = performance.now();
const seconds = (): number => (performance.now() - start) / 1000;
const stages: Record<string, number> = {};
const { facts, totals } = await runSubsidy(client, {
    request: {
        period: quarter('2022-Q4'),
        snapshot: snapshotOf('2023-03-31'),
        only: undefined,
        assumptions: undefined,
    },
    dryRun: false,
    now: new Date(),
    onProgress: (stage) => {
        stages[stage] = seconds();
    },
});
const { user, system } = process.cpuUsage();
const figures: RunFigures = {
    facts,
    lines: totals.lines,
    cents: totals.cents,
    seconds: seconds(),
    processor: (user + system) / 1_000_000,
    peak: process.resourceUsage().maxRSS / 1024,
    calls: client.calls,
    stages,
};
console.log(JSON.stringify(figures));
