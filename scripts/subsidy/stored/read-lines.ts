/** Reads the lines of a run: one bulk query, row by row. */
import { bulkQuery } from '../../salesforce/bulk-query.ts';
import { quoted, type OrgClient } from '../../salesforce/org-client.ts';
import { requireAccess } from '../../salesforce/require-access.ts';
import { LINE_FIELDS, lineColumns, toLine, type StoredLine } from './line.ts';
import { LineStore } from './line-store.ts';

const OBJECT = 'Subsidy_Line__c';
/** How often the reader is told how far it is. */
const STEP = 10_000;

/** Which lines. */
export interface LineQuestion {
    readonly runId: string;
    /** ids of statements; all of the run when absent */
    readonly statements?: readonly string[];
    /** with their explanations, which double the size of the answer */
    readonly explanation?: boolean;
}

/**
 * The lines of a run that the user may see, in no order.
 * @throws JobError when the user may not read lines or the org gives up, OrgError
 */
export async function* readLines(client: OrgClient, question: LineQuestion): AsyncGenerator<StoredLine> {
    const { runId, statements, explanation = false } = question;
    await requireAccess(client, { object: OBJECT, read: LINE_FIELDS });
    const only = statements === undefined ? '' : ` AND Statement__c IN (${statements.map(quoted).join(', ')})`;
    const soql =
        `SELECT ${lineColumns({ explanation }).join(', ')} FROM ${OBJECT} ` +
        `WHERE Statement__r.Run__c = ${quoted(runId)}${only}`;
    for await (const row of bulkQuery(client, soql)) yield toLine(row);
}

/**
 * Reads lines into a file on disk, where they have an order; who asks closes it.
 * @throws JobError, OrgError
 */
export async function storeLines(
    client: OrgClient,
    question: LineQuestion,
    onProgress: (lines: number) => void = () => undefined,
): Promise<LineStore> {
    const store = new LineStore();
    try {
        for await (const line of readLines(client, question)) {
            store.add(line);
            if (store.count % STEP === 0) onProgress(store.count);
        }
        onProgress(store.count);
        return store;
    } catch (error) {
        store.close();
        throw error;
    }
}
