/** What people read in a browser when something is refused, and what programs get for the same. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { outcomeOf, TestServer, V, type Answer } from '../suite/client.ts';

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

let server: TestServer;
before(() => {
    server = new TestServer();
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

const open = (path: string): Promise<Answer> => server.request('GET', path, undefined, BROWSER);
const titleOf = ({ text }: Answer): string | undefined =>
    /<html lang="(\w+)">[^]*<h1>([^<]*)</.exec(text)?.slice(1).join(': ');

describe('a person', () => {
    test('reads a page, in the language of the org', async () => {
        const spoken = 'UPDATE "Organization" SET LanguageLocaleKey = ?';
        server.org.store.run(spoken, ['nl_NL']);
        const link = await open('/secur/frontdoor.jsp?otp=x');
        assert.deepEqual([link.status, titleOf(link)], [401, 'nl: U bent niet aangemeld']);
        assert.match(link.text, /INVALID_SESSION_ID: Session expired or invalid/);
        const nowhere = await open('/nowhere');
        assert.deepEqual([nowhere.status, titleOf(nowhere)], [404, 'nl: Deze pagina bestaat niet']);
        server.org.store.run(spoken, ['fr']);
        assert.equal(titleOf(await open('/nowhere')), 'en: This page does not exist');
    });

    test('is told why a program may not have him logged in', async () => {
        const query = new URLSearchParams({ response_type: 'code', redirect_uri: 'https://evil.example/' });
        const page = await open(`/services/oauth2/authorize?${query.toString()}`);
        assert.equal(page.status, 400);
        assert.match(page.text, /redirect_uri_mismatch/);
        const { 'content-security-policy': policy, location } = page.headers;
        assert.match(String(policy), /default-src 'none'.*frame-ancestors 'none'/);
        assert.equal(location, undefined);
    });
});

describe('a program', () => {
    test('gets JSON, also when it takes pages', async () => {
        assert.equal(outcomeOf(await server.request('GET', '/secur/frontdoor.jsp?otp=x')), '401 INVALID_SESSION_ID');
        assert.equal(outcomeOf(await server.request('GET', '/nowhere')), '404 NOT_FOUND');
        assert.equal(outcomeOf(await open(`${V}/limits`)), '401 INVALID_SESSION_ID');
        assert.equal(outcomeOf(await open('/services/oauth2/userinfo')), '401 INVALID_SESSION_ID');
    });
});
