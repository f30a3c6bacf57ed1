/** `local-org login`: makes the running org known to the Salesforce CLI and to programs on @salesforce/core. */
import { AuthInfo } from '@salesforce/core';
import { runningOrg } from './running.ts';

/**
 * @throws Error when no org runs on the folder's data, or the user does not exist
 */
export async function login({
    dataFolder,
    alias,
    username,
}: {
    dataFolder: string;
    alias: string;
    username?: string;
}): Promise<void> {
    const org = runningOrg(dataFolder);
    if (!org) throw new Error(`no org runs on ${dataFolder}: start it first with 'local-org start'`);
    const { instanceUrl } = org;
    const accessToken = username === undefined ? org.accessToken : await tokenOf(instanceUrl, username);
    const info = await AuthInfo.create({ accessTokenOptions: { accessToken, instanceUrl, loginUrl: instanceUrl } });
    await info.save();
    await info.handleAliasAndDefaultSettings({
        alias,
        setDefault: true,
        setDefaultDevHub: false,
        setTracksSource: false,
    });
    console.log(`${info.getUsername()} on ${instanceUrl} is now known as ${alias}.`);
}

/** A token by the JWT grant, which needs no certificate here. */
async function tokenOf(instanceUrl: string, username: string): Promise<string> {
    const claims = { sub: username, exp: Math.floor(Date.now() / 1000) + 300 };
    const assertion = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`;
    const response = await fetch(`${instanceUrl}/services/oauth2/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }),
    });
    const answer = (await response.json()) as { access_token?: string; error_description?: string };
    if (answer.access_token === undefined)
        throw new Error(`cannot log in as ${username}: ${answer.error_description ?? 'refused'}`);
    return answer.access_token;
}
