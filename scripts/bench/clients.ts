/** Many clients that read and write by REST at the same time. */
import type { OrgProcess } from './org-process.ts';

const CLIENTS = 32;
const SECONDS = 10;
const MILLISECONDS = 1000;

/** Prints requests per second, and how long the slowest of a hundred takes. */
export async function measureClients(org: OrgProcess): Promise<void> {
    const times: number[] = [];
    const end = performance.now() + SECONDS * MILLISECONDS;
    await Promise.all(Array.from({ length: CLIENTS }, (_, client) => work(org, client, end, times)));
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1);
    console.log(
        `clients: ${String(CLIENTS)} at once, ${String(Math.round(times.length / SECONDS))} requests/s, median ${at(0.5)} ms, p99 ${at(0.99)} ms`,
    );
}

/** Creates a record, reads it, finds it, changes it, lists some, deletes it, until the time is over. */
async function work(org: OrgProcess, client: number, end: number, times: number[]): Promise<void> {
    const timed = async <T>(method: string, path: string, body?: object): Promise<T> => {
        const start = performance.now();
        const answer = await org.json<T>(method, path, body);
        times.push(performance.now() - start);
        return answer;
    };
    for (let round = 0; performance.now() < end; round++) {
        const key = `C-${String(client)}-${String(round)}`;
        const values = { Name: key, External_Key__c: key, Provider_Type__c: 'Company', Phone__c: '+32 9 1' };
        const { id } = await timed<{ id: string }>('POST', '/sobjects/Provider__c', values);
        await timed('GET', `/sobjects/Provider__c/${id}`);
        await timed(
            'GET',
            `/query?q=${encodeURIComponent(`SELECT Id, Name, Municipality__r.Name FROM Provider__c WHERE External_Key__c = '${key}'`)}`,
        );
        await timed('PATCH', `/sobjects/Provider__c/${id}`, { Town__c: 'Ghent' });
        await timed(
            'GET',
            `/query?q=${encodeURIComponent('SELECT Id, Name, Phone__c FROM Provider__c ORDER BY Id LIMIT 100')}`,
        );
        await timed('DELETE', `/sobjects/Provider__c/${id}`);
    }
}
