/** Every address with every method and every odd body: refused, and never a fault of the server. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TestServer, V, type Client } from '../suite/client.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE'] as const;

let server: TestServer;
let admin: Client;
before(() => {
    server = new TestServer();
    admin = server.admin;
});
after(() => server.close());

describe('whatever comes in', () => {
    const PATHS = [
        '',
        '/sobjects',
        '/sobjects/Nope',
        '/sobjects/Account',
        '/sobjects/Account/x',
        '/sobjects/Account/001000000000001AAA',
        '/sobjects/Account/Name/x',
        '/sobjects/Account/updated?start=x',
        '/sobjects/Account/listviews/x',
        '/query',
        '/query?q=SELECT',
        '/query?q=SELECT+Id+FROM+Nope',
        '/query/x',
        '/query?explain=x',
        '/search?q=FIND',
        '/parameterizedSearch?q=%22',
        '/composite',
        '/composite/sobjects',
        '/composite/sobjects?ids=x',
        '/composite/sobjects/Account/Name',
        '/composite/tree/Account',
        '/composite/batch',
        '/composite/graph',
        '/jobs/ingest',
        '/jobs/ingest/x',
        '/jobs/ingest/x/batches',
        '/jobs/query',
        '/jobs/query/x/results?locator=x',
        '/limits',
        '/nope',
    ];
    const BODIES = [
        undefined,
        '',
        '{}',
        '[]',
        'null',
        '{',
        '{"records":null}',
        '{"records":[1]}',
        '{"records":[{"attributes":{"type":"Nope"}}]}',
        '{"compositeRequest":[{"method":"GET","url":"x","referenceId":"a"}]}',
        '{"batchRequests":[{"method":"X","url":"%"}]}',
        '{"graphs":[{}]}',
        '{"Name":{"a":1}}',
        '{"Parent":{"Name":"x"}}',
        '{"ids":["x"],"fields":["Id"]}',
        '{"__proto__":{"a":1}}',
    ];

    test('is never answered as a fault of the server', async () => {
        for (const path of PATHS) {
            for (const method of METHODS) {
                for (const payload of BODIES) {
                    const answer = await admin.send(method, path, payload, { 'content-type': 'application/json' });
                    assert.ok(answer.status < 500, `${method} ${path} ${payload ?? ''}: ${answer.text}`);
                }
            }
        }
        assert.deepEqual(server.faults, []);
    });

    test('is refused when it is too large', async () => {
        const body = Buffer.alloc(51 * 1024 * 1024, 32);
        const answer = await admin.send('POST', `${V}/composite/sobjects`, body, {
            'content-type': 'application/json',
        });
        assert.equal(answer.status, 413);
    });
});
