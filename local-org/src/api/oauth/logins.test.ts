/** Who logged in: LoginHistory, last login, and users who may not (Object Reference, "LoginHistory", "UserLogin"). */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { NOW } from '../../org/suite/library.ts';
import { TestServer, type Answer, type Client } from '../suite/client.ts';

let server: TestServer;
let user: Client;
let username: string;

before(() => {
    server = new TestServer();
    user = server.user('Reader', { profile: 'Standard User' });
    username = server.org.session(user.userId).username;
});
after(() => server.close());

function logIn(): Promise<Answer> {
    const grant = { grant_type: 'password', client_id: 'shelves', client_secret: 'x', username, password: 'local-org' };
    return server.form('/services/oauth2/token', grant);
}

async function soapLogIn(): Promise<Answer> {
    const body = `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>
        <login xmlns="urn:partner.soap.sforce.com"><username>${username}</username><password>local-org</password></login>
        </soapenv:Body></soapenv:Envelope>`;
    const headers = { 'content-type': 'text/xml', soapaction: 'login', 'user-agent': 'desk' };
    return server.request('POST', '/services/Soap/u/66.0', body, headers);
}

async function logins(client: Client): Promise<unknown[]> {
    const soql = 'SELECT UserId, LoginType, ApiType, Application, Status FROM LoginHistory ORDER BY Id';
    const { body } = await client.get(`/query?q=${encodeURIComponent(soql)}`);
    return (body as { records: Record<string, string>[] }).records.map((row) =>
        ['UserId', 'LoginType', 'ApiType', 'Application', 'Status'].map((name) => row[name]),
    );
}

describe('a login', () => {
    test('is in the history and with the user, for OAuth and for SOAP', async () => {
        assert.equal((await logIn()).status, 200);
        assert.equal((await soapLogIn()).status, 200);
        assert.deepEqual(await logins(server.admin), [
            [user.userId, 'Remote Access 2.0', 'N/A', 'shelves', 'Success'],
            [user.userId, 'Other Apex API', 'SOAP Partner', 'desk', 'Success'],
        ]);
        const { body } = await server.admin.get(`/sobjects/User/${user.userId}?fields=LastLoginDate`);
        const { LastLoginDate: last } = body as { LastLoginDate: string };
        assert.equal(Date.parse(last), NOW);
    });

    test('is seen by the user himself and by those who manage users', async () => {
        const other = server.user('Other', { profile: 'Standard User' });
        assert.equal((await logins(user)).length, 2);
        assert.deepEqual(await logins(other), []);
    });

    test('is refused to a frozen user, and leaves nothing', async () => {
        const before = await logins(server.admin);
        const { body } = await server.admin.get(
            `/query?q=${encodeURIComponent(`SELECT Id FROM UserLogin WHERE UserId = '${user.userId}'`)}`,
        );
        const [login] = (body as { records: { Id: string }[] }).records;
        const path = `/sobjects/UserLogin/${login?.Id ?? ''}`;
        assert.equal((await server.admin.send('PATCH', path, { IsFrozen: true })).status, 204);
        const refused = await logIn();
        assert.deepEqual([refused.status, (refused.body as { error: string }).error], [400, 'invalid_grant']);
        const fault = await soapLogIn();
        assert.deepEqual([fault.status, fault.text.includes('INVALID_LOGIN')], [500, true]);
        assert.deepEqual(await logins(server.admin), before);
    });
});
