/** Bodies and addresses of every kind: compressed, broken, too deep, of the wrong type. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { deflateSync, gzipSync } from 'node:zlib';
import { multipart, outcomeOf, TestServer, V, type Answer } from '../suite/client.ts';

let server: TestServer;
before(() => {
    server = new TestServer();
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

function post(
    payload: string | Buffer,
    headers: Record<string, string> = {},
    path = '/sobjects/Account',
): Promise<Answer> {
    return server.admin.send('POST', path, payload, { 'content-type': 'application/json', ...headers });
}

describe('a body', () => {
    test('may be compressed', async () => {
        const json = JSON.stringify({ Name: 'Zipped ü 🎉' });
        const packed = {
            gzip: gzipSync(json),
            'x-gzip': gzipSync(json),
            deflate: deflateSync(json),
            identity: Buffer.from(json),
        };
        for (const [encoding, body] of Object.entries(packed)) {
            const { status, body: made } = await post(body, { 'content-encoding': encoding });
            assert.equal(status, 201, encoding);
            const { text } = await server.admin.get(`/sobjects/Account/${(made as { id: string }).id}?fields=Name`);
            assert.match(text, /Zipped ü 🎉/);
        }
    });

    test('that is compressed badly is refused, of every content type', async () => {
        for (const type of [
            'application/json',
            'application/x-www-form-urlencoded',
            'text/xml',
            'multipart/form-data; boundary=x',
        ]) {
            const headers = { 'content-type': type, 'content-encoding': 'gzip' };
            for (const path of [`${V}/sobjects/Account`, '/services/oauth2/token', '/services/Soap/u/66.0'])
                assert.equal(
                    outcomeOf(await post('no gzip', headers, path)),
                    '400 JSON_PARSER_ERROR',
                    `${type} ${path}`,
                );
        }
        assert.equal(outcomeOf(await post('x', { 'content-encoding': 'br' })), '415 UNSUPPORTED_MEDIA_TYPE');
    });

    test('that unpacks to more than the limit is refused', async () => {
        const bomb = gzipSync(Buffer.alloc(60 * 1024 * 1024, 32));
        assert.equal(outcomeOf(await post(bomb, { 'content-encoding': 'gzip' })), '413 REQUEST_LIMIT_EXCEEDED');
    });

    test('of another content type is refused, also a form that any web page can send', async () => {
        for (const type of [
            'text/plain',
            'application/xml',
            'text/csv',
            'application/x-www-form-urlencoded',
            'x/y',
            'multipart/mixed; boundary=x',
        ])
            assert.equal(outcomeOf(await post('Name=x', { 'content-type': type })), '415 UNSUPPORTED_MEDIA_TYPE', type);
    });

    test('may not be nested deeper than anybody needs', async () => {
        const nest = (depth: number): string => `{"Name":${'['.repeat(depth)}${']'.repeat(depth)}}`;
        for (const depth of [200, 100_000])
            for (const path of ['/sobjects/Account', '/composite', '/composite/tree/Account'])
                assert.equal(outcomeOf(await post(nest(depth), {}, path)), '400 JSON_PARSER_ERROR');
    });

    test('does not reach what every object inherits', async () => {
        for (const name of ['__proto__', 'constructor', 'toString']) {
            const refused = await post(`{"Name":"x","${name}":{"Phone":"1"}}`);
            assert.equal(outcomeOf(refused), '400 INVALID_FIELD', name);
            const records = `[{"attributes":{"type":"Account","referenceId":"a"},"Name":"x","${name}":{"Phone":"1"}}]`;
            assert.equal((await post(`{"records":${records}}`, {}, '/composite/tree/Account')).status, 400);
            const [form, type] = multipart({
                name: 'entity_x',
                type: 'application/json',
                content: `{"Title":"x","${name}":{"Description":"1"}}`,
            });
            assert.equal((await post(form, { 'content-type': type }, '/sobjects/ContentVersion')).status, 400);
            assert.equal((await server.admin.get(`/${name}`)).status, 404);
            assert.equal((await server.admin.get(`/sobjects/${name}`)).status, 404);
        }
        assert.equal('Phone' in {}, false);
    });

    test('in parts is refused when it is broken', async () => {
        const [good, type] = multipart({ name: 'entity_x', type: 'application/json', content: '{"Title":"x"' });
        for (const [body, contentType] of [
            [good, type],
            ['', type],
            ['x', type],
            ['x', 'multipart/form-data'],
            [good.slice(0, 40), type],
        ]) {
            const { status } = await post(
                body ?? '',
                { 'content-type': contentType ?? '' },
                '/sobjects/ContentVersion',
            );
            assert.equal(status, 400, `${contentType ?? ''} ${body ?? ''}`);
        }
    });
});

describe('an address', () => {
    test('that is encoded badly, or has a parameter twice, is no fault', async () => {
        assert.equal((await server.admin.get('/sobjects/%')).status, 400);
        assert.equal((await server.admin.get('/sobjects/%E0%A4%A')).status, 400);
        assert.equal(outcomeOf(await server.admin.get('/query?q=SELECT+Id+FROM+User&q=x')), '400 MALFORMED_QUERY');
        assert.equal((await server.admin.get(`/sobjects/${'a'.repeat(5000)}`)).status, 404);
    });

    test('is answered under the names of this machine only', async () => {
        for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1'])
            assert.equal((await server.request('GET', '/services/data', undefined, { host })).status, 403, host);
        for (const host of ['localhost:1', '127.0.0.1', '[::1]:7357', 'org.localhost'])
            assert.equal((await server.request('GET', '/services/data', undefined, { host })).status, 200, host);
    });
});
