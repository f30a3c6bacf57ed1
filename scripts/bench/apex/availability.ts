/**
 * Searches for beds in each province, as a page makes them, among 60,000 beds and 150,000 stays. Goal: 95 of 100 within
 * 100 ms; each query by an index, but for the list of some 300 municipalities.
 */
import type { OrgProcess } from '../org-process.ts';

const PROVINCES = ['Antwerpen', 'Limburg', 'Oost_Vlaanderen', 'Vlaams_Brabant', 'West_Vlaanderen'];
const WARM = 10;
const RUNS = 60;
const GOAL = 100;
const DAY = 86_400_000;
const LARGEST = 6;
const WEEKS = 8;

interface Found {
    readonly locations: readonly { readonly locationId: string; readonly fitsTogether: boolean }[];
    readonly bedsFound: number;
}

/** Prints a row for each province, and what each query goes by. */
export async function measureAvailability(org: OrgProcess): Promise<void> {
    console.log('search in          p50 ms   p95 ms   beds found   locations shown');
    for (const province of PROVINCES) {
        const times: number[] = [];
        let last: Found | undefined;
        for (let run = 0; run < WARM + RUNS; run++) {
            const start = performance.now();
            last = await search(org, province, run);
            if (run >= WARM) times.push(performance.now() - start);
        }
        const sorted = times.toSorted((a, b) => a - b);
        const at = (share: number): string =>
            (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1).padStart(8);
        const beds = String(last?.bedsFound).padStart(12);
        console.log(
            `${province.padEnd(16)} ${at(0.5)} ${at(0.95)} ${beds} ${String(last?.locations.length).padStart(17)}`,
        );
    }
    console.log(`goal: p95 of at most ${String(GOAL)} ms`);
    await explainQueries(org);
}

/** A household of another size for other weeks each time, with a child every second time. */
async function search(org: OrgProcess, province: string, run: number): Promise<Found> {
    const day = (ahead: number): string => new Date(Date.now() + ahead * DAY).toISOString().slice(0, 10);
    const weeks = run % WEEKS;
    const criteria = {
        province,
        size: 1 + (run % LARGEST),
        hasChildren: run % 2 === 0,
        arrival: day(1 + 7 * weeks),
        ...(run % 3 === 0 ? {} : { departure: day(30 + 7 * weeks) }),
    };
    return org.apex<Found>('AvailabilityController', 'search', { criteria });
}

/** The conditions of the queries of `AvailabilitySelector` and `BedSelector`, with what they are given in a province. */
async function explainQueries(org: OrgProcess): Promise<void> {
    const ids = async (soql: string): Promise<string> => {
        const { records } = await org.json<{ records: { Id: string }[] }>(
            'GET',
            `/query?q=${encodeURIComponent(soql)}`,
        );
        return records.map(({ Id: id }) => `'${id}'`).join(', ');
    };
    const municipalities = await ids(`SELECT Id FROM Municipality__c WHERE Province__c = 'Antwerpen'`);
    const locations = await ids(`SELECT Id FROM Location__c WHERE Status__c = 'Validated' LIMIT 20`);
    const queries = {
        municipalities: 'SELECT Id FROM Municipality__c',
        'free beds': `SELECT Id FROM Bed__c WHERE Municipality__c IN (${municipalities}) AND Next_Free_Day__c <= TODAY`,
        'beds of the best': `SELECT Id FROM Bed__c WHERE Place__c IN (SELECT Id FROM Place__c WHERE Location__c IN (${locations}))`,
    };
    for (const [name, soql] of Object.entries(queries)) {
        const { plans } = await org.json<{ plans: { leadingOperationType: string; fields: string[] }[] }>(
            'GET',
            `/query?explain=${encodeURIComponent(soql)}`,
        );
        const [plan] = plans;
        console.log(`explain: ${name}: ${plan?.leadingOperationType ?? '?'} ${(plan?.fields ?? []).join(', ')}`);
    }
}
