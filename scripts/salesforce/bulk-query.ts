/** Queries of any size by Bulk API 2.0, row by row, in memory that does not grow with them. */
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { finished, type Job } from './bulk-job.ts';
import type { OrgClient } from './org-client.ts';

/** Rows of one call; the goal is one call for 5,000 rows. */
const PAGE = 50_000;

/**
 * The rows of a query; each cell is text, and an empty one is null in the org.
 * @throws JobError when the org gives up, OrgError when it refuses the query
 */
export async function* bulkQuery(client: OrgClient, soql: string): AsyncGenerator<Record<string, string>> {
    const { id } = await client.json<Job>('POST', '/jobs/query', { operation: 'query', query: soql });
    const path = `/jobs/query/${id}`;
    try {
        await finished(client, path);
        let locator: string | null = '';
        while (locator !== null) {
            const next: string = locator === '' ? '' : `&locator=${locator}`;
            const answer = await client.send('GET', `${path}/results?maxRecords=${PAGE}${next}`, undefined, 'text/csv');
            const following = answer.headers.get('sforce-locator');
            locator = following === 'null' ? null : following;
            if (!answer.body) break;
            const rows = Readable.fromWeb(answer.body).pipe(parse({ columns: true, bom: true }));
            for await (const row of rows) yield row as Record<string, string>;
        }
    } finally {
        // a snapshot of all facts need not stay behind in the org
        await client.send('DELETE', path);
    }
}
