/**
 * `node engine-process.ts BEDS`: the subsidy engine on facts of that many beds, beside one SQL statement that gives the
 * same totals, on the same SQLite file. A process of its own, for its own peak of memory. Prints one line of JSON.
 */
import { DatabaseSync } from 'node:sqlite';
import { calculate } from '../../subsidy/engine/calculate.ts';
import { day, instant } from '../../subsidy/engine/day.ts';
import { CHOSEN, LAW } from '../../subsidy/engine/testing/law.ts';
import { GENK } from '../../subsidy/engine/testing/register.ts';
import { FactStore } from '../../subsidy/facts/fact-store.ts';
import { locationsOf } from '../../subsidy/facts/read-facts.ts';
import { totalsByHand, type ByHand } from './by-hand.ts';
import { syntheticFacts } from './synthetic-register.ts';

const SNAPSHOT = instant('2023-01-02T00:00:00Z');

/** What one size gives. */
export interface EngineFigures {
    readonly beds: number;
    readonly lines: number;
    /** seconds */
    readonly engine: number;
    readonly sql: number;
    /** megabytes, before the SQL statement runs */
    readonly peak: number;
}

async function byEngine(store: FactStore): Promise<ByHand & { lines: number }> {
    const totals = { daily: 0, monthly: 0, lines: 0 };
    for await (const line of calculate({
        municipalities: [GENK],
        parameters: [...LAW, ...CHOSEN],
        registerCounts: [],
        locations: locationsOf(store),
        period: { firstDay: day('2022-10-01'), lastDay: day('2022-12-31') },
        snapshot: SNAPSHOT,
    })) {
        totals.lines++;
        if (line.rule === 'R5_Specific_Daily') totals.daily += line.cents ?? 0;
        if (line.rule === 'R6_Public_Monthly') totals.monthly += line.cents ?? 0;
    }
    return totals;
}

const seconds = (since: number): number => (performance.now() - since) / 1000;

const beds = Number(process.argv[2]);
const store = new FactStore();
try {
    for (const fact of syntheticFacts(beds)) store.add(fact);
    // both find the facts in order
    store.orphans();
    const start = performance.now();
    const { lines, ...found } = await byEngine(store);
    const engine = seconds(start);
    const peak = process.resourceUsage().maxRSS / 1024;
    const database = new DatabaseSync(store.file, { readOnly: true });
    const begin = performance.now();
    const expected = totalsByHand(database, SNAPSHOT);
    const sql = seconds(begin);
    database.close();
    if (expected.daily !== found.daily || expected.monthly !== found.monthly) {
        throw new Error(`totals differ: ${JSON.stringify(found)}, by hand ${JSON.stringify(expected)}`);
    }
    console.log(JSON.stringify({ beds, lines, engine, sql, peak } satisfies EngineFigures));
} finally {
    store.close();
}
