/** jsforce's streaming client against local-org: what is published arrives, and what was missed is replayed. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import jsforce from 'jsforce';
import { StreamingExtension } from 'jsforce/lib/api/streaming.js';
import { RunningOrg } from './running-org.ts';

const PROJECT = fileURLToPath(new URL('../library-project', import.meta.url));

let org: RunningOrg;
let connection: InstanceType<typeof jsforce.Connection>;
before(async () => {
    org = await RunningOrg.start([PROJECT]);
    const { instanceUrl, accessToken } = org.info;
    connection = new jsforce.Connection({ instanceUrl, accessToken, version: '66.0' });
});
after(() => org.remove());

/** What the types of Faye's client leave out. Until it has its answer, it would try again for ever. */
async function leave(client: object): Promise<void> {
    await (client as { disconnect(): PromiseLike<void> }).disconnect();
}

describe('jsforce', () => {
    test('streams a topic', async () => {
        await connection.sobject('PushTopic').create({
            Name: 'Libraries',
            Query: 'SELECT Id, Name FROM Library__c',
            ApiVersion: 66,
            NotifyForFields: 'All',
        });
        const client = connection.streaming.createClient([]);
        const { promise, resolve } = Promise.withResolvers<unknown>();
        await client.subscribe('/topic/Libraries', resolve);
        const { id } = await connection.sobject('Library__c').create({ Name: 'Streamed' });
        const message = (await promise) as { event: { type: string }; sobject: object };
        assert.deepEqual([message.event.type, message.sobject], ['created', { Id: id, Name: 'Streamed' }]);
        await leave(client);
    });

    test('replays changes', async () => {
        await connection.sobject('Library__c').create({ Name: 'Before the subscription' });
        const replay = new StreamingExtension.Replay('/data/Library__ChangeEvent', -2);
        const client = connection.streaming.createClient([replay]);
        const { promise, resolve } = Promise.withResolvers<string[]>();
        const names: string[] = [];
        await client.subscribe('/data/Library__ChangeEvent', (message: { payload: { Name: string } }) => {
            names.push(message.payload.Name);
            if (names.length === 2) resolve(names);
        });
        assert.deepEqual(await promise, ['Streamed', 'Before the subscription']);
        await leave(client);
    });
});
