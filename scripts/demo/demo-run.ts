/** Calculates one quarter of the demonstration, so that whoever looks at it finds statements. */
import type { OrgClient } from '../salesforce/org-client.ts';
import { quarter, snapshotOf } from '../subsidy/runs/run-request.ts';
import { resultText } from '../subsidy/runs/result-text.ts';
import { runSubsidy } from '../subsidy/runs/run-subsidy.ts';

const QUARTER = '2022-Q4';
/** The day of its payment: the counts of the National Register of the end of the quarter are in by then. */
const SNAPSHOT = '2023-03-31';

/**
 * @param client of a subsidy coordinator
 * @returns what the run says, in lines of text
 * @throws JobError, OrgError
 */
export async function runDemoQuarter(client: OrgClient): Promise<string[]> {
    const result = await runSubsidy(client, {
        request: {
            period: quarter(QUARTER),
            snapshot: snapshotOf(SNAPSHOT),
            only: undefined,
            assumptions: undefined,
        },
        dryRun: false,
        now: new Date(),
        onProgress: () => undefined,
    });
    return resultText(result);
}
