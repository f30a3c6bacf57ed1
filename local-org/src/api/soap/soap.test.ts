/** SOAP as far as clients log in and out by it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { parseXml } from '../../metadata/xml.ts';
import { ADMINISTRATOR_ID, ADMINISTRATOR_NAME, ORGANIZATION_ID } from '../../org/first-records.ts';
import { TestServer, type Answer } from '../suite/client.ts';

let server: TestServer;
before(() => {
    server = new TestServer();
});
after(() => server.close());

function call(body: string, { session = '', path = 'u/66.0' } = {}): Promise<Answer> {
    const header =
        session === ''
            ? ''
            : `<s:Header><x:SessionHeader xmlns:x="urn:p"><x:sessionId>${session}</x:sessionId></x:SessionHeader></s:Header>`;
    const xml = `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">${header}<s:Body>${body}</s:Body></s:Envelope>`;
    return server.request('POST', `/services/Soap/${path}`, xml, { 'content-type': 'text/xml', soapaction: '""' });
}

function login(username: string, password: string, path?: string): Promise<Answer> {
    const body = `<login xmlns="urn:partner.soap.sforce.com"><username>${username}</username><password>${password}</password></login>`;
    return call(body, path === undefined ? {} : { path });
}

/** The text of the first element with a name. */
const valueOf = ({ text }: Answer, name: string): string | undefined =>
    new RegExp(`<(?:\\w+:)?${name}>([^<]*)<`).exec(text)?.[1];

describe('SOAP', () => {
    test('logs in, tells who it is, and logs out', async () => {
        for (const [path, api] of [
            ['u/66.0', 'u'],
            [`c/60.0/${ORGANIZATION_ID}`, 'c'],
        ] as const) {
            const answer = await login(ADMINISTRATOR_NAME, 'local-org', path);
            assert.equal(answer.status, 200);
            assert.match(String(answer.headers['content-type']), /^text\/xml/);
            const version = path.split('/')[1] ?? '';
            assert.equal(
                valueOf(answer, 'serverUrl'),
                `http://localhost:80/services/Soap/${api}/${version}/${ORGANIZATION_ID}`,
            );
            assert.equal(valueOf(answer, 'userId'), ADMINISTRATOR_ID);
            const session = valueOf(answer, 'sessionId') ?? '';
            assert.equal(server.tokens.userOf(session, 'access'), ADMINISTRATOR_ID);
            assert.equal(valueOf(await call('<getUserInfo/>', { session }), 'userName'), ADMINISTRATOR_NAME);
            assert.equal((await call('<logout/>', { session })).status, 200);
            assert.equal(valueOf(await call('<logout/>', { session }), 'exceptionCode'), 'INVALID_SESSION_ID');
            assert.equal(valueOf(await call('<getUserInfo/>', { session }), 'exceptionCode'), 'INVALID_SESSION_ID');
        }
    });

    test('refuses with a fault of status 500 that tells no secrets', async () => {
        const wrong = [
            await login(ADMINISTRATOR_NAME, 'wr0ng&lt;'),
            await login('nobody', 'local-org'),
            await call('<login/>'),
        ];
        for (const answer of wrong) {
            assert.equal(answer.status, 500);
            assert.equal(valueOf(answer, 'faultcode'), 'sf:INVALID_LOGIN');
            assert.match(answer.text, /<sf:LoginFault>/);
            assert.doesNotMatch(answer.text, /wr0ng/);
        }
        assert.equal(valueOf(await call('<nope/>'), 'exceptionCode'), 'UNSUPPORTED_API_VERSION');
        assert.equal(valueOf(await call('<getUserInfo/>', { session: 'x' }), 'exceptionCode'), 'INVALID_SESSION_ID');
    });

    test('runs statements of Apex, with their debug log in the header', async () => {
        const apex = "<executeAnonymous><apexcode>System.debug('a &lt; b');</apexcode></executeAnonymous>";
        const options = { session: server.admin.token, path: `s/66.0/${ORGANIZATION_ID}` };
        const answer = await call(apex, options);
        assert.equal(valueOf(answer, 'success'), 'true');
        assert.match(
            answer.text,
            /<soapenv:Header><DebuggingInfo><debugLog>[^<]*\|USER_DEBUG\|\[1\]\|DEBUG\|a &lt; b\n/,
        );
        assert.equal(valueOf(await call('<runTests/>', options), 'exceptionCode'), 'FUNCTIONALITY_NOT_ENABLED');
        assert.equal(valueOf(await call(apex, { path: 's/66.0' }), 'exceptionCode'), 'INVALID_SESSION_ID');
    });

    test('refuses what is no envelope', async () => {
        const deep = `${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}`;
        const entities = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>';
        for (const xml of ['', '<', '<a/>', '<Envelope/>', '<Envelope><Body/></Envelope>', deep, entities]) {
            const answer = await server.request('POST', '/services/Soap/u/66.0', xml, { 'content-type': 'text/xml' });
            assert.equal(answer.status, 500, xml.slice(0, 50));
            assert.equal(valueOf(answer, 'faultcode'), 'soapenv:Client', xml.slice(0, 50));
        }
        const json = await server.request('POST', '/services/Soap/u/66.0', { a: 1 });
        assert.equal(valueOf(json, 'faultcode'), 'soapenv:Client');
        assert.deepEqual(server.faults, []);
    });

    test('writes XML that can be read, whatever users are called', async () => {
        const user = server.user('Odd', {});
        await server.admin.send('PATCH', `/sobjects/User/${user.userId}`, { LastName: '<O&d>"\u0001é' });
        const answer = await login('odd@library.test', 'local-org');
        assert.equal(parseXml(answer.text).name, 'soapenv:Envelope');
        assert.match(valueOf(answer, 'userFullName') ?? '', /&lt;O&amp;d&gt;/);
    });
});
