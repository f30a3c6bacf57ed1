import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { OrgClient } from './org-client.ts';
import { OrgError } from './org-error.ts';

/** What an org answers whose records somebody else has, so many times. */
let locked = 0;
let code = 'UNABLE_TO_LOCK_ROW';
let calls = 0;
let server: Server;
let client: OrgClient;

before(async () => {
    server = createServer((request, answer) => {
        request.resume();
        calls++;
        const isLocked = locked-- > 0;
        answer.writeHead(isLocked ? 400 : 200, { 'content-type': 'application/json' });
        answer.end(JSON.stringify(isLocked ? [{ errorCode: code, message: 'unable to obtain exclusive access' }] : {}));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    client = new OrgClient({ instanceUrl: `http://127.0.0.1:${String(port)}`, accessToken: 'x', version: '66.0' });
});
after(() => server.close());

test('a call is repeated while somebody else has the records', async () => {
    [locked, code, calls] = [2, 'UNABLE_TO_LOCK_ROW', 0];
    await client.json('POST', '/sobjects/Assignment__c', {});
    assert.equal(calls, 3);
    assert.equal(client.calls, 3);
});

test('another refusal is told at once', async () => {
    [locked, code, calls] = [1, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 0];
    await assert.rejects(client.json('POST', '/sobjects/Assignment__c', {}), OrgError);
    assert.equal(calls, 1);
});
