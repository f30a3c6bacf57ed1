/** OAuth 2.0 as clients meet it: every grant with good and bad input, the page to choose a user, and how tokens end. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { ADMINISTRATOR_ID, ADMINISTRATOR_NAME, ORGANIZATION_ID } from '../../org/first-records.ts';
import { NOW } from '../../org/suite/library.ts';
import { TestServer, V, type Answer, type Client } from '../suite/client.ts';

const TOKEN = '/services/oauth2/token';
const AUTHORIZE = '/services/oauth2/authorize';
const BACK = 'http://localhost:1717/OauthRedirect';
const JWT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

let server: TestServer;
let reader: Client;

before(() => {
    server = new TestServer();
    reader = server.user('Reader', { sets: ['Reader'] });
});
after(() => server.close());

interface TokenAnswer {
    readonly access_token: string;
    readonly refresh_token?: string;
    readonly id: string;
    readonly token_type: string;
}

const granted = ({ body }: Answer): TokenAnswer => body as TokenAnswer;
const errorOf = ({ status, body }: Answer): string => `${String(status)} ${(body as { error: string }).error}`;

function assertion(claims: unknown): string {
    return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
}

/** Whether REST takes a token. */
async function works(token: string): Promise<boolean> {
    return (await server.request('GET', `${V}/limits`, undefined, { authorization: `Bearer ${token}` })).status === 200;
}

async function codeFor(fields: Record<string, string> = {}): Promise<string> {
    const given = {
        response_type: 'code',
        redirect_uri: BACK,
        username: ADMINISTRATOR_NAME,
        client_id: 'x',
        ...fields,
    };
    const { status, headers, text } = await server.form(AUTHORIZE, given);
    assert.equal(status, 302, text);
    return new URL(String(headers['location'])).searchParams.get('code') ?? '';
}

function redeem(code: string, more: Record<string, string> = {}): Promise<Answer> {
    return server.form(TOKEN, { grant_type: 'authorization_code', code, redirect_uri: BACK, ...more });
}

describe('a grant', () => {
    test('by password gives a token with which REST works', async () => {
        const fields = { grant_type: 'password', username: ADMINISTRATOR_NAME, password: 'local-org' };
        const answer = await server.form(TOKEN, { ...fields, client_id: 'x', client_secret: 'y' });
        const { access_token: token, token_type: type, id } = granted(answer);
        assert.match(token, /^00D\w{12}![.\w]+$/);
        assert.equal(type, 'Bearer');
        assert.ok(id.endsWith(`/id/${ORGANIZATION_ID}/${ADMINISTRATOR_ID}`));
        assert.equal(answer.headers['cache-control'], 'no-store');
        assert.ok(await works(token));
    });

    test('by password is refused with a wrong one, the first one once there is another, or without', async () => {
        const ask = (password: string): Promise<Answer> =>
            server.form(TOKEN, { grant_type: 'password', username: 'reader@library.test', password });
        assert.equal((await ask('local-org')).status, 200);
        server.tokens.setPassword(reader.userId, 'another');
        assert.equal((await ask('another')).status, 200);
        for (const wrong of ['local-org', '', 'Another']) assert.equal(errorOf(await ask(wrong)), '400 invalid_grant');
    });

    test('by client credentials takes them from the form or the header', async () => {
        const form = { grant_type: 'client_credentials' };
        const inForm = await server.form(TOKEN, { ...form, client_id: 'x', client_secret: 'y' });
        assert.ok(await works(granted(inForm).access_token));
        const basic = { authorization: `Basic ${Buffer.from('x:y').toString('base64')}` };
        assert.equal((await server.form(TOKEN, form, basic)).status, 200);
        assert.equal(errorOf(await server.form(TOKEN, { ...form, client_id: 'x' })), '400 invalid_client');
    });

    test('by JWT takes seconds and milliseconds, and refuses what has expired or names nobody', async () => {
        const ask = (claims: unknown): Promise<Answer> =>
            server.form(TOKEN, { grant_type: JWT, assertion: assertion(claims) });
        const sub = ADMINISTRATOR_NAME;
        assert.equal((await ask({ sub, exp: NOW / 1000 + 60 })).status, 200);
        assert.equal((await ask({ sub, exp: NOW + 60_000 })).status, 200);
        const bad = [
            { sub, exp: NOW / 1000 - 60 },
            { sub },
            { exp: NOW },
            { sub: 'nobody', exp: NOW + 9 },
            { sub: 1, exp: NOW + 9 },
            null,
            [],
            7,
        ];
        for (const claims of bad) assert.equal(errorOf(await ask(claims)), '400 invalid_grant', JSON.stringify(claims));
        for (const text of ['', 'x', 'a.b.c', '...'])
            assert.equal(errorOf(await server.form(TOKEN, { grant_type: JWT, assertion: text })), '400 invalid_grant');
    });

    test('of an unknown kind, without one, or in JSON is refused', async () => {
        assert.equal(errorOf(await server.form(TOKEN, { grant_type: 'x' })), '400 unsupported_grant_type');
        assert.equal(errorOf(await server.form(TOKEN, {})), '400 unsupported_grant_type');
        const json = { grant_type: 'password', username: { a: 1 }, password: ['x'] };
        assert.equal(errorOf(await server.request('POST', TOKEN, json)), '400 unsupported_grant_type');
        assert.equal(errorOf(await server.request('POST', TOKEN)), '400 unsupported_grant_type');
    });
});

describe('the web server flow', () => {
    test('gives a code, which gives tokens once', async () => {
        const code = await codeFor({ state: 'a b&c' });
        const { access_token: access, refresh_token: refresh } = granted(await redeem(code));
        assert.ok(await works(access));
        assert.equal(errorOf(await redeem(code)), '400 invalid_grant');
        const again = granted(await server.form(TOKEN, { grant_type: 'refresh_token', refresh_token: refresh ?? '' }));
        assert.ok(await works(again.access_token));
        assert.equal(again.refresh_token, undefined);
        assert.equal(
            errorOf(await server.form(TOKEN, { grant_type: 'refresh_token', refresh_token: access })),
            '400 invalid_grant',
        );
    });

    test('keeps the state of the client', async () => {
        const fields = {
            response_type: 'code',
            redirect_uri: `${BACK}?keep=1`,
            username: ADMINISTRATOR_NAME,
            state: 'ü &?#',
        };
        const { headers } = await server.form(AUTHORIZE, fields);
        const { searchParams } = new URL(String(headers['location']));
        assert.deepEqual([searchParams.get('keep'), searchParams.get('state')], ['1', 'ü &?#']);
    });

    test('holds codes to their client: address, proof key and ten minutes', async () => {
        assert.equal(errorOf(await redeem(await codeFor(), { redirect_uri: `${BACK}2` })), '400 redirect_uri_mismatch');
        const verifier = 'v'.repeat(43);
        const code_challenge = createHash('sha256').update(verifier).digest('base64url');
        assert.equal((await redeem(await codeFor({ code_challenge }), { code_verifier: verifier })).status, 200);
        for (const more of [{ code_verifier: 'w'.repeat(43) }, {}, { code_verifier: code_challenge }])
            assert.equal(errorOf(await redeem(await codeFor({ code_challenge }), more)), '400 invalid_grant');
        const late = await codeFor();
        server.elapsed += 601_000;
        assert.equal(errorOf(await redeem(late)), '400 invalid_grant');
        assert.equal(errorOf(await redeem('')), '400 invalid_grant');
    });

    test('shows a page without script that escapes whatever it is asked with', async () => {
        const evil = `"><script>alert(1)</script>'`;
        const query = new URLSearchParams({
            response_type: 'code',
            redirect_uri: BACK,
            state: evil,
            client_id: evil,
            [evil]: evil,
        });
        const { status, text, headers } = await server.request('GET', `${AUTHORIZE}?${query.toString()}`);
        assert.equal(status, 200);
        assert.doesNotMatch(text, /<script/);
        assert.match(text, /&quot;&gt;&lt;script&gt;/);
        assert.match(String(headers['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'/);
        assert.match(text, /value="admin@local\.org"/);
    });

    test('leads to this machine only', async () => {
        const elsewhere = [
            'https://evil.example/',
            '//evil.example',
            'javascript:alert(1)',
            'data:text/html,x',
            'http://localhost@evil.example/',
            'http://localhost.evil.example/',
            'http://127.0.0.1.evil.example/',
            'http://u:p@localhost/',
            'custom:/x',
            '',
            '/x',
        ];
        for (const redirect_uri of elsewhere) {
            const fields = { response_type: 'code', redirect_uri, username: ADMINISTRATOR_NAME };
            assert.equal(errorOf(await server.form(AUTHORIZE, fields)), '400 redirect_uri_mismatch', redirect_uri);
            const { status } = await server.request('GET', `${AUTHORIZE}?${new URLSearchParams(fields).toString()}`);
            assert.equal(status, 400, redirect_uri);
        }
        for (const redirect_uri of ['http://127.0.0.1:80/x', 'http://[::1]:3/', 'https://app.localhost/x'])
            assert.ok(await codeFor({ redirect_uri }));
    });

    test('takes the choice from its own page only, and only of an active user', async () => {
        const fields = { response_type: 'code', redirect_uri: BACK, username: ADMINISTRATOR_NAME };
        for (const headers of [
            { 'sec-fetch-site': 'cross-site' },
            { origin: 'https://evil.example' },
            { origin: 'null' },
        ] as Record<string, string>[])
            assert.equal((await server.form(AUTHORIZE, fields, headers)).status, 403);
        assert.equal((await server.form(AUTHORIZE, { ...fields, username: 'nobody' })).status, 400);
        assert.equal(
            errorOf(await server.form(AUTHORIZE, { ...fields, response_type: 'x' })),
            '400 unsupported_response_type',
        );
        assert.equal(
            errorOf(await server.form(AUTHORIZE, { ...fields, code_challenge_method: 'plain' })),
            '400 invalid_request',
        );
        assert.equal((await server.request('POST', AUTHORIZE)).status, 400);
    });

    test('without a code gives the token in the fragment', async () => {
        const fields = { response_type: 'token', redirect_uri: BACK, username: ADMINISTRATOR_NAME };
        const { hash, search } = new URL(String((await server.form(AUTHORIZE, fields)).headers['location']));
        assert.equal(search, '');
        assert.ok(await works(new URLSearchParams(hash.slice(1)).get('access_token') ?? ''));
    });
});

describe('a token', () => {
    test('tells whose it is', async () => {
        const authorization = `Bearer ${reader.token}`;
        const { body } = await server.request('GET', '/services/oauth2/userinfo', undefined, { authorization });
        assert.equal((body as { preferred_username: string }).preferred_username, 'reader@library.test');
        const identity = (id: string): Promise<Answer> =>
            server.request('GET', `/id/${id}`, undefined, { authorization });
        const own = (await identity(`${ORGANIZATION_ID}/${reader.userId}`)).body as { asserted_user: boolean };
        const other = (await identity(`${ORGANIZATION_ID}/${ADMINISTRATOR_ID}`)).body as { asserted_user: boolean };
        assert.deepEqual([own.asserted_user, other.asserted_user], [true, false]);
        assert.equal((await identity(`${ORGANIZATION_ID}/005000000000zzzAAA`)).status, 404);
        assert.equal((await identity(`00D000000000009EAA/${reader.userId}`)).status, 404);
        assert.equal((await server.request('GET', `/id/${ORGANIZATION_ID}/${reader.userId}`)).status, 401);
    });

    test('is taken from the header alone where there is data', async () => {
        assert.equal((await server.request('GET', `${V}/limits?access_token=${reader.token}`)).status, 401);
        assert.equal(
            (await server.request('GET', `/services/oauth2/userinfo?access_token=${reader.token}`)).status,
            200,
        );
        assert.equal(
            (await server.request('GET', `/services/oauth2/singleaccess?access_token=${reader.token}`)).status,
            401,
        );
    });

    test('ends at once when it is revoked, and a refresh token takes its access tokens along', async () => {
        const revoke = (token: string): Promise<Answer> => server.form('/services/oauth2/revoke', { token });
        const { access_token: first, refresh_token: refresh = '' } = granted(await redeem(await codeFor()));
        const { access_token: second } = granted(
            await server.form(TOKEN, { grant_type: 'refresh_token', refresh_token: refresh }),
        );
        assert.equal((await revoke(first)).status, 200);
        assert.deepEqual([await works(first), await works(second)], [false, true]);
        assert.equal((await revoke(refresh)).status, 200);
        assert.equal(await works(second), false);
        assert.equal(
            errorOf(await server.form(TOKEN, { grant_type: 'refresh_token', refresh_token: refresh })),
            '400 invalid_grant',
        );
        assert.equal(errorOf(await revoke(refresh)), '400 unsupported_token_type');
    });

    test('ends with its user, for every grant', async () => {
        const leaver = server.user('Leaver', { sets: ['Reader'] });
        const username = 'leaver@library.test';
        const refresh = server.tokens.issue(leaver.userId, 'refresh');
        await server.admin.send('PATCH', `/sobjects/User/${leaver.userId}`, { IsActive: false });
        const header = { authorization: `Bearer ${leaver.token}` };
        for (const url of [`${V}/limits`, '/services/oauth2/userinfo', '/services/oauth2/singleaccess'])
            assert.equal((await server.request('GET', url, undefined, header)).status, 401, url);
        const grants: Record<string, string>[] = [
            { grant_type: 'password', username, password: 'local-org' },
            { grant_type: JWT, assertion: assertion({ sub: username, exp: NOW * 2 }) },
            { grant_type: 'refresh_token', refresh_token: refresh },
        ];
        for (const grant of grants) assert.equal(errorOf(await server.form(TOKEN, grant)), '400 invalid_grant');
        assert.equal(
            (await server.form(AUTHORIZE, { response_type: 'code', redirect_uri: BACK, username })).status,
            400,
        );
    });
});
