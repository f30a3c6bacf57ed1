/** The same 2,000 records with ten fields by GraphQL, with how the user reads them, and by REST; both over the server. */
import { TestServer, V, type Client } from '../../local-org/src/api/suite/client.ts';
import { median } from './figures.ts';

const RECORDS = 2000;
const PART = 200;
const RUNS = 25;
const WARM = 5;

const FIELDS = [
    'Name',
    'City__c',
    'Budget__c',
    'Opened__c',
    'Open__c',
    'Region__c',
    'Keeper__c',
    'OwnerId',
    'CreatedDate',
    'LastModifiedDate',
];
const REGIONS = ['North', 'South', null];

/** Runs the comparison and prints the middle of each, and of their ratios. */
export async function benchGraphql(): Promise<void> {
    const server = new TestServer();
    try {
        const client = server.admin;
        await fill(client);
        const soql = `SELECT Id, ${FIELDS.join(', ')} FROM Library__c ORDER BY Id LIMIT ${String(RECORDS)}`;
        const members = FIELDS.map((name) => `${name} { value displayValue }`).join(' ');
        const query = `{ uiapi { query { Library__c(first: ${String(RECORDS)}) { edges { node { Id ${members} } } } } } }`;
        const graph: number[] = [];
        const rest: number[] = [];
        for (let run = 0; run < WARM + RUNS; run++) {
            // they take turns, so that both meet the same machine
            const times = [
                await timed(client, 'POST', '/graphql', { query }),
                await timed(client, 'GET', `/query?q=${encodeURIComponent(soql)}`),
            ];
            if (run >= WARM) [graph, rest].forEach((list, index) => list.push(times[index] ?? Number.NaN));
        }
        const ratio = median(graph.map((time, index) => time / (rest[index] ?? Number.NaN)));
        console.log(
            `${String(RECORDS)} records: GraphQL ${median(graph).toFixed(1)} ms, REST ${median(rest).toFixed(1)} ms, ratio ${ratio.toFixed(2)}`,
        );
    } finally {
        await server.close();
    }
}

async function fill(client: Client): Promise<void> {
    const records = Array.from({ length: RECORDS }, (_, index) => ({
        attributes: { type: 'Library__c' },
        Name: `Library ${String(index)}`,
        City__c: `City ${String(index % 300)}`,
        Budget__c: index * 12.5,
        Opened__c: new Date(Date.UTC(2000, 0, 1 + index)).toISOString().slice(0, 10),
        Open__c: index % 2 === 0,
        Region__c: REGIONS[index % REGIONS.length],
        Keeper__c: client.userId,
    }));
    for (let start = 0; start < RECORDS; start += PART) {
        // not all of them are as old
        client.server.elapsed += 60_000;
        const body = { allOrNone: true, records: records.slice(start, start + PART) };
        const { status, text } = await client.send('POST', '/composite/sobjects', body);
        if (status !== 200 || text.includes('"success":false')) throw new Error(text.slice(0, 500));
    }
}

/** @returns milliseconds @throws Error for an answer that is not the records */
async function timed(client: Client, method: 'GET' | 'POST', path: string, body?: object): Promise<number> {
    const headers = { authorization: `Bearer ${client.token}` };
    const start = performance.now();
    // not by the client, who would read the JSON within the time
    const { statusCode, body: text } = await client.server.app.inject({
        method,
        url: V + path,
        headers,
        ...(body === undefined ? {} : { payload: body }),
    });
    const time = performance.now() - start;
    if (statusCode !== 200 || text.length < RECORDS * FIELDS.length) throw new Error(text.slice(0, 500));
    return time;
}
