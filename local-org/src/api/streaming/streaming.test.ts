/** Streaming: changes, platform events, topics and generic channels, as a client of Bayeux meets them. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TestServer, type Client } from '../suite/client.ts';

type Message = Record<string, unknown> & { data?: Record<string, unknown> };

let server: TestServer;
before(() => {
    server = new TestServer();
});
after(() => server.close());

/** A client of the streaming API. */
class Subscriber {
    readonly #client: Client;
    #id = '';

    constructor(client: Client) {
        this.#client = client;
    }

    static async open(client: Client): Promise<Subscriber> {
        const subscriber = new Subscriber(client);
        const [answer] = await subscriber.send({ channel: '/meta/handshake', version: '1.0' });
        assert.equal(answer?.['successful'], true);
        subscriber.#id = String(answer['clientId']);
        // the first connect answers at once
        await subscriber.connect();
        return subscriber;
    }

    async send(message: object): Promise<Message[]> {
        const answer = await this.#client.send('POST', '/cometd/66.0', [{ clientId: this.#id, ...message }] as object);
        assert.equal(answer.status, 200, answer.text);
        return answer.body as Message[];
    }

    async subscribe(channel: string, from?: number): Promise<Message | undefined> {
        const ext = from === undefined ? {} : { ext: { replay: { [channel]: from } } };
        const [answer] = await this.send({ channel: '/meta/subscribe', subscription: channel, ...ext });
        return answer;
    }

    /** The events that have come since the last time. */
    async connect(): Promise<Record<string, unknown>[]> {
        const answers = await this.send({ channel: '/meta/connect', connectionType: 'long-polling' });
        return answers.filter(({ channel }) => channel !== '/meta/connect').map(({ data }) => data ?? {});
    }
}

async function make(client: Client, object: string, values: object): Promise<string> {
    const answer = await client.send('POST', `/sobjects/${object}`, values);
    assert.equal(answer.status, 201, answer.text);
    return (answer.body as { id: string }).id;
}

interface Change {
    readonly payload: Record<string, unknown> & { ChangeEventHeader: Record<string, unknown> };
}

function headers(events: readonly Record<string, unknown>[]): unknown[] {
    return events.map((event) => {
        const { ChangeEventHeader: header } = (event as unknown as Change).payload;
        return [header['entityName'], header['changeType'], header['changedFields']];
    });
}

describe('change data capture', () => {
    test('tells what was created, changed, deleted and taken back, in order', async () => {
        const { admin } = server;
        const subscriber = await Subscriber.open(admin);
        assert.equal((await subscriber.subscribe('/data/ChangeEvents'))?.['successful'], true);
        const id = await make(admin, 'Library__c', { Name: 'Central', City__c: 'Ghent' });
        await admin.send('PATCH', `/sobjects/Library__c/${id}`, { City__c: 'Bruges' });
        await admin.send('DELETE', `/sobjects/Library__c/${id}`);
        // its changes are not selected by any channel
        await make(admin, 'Member__c', { Name: 'Nobody' });
        const events = await subscriber.connect();
        assert.deepEqual(headers(events), [
            ['Library__c', 'CREATE', []],
            ['Library__c', 'UPDATE', ['City__c']],
            ['Library__c', 'DELETE', []],
        ]);
        const [created, updated] = events as unknown as Change[];
        assert.deepEqual([created?.payload['Name'], created?.payload['City__c']], ['Central', 'Ghent']);
        assert.deepEqual([updated?.payload['Name'], updated?.payload['City__c']], [undefined, 'Bruges']);
        assert.deepEqual(updated?.payload.ChangeEventHeader['recordIds'], [id]);
    });

    test('wakes who waits, and says nothing of what was rolled back', async () => {
        const { admin } = server;
        const subscriber = await Subscriber.open(admin);
        await subscriber.subscribe('/data/Library__ChangeEvent');
        const waiting = subscriber.connect();
        const typed = { attributes: { type: 'Library__c' } };
        const records = [
            { ...typed, Name: 'Undone' },
            { ...typed, Name: 'x'.repeat(100) },
        ];
        await admin.send('POST', '/composite/sobjects', { allOrNone: true, records });
        await make(admin, 'Library__c', { Name: 'Done' });
        const names = (await waiting).map((event) => (event as unknown as Change).payload['Name']);
        assert.deepEqual(names, ['Done']);
    });

    test('is for those who see all records of the object, without the fields that they may not read', async () => {
        const reader = server.user('Streamer', { sets: ['Reader'] });
        const manager = server.user('AllSeer', { sets: ['Manager'] });
        const hidden = await Subscriber.open(reader);
        const denied = await hidden.subscribe('/data/Library__ChangeEvent');
        assert.deepEqual(
            [denied?.['successful'], denied?.['error']],
            [false, '403::denied_by_security_policy:create_denied'],
        );
        assert.equal((await hidden.subscribe('/data/ChangeEvents'))?.['successful'], true);
        const seeing = await Subscriber.open(manager);
        assert.equal((await seeing.subscribe('/data/Library__ChangeEvent'))?.['successful'], true);
        await make(server.admin, 'Library__c', { Name: 'Known', Secret__c: 'vault' });
        const [event] = (await seeing.connect()) as unknown as Change[];
        assert.deepEqual([event?.payload['Name'], 'Secret__c' in (event?.payload ?? {})], ['Known', false]);
        const own = hidden.connect();
        await make(server.admin, 'Library__c', { Name: 'Also hidden' });
        await hidden.send({ channel: '/meta/disconnect' });
        assert.deepEqual(await own, []);
    });

    test('can be asked again from where one was', async () => {
        const { admin } = server;
        const first = await Subscriber.open(admin);
        await first.subscribe('/data/Library__ChangeEvent');
        for (const Name of ['One', 'Two', 'Three']) await make(admin, 'Library__c', { Name });
        const events = (await first.connect()) as { event: { replayId: number }; payload: { Name: string } }[];
        const second = await Subscriber.open(admin);
        await second.subscribe('/data/Library__ChangeEvent', events[0]?.event.replayId);
        const again = (await second.connect()) as { payload: { Name: string } }[];
        assert.deepEqual(
            again.map(({ payload }) => payload.Name),
            ['Two', 'Three'],
        );
        const wrong = await second.subscribe('/data/Library__ChangeEvent', 999_999);
        assert.match(String(wrong?.['error']), /^400::The replayId \{999999\} you provided was invalid/);
    });
});

describe('a platform event', () => {
    test('is published by saving it, and not kept as a record', async () => {
        const { admin } = server;
        const subscriber = await Subscriber.open(admin);
        await subscriber.subscribe('/event/Alarm__e');
        const answer = await admin.send('POST', '/sobjects/Alarm__e', { What__c: 'Fire' });
        assert.equal(answer.status, 201, answer.text);
        const { errors } = answer.body as { errors: { statusCode: string }[] };
        assert.equal(errors[0]?.statusCode, 'OPERATION_ENQUEUED');
        const [event] = (await subscriber.connect()) as { payload: Record<string, unknown> }[];
        assert.deepEqual([event?.payload['What__c'], event?.payload['CreatedById']], ['Fire', server.admin.userId]);
        const query = await admin.get(`/query?q=${encodeURIComponent('SELECT Id FROM Alarm__e')}`);
        assert.equal(query.status, 400);
        const missing = await admin.send('POST', '/sobjects/Alarm__e', {});
        assert.equal((missing.body as { errorCode: string }[])[0]?.errorCode, 'REQUIRED_FIELD_MISSING');
    });

    test('is for those who may read its object', async () => {
        const subscriber = await Subscriber.open(server.user('Deaf', { sets: ['Reader'] }));
        assert.equal((await subscriber.subscribe('/event/Alarm__e'))?.['successful'], false);
        assert.equal(
            (await subscriber.subscribe('/event/Nope__e'))?.['error'],
            '400::The channel specified is not valid',
        );
    });
});

describe('a push topic', () => {
    const topic = { ApiVersion: 66, NotifyForFields: 'Referenced' };

    test('tells of records that its query finds, with its fields, when these change', async () => {
        const { admin } = server;
        await make(admin, 'PushTopic', {
            ...topic,
            Name: 'Ghent',
            Query: "SELECT Id, Name FROM Library__c WHERE City__c = 'Ghent'",
        });
        const subscriber = await Subscriber.open(admin);
        await subscriber.subscribe('/topic/Ghent');
        const id = await make(admin, 'Library__c', { Name: 'Ours', City__c: 'Ghent' });
        await make(admin, 'Library__c', { Name: 'Theirs', City__c: 'Bruges' });
        await admin.send('PATCH', `/sobjects/Library__c/${id}`, { Notes__c: 'not referenced' });
        await admin.send('PATCH', `/sobjects/Library__c/${id}`, { Name: 'Renamed' });
        const events = (await subscriber.connect()) as { event: { type: string }; sobject: object }[];
        assert.deepEqual(
            events.map(({ event, sobject }) => [event.type, sobject]),
            [
                ['created', { Id: id, Name: 'Ours' }],
                ['updated', { Id: id, Name: 'Renamed' }],
            ],
        );
    });

    test('says nothing of records that are hidden from the user', async () => {
        const { admin } = server;
        await make(admin, 'PushTopic', { ...topic, Name: 'All', Query: 'SELECT Id, Name FROM Library__c' });
        const user = server.user('Seer', { profile: 'Clerk', sets: ['Librarian'] });
        const subscriber = await Subscriber.open(user);
        const answer = await subscriber.subscribe('/topic/All');
        if (answer?.['successful'] !== true) {
            assert.match(String(answer?.['error']), /denied/);
            return;
        }
        await make(admin, 'Library__c', { Name: 'Hidden' });
        await make(user, 'Library__c', { Name: 'Own' });
        const events = (await subscriber.connect()) as { sobject: { Name: string } }[];
        assert.deepEqual(
            events.map(({ sobject }) => sobject.Name),
            ['Own'],
        );
    });

    test('must have a query that works', async () => {
        for (const Query of [
            'SELECT Name FROM Library__c',
            'SELECT Id, Nope__c FROM Library__c',
            'SELECT Id FROM Nope__c',
            'SELECT Id, Owner.Name FROM Library__c',
            'SELECT Id FROM Library__c ORDER BY Name',
            'nonsense',
        ]) {
            const answer = await server.admin.send('POST', '/sobjects/PushTopic', { ...topic, Name: 'Bad', Query });
            assert.equal(answer.status, 400, `${Query}: ${answer.text}`);
        }
    });
});

describe('a generic channel', () => {
    test('carries texts to all, or to those named', async () => {
        const { admin } = server;
        const id = await make(admin, 'StreamingChannel', { Name: '/u/notes' });
        const subscriber = await Subscriber.open(admin);
        await subscriber.subscribe('/u/notes');
        const other = '005000000000099AAA';
        const body = {
            pushEvents: [
                { payload: 'to all', userIds: [] },
                { payload: 'to another', userIds: [other] },
                { payload: 'to me', userIds: [admin.userId] },
            ],
        };
        const answer = await admin.send('POST', `/sobjects/StreamingChannel/${id}/push`, body);
        assert.deepEqual(answer.body, [
            { fanoutCount: 1, userOnlineStatus: { [admin.userId]: true } },
            { fanoutCount: 0, userOnlineStatus: { [other]: false } },
            { fanoutCount: 1, userOnlineStatus: { [admin.userId]: true } },
        ]);
        const events = (await subscriber.connect()) as { payload: string }[];
        assert.deepEqual(
            events.map(({ payload }) => payload),
            ['to all', 'to me'],
        );
        const known = await admin.get(`/sobjects/StreamingChannel/${id}/push`);
        assert.deepEqual(known.body, { ChannelName: '/u/notes', OnlineUserIds: [admin.userId] });
        assert.equal((await admin.send('POST', '/sobjects/StreamingChannel', { Name: 'notes' })).status, 400);
    });
});

describe('a client', () => {
    test('must be the user who shook hands, with a valid session', async () => {
        const { admin } = server;
        const [hand] = await new Subscriber(admin).send({ channel: '/meta/handshake' });
        const theirs = { channel: '/meta/connect', clientId: hand?.['clientId'] };
        const [stolen] = await new Subscriber(server.user('Thief', {})).send(theirs);
        assert.deepEqual(
            [stolen?.['error'], stolen?.['advice']],
            ['403::Unknown client', { reconnect: 'handshake', interval: 0 }],
        );
        const nobody = await server.request('POST', '/cometd/66.0', [{ channel: '/meta/handshake' }] as object);
        assert.equal((nobody.body as Message[])[0]?.['error'], '403::Handshake denied');
        server.tokens.revoke(admin.token);
    });

    test('is refused what is no message', async () => {
        const { admin } = server;
        for (const body of ['{', '[1]', 'null', '[]x'])
            assert.equal(
                (await admin.send('POST', '/cometd/66.0', body, { 'content-type': 'application/json' })).status,
                400,
                body,
            );
        const subscriber = await Subscriber.open(admin);
        const [published] = await subscriber.send({ channel: '/data/ChangeEvents', data: {} });
        assert.equal(published?.['successful'], false);
        assert.equal((await subscriber.subscribe('/data/Nope__ChangeEvent'))?.['successful'], false);
        assert.deepEqual(server.faults, []);
    });
});
