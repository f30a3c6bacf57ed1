/** Several queries in one call: a composite request takes up to five (REST API guide, "Composite": limits). */
import type { OrgClient } from './org-client.ts';
import { OrgError } from './org-error.ts';

const MOST = 5;

interface Page {
    readonly records: readonly unknown[];
    readonly nextRecordsUrl?: string;
}

type Rows<Types extends readonly unknown[]> = { [Index in keyof Types]: Types[Index][] };

/**
 * One call, and one more for each further page of 2,000 rows.
 * @param queries at most five
 * @returns the rows of each query, in memory
 * @throws OrgError when the org refuses any of them
 */
export async function queryTogether<Types extends readonly unknown[]>(
    client: OrgClient,
    queries: { readonly [Index in keyof Types]: string },
): Promise<Rows<Types>> {
    if (queries.length > MOST) throw new RangeError(`${String(queries.length)} queries in one composite request`);
    const { compositeResponse } = await client.json<{
        compositeResponse: readonly { body: unknown; httpStatusCode: number }[];
    }>('POST', '/composite', {
        compositeRequest: queries.map((soql, index) => ({
            method: 'GET',
            url: `${client.root}/query?q=${encodeURIComponent(soql)}`,
            referenceId: `query${String(index)}`,
        })),
    });
    const results: unknown[][] = [];
    for (const { body, httpStatusCode } of compositeResponse) results.push(await wholeOf(client, body, httpStatusCode));
    return results as Rows<Types>;
}

async function wholeOf(client: OrgClient, body: unknown, status: number): Promise<unknown[]> {
    if (status >= 400) {
        const [fault] = body as { errorCode?: string; message?: string }[];
        throw new OrgError(status, fault?.errorCode ?? 'UNKNOWN', fault?.message ?? '');
    }
    const rows: unknown[] = [];
    for (let page: Page | undefined = body as Page; page !== undefined;) {
        rows.push(...page.records);
        const { nextRecordsUrl: next }: Page = page;
        page = next === undefined ? undefined : await client.json<Page>('GET', next);
    }
    return rows;
}
