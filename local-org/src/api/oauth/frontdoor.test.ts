/** From a session of the API into the browser, and not back. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { outcomeOf, TestServer, V, type Answer, type Client } from '../suite/client.ts';

let server: TestServer;
let reader: Client;
before(() => {
    server = new TestServer();
    reader = server.user('Reader', { sets: ['Reader'] });
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

/** A link into the browser, as a path. */
async function link(query = ''): Promise<string> {
    const { body } = await reader.get(`/services/oauth2/singleaccess${query}`);
    const url = new URL((body as { frontdoor_uri: string }).frontdoor_uri);
    assert.equal(url.pathname, '/secur/frontdoor.jsp');
    return url.pathname + url.search;
}

const open = (path: string): Promise<Answer> => server.request('GET', path);
const cookieOf = ({ headers }: Answer): string => headers['set-cookie'] as string;

describe('a frontdoor link', () => {
    test('opens a session of the browser once, and does not hold the session that asked for it', async () => {
        const path = await link();
        assert.ok(!decodeURIComponent(path).includes(reader.token));
        const opened = await open(path);
        assert.equal(opened.status, 302);
        assert.match(cookieOf(opened), /^sid=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/);
        assert.equal(outcomeOf(await open(path)), '401 INVALID_SESSION_ID');
    });

    test('is good for a minute, and as long as the session that asked for it', async () => {
        const late = await link();
        server.elapsed += 61_000;
        assert.equal((await open(late)).status, 401);
        const other = server.client(reader.userId);
        const { body } = await other.get('/services/oauth2/singleaccess');
        server.tokens.revoke(other.token);
        const url = new URL((body as { frontdoor_uri: string }).frontdoor_uri);
        assert.equal((await open(url.pathname + url.search)).status, 401);
    });

    test('gives a session that opens no API, whether as a cookie or as a bearer', async () => {
        const cookie = cookieOf(await open(await link())).split(';')[0] ?? '';
        const session = decodeURIComponent(cookie.slice('sid='.length));
        assert.equal(server.tokens.userOf(session, 'web'), reader.userId);
        assert.equal((await server.request('GET', `${V}/limits`, undefined, { cookie })).status, 401);
        const authorization = `Bearer ${session}`;
        assert.equal((await server.request('GET', `${V}/limits`, undefined, { authorization })).status, 401);
    });

    test('leads to pages of this org only', async () => {
        const sid = encodeURIComponent(reader.token);
        const locationOf = async (name: string, target: string): Promise<unknown> =>
            (await open(`/secur/frontdoor.jsp?sid=${sid}&${name}=${encodeURIComponent(target)}`)).headers['location'];
        for (const target of [
            'https://evil.example/',
            '//evil.example',
            '/\\evil.example',
            '\\\\evil.example',
            '/.//evil.example',
            'javascript:alert(1)',
            '/\t/evil.example',
            '',
        ])
            for (const name of ['retURL', 'startURL'])
                assert.equal(await locationOf(name, target), '/lightning/page/home', target);
        assert.equal(
            await locationOf('retURL', '/lightning/o/Library__c/list?x=1'),
            '/lightning/o/Library__c/list?x=1',
        );
        assert.equal(await locationOf('startURL', 'lightning/setup'), '/lightning/setup');
        const named = await open(await link('?redirect_uri=lightning%2Fn%2Fx'));
        assert.equal(named.headers['location'], '/lightning/n/x');
    });

    test('needs a session', async () => {
        for (const query of ['', '?sid=x', '?otp=x', `?otp=x&sid=${encodeURIComponent(reader.token)}`])
            assert.equal((await open(`/secur/frontdoor.jsp${query}`)).status, 401, query);
        assert.equal((await open('/services/oauth2/singleaccess')).status, 401);
    });
});
