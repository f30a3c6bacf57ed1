/**
 * `node run-once.ts URL TOKEN`: one subsidy run as a process of its own, to be killed. It tells each stage on a line.
 * Exit code 0: the run is in the org.
 */
import { OrgClient } from '../salesforce/org-client.ts';
import { quarter, snapshotOf } from '../subsidy/runs/run-request.ts';
import { runSubsidy } from '../subsidy/runs/run-subsidy.ts';

const [instanceUrl = '', accessToken = ''] = process.argv.slice(2);
const client = new OrgClient({ instanceUrl, accessToken, version: '66.0' });
const request = {
    period: quarter('2022-Q4'),
    snapshot: snapshotOf('2023-03-31'),
    only: undefined,
    assumptions: undefined,
};
try {
    console.log('start');
    await runSubsidy(client, {
        request,
        dryRun: false,
        now: new Date(),
        onProgress: (stage) => {
            console.log(stage);
        },
    });
} catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
}
