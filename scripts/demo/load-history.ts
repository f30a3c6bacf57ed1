/** Loads what was recorded in the past of the demonstration, in bulk, as the user of the loading programs. */
import { join } from 'node:path';
import jsforce from 'jsforce';
import { bulkLoad } from '../salesforce/bulk-load.ts';
import { OrgClient } from '../salesforce/org-client.ts';
import { readPlan, RECORDED, type Progress } from './load-records.ts';

const VERSION = '66.0';
/** Password of every user of a local org. */
const PASSWORD = 'local-org';

/**
 * @param username of a user who holds the custom permission Load_Recorded_History
 * @throws JobError with the org's reason when facts are refused
 */
export async function loadRecordedHistory(
    instanceUrl: string,
    username: string,
    folder: string,
    progress: Progress,
): Promise<void> {
    const login = new jsforce.Connection({ loginUrl: instanceUrl, version: VERSION });
    await login.login(username, PASSWORD);
    const client = new OrgClient({ instanceUrl, accessToken: login.accessToken ?? null, version: VERSION });
    for (const { object, file, externalIdFieldName, rows } of readPlan(folder)) {
        if (object !== RECORDED) continue;
        await bulkLoad(client, { object, file: join(folder, file), externalIdFieldName }, (done) => {
            progress(object, done, rows);
        });
    }
}
