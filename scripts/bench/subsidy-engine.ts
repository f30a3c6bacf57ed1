/**
 * `node scripts/bench/subsidy-engine.ts [BEDS...]`: the subsidy engine alone on locations made on the fly; time and peak
 * memory beside the goals (linear, 300 MB at a million beds). Each size runs in a process of its own, for its own peak.
 */
import { execFileSync } from 'node:child_process';
import { calculate, RunSummary } from '../subsidy/engine/calculate.ts';
import { day, instant } from '../subsidy/engine/day.ts';
import type { LocationFacts } from '../subsidy/engine/facts.ts';
import { CHOSEN, LAW } from '../subsidy/engine/testing/law.ts';
import { GENK, hotel, site, type Stay } from '../subsidy/engine/testing/register.ts';

const SIZES = ['10000', '100000', '1000000'];
const BEDS_OF_A_LOCATION = 20;

/** Half public, half hotels; each bed with two to three stays, each tenth with a gap. */
function* locations(beds: number): Generator<LocationFacts> {
    for (let number = 0; number < beds / BEDS_OF_A_LOCATION; number++) {
        const key = `L${String(number).padStart(7, '0')}`;
        const rooms = Array<number>(BEDS_OF_A_LOCATION / 4).fill(4);
        const stays = Array.from({ length: BEDS_OF_A_LOCATION }, (_, bed): Stay[] => [
            { bed, arrival: '2022-08-20', departure: '2022-10-01' },
            { bed, arrival: '2022-10-05', departure: '2022-11-20' },
            ...(bed % 2 === 0 ? [{ bed, arrival: '2022-11-20' }] : []),
        ]).flat();
        const gaps = [0, 10].map((bed) => ({ bed, from: '2022-10-02', to: '2022-10-03' }));
        const given = { key, rooms, stays, gaps, from: '2022-07-01' };
        yield number % 2 === 0 ? site(given) : hotel(given);
    }
}

async function measure(beds: number): Promise<void> {
    const summary = new RunSummary();
    const start = performance.now();
    const lines = calculate({
        municipalities: [GENK],
        parameters: [...LAW, ...CHOSEN],
        registerCounts: [],
        locations: locations(beds),
        period: { firstDay: day('2022-10-01'), lastDay: day('2022-12-31') },
        snapshot: instant('2023-01-02T00:00:00Z'),
    });
    for await (const line of lines) summary.add(line);
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage();
    const peak = process.resourceUsage().maxRSS / 1024;
    const processor = (user + system) / 1_000_000;
    const each = ((processor / beds) * 1_000_000).toFixed(1);
    console.log(
        `${String(beds).padStart(9)} beds: ${seconds.toFixed(1)} s, processor ${processor.toFixed(1)} s (${each} µs a bed), peak ${peak.toFixed(0)} MB ` +
            `(goal 300 MB), ${summary.lines} lines`,
    );
}

const [size, ...more] = process.argv.slice(2);
if (size !== undefined && more.length === 0) await measure(Number(size));
else {
    for (const each of size === undefined ? SIZES : [size, ...more]) {
        execFileSync(process.execPath, [import.meta.filename, each], { stdio: 'inherit' });
    }
}
