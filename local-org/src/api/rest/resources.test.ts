/** Records by key, what changed, conditions, searches and files, as the administrator meets them. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { multipart, outcomeOf, TestServer, V, type Answer, type Client } from '../suite/client.ts';

let server: TestServer;
let admin: Client;
before(() => {
    server = new TestServer();
    admin = server.admin;
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

describe('a record by its key', () => {
    test('is made (201), changed (200), read and deleted', async () => {
        const path = `/sobjects/Library__c/Code__c/${encodeURIComponent('a/b ü?')}`;
        const made = await admin.send('PATCH', path, { Name: 'Keyed' });
        const { id } = made.body as { id: string };
        assert.deepEqual([made.status, (made.body as { created: boolean }).created], [201, true]);
        assert.equal(made.headers['location'], `${V}/sobjects/Library__c/${id}`);
        const changed = await admin.send('PATCH', path, { Name: 'Again' });
        assert.deepEqual([changed.status, changed.body], [200, { id, success: true, errors: [], created: false }]);
        assert.equal(((await admin.get(path)).body as { Code__c: string }).Code__c, 'a/b ü?');
        assert.deepEqual(Object.keys((await admin.get(`${path}?fields=City__c`)).body as object), [
            'attributes',
            'City__c',
        ]);
        assert.equal((await admin.send('HEAD', path)).status, 200);
        assert.equal((await admin.send('DELETE', path)).status, 204);
        assert.equal(outcomeOf(await admin.get(path)), '404 NOT_FOUND');
    });

    test('is refused when the body names the key, or the field is none', async () => {
        for (const body of [{ code__c: 'y' }, { Id: 'x' }])
            assert.equal(
                outcomeOf(await admin.send('PATCH', '/sobjects/Library__c/Code__c/x', { Name: 'N', ...body })),
                '400 INVALID_FIELD',
            );
        for (const field of ['City__c', 'Taxed__c', 'Place__c', 'Nope__c', 'Keeper__c'])
            for (const method of ['GET', 'PATCH', 'DELETE'] as const)
                assert.equal(
                    outcomeOf(
                        await admin.send(
                            method,
                            `/sobjects/Library__c/${field}/1`,
                            method === 'PATCH' ? {} : undefined,
                        ),
                    ),
                    '404 NOT_FOUND',
                );
    });

    test('is shown as a list of addresses when several have the key (300)', async () => {
        const ids = [
            await admin.make('Library__c', { Name: 'Twin' }),
            await admin.make('Library__c', { Name: 'Twin' }),
        ];
        for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
            const { status, body } = await admin.send(
                method,
                '/sobjects/Library__c/Name/Twin',
                method === 'PATCH' ? {} : undefined,
            );
            assert.deepEqual([status, body], [300, ids.map((id) => `${V}/sobjects/Library__c/${id}`)]);
        }
    });
});

describe('records of a period', () => {
    const period = 'start=2024-05-16T00:00:00%2B00:00&end=2024-05-18T00:00:00+00:00';

    test('are those changed, and those deleted', async () => {
        const kept = await admin.make('Member__c', { Name: 'Kept' });
        const gone = await admin.make('Member__c', { Name: 'Gone' });
        await admin.send('DELETE', `/sobjects/Member__c/${gone}`);
        const updated = (await admin.get(`/sobjects/Member__c/updated?${period}`)).body as {
            ids: string[];
            latestDateCovered: string;
        };
        assert.deepEqual(updated, { ids: [kept], latestDateCovered: '2024-05-18T00:00:00.000+0000' });
        const deleted = (await admin.get(`/sobjects/Member__c/deleted?${period}`)).body as {
            deletedRecords: { id: string }[];
        };
        assert.deepEqual(
            deleted.deletedRecords.map(({ id }) => id),
            [gone],
        );
    });

    test('are refused for a period that is none, and never a fault, whatever the object', async () => {
        const bad = [
            '',
            'start=x&end=y',
            'start=1&end=2',
            'start=2024-05-18T00:00:00Z&end=2024-05-16T00:00:00Z',
            'start=2020-01-01T00:00:00Z&end=2024-05-16T00:00:00Z',
        ];
        for (const one of bad) assert.equal((await admin.get(`/sobjects/Member__c/updated?${one}`)).status, 400, one);
        for (const { name } of server.org.schema.objects)
            for (const what of ['updated', 'deleted'])
                assert.ok((await admin.get(`/sobjects/${name}/${what}?${period}`)).status <= 400, name);
        assert.equal(
            outcomeOf(await admin.send('POST', `/sobjects/Member__c/updated?${period}`, {})),
            '405 METHOD_NOT_ALLOWED',
        );
    });
});

describe('a request', () => {
    test('for the head of what can be read has no body', async () => {
        const id = await admin.make('Library__c', { Name: 'Head' });
        for (const path of [
            '',
            '/sobjects',
            '/sobjects/Library__c',
            '/sobjects/Library__c/describe',
            `/sobjects/Library__c/${id}`,
            '/limits',
            '/query?q=SELECT+Id+FROM+User',
        ]) {
            const { status, text } = await admin.send('HEAD', path);
            assert.deepEqual([status, text], [200, ''], path);
        }
    });

    test('may ask for what was modified since', async () => {
        const id = await admin.make('Library__c', { Name: 'Dated' });
        const path = `/sobjects/Library__c/${id}`;
        const [earlier, later] = ['Thu, 16 May 2024 10:00:00 GMT', 'Sat, 18 May 2024 10:00:00 GMT'];
        const status = async (headers: Record<string, string>): Promise<number> =>
            (await admin.get(path, headers)).status;
        assert.deepEqual(
            [await status({ 'if-modified-since': earlier }), await status({ 'if-modified-since': later })],
            [200, 304],
        );
        assert.deepEqual(
            [await status({ 'if-unmodified-since': later }), await status({ 'if-unmodified-since': earlier })],
            [200, 412],
        );
        assert.equal(await status({ 'if-modified-since': 'x' }), 200);
        const patch = (since: string): Promise<Answer> =>
            admin.send('PATCH', path, { City__c: 'Gent' }, { 'if-unmodified-since': since });
        assert.equal(outcomeOf(await patch(earlier)), '412 PRECONDITION_FAILED');
        assert.equal((await patch('x')).status, 400);
        assert.equal((await patch(later)).status, 204);
    });

    test('by another method than the documented ones is refused, and does nothing', async () => {
        const refused: [Parameters<Client['send']>[0], string][] = [
            ['POST', '/query?q=SELECT+Id+FROM+User'],
            ['DELETE', '/sobjects'],
            ['DELETE', '/sobjects/Library__c'],
            ['POST', '/sobjects/Library__c/describe'],
            ['PATCH', '/composite/sobjects/Library__c?ids=a&fields=Id'],
            ['POST', '/composite/sobjects/Library__c/Code__c'],
            ['GET', '/composite/tree/Library__c'],
            ['PUT', '/composite/batch'],
            ['POST', '/search?q=x'],
            ['DELETE', '/parameterizedSearch?q=x'],
        ];
        for (const [method, path] of refused)
            assert.equal(
                outcomeOf(await admin.send(method, path, method === 'GET' ? undefined : {})),
                '405 METHOD_NOT_ALLOWED',
                path,
            );
        assert.match((await admin.send('PUT', '/limits', {})).text, /Allowed are HEAD,GET/);
    });
});

describe('queries', () => {
    test('of deleted records, and of columns', async () => {
        const id = await admin.make('Member__c', { Name: 'Binned' });
        await admin.send('DELETE', `/sobjects/Member__c/${id}`);
        const q = encodeURIComponent("SELECT Id, IsDeleted FROM Member__c WHERE Name = 'Binned'");
        const sizes = [await admin.get(`/query?q=${q}`), await admin.get(`/queryAll?q=${q}`)];
        assert.deepEqual(
            sizes.map(({ body }) => (body as { totalSize: number }).totalSize),
            [0, 1],
        );
        const { body } = await admin.get(
            `/query?q=${encodeURIComponent('SELECT Id, Name FROM Member__c')}&columns=true`,
        );
        const { columnMetadata } = body as { columnMetadata: { columnName: string }[] };
        assert.deepEqual(
            columnMetadata.map(({ columnName }) => columnName),
            ['Id', 'Name'],
        );
    });

    test('are continued by their own user only, and only where they have pages', async () => {
        const records = Array.from({ length: 200 }, (_, at) => ({
            attributes: { type: 'Lead' },
            LastName: `L${String(at)}`,
            Company: 'P',
        }));
        await admin.send('POST', '/composite/sobjects', { records });
        await admin.send('POST', '/composite/sobjects', { records });
        const first = await admin.get('/query?q=SELECT+Id+FROM+Lead', { 'sforce-query-options': 'batchSize=200' });
        const { nextRecordsUrl } = first.body as { nextRecordsUrl: string };
        const other = server.user('Pager', { profile: 'Standard User' });
        assert.equal(outcomeOf(await other.get(nextRecordsUrl)), '400 INVALID_QUERY_LOCATOR');
        assert.equal((await admin.get(nextRecordsUrl)).status, 200);
        for (const at of ['-400', '-9999999999', '--1', '-1e2', '-', ''])
            assert.equal(
                outcomeOf(await admin.get(nextRecordsUrl.replace(/-\d+$/, at))),
                '400 INVALID_QUERY_LOCATOR',
                at,
            );
    });

    test('by parameters search as SOSL does', async () => {
        await admin.make('Library__c', { Name: 'Alpha {x} "needle"', City__c: 'Gent' });
        await admin.make('Member__c', { Name: 'Needle' });
        const found = async (answer: Promise<Answer>): Promise<number> =>
            ((await answer).body as { searchRecords: unknown[] }).searchRecords.length;
        const get = (query: string): Promise<Answer> => admin.get(`/parameterizedSearch?${query}`);
        assert.equal(await found(get('q=needle&sobject=Library__c&Library__c.fields=Id,Name&Library__c.limit=1')), 1);
        assert.equal(await found(get('q=needle&sobject=Library__c&sobject=Account&in=NAME')), 1);
        const body = {
            q: 'needle',
            in: 'ALL',
            fields: ['Id'],
            sobjects: [{ name: 'Library__c', where: "City__c = 'Gent'", limit: 5 }],
            overallLimit: 1,
        };
        assert.equal(await found(admin.send('POST', '/parameterizedSearch', body)), 1);
        for (const bad of [
            { q: '' },
            { q: 'ab', in: 'x' },
            { q: 'ab', sobjects: 1 },
            { q: 'ab', sobjects: [{ name: 'Account) FIND' }] },
            { q: 'ab', sobjects: [{ name: 'Account', fields: ['Id) , User(Id'] }] },
            { q: 'ab', overallLimit: 'x' },
        ])
            assert.equal((await admin.send('POST', '/parameterizedSearch', bad)).status, 400, JSON.stringify(bad));
    });
});

describe('a file', () => {
    const upload = async (client: Client, entity: object): Promise<Answer> => {
        const json = { name: 'entity_content', type: 'application/json', content: JSON.stringify(entity) };
        const [body, type] = multipart({ name: 'VersionData', type: 'text/plain', content: 'secret' }, json);
        return client.send('POST', '/sobjects/ContentVersion', body, { 'content-type': type });
    };

    test('is for its owner, and for those who see what it is linked to', async () => {
        const [owner, other] = ['Owner', 'Other'].map((name) => server.user(name, { profile: 'Standard User' })) as [
            Client,
            Client,
        ];
        const { body } = await upload(owner, { Title: 'Mine', PathOnClient: 'm.txt' });
        const { id } = body as { id: string };
        const path = `/sobjects/ContentVersion/${id}/VersionData`;
        assert.equal((await owner.get(path)).text, 'secret');
        assert.equal((await admin.get(path)).status, 200);
        assert.equal(outcomeOf(await other.get(path)), '404 NOT_FOUND');
        const document = ((await owner.get(`/sobjects/ContentVersion/${id}`)).body as { ContentDocumentId: string })
            .ContentDocumentId;
        const rows = (client: Client): Promise<number[]> =>
            Promise.all(
                [
                    `SELECT COUNT() FROM ContentVersion WHERE Id = '${id}'`,
                    `SELECT COUNT() FROM ContentDocument`,
                    `SELECT COUNT() FROM ContentDocumentLink WHERE ContentDocumentId = '${document}'`,
                ].map(async (soql) => {
                    const answer = await client.get(`/query?q=${encodeURIComponent(soql)}`);
                    return (answer.body as { totalSize: number }).totalSize;
                }),
            );
        const steal = { ContentDocumentId: document, LinkedEntityId: other.userId, ShareType: 'V' };
        assert.equal((await other.send('POST', '/sobjects/ContentDocumentLink', steal)).status, 404);
        assert.equal(
            (await upload(other, { Title: 'Theirs', PathOnClient: 't.txt', ContentDocumentId: document })).status,
            404,
        );
        assert.equal(
            (await upload(other, { Title: 'x', PathOnClient: 'x', FirstPublishLocationId: '001000000000zzzAAA' }))
                .status,
            404,
        );
        assert.equal(outcomeOf(await other.get(path)), '404 NOT_FOUND');
        assert.deepEqual(await rows(other), [0, 0, 0]);
        assert.equal((await owner.send('POST', '/sobjects/ContentDocumentLink', steal)).status, 201);
        assert.equal((await other.get(path)).text, 'secret');
        // with the link by which the owner has it
        assert.deepEqual(await rows(other), [1, 1, 2]);
    });

    test('belongs to a record of any object, and is seen by whoever sees that', async () => {
        const make = async (name: string, values: object): Promise<string> =>
            ((await admin.send('POST', `/sobjects/${name}`, values)).body as { id: string }).id;
        const library = await make('Library__c', { Name: 'Central' });
        const entity = { Title: 'Plan', PathOnClient: 'plan.txt', FirstPublishLocationId: library };
        const { id } = (await upload(admin, entity)).body as { id: string };
        const visitor = server.user('Visitor', { profile: 'Standard User' });
        const path = `/sobjects/ContentVersion/${id}/VersionData`;
        assert.equal((await visitor.get(path)).status, 404);
        await make('Library__Share', { ParentId: library, UserOrGroupId: visitor.userId, AccessLevel: 'Read' });
        assert.equal((await visitor.get(path)).status, 404, 'without right to the object');
        const [set] = server.org.store.all<{ Id: string }>(`SELECT Id FROM "PermissionSet" WHERE Name = 'Reader'`);
        await make('PermissionSetAssignment', { AssigneeId: visitor.userId, PermissionSetId: set?.Id });
        assert.equal((await visitor.get(path)).text, 'secret');
    });

    test('is refused when its form is cut off', async () => {
        const json = { name: 'entity_content', type: 'application/json', content: '{"Title":"x","PathOnClient":"x"}' };
        const [body, type] = multipart(json, { name: 'VersionData', type: 'text/plain', content: 'secret' });
        for (let length = 0; length < body.length; length += 7) {
            const cut = body.slice(0, length);
            const answer = await admin.send('POST', '/sobjects/ContentVersion', cut, { 'content-type': type });
            assert.equal(answer.status, 400, `${String(length)} bytes: ${answer.text}`);
        }
    });

    test('has no content under another name, method or record', async () => {
        const { id } = (await upload(admin, { Title: 'x', PathOnClient: 'x' })).body as { id: string };
        assert.equal((await admin.get(`/sobjects/ContentVersion/${id}/Title`)).status, 404);
        assert.equal((await admin.send('DELETE', `/sobjects/ContentVersion/${id}/VersionData`)).status, 405);
        assert.equal((await admin.get('/sobjects/ContentVersion/068000000000zzzAAA/VersionData')).status, 404);
        assert.equal((await admin.send('HEAD', `/sobjects/ContentVersion/${id}/VersionData`)).status, 200);
    });
});
