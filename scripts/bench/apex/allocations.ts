/**
 * Stays that a municipal officer saves, over HTTP, with all that their triggers do: one by one by eight clients, and in
 * batches of 200. Goals: 300 and 3,000 a second. And the Apex tests of the project: within ten seconds.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { registerBeds, type Beds } from '../../testing/registered-beds.ts';
import { PROJECT, TestOrg } from '../../testing/test-org.ts';

const BEDS = 4000;
const BATCH = 200;
const CLIENTS = 8;
const SINGLE = 1500;
const SECOND = 1000;
const GOALS = { single: 300, batch: 3000, tests: 10 };

/** Prints the figures. */
export async function measureAllocations(): Promise<void> {
    const org = await TestOrg.start();
    try {
        const beds = await registerBeds(org, BEDS);
        await saveInBatches(beds, 2029, BEDS);
        await saveSingly(beds, 2030, SINGLE / 10);
        const batches = rate(BEDS, await timed(() => saveInBatches(beds, 2027, BEDS)));
        const single = rate(SINGLE, await timed(() => saveSingly(beds, 2028, SINGLE)));
        console.log(`stays in batches of ${String(BATCH)}: ${String(batches)}/s (goal ${String(GOALS.batch)})`);
        console.log(`stays one by one: ${String(single)}/s (goal ${String(GOALS.single)})`);
    } finally {
        await org.remove();
    }
}

/** Prints how long the Apex tests of the project take, in a process of their own. */
export async function measureTests(): Promise<void> {
    const program = join(PROJECT, 'local-org', 'bin', 'local-org.mjs');
    const milliseconds = await timed(async () => {
        const child = spawn(process.execPath, [program, 'test', '--project', PROJECT], { stdio: 'ignore' });
        const [status] = (await once(child, 'exit')) as [number | null];
        if (status !== 0) throw new Error('an Apex test failed');
    });
    console.log(`Apex tests: ${(milliseconds / SECOND).toFixed(1)} s (goal ${String(GOALS.tests)})`);
}

async function saveInBatches(beds: Beds, year: number, count: number): Promise<void> {
    const { bedIds, officer } = beds;
    for (let at = 0; at < count; at += BATCH) {
        const records = bedIds.slice(at, at + BATCH).map((_, index) => ({
            attributes: { type: 'Assignment__c' },
            ...stayIn(beds, at + index, year),
        }));
        const results = await officer.client.json<{ success: boolean }[]>('POST', '/composite/sobjects', {
            allOrNone: true,
            records,
        });
        if (results.some(({ success }) => !success)) throw new Error(JSON.stringify(results[0]));
    }
}

async function saveSingly(beds: Beds, year: number, count: number): Promise<void> {
    let next = 0;
    const client = async (): Promise<void> => {
        while (next < count)
            await beds.officer.client.json('POST', '/sobjects/Assignment__c', stayIn(beds, next++, year));
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
}

function stayIn({ bedIds, householdIds }: Beds, index: number, year: number): Record<string, string> {
    return {
        Bed__c: bedIds[index] ?? '',
        Household__c: householdIds[index] ?? '',
        Status__c: 'Confirmed',
        Arrival_Date__c: `${String(year)}-03-01`,
        Departure_Date__c: `${String(year)}-04-01`,
    };
}

async function timed(act: () => Promise<void>): Promise<number> {
    const start = performance.now();
    await act();
    return performance.now() - start;
}

function rate(count: number, milliseconds: number): number {
    return Math.round((count * SECOND) / milliseconds);
}
