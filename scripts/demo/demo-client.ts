/** Connections of the demonstration's users. */
import jsforce from 'jsforce';
import { OrgClient } from '../salesforce/org-client.ts';

const VERSION = '66.0';
/** Password of every user of a local org. */
const PASSWORD = 'local-org';

/** @throws Error with the org's message when the user may not log in */
export async function demoClient(instanceUrl: string, username: string): Promise<OrgClient> {
    const login = new jsforce.Connection({ loginUrl: instanceUrl, version: VERSION });
    await login.login(username, PASSWORD);
    return new OrgClient({ instanceUrl, accessToken: login.accessToken ?? null, version: VERSION });
}
