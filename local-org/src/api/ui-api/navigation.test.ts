/** Actions, apps, navigation, favorites and themes of the User Interface API. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { outcomeOf, TestServer, type Client, type Method } from '../suite/client.ts';
import { got } from '../suite/ui-api.ts';

let server: TestServer;
let admin: Client;
let reader: Client;
let librarian: Client;
let library: string;

before(async () => {
    server = new TestServer();
    admin = server.admin;
    reader = server.user('Reader', { sets: ['Reader'] });
    librarian = server.user('Librarian', { sets: ['Librarian'] });
    library = await admin.make('Library__c', { Name: 'Main', OwnerId: admin.userId });
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

interface Actions {
    actions: Record<string, { actions: { apiName: string; type: string; targetObject: string | null }[] }>;
}

async function actionNames(client: Client, path: string, source: string): Promise<string[]> {
    return ((await got<Actions>(client, `actions/${path}`)).actions[source]?.actions ?? []).map(
        ({ apiName }) => apiName,
    );
}

describe('actions', () => {
    test('of a record are those of its layout that the user may do', async () => {
        assert.deepEqual(await actionNames(admin, `record/${library}`, library), [
            'Library__c.New_Shelf',
            'Edit',
            'Delete',
        ]);
        const own = await admin.make('Library__c', { Name: 'Own', OwnerId: reader.userId });
        assert.deepEqual(await actionNames(reader, `record/${own}`, own), []);
        assert.deepEqual(await actionNames(admin, `record/${library}?actionTypes=QuickAction`, library), [
            'Library__c.New_Shelf',
        ]);
        assert.deepEqual(await actionNames(admin, `record/${library}?apiNames=Edit`, library), ['Edit']);
        const rack = await admin.make('Rack__c', { Library__c: library });
        assert.deepEqual(await actionNames(admin, `record/${rack}`, rack), ['Edit', 'Delete', 'Clone']);
        assert.equal(outcomeOf(await reader.get(`/ui-api/actions/record/${library}`)), '404 NOT_FOUND');
    });

    test('of forms, lists and related lists are the buttons there', async () => {
        assert.deepEqual(await actionNames(admin, `record/${library}/record-edit`, library), ['CancelEdit', 'Save']);
        assert.deepEqual(await actionNames(admin, 'object/Library__c/record-create', 'Library__c'), [
            'CancelEdit',
            'SaveAndNew',
            'Save',
        ]);
        for (const place of ['mru-list', 'lookup']) {
            assert.deepEqual(await actionNames(librarian, `${place}/Library__c`, 'Library__c'), ['New']);
            assert.deepEqual(await actionNames(reader, `${place}/Library__c`, 'Library__c'), []);
        }
        assert.deepEqual(await actionNames(admin, `record/${library}/related-list/Shelves__r`, library), ['New']);
        const batch = await got<{ results: { statusCode: number }[] }>(
            admin,
            `actions/record/${library}/related-list/batch/Shelves__r,Nope__r`,
        );
        assert.deepEqual(
            batch.results.map((one) => one.statusCode),
            [200, 404],
        );
        assert.deepEqual(await actionNames(admin, 'global', 'Global'), ['Global.New_Member']);
        assert.deepEqual(await actionNames(reader, 'global', 'Global'), []);
        for (const path of ['nope', 'object/Nope', 'record/x', 'constructor/Library__c'])
            assert.equal(outcomeOf(await admin.get(`/ui-api/actions/${path}`)), '404 NOT_FOUND');
    });

    test('that make a record have a form, and values to begin with', async () => {
        const { layout } = await got<{
            layout: { sections: { layoutRows: { layoutItems: { layoutComponents: { apiName: string }[] }[] }[] }[] };
        }>(admin, 'actions/layout/Library__c.New_Shelf');
        const items = layout.sections[0]?.layoutRows[0]?.layoutItems ?? [];
        assert.deepEqual(
            items.map((one) => one.layoutComponents[0]?.apiName),
            ['Status__c', 'Library__c'],
        );
        const { fields } = await got<{ fields: Record<string, { value: unknown }> }>(
            admin,
            `actions/record-defaults/Library__c.New_Shelf?parentRecordId=${library}`,
        );
        assert.deepEqual([fields['Status__c']?.value, fields['Library__c']?.value], ['Closed', library]);
        assert.equal(outcomeOf(await reader.get('/ui-api/actions/layout/Library__c.New_Shelf')), '404 NOT_FOUND');
    });
});

interface App {
    appId: string;
    developerName: string;
    selected: boolean;
    navItems: { developerName: string; pageReference: { type: string }; itemType: string }[];
    userNavItems: { developerName: string }[];
}

describe('apps', () => {
    test('are those that profile and permission sets show, with the tabs that they show', async () => {
        const [app] = (await got<{ apps: App[] }>(reader, 'apps')).apps;
        assert.deepEqual([app?.developerName, app?.selected], ['Library_Desk', true]);
        assert.deepEqual(
            app?.navItems.map((one) => [one.developerName, one.itemType, one.pageReference.type]),
            [
                ['standard-home', 'Standard', 'standard__namedPage'],
                ['Library__c', 'Entity', 'standard__objectPage'],
            ],
        );
        assert.deepEqual((await got<{ apps: App[] }>(librarian, 'apps')).apps, []);
        assert.equal(outcomeOf(await librarian.get('/ui-api/apps/selected')), '404 NOT_FOUND');
        assert.equal((await got<App>(admin, 'apps/selected')).navItems.length, 3);
        assert.deepEqual((await got<{ apps: App[] }>(reader, 'apps?formFactor=Medium')).apps, []);
    });

    test('are chosen, and their items put in the order of the user', async () => {
        const { appId } = await got<App>(admin, 'apps/selected');
        assert.equal((await admin.send('PATCH', `/ui-api/apps/${appId}`)).status, 200);
        const path = `/ui-api/apps/${appId}/user-nav-items`;
        const navItems = [{ developerName: 'Rack__c' }, { developerName: 'standard-home' }];
        assert.equal((await admin.send('PUT', path, { navItems })).status, 200);
        assert.deepEqual(
            (await got<App>(admin, `apps/${appId}`)).userNavItems.map((one) => one.developerName),
            ['Rack__c', 'standard-home'],
        );
        assert.equal(outcomeOf(await reader.send('PUT', path, { navItems })), '400 INVALID_INPUT');
        assert.equal(outcomeOf(await librarian.get(path)), '404 NOT_FOUND');
    });

    test('have items that can be asked for by name', async () => {
        const { navItems } = await got<{ navItems: { developerName: string }[] }>(
            reader,
            'nav-items?navItemNames=Library__c,Rack__c,Nope,standard-home',
        );
        assert.deepEqual(
            navItems.map((one) => one.developerName),
            ['Library__c', 'standard-home'],
        );
        const page = await got<{ navItems: unknown[]; nextPageUrl: string | null }>(admin, 'nav-items?pageSize=2');
        assert.equal(page.navItems.length, 2);
        assert.equal((await admin.get(String(page.nextPageUrl))).status, 200);
    });
});

describe('favorites', () => {
    const favorites = (
        client: Client,
    ): Promise<{
        favorites: {
            id: string;
            name: string;
            sortOrder: number;
            accessCount: number;
            lastAccessDate: string | null;
        }[];
    }> => got(client, 'favorites');
    const send = async (
        method: Method,
        path: string,
        body?: object,
    ): Promise<{ id: string; name: string; accessCount: number }> => {
        const { status, body: answer, text } = await admin.send(method, `/ui-api/favorites${path}`, body);
        assert.ok(status < 300, text);
        return answer as { id: string; name: string; accessCount: number };
    };

    test('are added, named, moved, used and removed', async () => {
        const first = await send('POST', '', { name: 'Main', target: library, targetType: 'Record' });
        const second = await send('POST', '', { name: 'Libraries', target: 'Library__c', targetType: 'ObjectHome' });
        assert.equal((await send('PATCH', `/${second.id}`, { name: 'All', sortOrder: 1 })).name, 'All');
        assert.equal((await send('PATCH', `/${first.id}/usage`)).accessCount, 1);
        const { favorites: all } = await favorites(admin);
        assert.deepEqual(
            all.map(({ name, sortOrder, accessCount }) => [name, sortOrder, accessCount]),
            [
                ['All', 1, 0],
                ['Main', 2, 1],
            ],
        );
        assert.equal((await admin.send('DELETE', `/ui-api/favorites/${second.id}`)).status, 204);
        assert.deepEqual(
            (await favorites(admin)).favorites.map(({ name }) => name),
            ['Main'],
        );
        assert.deepEqual((await favorites(reader)).favorites, []);
    });

    test('lead only to what the user sees', async () => {
        const add = (client: Client, favorite: object): Promise<string> =>
            client.send('POST', '/ui-api/favorites', favorite).then(outcomeOf);
        assert.equal(await add(reader, { name: 'x', target: library, targetType: 'Record' }), '400 INVALID_INPUT');
        assert.equal(
            await add(reader, { name: 'x', target: 'Lending__c', targetType: 'ObjectHome' }),
            '400 INVALID_INPUT',
        );
        for (const bad of [
            {},
            { name: 'x' },
            { name: 1, target: 2, targetType: 3 },
            { name: 'x', target: 'x', targetType: 'Nope' },
        ])
            assert.equal(await add(admin, bad), '400 INVALID_INPUT');
        for (const method of ['GET', 'PATCH', 'DELETE'] as const)
            assert.equal(
                outcomeOf(await admin.send(method, '/ui-api/favorites/nope', method === 'PATCH' ? {} : undefined)),
                '404 NOT_FOUND',
            );
    });
});

describe('pictures', () => {
    test('of records are the icons of their objects', async () => {
        const avatar = await got<{ type: string; recordId: string; iconUrl: string }>(
            admin,
            `record-avatars/${library}`,
        );
        assert.deepEqual([avatar.type, avatar.recordId], ['Theme', library]);
        assert.match(avatar.iconUrl, /custom55_120\.png$/);
        const batch = await got<{ results: { statusCode: number }[] }>(reader, `record-avatars/batch/${library}`);
        assert.deepEqual(
            batch.results.map((one) => one.statusCode),
            [404],
        );
    });

    test('and colours of the org are its theme', async () => {
        assert.ok('brandColor' in (await got<object>(admin, 'themes/active')));
    });
});

describe('a request', () => {
    test('for what there is not gets 404 or 405, and never 500', async () => {
        const paths = [
            '',
            'nope',
            'records/x',
            'records/batch',
            'record-ui/x',
            'layout',
            'layout/Library__c/nope',
            'object-info/Library__c/nope',
        ];
        const more = [
            'list-ui',
            'list-info',
            'related-list-info',
            'related-list-count/x',
            'lookups/Library__c',
            'apps/x',
            'record-defaults/nope/x',
        ];
        for (const path of [
            ...paths,
            ...more,
            'record-avatars',
            'duplicates',
            'session/csrf',
            '__proto__',
            'constructor',
        ])
            assert.equal(outcomeOf(await admin.get(`/ui-api/${path}`)), '404 NOT_FOUND', path);
        for (const [method, path] of [
            ['PUT', 'records/x'],
            ['POST', 'object-info'],
            ['DELETE', 'layout/Library__c'],
            ['GET', 'records'],
            ['POST', 'nav-items'],
        ] as const)
            assert.equal(outcomeOf(await admin.send(method, `/ui-api/${path}`)), '405 METHOD_NOT_ALLOWED', path);
        const many = Array.from({ length: 201 }, () => library).join(',');
        assert.equal(
            outcomeOf(await admin.get(`/ui-api/records/batch/${many}?fields=Library__c.Name`)),
            '400 LIMIT_EXCEEDED',
        );
    });
});
