/** Connections of the demonstration's users. */
import jsforce, { type Connection } from 'jsforce';
import { OrgClient } from '../salesforce/org-client.ts';

const VERSION = '66.0';
/** Password of every user of a local org. */
const PASSWORD = 'local-org';

/** @throws Error with the org's message when the user may not log in */
export async function demoClient(instanceUrl: string, username: string): Promise<OrgClient> {
    const { accessToken } = await demoConnection(instanceUrl, username);
    return new OrgClient({ instanceUrl, accessToken: accessToken ?? null, version: VERSION });
}

/** The same, for programs that use jsforce. */
export async function demoConnection(instanceUrl: string, username: string): Promise<Connection> {
    const connection = new jsforce.Connection({ loginUrl: instanceUrl, version: VERSION });
    await connection.login(username, PASSWORD);
    return connection;
}
