/** jsforce against a local org: every way to log in, and every call that works with records. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import jsforce, { type Connection } from 'jsforce';
import { RunningOrg, SAMPLE_PROJECT } from './running-org.ts';

const PASSWORD = 'local-org';

describe('jsforce', { timeout: 120_000 }, () => {
    let org: RunningOrg;
    let connection: Connection;

    before(async () => {
        org = await RunningOrg.start([SAMPLE_PROJECT]);
        const { instanceUrl, accessToken } = org.info;
        connection = new jsforce.Connection({ instanceUrl, accessToken, version: '66.0' });
    });
    after(async () => {
        await org.remove();
    });

    test('logs in by SOAP, and out', async () => {
        const soap = new jsforce.Connection({ loginUrl: org.info.instanceUrl });
        const { organizationId } = await soap.login(org.info.username, PASSWORD);
        assert.equal(organizationId, org.info.orgId);
        assert.equal((await soap.query('SELECT Id FROM User')).done, true);
        await soap.logout();
        await assert.rejects(
            new jsforce.Connection({ loginUrl: org.info.instanceUrl }).login(org.info.username, 'wrong'),
            /INVALID_LOGIN/,
        );
    });

    test('logs in by the username-password flow', async () => {
        const oauth2 = {
            loginUrl: org.info.instanceUrl,
            clientId: 'id',
            clientSecret: 'secret',
            redirectUri: 'http://localhost/cb',
        };
        const own = new jsforce.Connection({ oauth2 });
        await own.login(org.info.username, PASSWORD);
        assert.equal((await own.identity()).username, org.info.username);
    });

    test('logs in by client credentials', async () => {
        const oauth2 = { loginUrl: org.info.instanceUrl, clientId: 'id', clientSecret: 'secret' };
        const own = new jsforce.Connection({ oauth2 });
        await own.authorize({ grant_type: 'client_credentials' });
        assert.ok((await own.query('SELECT Id FROM Organization')).totalSize === 1);
    });

    test('logs in by JWT bearer', async () => {
        const claims = { sub: org.info.username, exp: Math.floor(Date.now() / 1000) + 60 };
        const assertion = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`;
        const own = new jsforce.Connection({ oauth2: { loginUrl: org.info.instanceUrl, clientId: 'id' } });
        await own.authorize({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion });
        assert.ok(own.accessToken);
    });

    test('logs in by the web server flow, and refreshes', async () => {
        const redirectUri = 'http://localhost:1717/OauthRedirect';
        const oauth2 = new jsforce.OAuth2({
            loginUrl: org.info.instanceUrl,
            clientId: 'id',
            clientSecret: 'secret',
            redirectUri,
        });
        const page = await fetch(oauth2.getAuthorizationUrl({ scope: 'api refresh_token', state: 'abc' }));
        assert.match(await page.text(), /Local Administrator/);
        const body = new URLSearchParams({
            username: org.info.username,
            response_type: 'code',
            redirect_uri: redirectUri,
            state: 'abc',
        });
        const chosen = await fetch(`${org.info.instanceUrl}/services/oauth2/authorize`, {
            method: 'POST',
            body,
            redirect: 'manual',
        });
        const target = new URL(chosen.headers.get('location') ?? '');
        assert.equal(target.searchParams.get('state'), 'abc');
        const own = new jsforce.Connection({ oauth2 });
        await own.authorize(target.searchParams.get('code') ?? '');
        assert.ok((await oauth2.refreshToken(own.refreshToken ?? '')).access_token);
        await own.logout(true);
    });

    test('refuses a token that it did not issue', async () => {
        const { instanceUrl, orgId } = org.info;
        const stranger = new jsforce.Connection({
            instanceUrl,
            accessToken: `${orgId.slice(0, 15)}!wrong`,
            version: '66.0',
        });
        await assert.rejects(async () => stranger.query('SELECT Id FROM User'), /INVALID_SESSION_ID|Session expired/);
    });

    test('creates, reads, changes and deletes a record', async () => {
        const made = await connection.create('Account', { Name: 'One', NumberOfEmployees: 5 });
        assert.ok(made.success);
        const { id } = made;
        assert.equal((await connection.retrieve('Account', id))['Name'], 'One');
        await connection.update('Account', { Id: id, Name: 'Two' });
        assert.equal((await connection.retrieve('Account', id))['Name'], 'Two');
        await connection.destroy('Account', id);
        await assert.rejects(connection.retrieve('Account', id), /NOT_FOUND|does not exist/);
    });

    test('saves collections: each for itself, or all or none', async () => {
        const accounts = [{ Name: 'Good' }, { Name: '' }];
        const some = await connection.create('Account', accounts, { allOrNone: false });
        assert.deepEqual(
            some.map((result) => result.success),
            [true, false],
        );
        const none = await connection.create('Account', [{ Name: 'Also good' }, { Name: '' }], { allOrNone: true });
        assert.deepEqual(
            none.map((result) => result.success),
            [false, false],
        );
        assert.equal((await connection.query("SELECT Id FROM Account WHERE Name = 'Also good'")).totalSize, 0);
    });

    test('fetches more records than fit a page', async () => {
        const count = 10_400;
        const contacts = Array.from({ length: count }, (_, index) => ({
            LastName: `Contact ${String(index).padStart(5, '0')}`,
        }));
        await connection.create('Contact', contacts, { allOrNone: true, allowRecursive: true });
        const found = await connection.query('SELECT Id, LastName FROM Contact ORDER BY LastName', {
            autoFetch: true,
            maxFetch: 20_000,
        });
        assert.equal(found.totalSize, count);
        assert.equal(found.records.length, count);
        assert.equal(found.records.at(-1)?.['LastName'], `Contact ${String(count - 1).padStart(5, '0')}`);
    });

    test('sends a composite graph: all of a graph, or nothing of it', async () => {
        const base = '/services/data/v66.0/sobjects';
        const part = (referenceId: string, object: string, body: object): object => ({
            method: 'POST',
            url: `${base}/${object}`,
            referenceId,
            body,
        });
        const good = [
            part('acc', 'Account', { Name: 'Graph' }),
            part('con', 'Contact', { LastName: 'Of graph', AccountId: '@{acc.id}' }),
        ];
        const bad = [part('acc', 'Account', { Name: 'Lost' }), part('con', 'Contact', { AccountId: '@{acc.id}' })];
        const answer = await connection.requestPost<{ graphs: { isSuccessful: boolean }[] }>('/composite/graph', {
            graphs: [
                { graphId: 'good', compositeRequest: good },
                { graphId: 'bad', compositeRequest: bad },
            ],
        });
        assert.deepEqual(
            answer.graphs.map((graph) => graph.isSuccessful),
            [true, false],
        );
        assert.equal((await connection.query("SELECT Id FROM Account WHERE Name = 'Lost'")).totalSize, 0);
        const { records } = await connection.query("SELECT Account.Name FROM Contact WHERE LastName = 'Of graph'");
        assert.equal((records[0]?.['Account'] as { Name: string }).Name, 'Graph');
    });

    test('sends a tree', async () => {
        const contacts = { records: [{ attributes: { type: 'Contact', referenceId: 'c1' }, LastName: 'Leaf' }] };
        const records = [{ attributes: { type: 'Account', referenceId: 'a1' }, Name: 'Tree', Contacts: contacts }];
        const answer = await connection.requestPost<{ hasErrors: boolean; results: unknown[] }>(
            '/composite/tree/Account',
            { records },
        );
        assert.equal(answer.hasErrors, false);
        assert.equal(answer.results.length, 2);
    });

    test('describes', async () => {
        const { sobjects } = await connection.describeGlobal();
        assert.ok(sobjects.some(({ name }) => name === 'Account'));
        const account = await connection.describe('Account');
        assert.equal(account.keyPrefix, '001');
        assert.ok(account.childRelationships.some(({ relationshipName }) => relationshipName === 'Contacts'));
    });

    test('keeps its token and its data over a restart', async () => {
        await connection.create('Account', { Name: 'Lasting' });
        const { folder } = org;
        await org.stop('SIGKILL');
        org = await RunningOrg.start([SAMPLE_PROJECT], folder);
        const again = new jsforce.Connection({
            instanceUrl: org.info.instanceUrl,
            accessToken: connection.accessToken ?? '',
            version: '66.0',
        });
        assert.equal((await again.query("SELECT Id FROM Account WHERE Name = 'Lasting'")).totalSize, 1);
    });
});
