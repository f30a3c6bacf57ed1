/** List views, what was viewed last, and related lists of the User Interface API. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { outcomeOf, TestServer, type Client } from '../suite/client.ts';
import { got } from '../suite/ui-api.ts';

interface Records {
    count: number;
    currentPageToken: string;
    nextPageToken: string | null;
    nextPageUrl: string | null;
    previousPageToken: string | null;
    records: { id: string; fields: Record<string, { value: unknown; displayValue: string | null }> }[];
    [property: string]: unknown;
}

let server: TestServer;
let admin: Client;
let reader: Client;
let watcher: Client;
let library: string;

before(async () => {
    server = new TestServer();
    admin = server.admin;
    reader = server.user('Reader', { sets: ['Reader'] });
    watcher = server.user('Watcher', { sets: ['Reader'], groups: ['Watchers'] });
    for (const [Name, City__c, Budget__c, Open__c] of [
        ['A', 'Gent', 10, true],
        ['B', 'Aalst', 20, false],
        ['C', 'Brugge', 30, true],
        ['D', null, 40, true],
    ])
        library = await admin.make('Library__c', { Name, City__c, Budget__c, Open__c, Keeper__c: admin.userId });
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

const namesOf = ({ records }: Records): unknown[] => records.map(({ fields }) => fields['Name']?.value);

describe('a list view', () => {
    test('tells its columns, filters and order', async () => {
        const info = await got<Record<string, unknown>>(admin, 'list-info/Library__c/Open_Libraries');
        assert.deepEqual(
            (info['displayColumns'] as { fieldApiName: string; label: string }[]).map((one) => [
                one.fieldApiName,
                one.label,
            ]),
            [
                ['Name', 'Library name'],
                ['City__c', 'City'],
                ['Budget__c', 'Budget'],
                ['Keeper__r.Name', 'Keeper'],
            ],
        );
        assert.deepEqual(info['filteredByInfo'], [
            { fieldApiName: 'Open__c', label: 'Open', operandLabels: ['1'], operator: 'Equals' },
        ]);
        const { id } = info['listReference'] as { id: string };
        assert.deepEqual(await got(admin, `list-info/${id}`), info);
    });

    test('gives its records page by page', async () => {
        const first = await got<Records>(admin, 'list-records/Library__c/Open_Libraries?pageSize=2');
        assert.deepEqual([namesOf(first), first.nextPageToken, first.previousPageToken], [['A', 'C'], '2', null]);
        const next = await admin.get(String(first.nextPageUrl));
        const second = next.body as Records;
        assert.deepEqual([namesOf(second), second.nextPageToken, second.previousPageToken], [['D'], null, '0']);
        const keeper = second.records[0]?.fields['Keeper__r'];
        assert.deepEqual(
            [keeper?.displayValue, second.records[0]?.fields['Keeper__c']?.value],
            ['Local Administrator', admin.userId],
        );
    });

    test('is sorted, searched and filtered as the client asks', async () => {
        const list = async (body: object): Promise<unknown[]> => {
            const {
                status,
                body: answer,
                text,
            } = await admin.send('POST', '/ui-api/list-records/Library__c/All', body);
            assert.equal(status, 200, text);
            return namesOf(answer as Records);
        };
        assert.deepEqual(await list({ sortBy: ['-Budget__c'] }), ['D', 'C', 'B', 'A']);
        assert.deepEqual(await list({ sortBy: ['Library__c.Keeper__r.Name', '-Library__c.Name'] }), [
            'D',
            'C',
            'B',
            'A',
        ]);
        assert.deepEqual(await list({ searchTerm: 'c' }), ['C']);
        assert.deepEqual(await list({ where: '{ or: [{ City__c: { eq: "Aalst" } }, { Budget__c: { gte: 40 } }] }' }), [
            'B',
            'D',
        ]);
        assert.deepEqual(await list({ where: '{ City__c: { eq: null } }', pageSize: 1 }), ['D']);
        assert.deepEqual(await list({ where: '{ not: { City__c: { in: ["Gent", "Aalst"] } } }' }), ['C', 'D']);
        const { records } = await got<Records>(
            admin,
            'list-records/Library__c/All?fields=Opened__c&optionalFields=Nope__c',
        );
        assert.ok(records.every(({ fields }) => 'Opened__c' in fields && !('Nope__c' in fields)));
    });

    test('refuses what it cannot do', async () => {
        const path = '/ui-api/list-records/Library__c/All';
        for (const [query, outcome] of [
            ['sortBy=Nope__c', '400 INVALID_FIELD'],
            ['sortBy=Name%20LIMIT%201', '400 INVALID_FIELD'],
            ['fields=Nope__c', '400 INVALID_FIELD'],
            ['pageSize=0', '400 INVALID_PARAMETER_VALUE'],
            ['pageSize=2001', '400 INVALID_PARAMETER_VALUE'],
            ['pageToken=-1', '400 INVALID_PARAMETER_VALUE'],
            ['where=%7B', '400 INVALID_FILTER'],
            ['where=5', '400 INVALID_FILTER'],
            ['where=%7BNope__c%3A%7Beq%3A1%7D%7D', '400 INVALID_FIELD'],
            ['where=%7BCity__c%3A%7Bnope%3A1%7D%7D', '400 INVALID_FILTER'],
            [`where=${'%7Bnot%3A'.repeat(200)}1${'%7D'.repeat(200)}`, '400 INVALID_FILTER'],
        ])
            assert.equal(outcomeOf(await admin.get(`${path}?${String(query)}`)), outcome, query);
        for (const list of ['Library__c/Nope', '00B000000000999AAA', 'x', 'Nope/All'])
            assert.equal(outcomeOf(await admin.get(`/ui-api/list-records/${list}`)), '404 NOT_FOUND', list);
    });

    test('is seen by those it is shared with, in REST as well', async () => {
        const summaries = async (client: Client): Promise<string[]> =>
            (await got<{ lists: { apiName: string }[] }>(client, 'list-ui/Library__c')).lists.map(
                ({ apiName }) => apiName,
            );
        assert.deepEqual(await summaries(watcher), ['All', 'For_Watchers', 'Open_Libraries']);
        assert.deepEqual(await summaries(reader), ['All', 'Open_Libraries']);
        assert.equal(outcomeOf(await reader.get('/ui-api/list-info/Library__c/For_Watchers')), '404 NOT_FOUND');
        const rest = async (client: Client): Promise<number> =>
            ((await client.get('/sobjects/Library__c/listviews')).body as { size: number }).size;
        assert.deepEqual([await rest(watcher), await rest(reader)], [3, 2]);
    });

    test('has the columns that the user may read, and the records that he may see', async () => {
        const own = await admin.make('Library__c', { Name: 'Own', Open__c: true, OwnerId: reader.userId });
        const { records } = await got<Records>(reader, 'list-records/Library__c/Open_Libraries');
        assert.deepEqual(
            records.map(({ id }) => id),
            [own],
        );
        assert.equal(
            outcomeOf(await reader.get('/ui-api/list-records/Library__c/All?fields=Secret__c')),
            '400 INVALID_FIELD',
        );
        assert.equal(
            outcomeOf(await reader.get('/ui-api/list-records/Library__c/All?where=%7BSecret__c%3A%7Bne%3Anull%7D%7D')),
            '400 INVALID_FIELD',
        );
        assert.equal(
            outcomeOf(await reader.get('/ui-api/list-records/Library__c/All?sortBy=Secret__c')),
            '400 INVALID_FIELD',
        );
        await admin.send('DELETE', `/sobjects/Library__c/${own}`);
    });

    test('remembers how wide the user wants its columns', async () => {
        const path = '/ui-api/list-info/Library__c/All';
        const sent = { userPreferences: { columnWidths: { Name: 240 }, columnWrap: { Name: true } } };
        assert.equal((await admin.send('PATCH', path, sent)).status, 200);
        const { userPreferences } = await got<{ userPreferences: object }>(admin, 'list-info/Library__c/All');
        assert.deepEqual(userPreferences, sent.userPreferences);
        assert.equal(
            outcomeOf(await admin.send('PATCH', path, { userPreferences: { columnWidths: { Name: 'x' } } })),
            '400 INVALID_INPUT',
        );
    });

    test('is among those that the user opened last', async () => {
        await got(watcher, 'list-ui/Library__c/For_Watchers');
        const { lists } = await got<{ lists: { apiName: string }[] }>(watcher, 'list-info/recent');
        assert.equal(lists[0]?.apiName, 'For_Watchers');
        const { lists: own } = await got<{ lists: unknown[] }>(watcher, 'list-ui/Library__c?recentListsOnly=true');
        assert.equal(own.length, 1);
    });
});

describe('what was viewed last', () => {
    test('is the list of the records that a client said the user looked at', async () => {
        assert.equal((await got<Records>(admin, 'mru-list-records/Library__c')).count, 0);
        await got(admin, `records/${library}?fields=Library__c.Name&updateMru=true`);
        const { records } = await got<{ records: Records }>(admin, 'mru-list-ui/Library__c');
        assert.deepEqual(namesOf(records), ['D']);
        assert.deepEqual(namesOf(await got<Records>(admin, 'list-records/Library__c/__Recent')), ['D']);
        assert.equal((await got<Records>(reader, 'mru-list-records/Library__c')).count, 0);
        assert.equal(
            (await got<{ listReference: { type: string } }>(admin, 'mru-list-info/Library__c')).listReference.type,
            'mru',
        );
    });
});

describe('a related list', () => {
    before(async () => {
        for (const Status__c of ['Active', 'Closed', 'Active'])
            await admin.make('Rack__c', { Library__c: library, Status__c });
    });

    test('is one that the layout shows, with its columns and order', async () => {
        const { relatedLists } = await got<{ relatedLists: { relatedListId: string; objectApiName: string }[] }>(
            admin,
            'related-list-info/Library__c',
        );
        assert.deepEqual(
            relatedLists.map((one) => [one.relatedListId, one.objectApiName]),
            [['Shelves__r', 'Rack__c']],
        );
        const info = await got<Record<string, unknown>>(admin, 'related-list-info/Library__c/Shelves__r');
        assert.deepEqual(
            (info['displayColumns'] as { fieldApiName: string }[]).map((one) => one.fieldApiName),
            ['Name', 'Status__c'],
        );
        const [order] = info['orderedByInfo'] as { fieldApiName: string; isAscending: boolean }[];
        assert.deepEqual([order?.fieldApiName, order?.isAscending], ['Name', false]);
    });

    test('gives its records, in its order or another', async () => {
        const records = async (query: string): Promise<unknown[]> =>
            (await got<Records>(admin, `related-list-records/${library}/Shelves__r?${query}`)).records.map(
                ({ fields }) => fields['Status__c']?.value,
            );
        assert.deepEqual(await records('fields=Rack__c.Status__c'), ['Active', 'Closed', 'Active']);
        assert.deepEqual(await records('fields=Rack__c.Status__c&sortBy=-Status__c'), ['Closed', 'Active', 'Active']);
        assert.deepEqual(await records('fields=Rack__c.Status__c&where=%7BStatus__c%3A%7Beq%3A%22Closed%22%7D%7D'), [
            'Closed',
        ]);
        const { nextPageToken } = await got<Records>(admin, `related-list-records/${library}/Shelves__r?pageSize=2`);
        assert.equal(nextPageToken, '2');
    });

    test('is counted, up to a bound', async () => {
        const count = (query: string): Promise<{ count: number; hasMore: boolean }> =>
            got(admin, `related-list-count/${library}/Shelves__r${query}`);
        assert.deepEqual([(await count('')).count, (await count('')).hasMore], [3, false]);
        assert.deepEqual([(await count('?maxCount=2')).count, (await count('?maxCount=2')).hasMore], [2, true]);
        const { results } = await got<{ results: { statusCode: number }[] }>(
            admin,
            `related-list-count/batch/${library}/Shelves__r,Nope__r`,
        );
        assert.deepEqual(
            results.map((one) => one.statusCode),
            [200, 404],
        );
    });

    test('comes in batches, as names or with parameters', async () => {
        const path = `related-list-records/batch/${library}`;
        const { results } = await got<{ results: { statusCode: number }[] }>(admin, `${path}/Shelves__r,Nope__r`);
        assert.deepEqual(
            results.map((one) => one.statusCode),
            [200, 404],
        );
        const relatedListParameters = [{ relatedListId: 'Shelves__r', fields: ['Rack__c.Status__c'], pageSize: 1 }];
        const { body } = await admin.send('POST', `/ui-api/${path}`, { relatedListParameters });
        const [first] = (body as { results: { result: Records }[] }).results;
        assert.deepEqual([first?.result.count, first?.result.nextPageToken], [1, '1']);
    });

    test('is not there for a user who may read neither the record nor its children', async () => {
        assert.equal(
            outcomeOf(await reader.get(`/ui-api/related-list-records/${library}/Shelves__r`)),
            '404 NOT_FOUND',
        );
        const own = await admin.make('Library__c', { Name: 'Own', OwnerId: reader.userId });
        assert.equal((await reader.get(`/ui-api/related-list-records/${own}/Shelves__r`)).status, 200);
        assert.equal(outcomeOf(await reader.get(`/ui-api/related-list-records/${own}/Loans__r`)), '404 NOT_FOUND');
    });

    test('remembers how the user wants to see it', async () => {
        const path = '/ui-api/related-list-preferences/Library__c.Shelves__r';
        assert.equal((await admin.send('PATCH', path, { columnWidths: { Name: 90 } })).status, 200);
        const { columnWidths } = await got<{ columnWidths: object }>(
            admin,
            'related-list-preferences/Library__c.Shelves__r',
        );
        assert.deepEqual(columnWidths, { Name: 90 });
        assert.equal(outcomeOf(await admin.send('PATCH', path, { columnWidths: [] })), '400 INVALID_INPUT');
    });
});
